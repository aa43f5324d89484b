"""Sessions live in the database and end there; the cookie holds a random token, signed.

The moment of last use travels in a signed cookie, so that reading a page writes nothing;
everything that ends a session early (sign-out, new password, disabling) is a row on the server.
It is a cookie of its own: renewing the session's with each answer would undo what another answer
has just put there, as when a slow preview comes back after the page that was saved meanwhile.
"""

import hashlib
import secrets
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask, Response, current_app, g, request, session
from flask_login import login_user
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import contains_eager

from cdop.accounts.models import Membership, User, UserSession
from cdop.db.clock import now
from cdop.extensions import db, login_manager

QUIET = "progress"  # pages so named ask by themselves, which does not keep anyone signed in


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def begin(user: User) -> UserSession:
    """Sign the person in under a fresh token; whatever the cookie held before is dropped."""
    session.clear()
    token = secrets.token_urlsafe(32)
    row = UserSession(
        token_hash=token_hash(token),
        user_id=user.id,
        confirmed_at=now(),
        device=(request.user_agent.string or "")[:200],
    )
    db.session.add(row)
    db.session.flush()
    session["sid"] = token
    session["seen"] = int(now().timestamp())
    login_user(user)
    g.user_session = row
    return row


def end_all(user: User, *, but: str | None = None) -> None:
    """End every session of the person, at once and on the server."""
    db.session.execute(
        sa.update(UserSession)
        .where(UserSession.user_id == user.id, UserSession.ended_at.is_(None))
        .where(UserSession.id != (but or ""))
        .values(ended_at=now())
    )


def end_this() -> None:
    """Sign out: end the row, and empty the cookie."""
    row = g.get("user_session")
    if row is not None:
        row.ended_at = now()
    session.clear()


@login_manager.user_loader
def load_user(user_id: str) -> User | None:
    """The signed-in person with their roles, or nobody: one query for session, user and roles."""
    token = session.get("sid")
    idle = timedelta(minutes=current_app.config["IDLE_MINUTES"])
    if not token or now().timestamp() - _last_use(token) > idle.total_seconds():
        return None
    oldest = now() - timedelta(hours=current_app.config["SESSION_HOURS"])
    row = db.session.scalar(
        db.select(UserSession)
        .join(UserSession.user)
        .options(
            contains_eager(UserSession.user)
            .selectinload(User.memberships)
            .joinedload(Membership.panel)
        )
        .where(
            UserSession.token_hash == token_hash(token),
            UserSession.user_id == user_id,
            UserSession.ended_at.is_(None),
            UserSession.created_at > oldest,
            User.disabled_at.is_(None),
        )
    )
    if row is None:
        return None
    g.user_session = row
    return row.user


def _last_use(token: str) -> int:
    """Seconds since 1970; a note that is not of this session counts for nothing."""
    began = int(session.get("seen", 0))
    try:
        whose, at = _signer().loads(request.cookies.get(_cookie_name(), ""))
    except (BadSignature, ValueError, TypeError):
        return began
    return max(began, int(at)) if whose == token_hash(token) else began


def _renew(response: Response) -> Response:
    by_itself = (request.endpoint or "").endswith(QUIET)
    if "sid" in session and "user_session" in g and not by_itself:
        config = current_app.config
        response.set_cookie(
            _cookie_name(),
            _signer().dumps([token_hash(session["sid"]), int(now().timestamp())]),
            secure=config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
    return response


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="last use")


def _cookie_name() -> str:
    return "__Host-cdop-used" if current_app.config["PRODUCTION"] else "cdop-used"


def init_app(app: Flask) -> None:
    app.after_request(_renew)
