"""The clocks of a case: what has happened, when it was paused, and what is due next."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from cdop.accounts.models import Setting
from cdop.accounts.queries import clock_rules_on, list_clock_settings
from cdop.cases.models import Case
from cdop.core.clocks import ClockRule, Event, Pause, next_due
from cdop.core.workflow import Stage

EVENT_FIELDS: Mapping[Event, str] = {
    Event.NOTIFIED: "notified_on",
    Event.NCMD_NOTIFIED: "ncmd_notified_on",
    Event.REPORTS_REQUESTED: "reports_requested_on",
    Event.REPORTS_RETURNED: "reports_returned_on",
    Event.REVIEW_MEETING: "review_meeting_on",
    Event.PANEL: "reviewed_on",
}


class ClockBook:
    """The targets of some panels, read once; a case runs by those in force when it was notified.

    So a target that a panel changes holds for later cases, and no stored due date goes stale.
    """

    def __init__(self, *panel_ids: str) -> None:
        self._settings: dict[str, list[Setting]] = {}
        for setting in list_clock_settings(*panel_ids) if panel_ids else ():
            self._settings.setdefault(setting.panel_id or "", []).append(setting)

    def rules(self, panel_id: str, notified_on: date) -> Sequence[ClockRule]:
        return clock_rules_on(self._settings.get(panel_id, ()), notified_on)


def rules_of(case: Case) -> Sequence[ClockRule]:
    """The targets that hold for one case."""
    return ClockBook(case.panel_id).rules(case.panel_id, case.notified_on)


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
