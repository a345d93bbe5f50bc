"""What one turn leaves for the next, and what a follow-up means by it."""
