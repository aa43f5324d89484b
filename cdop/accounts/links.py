"""Links that let a person choose a password: random, kept as a hash, good once and for a time."""

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa

from cdop.accounts.models import AccountLink, LinkPurpose, User
from cdop.accounts.sessions import token_hash
from cdop.db.clock import now
from cdop.extensions import db
from cdop.mail.links import base_url, path_to

GOOD_FOR = {
    LinkPurpose.INVITATION: timedelta(days=3),
    LinkPurpose.RESET: timedelta(hours=1),
}
MOST_PER_HOUR = 5


def make_link(user: User, purpose: LinkPurpose, base: str = "") -> tuple[str, datetime]:
    """A fresh address, and until when it works; earlier ones of the person stop working.

    `base` is where the service is, for a job, which no request tells.
    """
    use_up_all(user)
    token = secrets.token_urlsafe(32)
    until = now() + GOOD_FOR[purpose]
    db.session.add(
        AccountLink(
            token_hash=token_hash(token), user_id=user.id, purpose=purpose, expires_at=until
        )
    )
    db.session.flush()
    path = path_to("accounts.choose_password", token=token)
    return (base or base_url()) + path, until


def find_link(token: str) -> AccountLink | None:
    """The link of the token, if it still works for somebody who may sign in."""
    return db.session.scalar(
        db.select(AccountLink)
        .join(AccountLink.user)
        .where(
            AccountLink.token_hash == token_hash(token),
            AccountLink.used_at.is_(None),
            AccountLink.expires_at > now(),
            User.disabled_at.is_(None),
        )
    )


def use_up(link: AccountLink) -> bool:
    """Spend the link; false if another request was first."""
    spent = db.session.execute(
        sa.update(AccountLink)
        .where(AccountLink.id == link.id, AccountLink.used_at.is_(None))
        .values(used_at=now())
    )
    return bool(spent.rowcount)


def use_up_all(user: User) -> None:
    db.session.execute(
        sa.update(AccountLink)
        .where(AccountLink.user_id == user.id, AccountLink.used_at.is_(None))
        .values(used_at=now())
    )


def asked_too_often(user: User) -> bool:
    """Whether so many links were made within the hour that one more would be a nuisance."""
    made = db.session.scalar(
        db.select(sa.func.count(AccountLink.id)).where(
            AccountLink.user_id == user.id, AccountLink.created_at > now() - timedelta(hours=1)
        )
    )
    return (made or 0) >= MOST_PER_HOUR
