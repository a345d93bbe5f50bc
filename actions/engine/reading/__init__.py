"""What a message asks by itself: its type, names, years, claims and the question within a story."""
