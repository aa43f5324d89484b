"""Error pages that say in plain words what happened and how to go on.

A log line holds a reference, the code, the endpoint and where in the code it happened; never an
address, a message or anything that was typed.
"""

import errno
import logging
import secrets
import traceback
from types import TracebackType
from typing import Any

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from markupsafe import Markup
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError

from cdop.core.moves import NotNow
from cdop.web.versions import StaleEdit

LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"
RETRY_SECONDS = 5
DISK_FULL = 507
BUSY = 503
EXPLAINED = frozenset((400, 403, 404, 405, 409, 410, 413, 422, 429, 500, BUSY, DISK_FULL))
MACHINERY = frozenset(("csrf_token", "_once", "version"))
WORTH_KEEPING = 20  # characters; shorter answers are quickly typed again
LAST_RESORT = Markup(
    '<!doctype html><html lang="en"><title>Sorry, there is a problem</title>'
    "<h1>Sorry, there is a problem with the service</h1>"
    "<p>Go back and try again in a few minutes.</p><p>Reference: {}</p></html>"
)

FLASK = "cdop"  # the app's own logger, by which Flask tells of faults
log = logging.getLogger("cdop.errors")


def init_app(app: Flask) -> None:
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(StaleEdit, _stale_edit)
    app.register_error_handler(StaleDataError, _stale_edit)
    app.register_error_handler(NotNow, _not_now)
    app.register_error_handler(InternalServerError, _fault)
    app.register_error_handler(HTTPException, _refusal)
    app.register_error_handler(OperationalError, _database_trouble)
    app.register_error_handler(OSError, _storage_trouble)
    app.logger.addFilter(without_content)


def error_page(code: int, **context: Any) -> Response:
    """The page for a status code; `detail` adds a sentence of ours to it."""
    reference = _reference()
    if request.accept_mimetypes.best == "application/json":
        response = jsonify(error=code, reference=reference)
    else:
        response = make_response(_page(code, reference, context))
    response.status_code = code
    return response


def _page(code: int, reference: str, context: dict[str, Any]) -> str:
    name = str(code) if code in EXPLAINED else ("400" if code < 500 else "500")
    template = context.pop("template", f"errors/{name}.html")
    try:
        return render_template(
            template, code=code, reference=reference, bare=code >= 500, **context
        )
    except Exception:  # whatever ails the frame, the reader gets a page
        log.error("error page failed code=%s reference=%s", code, reference)
        return LAST_RESORT.format(reference)


def _reference() -> str:
    if "error_reference" not in g:
        g.error_reference = "".join(secrets.choice(LETTERS) for _ in range(8))
    return g.error_reference


def _refusal(error: HTTPException) -> Response | HTTPException:
    if error.code is None or error.code < 400 or error.response is not None:
        return error
    ours = error.description if error.description != type(error).description else ""
    response = error_page(error.code, detail=ours)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _form_expired(error: CSRFError) -> Response:
    log.info("form expired reference=%s endpoint=%s", _reference(), request.endpoint)
    return error_page(400, template="errors/form_expired.html", typed=_typed())


def _stale_edit(error: StaleEdit | StaleDataError) -> Response:
    return error_page(409, typed=_typed())


def _not_now(error: NotNow) -> Response:
    return error_page(409, template="errors/not_now.html", detail=error.reason, typed=_typed())


def _typed() -> list[str]:
    """The longer texts of the form that was sent from a page of ours, so that none is lost."""
    if request.headers.get("Sec-Fetch-Site") != "same-origin":
        return []
    return [
        text
        for name, text in request.form.items(multi=True)
        if name not in MACHINERY and "password" not in name and len(text) >= WORTH_KEEPING
    ]


def _fault(error: InternalServerError) -> Response:
    cause = error.original_exception
    code = _storage_code(cause)
    if code:
        return _storage_page(code)
    if cause is None:
        log.error("fault reference=%s endpoint=%s", _reference(), request.endpoint)
    return error_page(500)


def _database_trouble(error: OperationalError) -> Response:
    code = _storage_code(error)
    if code is None:
        raise error
    return _storage_page(code)


def _storage_trouble(error: OSError) -> Response:
    code = _storage_code(error)
    if code is None:
        raise error
    return _storage_page(code)


def _storage_code(error: BaseException | None) -> int | None:
    """503 where waiting helps, 507 where somebody must make room, else None."""
    if isinstance(error, OSError):
        return DISK_FULL if error.errno in (errno.ENOSPC, errno.EDQUOT) else None
    if not isinstance(error, OperationalError):
        return None
    said = str(error.orig).lower()
    if "full" in said or "no space" in said:
        return DISK_FULL
    waiting = ("locked", "busy", "timeout", "connection", "too many clients")
    return BUSY if any(word in said for word in waiting) else None


def _storage_page(code: int) -> Response:
    log.warning("storage code=%s reference=%s endpoint=%s", code, _reference(), request.endpoint)
    response = error_page(code)
    if code == BUSY:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def without_content(record: logging.LogRecord) -> bool:
    """Reduce a logged exception to its type and the lines of code it passed through.

    Flask names the address in its own line on a fault, so that line is replaced as well.
    """
    if record.exc_info and record.exc_info[1] is not None:
        error, trace = record.exc_info[1], record.exc_info[2]
        said = f"{record.getMessage()}:" if record.name != FLASK else "fault"
        record.msg = "%s reference=%s endpoint=%s %s at %s"
        record.args = (
            said,
            _reference() if request else "-",
            request.endpoint if request else "-",
            type(error).__name__,
            _where(trace),
        )
        record.exc_info = record.exc_text = None
    return True


def _where(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)[-6:]
    return " < ".join(f"{f.filename.rsplit('/', 1)[-1]}:{f.lineno}" for f in reversed(frames))
