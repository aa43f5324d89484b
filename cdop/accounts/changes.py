"""What people do with their own account: sign in and out, passwords, the second factor."""

from typing import Any

import sqlalchemy as sa
from flask import current_app, g
from flask_login import current_user

from cdop.accounts import letters, links, passwords, second_factor, sessions
from cdop.accounts.models import AccountLink, LinkPurpose, User
from cdop.accounts.queries import find_user
from cdop.core.moves import NotNow
from cdop.db.clock import now
from cdop.db.keys import ring
from cdop.extensions import db
from cdop.jobs.models import Job
from cdop.jobs.queue import enqueue, handles
from cdop.mail.links import base_url
from cdop.trail.record import record


def check_password(email: str, password: str) -> User | None:
    """The person, if the password is theirs; a failure is recorded, and takes as long."""
    user = find_user(email)
    right = passwords.is_right(password, user.password_hash if user else None)
    if user is None or not right or not user.is_active:
        record("public", "account.sign-in-failed", user, step="password")
        return None
    if user.password_hash and passwords.is_outdated(user.password_hash):
        user.password_hash = passwords.hash_of(password)
    return user


def check_code(user: User, code: str) -> bool:
    """Whether the code is right and was not used before; from now on it is used."""
    step = second_factor.step_of(code, user.totp_secret or "", now(), user.totp_last_step)
    if step is None or not _spend_step(user, step):
        record("public", "account.sign-in-failed", user, step="code")
        return False
    return True


def _spend_step(user: User, step: int) -> bool:
    """Note the step as used, unless a request at the same moment was first."""
    unused = sa.or_(User.totp_last_step.is_(None), User.totp_last_step < step)
    spent = db.session.execute(
        sa.update(User).where(User.id == user.id, unused).values(totp_last_step=step),
        execution_options={"synchronize_session": False},
    )
    db.session.refresh(user, ["totp_last_step"])
    return bool(spent.rowcount)


def begin_session(user: User) -> None:
    """Sign the person in, after every step was passed; who was signed in here before is not."""
    if current_user.is_authenticated:
        end_present_session()
    sessions.begin(user)
    record(user, "account.signed-in", user, second_factor=user.totp_secret is not None)


def renew_session(user: User) -> None:
    """The person proved again who they are: a fresh session takes the place of this one."""
    end_present_session()
    sessions.begin(user)
    record(user, "account.confirmed", user)


def end_present_session() -> None:
    row = g.get("user_session")
    if row is not None:
        row.ended_at = now()


def sign_out(*, actor: Any) -> None:
    record(actor, "account.signed-out", actor)
    sessions.end_this()


def sign_out_everywhere(*, actor: Any) -> None:
    sessions.end_all(actor)
    record(actor, "account.signed-out-everywhere", actor)
    sessions.end_this()


def change_password(password: str, *, actor: Any) -> None:
    """The present password was asked for just before. Other devices are signed out."""
    user = db.session.get_one(User, actor.id)
    _set_password(user, password)
    record(actor, "account.password-changed", user)
    end_present_session()
    sessions.begin(user)


def _set_password(user: User, password: str) -> None:
    user.password_hash = passwords.hash_of(password)
    user.password_set_at = now()
    sessions.end_all(user)
    links.use_up_all(user)
    letters.tell_of_password(user)
    db.session.flush()


def choose_password(link: AccountLink, password: str) -> bool:
    """First password, or a new one by a link; false if the link was used a moment before."""
    if not links.use_up(link):
        return False
    user = link.user
    _set_password(user, password)
    record("public", "account.password-chosen", user, purpose=link.purpose)
    return True


def ask_for_reset(email: str) -> None:
    """Somebody forgot a password. The same happens whether or not there is such an account."""
    enqueue("accounts.send-reset", email=ring().seal(email), base=base_url())


@handles("accounts.send-reset", tries_again=True)
def send_reset(job: Job) -> None:
    """Send the link, where there is an account that may be signed in to."""
    user = find_user(ring().open(job.payload["email"]))
    if user is None or not user.is_active or links.asked_too_often(user):
        return
    purpose = LinkPurpose.RESET if user.password_hash else LinkPurpose.INVITATION
    letters.offer_reset(user, *links.make_link(user, purpose, job.payload["base"]))
    record("public", "account.reset-asked", user)


def set_up_second_factor(secret: str, code: str, *, actor: Any) -> bool:
    """From now on codes of this secret are asked for; false if the code is not one of them."""
    user = db.session.get_one(User, actor.id)
    step = second_factor.step_of(code, secret, now())
    if step is None:
        return False
    replaced = user.totp_secret is not None
    user.totp_secret, user.totp_last_step = secret, step
    sessions.end_all(user, but=g.user_session.id)
    letters.tell_of_second_factor(user, set_up=True)
    record(actor, "account.second-factor-set", user, replaced=replaced)
    return True


def remove_second_factor(*, actor: Any) -> None:
    if current_app.config["REQUIRE_SECOND_FACTOR"]:
        raise NotNow("Codes from an app are needed here. They can be replaced, not removed.")
    user = db.session.get_one(User, actor.id)
    user.totp_secret = user.totp_last_step = None
    letters.tell_of_second_factor(user, set_up=False)
    record(actor, "account.second-factor-removed", user)
