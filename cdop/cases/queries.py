"""Reads of cases: every list is ordered and starts from `visible_cases`; a get may be a 404."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from cdop.access.roles import Role
from cdop.accounts.models import Membership, User
from cdop.cases.models import (
    Case,
    CaseAccount,
    ChildIdentity,
    Conflict,
    Transfer,
    TransferState,
)
from cdop.cases.notification import Marks, Notification
from cdop.extensions import db

CASE_ROLES = (Role.COORDINATOR, Role.MEMBER, Role.CHAIR)


def visible_cases(user: Any, *roles: Role) -> sa.Select[tuple[Case]]:
    """The cases that exist for the person: of their panels, without those they are conflicted in.

    Every list, search, count and export of cases starts from this select. `roles` narrows it to
    the panels on which one of them is held.
    """
    conflicted = sa.exists().where(
        Conflict.case_id == Case.id, Conflict.user_id == user.id, Conflict.lifted_at.is_(None)
    )
    panels = user.panels_as(*(roles or CASE_ROLES))
    return db.select(Case).where(Case.panel_id.in_(panels), ~conflicted)


def get_case(case_id: str) -> Case:
    """The coded case, with its conflicts for the policy; identity and account stay unopened."""
    return db.one_or_404(
        db.select(Case)
        .where(Case.id == case_id)
        .options(joinedload(Case.panel), selectinload(Case.conflicts))
    )


def identity_of(case: Case) -> ChildIdentity:
    """Who the child was. For coordinators' pages only."""
    return db.one_or_404(db.select(ChildIdentity).where(ChildIdentity.case_id == case.id))


def account_of(case: Case) -> CaseAccount:
    """What was written about the death; the anonymised summary is one of its texts."""
    return db.one_or_404(db.select(CaseAccount).where(CaseAccount.case_id == case.id))


def died_on_of(case: Case) -> date:
    """The day from which the clocks run: for sums, and for coordinators' eyes."""
    return db.session.scalars(
        db.select(ChildIdentity.died_on).where(ChildIdentity.case_id == case.id)
    ).one()


def holds_case_role(user: User, panel_id: str) -> bool:
    """Whether the person works with cases on the panel."""
    return any(user.holds(role, panel_id) for role in CASE_ROLES)


def list_panel_people(panel_id: str) -> list[User]:
    """Those who work with the panel's cases now, by name."""
    current = sa.exists().where(
        Membership.user_id == User.id,
        Membership.panel_id == panel_id,
        Membership.role.in_(CASE_ROLES),
        Membership.ended_at.is_(None),
    )
    return list(
        db.session.scalars(
            db.select(User).where(current, User.disabled_at.is_(None)).order_by(User.name)
        )
    )


def find_open_transfer(case_id: str) -> Transfer | None:
    """The offer of the case to another panel that waits for an answer."""
    return db.session.scalar(
        db.select(Transfer).where(
            Transfer.case_id == case_id, Transfer.state == TransferState.OFFERED
        )
    )


def list_references(panel_id: str) -> list[str]:
    """The references that the panel has given out."""
    return list(
        db.session.scalars(
            db.select(Case.reference).where(Case.panel_id == panel_id).order_by(Case.reference)
        )
    )


def find_same_death(panel_id: str, of: Notification | Marks) -> Case | None:
    """The panel's case of the same child: same NHS number, or same full name and date of death.

    Twins who died together may share a last name and even a first ("Baby"), so two different NHS
    numbers are two children.
    """
    marks = of.marks if isinstance(of, Notification) else of
    case_id = KnownDeaths(_marks_like(panel_id, marks)).same(marks)
    return db.session.get(Case, case_id) if case_id else None


class KnownDeaths:
    """The marks of many cases in memory, so that an import asks the database once."""

    def __init__(self, rows: Iterable[tuple[str, Marks]] = ()) -> None:
        self._by_number: dict[str, str] = {}
        self._by_name: dict[tuple[str, str], list[tuple[str, str | None]]] = {}
        for case_id, marks in rows:
            self.add(case_id, marks)

    def add(self, case_id: str, marks: Marks) -> None:
        """Remember a case, or a line of a file under a name of its own."""
        if marks.nhs:
            self._by_number.setdefault(marks.nhs, case_id)
        self._by_name.setdefault((marks.name, marks.death), []).append((case_id, marks.nhs))

    def same(self, marks: Marks) -> str | None:
        """The case of the same child, if there is one."""
        if marks.nhs and marks.nhs in self._by_number:
            return self._by_number[marks.nhs]
        for case_id, number in self._by_name.get((marks.name, marks.death), ()):
            if not (marks.nhs and number):
                return case_id
        return None


def known_deaths(panel_id: str) -> KnownDeaths:
    """Every death the panel knows, for looking up many in one go."""
    return KnownDeaths(_marks_of_panel(panel_id))


def _marks_of_panel(panel_id: str, *where: Any) -> list[tuple[str, Marks]]:
    rows = db.session.execute(
        db.select(
            Case.id,
            ChildIdentity.nhs_mark,
            ChildIdentity.name_mark,
            ChildIdentity.last_name_mark,
            ChildIdentity.death_mark,
        )
        .join(Case.identity)
        .where(Case.panel_id == panel_id, Case.stage.not_in(("void", "merged")), *where)
        .order_by(Case.created_at, Case.id)
    )
    return [(case_id, Marks(*marks)) for case_id, *marks in rows]


def _marks_like(panel_id: str, marks: Marks) -> list[tuple[str, Marks]]:
    alike = [ChildIdentity.death_mark == marks.death]
    if marks.nhs:
        alike.append(ChildIdentity.nhs_mark == marks.nhs)
    return _marks_of_panel(panel_id, sa.or_(*alike))
