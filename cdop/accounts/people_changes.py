"""What an administrator does with other people's accounts; to their own they do none of it."""

from typing import Any

from cdop.access.permissions import Permission
from cdop.access.policy import check
from cdop.access.roles import Role
from cdop.accounts import letters, links, sessions
from cdop.accounts.models import LinkPurpose, Membership, Panel, User
from cdop.accounts.queries import list_holders
from cdop.core.moves import NotNow
from cdop.db.base import new_id
from cdop.db.clock import now
from cdop.extensions import db
from cdop.trail.record import record
from cdop.web.versions import check_version

COMMAND = "command"  # whoever can run commands on the machine needs no permission of ours


def _check(actor: Any, permission: Permission, subject: Any = None) -> None:
    if actor != COMMAND:
        check(actor, permission, subject)


def _by(actor: Any) -> str:
    return COMMAND if actor == COMMAND else actor.id


def add_person(*, actor: Any, email: str, name: str, profession: str = "") -> User:
    """An account that nobody can sign in to yet."""
    _check(actor, Permission.PEOPLE_MANAGE)
    user = User(
        id=new_id(),
        email=email.strip().lower(),
        name=name.strip(),
        profession=profession.strip(),
        memberships=[],
    )
    db.session.add(user)
    db.session.flush()
    record(actor, "person.added", user)
    return user


def send_link(user: User, *, actor: Any) -> str:
    """Mail a link for the first password, or for a new one; the administrator never sees it."""
    _check(actor, Permission.ACCOUNT_CHANGE, user)
    if not user.is_active:
        raise NotNow("The account is disabled. Enable it first.")
    first = user.password_hash is None
    link, until = links.make_link(user, LinkPurpose.INVITATION if first else LinkPurpose.RESET)
    (letters.invite if first else letters.offer_reset)(user, link, until)
    record(actor, "person.invited" if first else "person.reset-started", user)
    return link


def edit_person(
    user: User, *, actor: Any, version: int | str | None, name: str, profession: str
) -> None:
    _check(actor, Permission.PEOPLE_MANAGE)
    check_version(user, version)
    user.name, user.profession = name, profession
    db.session.flush()
    record(actor, "person.edited", user)


def give_role(
    user: User,
    *,
    actor: Any,
    role: Role,
    panel: Panel | None,
    deputy: bool = False,
    discipline: str = "",
) -> Membership:
    """From the next request on. The person is told, and so are the panel's governance leads."""
    _check(actor, Permission.ACCOUNT_CHANGE, user)
    panel_id = panel.id if panel else None
    if any(m.role is role and m.panel_id == panel_id for m in user.current_memberships):
        raise NotNow("This person holds that role already.")
    membership = Membership(
        id=new_id(),
        role=role,
        panel=panel,
        panel_id=panel_id,
        deputy=deputy and role is Role.CHAIR,
        discipline=discipline,
    )
    user.memberships.append(membership)
    db.session.flush()
    sessions.end_all(user)
    record(actor, "role.given", user, panel_id=panel_id, role=role, deputy=membership.deputy)
    _tell_of_role(user, membership, given=True)
    return membership


def end_role(membership: Membership, *, actor: Any) -> None:
    user = membership.user
    _check(actor, Permission.ACCOUNT_CHANGE, user)
    if membership.ended_at is not None:
        raise NotNow("This role was taken away already.")
    membership.ended_at, membership.ended_by = now(), _by(actor)
    db.session.flush()
    sessions.end_all(user)
    record(actor, "role.ended", user, panel_id=membership.panel_id, role=membership.role)
    _tell_of_role(user, membership, given=False)


def _tell_of_role(user: User, membership: Membership, *, given: bool) -> None:
    letters.tell_of_roles(user, membership, given=given)
    if membership.panel_id:
        for lead in list_holders(membership.panel_id, [Role.GOVERNANCE]):
            if lead.id != user.id:
                letters.tell_governance(lead)


def disable(user: User, *, actor: Any) -> None:
    """Nobody can be signed in as them from this moment on."""
    _check(actor, Permission.ACCOUNT_CHANGE, user)
    if not user.is_active:
        raise NotNow("The account is disabled already.")
    user.disabled_at, user.disabled_by = now(), _by(actor)
    db.session.flush()
    sessions.end_all(user)
    links.use_up_all(user)
    record(actor, "person.disabled", user)


def enable(user: User, *, actor: Any) -> None:
    _check(actor, Permission.ACCOUNT_CHANGE, user)
    if user.is_active:
        raise NotNow("The account is not disabled.")
    user.disabled_at = user.disabled_by = None
    db.session.flush()
    record(actor, "person.enabled", user)


def remove_second_factor_of(user: User, *, actor: Any) -> None:
    """For somebody who lost their phone. They set up a new one after signing in."""
    _check(actor, Permission.ACCOUNT_CHANGE, user)
    if user.totp_secret is None:
        raise NotNow("No codes are set up for this account.")
    user.totp_secret = user.totp_last_step = None
    db.session.flush()
    sessions.end_all(user)
    letters.tell_of_second_factor(user, set_up=False)
    record(actor, "person.second-factor-removed", user)
