"""The rows of a new case, worked out from its notification before anything is written."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cdop.accounts.models import Panel
from cdop.cases import schedule
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
from cdop.core.workflow import Stage
from cdop.db.base import new_id
from cdop.db.clock import today

NOTIFY = "notify"  # the first line of every history; the rest are moves of the workflow


@dataclass(frozen=True)
class CaseRows:
    """One line for each table, as columns and values."""

    case: dict[str, Any]
    identity: dict[str, Any]
    account: dict[str, Any]
    moves: list[dict[str, Any]]


def rows_of(
    panel: Panel,
    notification: Notification,
    reference: str | None,
    references: References,
    clocks: schedule.ClockBook,
    actor: Any,
) -> CaseRows:
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
        **schedule.next_step(
            stage,
            notification.died_on,
            dates,
            (),
            rules=clocks.rules(panel.id, dates["notified_on"]),
            today=today(),
        ),
    }
    return CaseRows(
        case, identity_row(case_id, notification), _account_row(case_id, notification), moves
    )


def derived_facts(born_on: date | None, died_on: date, age_days: int | None) -> dict[str, Any]:
    """The coded facts that follow from the sealed dates; every change of those comes here."""
    return {
        "age_days": ages.age_in_days(born_on, died_on) if born_on else age_days,
        "death_month": ages.month_of(died_on),
    }


def identity_row(case_id: str, notification: Notification) -> dict[str, Any]:
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
