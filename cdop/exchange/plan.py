"""What an import would do, line by line, before anything is written: a preview, and a dry run."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cdop.accounts.models import Panel
from cdop.cases.notification import Notification, problems_of
from cdop.cases.queries import known_deaths, list_references
from cdop.core.legacy.reader import Caution, Line, Reading, Status
from cdop.exchange.intake import notification_of
from cdop.exchange.queries import fingerprint_of, imported_before

# A fact of a notification -> the column of the log that it comes from.
COLUMN_OF = {
    "first_name": "first",
    "last_name": "last",
    "nhs_number": "nhs",
    "born_on": "dob",
    "died_on": "dod",
    "notified_on": "notified",
    "reviewed_on": "reviewed",
    "age_days": "age_days",
}


@dataclass
class Plan:
    """The reading with its final statuses, and what each imported line will become."""

    reading: Reading
    accepted: list["Accepted"] = field(default_factory=list)
    already: dict[int, str] = field(default_factory=dict)  # position of a line -> case id

    @property
    def counts(self) -> dict[str, int]:
        return self.reading.counts


@dataclass(frozen=True)
class Accepted:
    position: int
    line: Line
    notification: Notification
    reference: str | None  # None: the panel's next one is given


def plan_import(panel: Panel, reading: Reading, *, today: date) -> Plan:
    """Compare the lines with the panel's cases; nothing is written.

    A line of a death that is on record already becomes a duplicate, so that a file can be
    imported again after its rejected lines were corrected.
    """
    plan = Plan(reading)
    known, earlier = known_deaths(panel.id), imported_before(panel.id)
    taken = set(list_references(panel.id))
    for position, line in enumerate(reading.lines):
        if line.status is not Status.IMPORTED:
            continue
        notification = notification_of(line)
        problems = problems_of(notification, today)
        case_id = None if problems else known.same(notification.marks)
        case_id = case_id or earlier.get(fingerprint_of(line.values))
        if problems:
            _reject(line, problems)
        elif case_id is not None:
            line.status = Status.DUPLICATE
            line.reason = "This death is on record already"
            plan.already[position] = case_id
        else:
            reference = _own_reference(line, taken)
            plan.accepted.append(Accepted(position, line, notification, reference))
    return plan


def _reject(line: Line, problems: Iterable[Any]) -> None:
    first = next(iter(problems))
    line.status = Status.REJECTED
    line.column = COLUMN_OF.get(first.field, first.field)
    line.value = line.values.get(line.column, "")
    line.reason = first.message


def _own_reference(line: Line, taken: set[str]) -> str | None:
    """The reference the log gives, unless another case has it."""
    reference = str(line.typed.get("ref") or "").strip()
    if not reference:
        return None
    if reference in taken or len(reference) > 40:
        line.warnings.append(
            Caution("ref", reference, "Another case has this reference, so a new one is given")
        )
        return None
    taken.add(reference)
    return reference
