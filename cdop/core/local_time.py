"""From the clock on the wall in England to a moment, also on the days when the clocks change."""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)


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


def time_of(typed: str) -> time | None:
    """A time as people type it: 9am, 9:30 am, 14:15; None where it is none."""
    wanted = {"noon": "12pm", "midday": "12pm", "midnight": "12am"}.get(typed.lower(), typed)
    found = CLOCK.fullmatch(wanted.strip())
    if found is None or not (found[2] or found[3]):
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
