"""Guessing is slowed down by growing waits, for each account and each address.

Nobody is shut out for long: a wait ends within minutes of the last guess. A browser in which the
person has signed in before is counted by itself, so that a stranger's guesses do not hinder it.
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import Request, Response, current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

from cdop.accounts.models import SignInAttempt, User
from cdop.db.base import new_id
from cdop.db.clock import now
from cdop.db.keys import ring
from cdop.extensions import db

LONGEST_WAIT = 60  # seconds, while the limit of the window is not reached
KEPT = timedelta(days=1)
KNOWN_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Guesser:
    """Whose account is tried, from where: keyed marks, which tell nothing without the key."""

    account_mark: str
    address_mark: str
    known: bool = False


def guesser(request: Request, account: str, purpose: str = "sign-in") -> Guesser:
    """`account` is what was typed, whether or not there is such an account."""
    nonce = _known_by(request, account)
    return Guesser(
        account_mark=ring().mark(f"{purpose} account", f"{account}\n{nonce}"),
        address_mark=ring().mark(f"{purpose} address", _network(request.remote_addr or "")),
        known=bool(nonce),
    )


def seconds_to_wait(who: Guesser) -> int:
    """How long until the next guess is heard; 0 for now."""
    config = current_app.config
    window = timedelta(minutes=config["SIGN_IN_WINDOW_MINUTES"])
    _take_turns(who.account_mark)
    account = _recent(SignInAttempt.account_mark == who.account_mark, window)
    waits = [_wait(account, config["SIGN_IN_LIMIT"], window)]
    if not who.known:
        address = _recent(SignInAttempt.address_mark == who.address_mark, window)
        waits.append(_wait(address, config["SIGN_IN_ADDRESS_LIMIT"], window))
    return max(waits)


def note(who: Guesser) -> None:
    """Remember a wrong guess; the view must keep it although the answer is an error."""
    moment = now()
    db.session.execute(sa.delete(SignInAttempt).where(SignInAttempt.at < moment - KEPT))
    db.session.add(
        SignInAttempt(at=moment, account_mark=who.account_mark, address_mark=who.address_mark)
    )
    db.session.flush()


def _take_turns(mark: str) -> None:
    """Two guesses at one account are never weighed at the same time."""
    if db.engine.dialect.name == "postgresql":
        key = int(mark[:15], 16)
        db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))


def _recent(which: sa.ColumnElement[bool], window: timedelta) -> list[datetime]:
    statement = (
        db.select(SignInAttempt.at)
        .where(which, SignInAttempt.at > now() - window)
        .order_by(SignInAttempt.at.desc())
    )
    return list(db.session.scalars(statement))


def _wait(guesses: list[datetime], limit: int, window: timedelta) -> int:
    """Half of the limit goes free, then each guess doubles the wait; the limit is never passed."""
    beyond = len(guesses) - limit // 2
    if beyond < 0 or not guesses:
        return 0
    until = guesses[0] + timedelta(seconds=min(2**beyond, LONGEST_WAIT))
    if len(guesses) >= limit:
        until = max(until, guesses[limit - 1] + window)
    return max(0, -int((now() - until).total_seconds() // 1))


def _network(address: str) -> str:
    """A person's own network: the address, or for version 6 the first half of it."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def remember_browser(response: Response, request: Request, user: User) -> None:
    """After a sign-in: let this browser's later guesses be counted by themselves."""
    if _known_by(request, user.email):
        return
    config = current_app.config
    response.set_cookie(
        _cookie_name(),
        _signer().dumps([ring().mark("known browser", user.email), new_id()]),
        max_age=KNOWN_FOR,
        secure=config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )


def _known_by(request: Request, account: str) -> str:
    """What marks a browser in which this account was signed in before; empty for others."""
    try:
        mark, nonce = _signer().loads(
            request.cookies.get(_cookie_name(), ""), max_age=int(KNOWN_FOR.total_seconds())
        )
    except (BadSignature, ValueError, TypeError):
        return ""
    return str(nonce) if mark == ring().mark("known browser", account) else ""


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="known browser")


def _cookie_name() -> str:
    return "__Host-cdop-browser" if current_app.config["PRODUCTION"] else "cdop-browser"
