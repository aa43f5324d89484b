"""From the clock on the wall in England to a moment, also on the days when the clocks change."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class NoSuchTime(ValueError):
    """The hour that is left out when the clocks go forward."""


def moment_of(day: date, at: time) -> datetime:
    """The moment in UTC; of an hour that comes twice, in autumn, the first.

    NoSuchTime for the hour that spring leaves out: nothing can happen in it.
    """
    local = datetime.combine(day, at, LONDON)
    moment = local.astimezone(UTC)
    if moment.astimezone(LONDON).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchTime(f"{at:%H:%M} is left out on that day, when the clocks go forward")
    return moment
