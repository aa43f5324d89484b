"""Finding a child by NHS number, name or reference, and deaths that may be the same child's.

Numbers and last names are compared by blind index; only what that finds is opened, to see whether
the other names fit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from cdop.access.roles import Role
from cdop.cases.models import Case, ChildIdentity
from cdop.cases.notification import Marks
from cdop.cases.queries import visible_cases
from cdop.core import names, nhs_numbers
from cdop.core.workflow import Stage
from cdop.db.keys import ring
from cdop.extensions import db

MOST = 50


class Kind(StrEnum):
    """What somebody typed into the one search box."""

    NHS_NUMBER = "nhs_number"
    REFERENCE = "reference"
    NAME = "name"


def kind_of(text: str) -> Kind:
    if "/" in text:
        return Kind.REFERENCE
    return Kind.NHS_NUMBER if any(letter.isdigit() for letter in text) else Kind.NAME


def find_children(user: Any, text: str) -> Sequence[Case]:
    """The cases found on the panels the person coordinates, with the identity, newest first."""
    statement = (
        visible_cases(user, Role.COORDINATOR)
        .join(Case.identity)
        .options(contains_eager(Case.identity))
        .order_by(Case.death_month.desc(), Case.reference)
    )
    match kind_of(text):
        case Kind.REFERENCE:
            wanted = Case.reference.icontains(text.strip(), autoescape=True)
            return db.session.scalars(statement.where(wanted).limit(MOST)).all()
        case Kind.NHS_NUMBER:
            mark = ring().mark("nhs", nhs_numbers.normalise(text) or "")
            return db.session.scalars(statement.where(ChildIdentity.nhs_mark == mark)).all()
    return _by_name(statement, text)


def _by_name(statement: sa.Select[tuple[Case]], text: str) -> list[Case]:
    """By last name, whole or any one word typed; then every word typed has to be in the name."""
    words = names.words(text)
    if not words:
        return []
    keys = ring()
    marks = {
        keys.mark("last-name", names.normalise(" ".join(words[n:]))) for n in range(len(words))
    }
    marks |= {keys.mark("last-name", word) for word in words}
    whole = keys.mark("name", names.normalise(text))
    found = db.session.scalars(
        statement.where(
            sa.or_(ChildIdentity.last_name_mark.in_(marks), ChildIdentity.name_mark == whole)
        )
    )
    return [case for case in found if set(words) <= _words_of(case)][:MOST]


def _words_of(case: Case) -> set[str]:
    identity = case.identity
    if identity is None:
        return set()
    return set(names.words(f"{identity.first_name} {identity.other_names} {identity.last_name}"))


@dataclass(frozen=True)
class Alike:
    """A case that may be the same child's, and what makes it so."""

    case: Case
    same_number: bool


class PossiblyKnown(Exception):
    """Before a second case is made, somebody has to say that it is another child."""

    def __init__(self, alike: list[Alike]) -> None:
        super().__init__("This may be a child whose death is known already")
        self.alike = alike


def list_alike(user: Any, panel_id: str, marks: Marks) -> list[Alike]:
    """Cases of the panel with the same NHS number first, then of last name and date of death."""
    alike = [ChildIdentity.death_mark == marks.death]
    if marks.nhs:
        alike.append(ChildIdentity.nhs_mark == marks.nhs)
    rows = db.session.execute(
        visible_cases(user, Role.COORDINATOR)
        .add_columns(ChildIdentity.nhs_mark)
        .join(Case.identity)
        .where(
            Case.panel_id == panel_id,
            Case.stage.not_in((Stage.VOID, Stage.MERGED)),
            sa.or_(*alike),
        )
        .order_by(Case.reference)
        .limit(MOST)
    )
    found = [Alike(case, marks.nhs is not None and number == marks.nhs) for case, number in rows]
    return sorted(found, key=lambda alike: not alike.same_number)
