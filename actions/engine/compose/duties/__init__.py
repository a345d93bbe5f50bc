"""Answers about duties: who leads, what a body has to do, by when, who reports."""
