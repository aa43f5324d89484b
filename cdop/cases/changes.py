"""Writes on a case: notifying a death, correcting facts, moving the review on, its clocks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel
from cdop.cases import schedule
from cdop.cases.models import Case, CaseAccount, ChildIdentity, ClockPause, StageMove
from cdop.cases.notification import (
    CODED_FIELDS,
    NotAccepted,
    Notification,
    Problem,
    problems_of,
)
from cdop.cases.queries import account_of, died_on_of, identity_of
from cdop.cases.references import References
from cdop.cases.rows import derived_facts, identity_row, rows_of
from cdop.cases.search import PossiblyKnown, list_alike
from cdop.core import workflow
from cdop.core.clocks import Pause, PauseReason
from cdop.core.workflow import Move, NotNow
from cdop.db.clock import today
from cdop.extensions import db
from cdop.trail.record import record
from cdop.web.versions import check_version

COMMAND = "command"  # an operator at the command line, who has no account
CHAIR_MOVES = {
    Move.RATIFY: Permission.ANALYSIS_RATIFY,
    Move.REOPEN: Permission.ANALYSIS_REOPEN,
}
# The dates that a move sets (True) or takes back (False), because the step is done or undone.
DATES_SET_BY: Mapping[Move, Mapping[str, bool]] = {
    Move.HOLD_REVIEW_MEETING: {"review_meeting_on": True},
    Move.RETURN_TO_GATHERING: {"review_meeting_on": False},
    Move.RATIFY: {"reviewed_on": True},
    Move.REOPEN: {"reviewed_on": False},
}
REVIEW_DATES = (
    "notified_on",
    "ncmd_notified_on",
    "reports_requested_on",
    "reports_returned_on",
    "review_meeting_on",
)


@dataclass(frozen=True)
class Notified:
    """A case as it was created."""

    case_id: str
    reference: str


def notify_death(
    panel: Panel,
    notification: Notification,
    *,
    actor: Any,
    reference: str | None = None,
    although: str | None = None,
) -> Case:
    """Create the case with everything that belongs to it.

    `reference` is given where the case already has one (ReferenceTaken if another case does),
    otherwise the next is allotted. `although` is what the person said on why this is another
    child than one who may be known; blank, PossiblyKnown is raised where there is such a one, and
    None asks nothing. Raises NotAccepted where the facts cannot be right.
    """
    _check_may_notify(actor, panel)
    references = References(panel)
    alike = [] if although is None else list_alike(actor, panel.id, notification.marks)
    if alike and not although:
        raise PossiblyKnown(alike)
    rows = rows_of(panel, notification, reference, references, schedule.ClockBook(panel.id), actor)
    rows.moves[0]["reason"] = (although or "") if alike else ""
    case = Case(**rows.case)
    db.session.add(case)
    db.session.flush()
    db.session.add_all(
        [
            ChildIdentity(**rows.identity),
            CaseAccount(**rows.account),
            *(StageMove(**move) for move in rows.moves),
        ]
    )
    db.session.flush()
    record(actor, "case.notified", case, beside_a_possible_duplicate=bool(alike))
    return case


def notify_deaths(
    panel: Panel,
    notifications: Iterable[tuple[Notification, str | None]],
    *,
    actor: Any,
) -> Sequence[Notified]:
    """Create many cases in a few statements, each with the reference it has already or None.

    What `notify_death` promises holds for every one; the trail gets one entry for all of them.
    Nothing is looked up for duplicates: `queries.known_deaths` answers that from memory.
    """
    _check_may_notify(actor, panel)
    references, clocks = References(panel), schedule.ClockBook(panel.id)
    rows = [
        rows_of(panel, notification, reference, references, clocks, actor)
        for notification, reference in notifications
    ]
    if rows:
        _insert(Case, [each.case for each in rows])
        _insert(ChildIdentity, [each.identity for each in rows])
        _insert(CaseAccount, [each.account for each in rows])
        _insert(StageMove, [move for each in rows for move in each.moves])
    record(actor, "cases.notified", panel, count=len(rows))
    return [Notified(each.case["id"], each.case["reference"]) for each in rows]


def _insert(model: Any, rows: list[dict[str, Any]]) -> None:
    db.session.execute(sa.insert(model), rows)


def _check_may_notify(actor: Any, panel: Panel) -> None:
    if actor != COMMAND:
        policy.check(actor, Permission.CASE_NOTIFY, panel)


def edit_identity(
    case: Case, corrected: Notification, *, actor: Any, version: int | str | None
) -> None:
    """Correct who the child was; everything that follows from it is worked out again."""
    policy.check(actor, Permission.IDENTITY_EDIT, case)
    identity = identity_of(case)
    check_version(identity, version)
    refuse(problems_of(replace(corrected, notified_on=case.notified_on), today()))
    changed = _set(identity, {**identity_row(case.id, corrected)})
    _set(case, derived_facts(corrected.born_on, corrected.died_on, corrected.age_days))
    reschedule(case)
    record(actor, "identity.edited", case, fields=changed)


def edit_facts(
    case: Case, values: Mapping[str, Any], *, actor: Any, version: int | str | None
) -> None:
    """Correct coded facts; `values` by the names of CODED_FIELDS and the criteria."""
    policy.check(actor, Permission.CASE_MANAGE, case)
    check_version(case, version)
    allowed = {*CODED_FIELDS, "joint_response_criteria"}
    changed = _set(case, {name: values[name] for name in values if name in allowed})
    db.session.flush()
    record(actor, "case.edited", case, fields=changed)


def edit_account(
    case: Case, values: Mapping[str, Any], *, actor: Any, version: int | str | None
) -> None:
    """Change what is written about the death; `values` by the names of the columns."""
    policy.check(actor, Permission.CASE_MANAGE, case)
    account = account_of(case)
    check_version(account, version)
    changed = _set(account, values)
    db.session.flush()
    record(actor, "account.edited", case, fields=changed)


def move_stage(
    case: Case, move: Move, *, actor: Any, on: date | None = None, reason: str = ""
) -> StageMove:
    """Move the case on, or back. Chairs ratify and reopen, coordinators do the rest.

    Raises NotNow where the present stage does not allow it, NotAccepted where the day cannot be
    right or a reason is wanting.
    """
    policy.check(actor, CHAIR_MOVES.get(move, Permission.CASE_MANAGE), case)
    to_stage = workflow.apply(move, case.stage)
    effective_on = on or today()
    refuse(_problems_of_move(case, move, effective_on, reason))
    row = StageMove(
        move=move.value,
        from_stage=case.stage,
        to_stage=to_stage,
        by_id=getattr(actor, "id", None),
        effective_on=effective_on,
        reason=reason.strip(),
    )
    case.moves.append(row)
    case.stage = to_stage
    for field, happened in DATES_SET_BY.get(move, {}).items():
        setattr(case, field, effective_on if happened else None)
    reschedule(case)
    record(actor, "case.moved", case, move=move, stage=to_stage)
    return row


def _problems_of_move(case: Case, move: Move, on: date, reason: str) -> list[Problem]:
    problems = _problems_of_day("on", on, died_on_of(case))
    if workflow.MOVES[move].needs_reason and not reason.strip():
        problems.append(Problem("reason", "Give the reason"))
    return problems


def record_dates(
    case: Case, dates: Mapping[str, date | None], *, actor: Any, version: int | str | None
) -> None:
    """Set the dates that start and stop the clocks; `dates` by the names of REVIEW_DATES."""
    policy.check(actor, Permission.CASE_MANAGE, case)
    check_version(case, version)
    died_on = died_on_of(case)
    problems = [
        problem
        for field, day in dates.items()
        if day is not None
        for problem in _problems_of_day(field, day, died_on)
    ]
    if not dates.get("notified_on", case.notified_on):
        problems.append(Problem("notified_on", "Enter the date of notification"))
    requested, returned = dates.get("reports_requested_on"), dates.get("reports_returned_on")
    if requested and returned and returned < requested:
        problems.append(
            Problem("reports_returned_on", "Reports cannot be returned before they are requested")
        )
    refuse(problems)
    changed = _set(case, {field: dates[field] for field in REVIEW_DATES if field in dates})
    reschedule(case)
    record(actor, "case.dated", case, fields=changed)


def start_pause(
    case: Case, *, actor: Any, reason: PauseReason, started_on: date, note: str = ""
) -> ClockPause:
    """Let the clocks that can wait stand still from the day on."""
    policy.check(actor, Permission.CASE_MANAGE, case)
    problems = _problems_of_day("started_on", started_on, died_on_of(case))
    if any(pause.reason is reason and pause.ended_on is None for pause in case.pauses):
        problems.append(Problem("reason", "The clocks are paused for this reason already"))
    refuse(problems)
    pause = ClockPause(reason=reason, started_on=started_on, note=note.strip(), by_id=actor.id)
    case.pauses.append(pause)
    reschedule(case)
    record(actor, "clock.paused", case, reason=reason)
    return pause


def end_pause(pause: ClockPause, *, actor: Any, ended_on: date) -> None:
    """Let the clocks run again from the day on."""
    policy.check(actor, Permission.CASE_MANAGE, pause)
    if pause.ended_on is not None:
        raise NotNow("This pause has been ended already.")
    refuse(_problems_of_day("ended_on", ended_on, pause.started_on, "the pause began"))
    pause.ended_on = ended_on
    reschedule(pause.case)
    record(actor, "clock.resumed", pause.case, reason=pause.reason)


def record_search(*, actor: Any, kind: str, found: int) -> None:
    """Remember that identities were searched, and how many were shown; never what was typed."""
    policy.check(actor, Permission.IDENTITY_SEARCH)
    record(actor, "identity.searched", kind=kind, found=found)


def reschedule(case: Case) -> None:
    """Work out again what is due next, after anything it rests on has changed."""
    pauses = [Pause(each.reason, each.started_on, each.ended_on) for each in case.pauses]
    dates = {field: getattr(case, field) for field in schedule.EVENT_FIELDS.values()}
    step = schedule.next_step(
        case.stage,
        died_on_of(case),
        dates,
        pauses,
        rules=schedule.rules_of(case),
        today=today(),
    )
    _set(case, step)
    db.session.flush()


def _set(row: Any, values: Mapping[str, Any]) -> list[str]:
    """Set what differs, and name it."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return sorted(name for name in changed if not name.endswith("_mark"))


def refuse(problems: list[Problem]) -> None:
    """Stop with every problem at once, unless there is none."""
    if problems:
        raise NotAccepted(problems)


def _problems_of_day(
    field: str, day: date, earliest: date, what: str = "the death"
) -> list[Problem]:
    if day > today():
        return [Problem(field, "The date must be today or in the past")]
    if day < earliest:
        return [Problem(field, f"The date cannot be before {what}")]
    return []
