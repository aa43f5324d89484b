"""Holds a text that is about to leave against all of a panel's cases: that and where, never whose.

The one place of learning that opens sealed identities. What it gives back are passages of the text
as typed; no name, date or case goes with them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cdop.cases.models import Case, ChildIdentity
from cdop.core.catalogues.child import Agency
from cdop.core.identity_guard.findings import Finding, Kind, Record, Severity
from cdop.core.identity_guard.many import check_against
from cdop.core.identity_guard.reading import Reading
from cdop.core.identity_guard.wording import LABELS, explain, safer
from cdop.db.keys import ring
from cdop.extensions import db
from cdop.learning.models import IdentityDismissal

FOR_THE_CHAIR = "The chair decides on what is weak"  # so that an editor can ask at all
_BETWEEN = "\n\n\n"
_SCHOOLS = (Agency.EDUCATION,)
_HOSPITALS = (Agency.HOSPITAL, Agency.NEONATAL, Agency.HOSPICE)


@dataclass(frozen=True)
class Passage:
    """A marked passage: the part and line it stands in, why, and what could stand instead."""

    part: str
    line: int
    start: int
    end: int
    words: str
    kind: Kind
    severity: Severity
    mark: str  # the same for the same words, readable by nobody
    dismissed: str = ""  # the editor's reason why it is innocent

    @property
    def label(self) -> str:
        return LABELS[self.kind]

    @property
    def why(self) -> str:
        return explain(self.kind)

    @property
    def safer(self) -> str:
        return safer(Finding(self.start, self.end, self.kind, self.severity, self.words))

    @property
    def stops(self) -> bool:
        return self.severity is Severity.STOP

    @property
    def is_open(self) -> bool:
        """Weak, and nobody has said yet why it may stay."""
        return self.severity is Severity.REASON and not self.dismissed


class IdentityFound(Exception):
    """The wording may not leave as it stands; the passages say why."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        super().__init__("The wording holds what may identify a child")
        self.passages = list(passages)


def check_parts(
    parts: Mapping[str, str], *, panel_id: str, near: Iterable[str] = (), subject_id: str = ""
) -> list[Passage]:
    """The passages of a text in parts (title, body ...) that could tell of a child of the panel.

    Of the cases `near` it weak signs are told too. What was dismissed for `subject_id` is told with
    the reason that was given.
    """
    near_ids = set(near)
    records = _records(panel_id)
    reading = Reading.of(_BETWEEN.join(parts.values()))
    found = check_against(
        reading,
        [record for case_id, record in records.items() if case_id not in near_ids],
        [record for case_id, record in records.items() if case_id in near_ids],
    )
    reasons = _reasons(subject_id) if subject_id else {}
    return [passage for each in found if (passage := _passage(each, parts, reasons)) is not None]


def must_not_identify(passages: Sequence[Passage], reason: str = "") -> list[Passage]:
    """Refuses exact identifiers, and weaker ones that nobody gave a reason for; else what stays."""
    stopped = [each for each in passages if each.stops or (each.is_open and not reason)]
    if stopped:
        raise IdentityFound(stopped)
    return [each for each in passages if each.severity is Severity.REASON]


def _passage(
    finding: Finding, parts: Mapping[str, str], reasons: Mapping[str, str]
) -> Passage | None:
    offset = 0
    for part, text in parts.items():
        if offset <= finding.start and finding.end <= offset + len(text):
            start, end = finding.start - offset, finding.end - offset
            mark = mark_of(finding.kind, finding.evidence)
            return Passage(
                part,
                text.count("\n", 0, start) + 1,
                start,
                end,
                finding.evidence,
                finding.kind,
                finding.severity,
                mark,
                reasons.get(mark, ""),
            )
        offset += len(text) + len(_BETWEEN)
    return None


def mark_of(kind: Kind, words: str) -> str:
    return ring().mark("identity dismissal", f"{kind.value} {' '.join(words.lower().split())}")


def _reasons(subject_id: str) -> dict[str, str]:
    rows = db.session.scalars(
        db.select(IdentityDismissal).where(IdentityDismissal.subject_id == subject_id)
    )
    return {row.mark: row.reason for row in rows}


def _records(panel_id: str) -> dict[str, Record]:
    rows = db.session.execute(
        db.select(ChildIdentity, Case.reference)
        .join(Case, Case.id == ChildIdentity.case_id)
        .where(Case.panel_id == panel_id)
        .order_by(Case.id)
    )
    return {identity.case_id: record_of(identity, reference) for identity, reference in rows}


def record_of(identity: ChildIdentity, reference: str = "") -> Record:
    """What the guard is told of one child."""
    family = list(identity.family or [])
    services = list(identity.professionals or [])
    mother, father = _relative(family, "mother"), _relative(family, "father")
    people = [_text(row, "name") for row in services if _agency(row) not in _PLACES]
    return Record(
        child_name=" ".join(
            name for name in (identity.first_name, identity.other_names, identity.last_name) if name
        ),
        mother_name=mother,
        father_name=father,
        date_of_birth=identity.born_on,
        date_of_death=identity.died_on,
        nhs_number=identity.nhs_number or "",
        address=identity.address or "",
        postcode=identity.postcode or "",
        gp_surgery=_service(services, (Agency.GP,)),
        nursery=_service(services, _SCHOOLS),
        hospital=_service(services, _HOSPITALS),
        professional_name=people[0] if people else "",
        case_reference=reference,
        others=tuple(
            name
            for name in (*(_text(row, "name") for row in family), *people[1:])
            if name and name not in (mother, father)
        ),
    )


_PLACES = (Agency.GP, *_SCHOOLS, *_HOSPITALS)


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""


def _agency(row: Mapping[str, Any]) -> str:
    return _text(row, "agency")


def _relative(family: Iterable[Mapping[str, Any]], relationship: str) -> str:
    return next(
        (
            _text(row, "name")
            for row in family
            if relationship in (_text(row, "relationship"), _text(row, "relation"))
        ),
        "",
    )


def _service(rows: Iterable[Mapping[str, Any]], agencies: Sequence[Agency]) -> str:
    return next((_text(row, "name") for row in rows if _agency(row) in agencies), "")
