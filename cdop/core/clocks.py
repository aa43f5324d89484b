"""Whether each step of a review is in time: due dates, pauses and a red, amber or green status.

Targets are data, not law: only the 48 hours to NCMD were confirmed (NCMD data release 2021).
The others are general knowledge of the statutory and operational guidance 2018, and a panel may
set its own. Enquiries that run in parallel hold up the two meetings, never the notifications.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cdop.core.ages import add_months, working_days_after
from cdop.core.catalogues.labelled import LabelledEnum

Moment = date | datetime
Events = Mapping[str, Moment | None]


class Event(LabelledEnum):
    """What starts or stops a clock."""

    DEATH = "death", "Death"
    NOTIFIED = "notified", "Notified to the panel"
    NCMD_NOTIFIED = "ncmd_notified", "Notified to NCMD"
    REPORTS_REQUESTED = "reports_requested", "Reports requested"
    REPORTS_RETURNED = "reports_returned", "Reports returned"
    REVIEW_MEETING = "review_meeting", "Review meeting"
    PANEL = "panel", "Panel meeting"


class Unit(LabelledEnum):
    """What a target is counted in."""

    HOURS = "hours", "hours"
    DAYS = "days", "days"
    WEEKS = "weeks", "weeks"
    MONTHS = "months", "months"
    WORKING_DAYS = "working_days", "working days"


class Rag(LabelledEnum):
    """How a clock stands; the words go with the colour wherever it is shown."""

    RED = "red", "Overdue"
    AMBER = "amber", "Due soon"
    GREEN = "green", "On time"
    DONE = "done", "Done"
    PAUSED = "paused", "Paused"
    NOT_STARTED = "not_started", "Not started"


class PauseReason(LabelledEnum):
    """Why a review may have to wait. Source: guidance 2018 (general knowledge)."""

    INQUEST = "inquest", "Inquest"
    CRIMINAL = "criminal", "Criminal investigation or proceedings"
    CSPR = "cspr", "Child safeguarding practice review"
    POST_MORTEM = "post_mortem", "Post-mortem result awaited"
    THEMED_PANEL = "themed_panel", "Held for a themed panel"
    FAMILY = "family", "At the family's wish"


@dataclass(frozen=True)
class Pause:
    """A time in which clocks that can be paused stand still; open while `ended` is None."""

    reason: PauseReason
    started: date
    ended: date | None = None


@dataclass(frozen=True)
class ClockRule:
    """One target, with where it comes from and how sure that is."""

    code: str
    label: str
    from_event: str
    to_event: str
    target: int
    unit: Unit
    basis: str
    mark: str
    pausable: bool = True

    @property
    def target_words(self) -> str:
        words = Unit(self.unit).label
        return f"{self.target} {words[:-1] if self.target == 1 else words}"


@dataclass(frozen=True)
class ClockStatus:
    """How one clock stands today. A paused clock has no due date."""

    rag: Rag
    words: str
    due_on: date | None = None
    finished_on: date | None = None
    days_left: int | None = None


DEFAULT_RULES = (
    ClockRule(
        code="notification",
        label="Death notified to the panel",
        from_event=Event.DEATH,
        to_event=Event.NOTIFIED,
        target=24,
        unit=Unit.HOURS,
        basis="Statutory and operational guidance 2018",
        mark="U",
        pausable=False,
    ),
    ClockRule(
        code="ncmd",
        label="Death notified to NCMD",
        from_event=Event.DEATH,
        to_event=Event.NCMD_NOTIFIED,
        target=48,
        unit=Unit.HOURS,
        basis="NCMD child death data release 2021",
        mark="C",
        pausable=False,
    ),
    ClockRule(
        code="reports",
        label="Agency reports returned",
        from_event=Event.REPORTS_REQUESTED,
        to_event=Event.REPORTS_RETURNED,
        target=3,
        unit=Unit.WEEKS,
        basis="Local practice, usually 2 to 3 weeks",
        mark="U",
        pausable=False,
    ),
    ClockRule(
        code="review_meeting",
        label="Review meeting held",
        from_event=Event.DEATH,
        to_event=Event.REVIEW_MEETING,
        target=3,
        unit=Unit.MONTHS,
        basis="Statutory and operational guidance 2018",
        mark="U",
    ),
    ClockRule(
        code="panel",
        label="Reviewed by the panel",
        from_event=Event.REVIEW_MEETING,
        to_event=Event.PANEL,
        target=6,
        unit=Unit.WEEKS,
        basis="Statutory and operational guidance 2018, ch. 5",
        mark="U",
    ),
)


def due_date(rule: ClockRule, start: Moment) -> date:
    """The day by which the rule wants its event, pauses left aside.

    Hours count from the hour where it is known; from a bare date they become whole days.
    """
    day = _day(start)
    match rule.unit:
        case Unit.HOURS if isinstance(start, datetime):
            return (start + timedelta(hours=rule.target)).date()
        case Unit.HOURS:
            return day + timedelta(days=-(-rule.target // 24))
        case Unit.DAYS:
            return day + timedelta(days=rule.target)
        case Unit.WEEKS:
            return day + timedelta(weeks=rule.target)
        case Unit.MONTHS:
            return add_months(day, rule.target)
        case Unit.WORKING_DAYS:
            return working_days_after(day, rule.target)
    raise ValueError(f"Not a unit of time: {rule.unit!r}")


def status(rule: ClockRule, events: Events, pauses: Iterable[Pause], today: date) -> ClockStatus:
    """How the clock stands, given what has happened and when the case was paused."""
    start, finish = events.get(rule.from_event), events.get(rule.to_event)
    finished_on = _day(finish) if finish else None
    if start is None:
        return _without_start(rule, finished_on)
    until = finished_on or today
    stops = _merged(pauses, until) if rule.pausable else []
    due_on = due_date(rule, start)
    base_days = (due_on - _day(start)).days
    for stop in stops:
        if stop.started > due_on:
            break
        if finished_on is None and (stop.ended is None or stop.ended > today):
            return ClockStatus(Rag.PAUSED, _paused_words(stop))
        due_on += _overlap(stop, _day(start), until)
    if finished_on:
        return _finished(finished_on, due_on)
    return _running(due_on, (due_on - today).days, base_days)


def next_due(
    rules: Iterable[ClockRule], events: Events, pauses: Iterable[Pause], today: date
) -> tuple[ClockRule, date] | None:
    """The unfinished clock that is due first, and its date; None where none is running."""
    stops = list(pauses)
    standing = [(status(rule, events, stops, today), rule) for rule in rules]
    running = [
        (each.due_on, rule)
        for each, rule in standing
        if each.due_on is not None and each.finished_on is None
    ]
    if not running:
        return None
    due_on, rule = min(running, key=lambda pair: pair[0])
    return rule, due_on


def standing(rule: ClockRule, due_on: date, today: date) -> ClockStatus:
    """How a running clock stands where only its due date is at hand, as in a list."""
    return _running(due_on, (due_on - today).days, (due_date(rule, due_on) - due_on).days)


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _without_start(rule: ClockRule, finished_on: date | None) -> ClockStatus:
    if finished_on:
        return ClockStatus(Rag.DONE, "Done", finished_on=finished_on)
    return ClockStatus(Rag.NOT_STARTED, f"Starts with: {Event(rule.from_event).label.lower()}")


def _merged(pauses: Iterable[Pause], until: date) -> list[Pause]:
    """The pauses begun by the given day, in order, overlapping ones joined into one."""
    joined: list[Pause] = []
    begun = (pause for pause in pauses if pause.started <= until)
    for pause in sorted(begun, key=lambda each: each.started):
        last = joined[-1] if joined else None
        if last is None or (last.ended is not None and pause.started > last.ended):
            joined.append(pause)
        elif last.ended is not None and (pause.ended is None or pause.ended > last.ended):
            reason = pause.reason if pause.ended is None else last.reason
            joined[-1] = Pause(reason, last.started, pause.ended)
    return joined


def _overlap(pause: Pause, start: date, until: date) -> timedelta:
    """How long the pause stood between the start of the clock and the given day."""
    ended = until if pause.ended is None else min(pause.ended, until)
    return max(ended - max(pause.started, start), timedelta(0))


def _paused_words(pause: Pause) -> str:
    return f"Paused since {_uk(pause.started)}: {pause.reason.label}"


def _finished(finished_on: date, due_on: date) -> ClockStatus:
    late = (finished_on - due_on).days
    words = "Done in time" if late <= 0 else f"Done {_days(late)} late"
    return ClockStatus(Rag.DONE, words, due_on=due_on, finished_on=finished_on)


def _running(due_on: date, days_left: int, base_days: int) -> ClockStatus:
    """Amber for the last quarter of the time allowed, a fortnight at most and a day at least."""
    if days_left < 0:
        rag, words = Rag.RED, f"{_days(-days_left)} overdue (due {_uk(due_on)})"
    else:
        rag = Rag.AMBER if days_left <= max(1, min(14, base_days // 4)) else Rag.GREEN
        words = "Due today" if days_left == 0 else f"Due {_uk(due_on)}, {_days(days_left)} left"
    return ClockStatus(rag, words, due_on=due_on, days_left=days_left)


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _uk(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
