"""What the guard is told of a panel's cases: the one place of learning that opens who they were.

Nothing of it goes further than the guard: what comes back are passages of the text as typed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from cdop.cases.models import Case, CaseAccount, ChildIdentity
from cdop.core.catalogues.child import Agency
from cdop.core.identity_guard.contacts import Contacts, held_in
from cdop.core.identity_guard.findings import Finding, Record
from cdop.extensions import db

_SCHOOLS = (Agency.EDUCATION,)
_HOSPITALS = (Agency.HOSPITAL, Agency.NEONATAL, Agency.HOSPICE)
_PLACES = (Agency.GP, *_SCHOOLS, *_HOSPITALS)


def records_of(panel_id: str) -> dict[str, Record]:
    """A record for each case of the panel, by the case's id."""
    rows = db.session.execute(
        db.select(ChildIdentity, Case.reference)
        .join(Case, Case.id == ChildIdentity.case_id)
        .where(Case.panel_id == panel_id)
        .order_by(Case.id)
    )
    return {identity.case_id: record_of(identity, reference) for identity, reference in rows}


def contacts_among(wanted: Collection[Finding], panel_id: str) -> Contacts:
    """Those by which somebody in a case of the panel can be reached, and who that is."""
    if not wanted:
        return Contacts()
    rows = db.session.execute(
        db.select(ChildIdentity, CaseAccount.circumstances, CaseAccount.referrer)
        .join(Case, Case.id == ChildIdentity.case_id)
        .outerjoin(CaseAccount, CaseAccount.case_id == Case.id)
        .where(Case.panel_id == panel_id)
    )
    families: set[str] = set()
    services: set[str] = set()
    for identity, told, referrer in rows:
        families |= held_in(wanted, identity.postcode, identity.address, identity.family, told)
        services |= held_in(wanted, identity.professionals, referrer)
    return Contacts(frozenset(families), frozenset(services - families))


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
