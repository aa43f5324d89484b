"""A form sent twice acts once: each page carries a fresh key, and each key is spent by one act.

The key is claimed at the start of the request's own transaction, so that a second sending,
even at the same moment, waits for the first and is then led to where the first one ended.
"""

import hashlib
from datetime import datetime

from flask import Flask, Response, g, redirect, request, session
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped

from cdop.db.base import new_id, utc_now
from cdop.db.columns import technical
from cdop.extensions import Model, db

FIELD = "_once"


class SpentKey(Model):
    """A form key that was used, by whom, and where its act led."""

    __tablename__ = "spent_key"

    key: Mapped[str] = technical(unique=True)
    owner: Mapped[str] = technical()
    location: Mapped[str | None] = technical()
    spent_at: Mapped[datetime] = technical(default=utc_now)


def once_key() -> str:
    return new_id()


def once_input() -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, once_key())


def _owner() -> str:
    """Whose key it is, without keeping the token that would let somebody in."""
    return hashlib.sha256(str(session.get("sid", "")).encode()).hexdigest()[:32]


def _claim() -> ResponseReturnValue | None:
    key = request.form.get(FIELD, "") if request.method == "POST" else ""
    if not key or len(key) > 64:
        return None
    owner = _owner()
    spent = SpentKey(key=f"{owner}:{key}", owner=owner)
    try:
        with db.session.begin_nested():
            db.session.add(spent)
    except IntegrityError:
        return _already_done(spent.key)
    g.spent_key = spent
    return None


def _already_done(key: str) -> ResponseReturnValue:
    earlier = db.session.scalar(db.select(SpentKey).where(SpentKey.key == key))
    return redirect((earlier and earlier.location) or "/", 303)


def _remember(response: Response) -> Response:
    spent = g.pop("spent_key", None)
    if spent is None:
        return response
    if response.status_code in (302, 303):
        spent.location = response.location
    elif spent in db.session:  # not where the view let go of its transaction
        db.session.delete(spent)  # the page came back with errors; its key may be used again
    return response


def init_app(app: Flask) -> None:
    app.before_request(_claim)
    app.after_request(_remember)
    app.jinja_env.globals.update(once_key=once_key, once_input=once_input)
