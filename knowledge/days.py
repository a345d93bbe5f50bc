"""Writing a day as the Vietnamese administration does."""

from __future__ import annotations

from datetime import date


def write_day(day: date) -> str:
    """Return "03/6/2020", "29/12/2023", "01/01/2025": a zero before a day below 10 and the months 1 and 2."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"
