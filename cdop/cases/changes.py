"""Writes on a case: notifying a death, one by one or many at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel
from cdop.cases import schedule
from cdop.cases.models import Case, CaseAccount, ChildIdentity, StageMove
from cdop.cases.notification import (
    ACCOUNT_FIELDS,
    CODED_FIELDS,
    DATE_FIELDS,
    IDENTITY_FIELDS,
    NotAccepted,
    Notification,
    facts,
    problems_of,
)
from cdop.cases.references import References
from cdop.core import ages, nhs_numbers, workflow
from cdop.core.clocks import ClockRule
from cdop.core.workflow import Stage
from cdop.db.base import new_id
from cdop.db.clock import today
from cdop.extensions import db
from cdop.trail.record import record

COMMAND = "command"  # an operator at the command line, who has no account
NOTIFY = "notify"  # the first line of every history; the rest are moves of the workflow


@dataclass(frozen=True)
class Notified:
    """A case as it was created."""

    case_id: str
    reference: str


@dataclass(frozen=True)
class _Rows:
    case: dict[str, Any]
    identity: dict[str, Any]
    account: dict[str, Any]
    moves: list[dict[str, Any]]


def notify_death(
    panel: Panel,
    notification: Notification,
    *,
    actor: Any,
    reference: str | None = None,
    although: str = "",
) -> Case:
    """Create the case with everything that belongs to it.

    `reference` is given where the case already has one (ReferenceTaken if another case does),
    otherwise the next is allotted. `although` is the reason for creating it beside a case that
    may be the same child's. Raises NotAccepted where the facts cannot be right.
    """
    _check_may_notify(actor, panel)
    references = References(panel)
    rows = _rows_of(
        panel, notification, reference, references, schedule.clock_rules(panel.id), actor
    )
    rows.moves[0]["reason"] = although
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
    record(actor, "case.notified", case, beside_a_possible_duplicate=bool(although))
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
    references, rules = References(panel), schedule.clock_rules(panel.id)
    rows = [
        _rows_of(panel, notification, reference, references, rules, actor)
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


def _rows_of(
    panel: Panel,
    notification: Notification,
    reference: str | None,
    references: References,
    rules: Sequence[ClockRule],
    actor: Any,
) -> _Rows:
    problems = problems_of(notification, today())
    if problems:
        raise NotAccepted(problems)
    case_id = new_id()
    moves = _moves_of(case_id, notification, getattr(actor, "id", None))
    stage: Stage = moves[-1]["to_stage"]
    allotted = references.take(reference) if reference else references.next(notification.died_on)
    dates = {
        **facts(notification, DATE_FIELDS),
        "notified_on": notification.notified_on or today(),
    }
    case = {
        "id": case_id,
        "panel_id": panel.id,
        "reference": allotted,
        "stage": stage,
        **facts(notification, CODED_FIELDS),
        "joint_response_criteria": list(notification.joint_response_criteria),
        **derived_facts(notification.born_on, notification.died_on, notification.age_days),
        **dates,
        **schedule.next_step(stage, notification.died_on, dates, (), rules=rules, today=today()),
    }
    return _Rows(
        case, _identity_row(case_id, notification), _account_row(case_id, notification), moves
    )


def derived_facts(born_on: date | None, died_on: date, age_days: int | None) -> dict[str, Any]:
    """The coded facts that follow from the sealed dates; every change of those comes here."""
    return {
        "age_days": ages.age_in_days(born_on, died_on) if born_on else age_days,
        "death_month": ages.month_of(died_on),
    }


def _identity_row(case_id: str, notification: Notification) -> dict[str, Any]:
    marks = notification.marks
    return {
        "case_id": case_id,
        **facts(notification, IDENTITY_FIELDS),
        "nhs_number": nhs_numbers.normalise(notification.nhs_number),
        "family": list(notification.family),
        "professionals": list(notification.professionals),
        "nhs_mark": marks.nhs,
        "name_mark": marks.name,
        "last_name_mark": marks.last_name,
        "death_mark": marks.death,
    }


def _account_row(case_id: str, notification: Notification) -> dict[str, Any]:
    return {
        "case_id": case_id,
        **facts(notification, ACCOUNT_FIELDS),
        "referrer": notification.referrer or {},
        "other_reviews": list(notification.other_reviews),
    }


def _moves_of(case_id: str, notification: Notification, by_id: str | None) -> list[dict[str, Any]]:
    first = Stage.NOTIFIED if notification.history else notification.stage
    rows: list[dict[str, Any]] = [
        {
            "case_id": case_id,
            "move": NOTIFY,
            "from_stage": None,
            "to_stage": first,
            "by_id": by_id,
            "effective_on": notification.notified_on or today(),
            "reason": "",
        }
    ]
    for past in notification.history:
        rows.append(
            {
                "case_id": case_id,
                "move": past.move.value,
                "from_stage": rows[-1]["to_stage"],
                "to_stage": workflow.apply(past.move, rows[-1]["to_stage"]),
                "by_id": past.by_id or by_id,
                "effective_on": past.on,
                "reason": past.reason,
            }
        )
    return rows
