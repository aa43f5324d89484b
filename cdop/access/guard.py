"""The gate before every view: signed in? load the record; policy on that record.

A view declares its access with `@requires`, `@signed_in` or `@open_to_all`; the app does not
start while one declares none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.exceptions import NotFound

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.extensions import db
from cdop.trail.record import record

View = Callable[..., Any]


class UndeclaredView(RuntimeError):
    """A view says nothing about who may open it."""


@dataclass(frozen=True)
class Access:
    """What a view declared: open to all, any signed-in person, or holders of a permission."""

    kind: str  # "open", "signed-in", "permission"
    permission: Permission | None = None
    records: str | None = None
    of: Callable[..., Any] | None = None


def open_to_all(view: View) -> View:
    """A public page. It may read only what is published."""
    view.access = Access("open")  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """A page about the person's own account."""

    @wraps(view)
    def guarded(**values: Any) -> Any:
        return view(**values) if current_user.is_authenticated else _to_sign_in()

    guarded.access = Access("signed-in")  # type: ignore[attr-defined]
    return guarded


def requires(
    permission: Permission,
    *,
    of: Callable[..., Any] | None = None,
    records: str | None = None,
) -> Callable[[View], View]:
    """Guard a view by a permission.

    `of` loads the record from the address's values (or answers 404); the view then gets the
    checked record in their place. Without `of` the permission must be held somewhere, and the
    view filters. `records` names the trail event for the opening of an identifiable page.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**values: Any) -> Any:
            g.records_view = records is not None
            if not current_user.is_authenticated:
                return _to_sign_in()
            subject = of(**values) if of else None
            if not policy.allowed(current_user, permission, subject):
                remember_refusal(permission, subject)
                abort(404)
            if records:
                record(current_user, records, subject)
            return view(subject) if of else view(**values)

        guarded.access = Access("permission", permission, records, of)  # type: ignore[attr-defined]
        return guarded

    return decorate


def remember_refusal(permission: Permission, subject: Any) -> None:
    """Record the refusal in a transaction of its own; what the request had begun is undone."""
    subject_id, panel_id = getattr(subject, "id", None), getattr(subject, "panel_id", None)
    kind = getattr(subject, "__tablename__", None)
    actor_id = current_user.id
    db.session.rollback()
    g.records_view = True  # this GET does write: the refusal
    entry_subject = _Refused(subject_id, panel_id, kind)
    record(_Actor(actor_id), "access.denied", entry_subject, permission=permission)
    db.session.commit()


def remember_opening(event: str, subject: Any) -> None:
    """Record the opening of a page after the work of a second or two that it took to read.

    A page that `records` keeps other writers waiting from its beginning; this one lets go of what
    it read, and takes its turn for the trail alone.
    """
    db.session.rollback()
    g.records_view = True
    record(current_user, event, subject)


@dataclass(frozen=True)
class _Refused:
    id: str | None
    panel_id: str | None
    __tablename__: str | None


@dataclass(frozen=True)
class _Actor:
    id: str


def _to_sign_in() -> Any:
    here = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=here), 303)


def declared(app: Flask) -> dict[str, Access]:
    """Every endpoint with the access that its view declared."""
    found = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            found[rule.endpoint] = Access("open")
            continue
        access = getattr(app.view_functions[rule.endpoint], "access", None)
        if access is None:
            raise UndeclaredView(
                f"{rule.endpoint} ({rule.rule}) declares no access: put @requires(...),"
                " @signed_in or @open_to_all right under its route"
            )
        found[rule.endpoint] = access
    return found


def init_app(app: Flask) -> None:
    app.register_error_handler(policy.Denied, _on_denied)
    app.jinja_env.globals.update(allowed=_allowed, Permission=Permission)


def _allowed(permission: Permission, subject: Any = None) -> bool:
    return policy.allowed(current_user, permission, subject)


def _on_denied(error: policy.Denied) -> Any:
    current_app.logger.info("refused %s", error.permission.value)
    remember_refusal(error.permission, error.subject)
    return current_app.handle_http_exception(NotFound())
