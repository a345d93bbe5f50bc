"""Answers that quote a clause: what it says, whom it names, what it counts."""
