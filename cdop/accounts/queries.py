"""Reads of people, panels and settings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import selectinload

from cdop.access.roles import Role
from cdop.accounts.models import Membership, Panel, Setting, User, UserSession
from cdop.core.clocks import DEFAULT_RULES, ClockRule, Unit
from cdop.db.clock import now
from cdop.extensions import db

CLOCK_SETTING = "clock."


def find_user(email: str) -> User | None:
    return db.session.scalar(db.select(User).where(User.email == email.strip().lower()))


def get_user(user_id: str) -> User:
    return db.one_or_404(
        db.select(User).where(User.id == user_id).options(selectinload(User.memberships))
    )


def get_panel(panel_id: str) -> Panel:
    return db.get_or_404(Panel, panel_id)


def find_panel(slug: str) -> Panel | None:
    return db.session.scalar(db.select(Panel).where(Panel.slug == slug))


def list_panels() -> Sequence[Panel]:
    return db.session.scalars(db.select(Panel).order_by(Panel.name)).all()


class State:
    """How a person's account stands, as the list of people can be narrowed."""

    ACTIVE = "active"
    INVITED = "invited"
    DISABLED = "disabled"


_STATES = {
    State.ACTIVE: sa.and_(User.disabled_at.is_(None), User.password_hash.is_not(None)),
    State.INVITED: sa.and_(User.disabled_at.is_(None), User.password_hash.is_(None)),
    State.DISABLED: User.disabled_at.is_not(None),
}


@dataclass(frozen=True)
class Wanted:
    """Which people are wanted."""

    text: str = ""
    state: str = ""
    panel_id: str = ""
    role: str = ""


def select_people(wanted: Wanted) -> sa.Select[Any]:
    """People by part of name or e-mail, state, panel and role; not yet ordered."""
    statement = db.select(User).options(selectinload(User.memberships))
    if wanted.text:
        found = User.name.icontains(wanted.text, autoescape=True)
        statement = statement.where(found | User.email.icontains(wanted.text, autoescape=True))
    if wanted.state in _STATES:
        statement = statement.where(_STATES[wanted.state])
    held = _held_roles(wanted)
    return statement if held is None else statement.where(held)


def _held_roles(wanted: Wanted) -> sa.ColumnElement[bool] | None:
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.panel_id:
        conditions.append(Membership.panel_id == wanted.panel_id)
    if wanted.role in set(Role):
        conditions.append(Membership.role == Role(wanted.role))
    if not conditions:
        return None
    return User.memberships.any(sa.and_(Membership.ended_at.is_(None), *conditions))


def list_holders(panel_id: str, roles: Sequence[Role]) -> list[User]:
    """Who works on the panel in one of the roles today and can sign in, by name."""
    holds = sa.exists().where(
        Membership.user_id == User.id,
        Membership.panel_id == panel_id,
        Membership.role.in_(roles),
        Membership.ended_at.is_(None),
    )
    statement = db.select(User).where(holds, User.disabled_at.is_(None)).order_by(User.name)
    return list(db.session.scalars(statement))


def list_devices(user: Any) -> Sequence[UserSession]:
    """Where the person is signed in, the latest first."""
    oldest = now() - timedelta(hours=current_app.config["SESSION_HOURS"])
    return db.session.scalars(
        db.select(UserSession)
        .where(
            UserSession.user_id == user.id,
            UserSession.ended_at.is_(None),
            UserSession.created_at > oldest,
        )
        .order_by(UserSession.created_at.desc(), UserSession.id)
    ).all()


def last_signed_in(user: User) -> datetime | None:
    return db.session.scalar(
        db.select(sa.func.max(UserSession.created_at)).where(UserSession.user_id == user.id)
    )


def clock_rules(panel_id: str, on: date) -> tuple[ClockRule, ...]:
    """The clocks as they run for the panel on a day: the guidance's, or the panel's own."""
    return clock_rules_on(list_clock_settings(panel_id), on)


def clock_rules_on(settings: Iterable[Setting], on: date) -> tuple[ClockRule, ...]:
    """The same from settings that are at hand, for many cases and days at once."""
    own = {}
    for setting in settings:
        if setting.effective_from <= on:
            own[setting.code.removeprefix(CLOCK_SETTING)] = setting  # the latest stays
    return tuple(
        _with_setting(rule, own[rule.code]) if rule.code in own else rule for rule in DEFAULT_RULES
    )


def list_clock_settings(*panel_ids: str) -> Sequence[Setting]:
    """Every target that the panels set, the earliest first."""
    return db.session.scalars(
        db.select(Setting)
        .where(Setting.panel_id.in_(panel_ids), Setting.code.startswith(CLOCK_SETTING))
        .order_by(Setting.effective_from, Setting.created_at)
    ).all()


def _with_setting(rule: ClockRule, setting: Setting) -> ClockRule:
    return replace(
        rule,
        target=setting.value["target"],
        unit=Unit(setting.value["unit"]),
        basis=setting.source,
        mark=setting.mark,
    )
