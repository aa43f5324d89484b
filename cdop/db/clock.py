"""The clock: UTC in storage, Europe/London at the edge; tests move it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """The date on the wall in England."""
    return datetime.now(LONDON).date()
