"""The clocks of a case: what has happened, when it was paused, and what is due next."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from cdop.core.clocks import DEFAULT_RULES, ClockRule, Event, Pause, next_due
from cdop.core.workflow import Stage

EVENT_FIELDS: Mapping[Event, str] = {
    Event.NOTIFIED: "notified_on",
    Event.NCMD_NOTIFIED: "ncmd_notified_on",
    Event.REPORTS_REQUESTED: "reports_requested_on",
    Event.REPORTS_RETURNED: "reports_returned_on",
    Event.REVIEW_MEETING: "review_meeting_on",
    Event.PANEL: "reviewed_on",
}


def clock_rules(_panel_id: str) -> Sequence[ClockRule]:
    """The targets that hold for the panel."""
    return DEFAULT_RULES


def events_of(died_on: date, dates: Mapping[str, Any]) -> dict[str, date | None]:
    """What has happened so far, as the clocks want it; `dates` by the names of the columns."""
    happened = {event.value: dates.get(field) for event, field in EVENT_FIELDS.items()}
    return {Event.DEATH.value: died_on, **happened}


def next_step(
    stage: Stage,
    died_on: date,
    dates: Mapping[str, Any],
    pauses: Iterable[Pause],
    *,
    rules: Iterable[ClockRule],
    today: date,
) -> dict[str, Any]:
    """The two columns that say what is due next; empty where nothing runs."""
    found = None
    if stage.is_open:
        found = next_due(rules, events_of(died_on, dates), pauses, today)
    if found is None:
        return {"next_due_on": None, "next_due_step": None}
    rule, due_on = found
    return {"next_due_on": due_on, "next_due_step": rule.code}
