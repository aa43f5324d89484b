"""Reads of cases: every list is ordered and starts from `visible_cases`; a get may be a 404."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from cdop.access.roles import Role
from cdop.accounts.models import Panel, User
from cdop.accounts.queries import list_holders
from cdop.cases.known_deaths import KnownDeaths
from cdop.cases.models import (
    Case,
    CaseAccount,
    ChildIdentity,
    ClockPause,
    Conflict,
    StageMove,
    Transfer,
    TransferState,
)
from cdop.cases.notification import Marks, Notification
from cdop.core.workflow import Stage
from cdop.extensions import db

CASE_ROLES = (Role.COORDINATOR, Role.MEMBER, Role.CHAIR)


def visible_cases(user: Any, *roles: Role) -> sa.Select[tuple[Case]]:
    """The cases that exist for the person: of their panels, without those they are conflicted in.

    Every list, search, count and export of cases starts from this select. `roles` narrows it to
    the panels on which one of them is held.
    """
    panels = user.panels_as(*(roles or CASE_ROLES))
    return db.select(Case).where(Case.panel_id.in_(panels), Case.id.not_in(conflicted_cases(user)))


def conflicted_cases(user: Any) -> sa.Select[tuple[str]]:
    """The ids of the cases that are shut to the person."""
    return db.select(Conflict.case_id).where(
        Conflict.user_id == user.id, Conflict.lifted_at.is_(None)
    )


def get_case(case_id: str) -> Case:
    """The coded case, with its conflicts for the policy; identity and account stay unopened."""
    return db.one_or_404(
        db.select(Case)
        .where(Case.id == case_id)
        .options(
            joinedload(Case.panel),
            joinedload(Case.merged_into),
            selectinload(Case.conflicts).joinedload(Conflict.user),
        )
    )


def identity_of(case: Case) -> ChildIdentity:
    """Who the child was. For coordinators' pages only."""
    return db.one_or_404(db.select(ChildIdentity).where(ChildIdentity.case_id == case.id))


def account_of(case: Case) -> CaseAccount:
    """What was written about the death; the anonymised summary is one of its texts."""
    return db.one_or_404(db.select(CaseAccount).where(CaseAccount.case_id == case.id))


def summary_of(case: Case) -> str:
    """The account that panel members read, without opening the others."""
    return (
        db.session.scalar(
            db.select(CaseAccount.anonymised_summary).where(CaseAccount.case_id == case.id)
        )
        or ""
    )


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
    return list_holders(panel_id, CASE_ROLES)


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


def known_deaths(panel_id: str) -> KnownDeaths:
    """Every death the panel ever had on record, for looking up many in one go.

    Void and merged cases count here: a file that is read again must not bring them back.
    """
    return KnownDeaths(_marks_of_panel(panel_id, withdrawn_too=True))


def _marks_of_panel(
    panel_id: str, *where: Any, withdrawn_too: bool = False
) -> list[tuple[str, Marks]]:
    rows = db.session.execute(
        db.select(
            Case.id,
            ChildIdentity.nhs_mark,
            ChildIdentity.name_mark,
            ChildIdentity.last_name_mark,
            ChildIdentity.death_mark,
        )
        .join(Case.identity)
        .where(Case.panel_id == panel_id, *where)
        .where(sa.true() if withdrawn_too else Case.stage.not_in((Stage.VOID, Stage.MERGED)))
        .order_by(Case.created_at, Case.id)
    )
    return [(case_id, Marks(*marks)) for case_id, *marks in rows]


def _marks_like(panel_id: str, marks: Marks) -> list[tuple[str, Marks]]:
    alike = [ChildIdentity.death_mark == marks.death]
    if marks.nhs:
        alike.append(ChildIdentity.nhs_mark == marks.nhs)
    return _marks_of_panel(panel_id, sa.or_(*alike))


def list_moves(case: Case) -> list[StageMove]:
    """The history of the case, latest first, with who made each move."""
    return list(
        db.session.scalars(
            db.select(StageMove)
            .where(StageMove.case_id == case.id)
            .options(joinedload(StageMove.by))
            .order_by(StageMove.created_at.desc(), StageMove.effective_on.desc())
        )
    )


def list_pauses(case: Case) -> list[ClockPause]:
    """When the clocks stood still, latest first."""
    return list(
        db.session.scalars(
            db.select(ClockPause)
            .where(ClockPause.case_id == case.id)
            .order_by(ClockPause.started_on.desc(), ClockPause.created_at.desc())
        )
    )


def get_pause(case_id: str, pause_id: str) -> ClockPause:
    return db.one_or_404(
        db.select(ClockPause)
        .where(ClockPause.id == pause_id, ClockPause.case_id == case_id)
        .options(joinedload(ClockPause.case))
    )


def list_conflicts(case: Case) -> list[Conflict]:
    """Every declared conflict, lifted ones too, in the order they were declared."""
    return list(
        db.session.scalars(
            db.select(Conflict)
            .where(Conflict.case_id == case.id)
            .options(joinedload(Conflict.user))
            .order_by(Conflict.created_at, Conflict.id)
        )
    )


def get_conflict(case_id: str, conflict_id: str) -> Conflict:
    return db.one_or_404(
        db.select(Conflict)
        .where(Conflict.id == conflict_id, Conflict.case_id == case_id)
        .options(joinedload(Conflict.user), joinedload(Conflict.case))
    )


def get_transfer(transfer_id: str) -> Transfer:
    return db.one_or_404(db.select(Transfer).where(Transfer.id == transfer_id))


def list_offers_to(user: Any) -> list[Transfer]:
    """Cases that other panels offer to the person's panels, oldest first."""
    return _offers(Transfer.to_panel_id.in_(user.panels_as(Role.COORDINATOR)), user)


def list_offers_of(user: Any) -> list[Transfer]:
    """Cases that the person's panels offer to others, oldest first."""
    return _offers(Transfer.from_panel_id.in_(user.panels_as(Role.COORDINATOR)), user)


def _offers(where: Any, user: Any) -> list[Transfer]:
    return list(
        db.session.scalars(
            db.select(Transfer)
            .where(where, Transfer.state == TransferState.OFFERED)
            .where(Transfer.case_id.not_in(conflicted_cases(user)))
            .options(
                joinedload(Transfer.case),
                joinedload(Transfer.from_panel),
                joinedload(Transfer.to_panel),
            )
            .order_by(Transfer.created_at)
        )
    )


def panels_of(user: Any, *roles: Role) -> list[Panel]:
    """The panels on which the person works with cases, by name; no question to the database."""
    wanted = roles or CASE_ROLES
    held = {
        membership.panel.id: membership.panel
        for membership in user.current_memberships
        if membership.role in wanted and membership.panel is not None
    }
    return sorted(held.values(), key=lambda panel: panel.name)


def list_other_panels(panel_id: str) -> list[Panel]:
    """Every panel but this one, by name."""
    return list(
        db.session.scalars(db.select(Panel).where(Panel.id != panel_id).order_by(Panel.name))
    )


def find_case_by_reference(panel_id: str, reference: str) -> Case | None:
    """The panel's case of exactly this reference, however it was typed."""
    return db.session.scalar(
        db.select(Case).where(
            Case.panel_id == panel_id,
            sa.func.upper(Case.reference) == reference.strip().upper(),
        )
    )
