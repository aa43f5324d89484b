"""People, panels, who holds which role where, and the sessions and links that let them in."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from flask_login import UserMixin
from sqlalchemy.orm import Mapped, relationship

from cdop.access.roles import Role
from cdop.db.base import Id, Versioned, one_of, together
from cdop.db.columns import coded, personal, public, sealed_personal, technical
from cdop.extensions import Model


class Panel(Versioned, Model):
    """A Child Death Overview Panel: the wall between two of these is never crossed."""

    __tablename__ = "panel"

    slug: Mapped[str] = public(unique=True)
    name: Mapped[str] = public()
    area: Mapped[str] = public(default="")
    local_authorities: Mapped[list[str]] = public(sa.JSON(), default=list)
    reference_prefix: Mapped[str] = coded(default="CDOP")
    support_text: Mapped[str] = public(default="")

    @property
    def panel_id(self) -> str:
        return self.id


class Setting(Versioned, Model):
    """A fact that guidance or a panel may change, with where it comes from and since when."""

    __tablename__ = "setting"
    __table_args__ = (sa.UniqueConstraint("panel_id", "code", "effective_from"),)

    panel_id: Mapped[Id | None] = technical(sa.ForeignKey("panel.id"))
    code: Mapped[str] = technical()
    value: Mapped[dict[str, Any]] = technical(sa.JSON())
    source: Mapped[str] = public(default="")
    mark: Mapped[str] = public(default="U")
    effective_from: Mapped[date] = technical()


class User(Versioned, UserMixin, Model):
    """A person with an account. Without a password nobody can sign in as them."""

    __tablename__ = "user_account"
    __table_args__ = (together("disabled_at", "disabled_by", name="disabled_at_and_by_together"),)

    email: Mapped[str] = personal(unique=True)  # kept in lower case
    name: Mapped[str] = personal()
    profession: Mapped[str] = personal(default="")
    password_hash: Mapped[str | None] = technical()
    password_set_at: Mapped[datetime | None] = technical()
    totp_secret: Mapped[str | None] = sealed_personal()
    totp_last_step: Mapped[int | None] = technical()
    disabled_at: Mapped[datetime | None] = technical()
    disabled_by: Mapped[str | None] = technical()  # a user's id, or "command"

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="user", order_by="Membership.created_at"
    )

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None

    @property
    def current_memberships(self) -> list["Membership"]:
        return [membership for membership in self.memberships if membership.ended_at is None]

    def holds(self, role: Role, panel_id: str | None = None) -> bool:
        """Whether the role is held now, on that panel (None: on any, or installation-wide)."""
        return any(
            membership.role is role and (panel_id is None or membership.panel_id == panel_id)
            for membership in self.current_memberships
        )

    def panels_as(self, *roles: Role) -> list[str]:
        """Ids of the panels on which one of the roles is held, without repeats."""
        found = [
            membership.panel_id
            for membership in self.current_memberships
            if membership.role in roles and membership.panel_id is not None
        ]
        return list(dict.fromkeys(found))


class Membership(Model):
    """A role held on a panel (or, for an administrator, on the installation) for a time."""

    __tablename__ = "membership"
    __table_args__ = (
        one_of("role", Role),
        together("ended_at", "ended_by", name="ended_at_and_by_together"),
        sa.Index(
            "uq_membership_current",
            "user_id",
            "panel_id",
            "role",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )

    user_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"), index=True)
    panel_id: Mapped[Id | None] = technical(sa.ForeignKey("panel.id"), index=True)
    role: Mapped[Role] = technical()
    deputy: Mapped[bool] = technical(default=False)  # a deputy chair holds the chair's role
    discipline: Mapped[str] = personal(default="")  # health, police, social care, ...
    ended_at: Mapped[datetime | None] = technical()
    ended_by: Mapped[str | None] = technical()

    user: Mapped[User] = relationship(back_populates="memberships")
    panel: Mapped[Panel | None] = relationship(lazy="joined")


class UserSession(Model):
    """A signed-in browser. Only the hash of its token is kept; ending the row ends the session."""

    __tablename__ = "user_session"

    token_hash: Mapped[str] = technical(unique=True)
    user_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"), index=True)
    confirmed_at: Mapped[datetime] = technical()  # when the password was last given
    device: Mapped[str] = personal(default="")
    ended_at: Mapped[datetime | None] = technical()

    user: Mapped[User] = relationship()


class SignInAttempt(Model):
    """A failed sign-in, by keyed mark of account and address, for growing waits."""

    __tablename__ = "sign_in_attempt"

    at: Mapped[datetime] = technical(index=True)
    account_mark: Mapped[str] = technical(index=True)
    address_mark: Mapped[str] = technical(index=True)


class LinkPurpose(StrEnum):
    INVITATION = "invitation"
    RESET = "reset"


class AccountLink(Model):
    """An invitation or password reset: works once, for a time, for one person."""

    __tablename__ = "account_link"
    __table_args__ = (one_of("purpose", LinkPurpose),)

    token_hash: Mapped[str] = technical(unique=True)
    user_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"), index=True)
    purpose: Mapped[LinkPurpose] = technical()
    expires_at: Mapped[datetime] = technical()
    used_at: Mapped[datetime | None] = technical()

    user: Mapped[User] = relationship()
