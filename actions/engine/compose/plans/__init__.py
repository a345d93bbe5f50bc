"""Answers about a plan itself: number, dates, signer, bases, recipients, money, places in its text."""
