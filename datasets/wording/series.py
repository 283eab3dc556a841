"""What stands around the charts of a measure."""

from datetime import date

from .dates import MONTHS, published
from .labels import number

RUNNING = "Running totals"
STRETCHES = "Of one stretch of time"
EACH = "Each line is as long as its stretch."


def began(day: date) -> str:
    """Return what is written where totals begin."""
    return f"from {_short(day)}"


def since_in_short(day: date) -> str:
    """Return from when another total counts."""
    return f"since {_short(day)}"


def _short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def since(day: date) -> str:
    """Return the line below the title of running totals."""
    return f"Each counts from {published(day.isoformat())} on."


def described(label: str, figures: int) -> str:
    """Return what a chart shows to those who do not see it."""
    return f"{label}: {number(figures)} figures, which the table below has with their caveats."


def length(start: date, end: date) -> str:
    """Return how long a stretch is, in the months or years that a reader counts."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if start.day != 1 or (end.day not in range(28, 32)):
        days = (end - start).days + 1
        return "one day" if days == 1 else ""
    if months % 12 == 0:
        years = months // 12
        return "one year" if years == 1 else f"{number(years)} years"
    return "one month" if months == 1 else f"{number(months)} months"
