"""One transaction a request: committed once when it went well, otherwise as if it never was."""

from flask import Flask, Response, g

from cdop.db.engine import request_only_reads
from cdop.extensions import db


def keep_changes() -> None:
    """Commit although the answer is an error: a failed sign-in, too, has to be remembered."""
    g.keep_changes = True


def change_nothing() -> None:
    """Give up the turn to write: what was asked for turns out to be read alone."""
    g.only_reads = True
    db.session.rollback()


def _finish(response: Response) -> Response:
    if request_only_reads():
        db.session.rollback()
    elif response.status_code < 400 or g.get("keep_changes", False):
        db.session.commit()
    else:
        db.session.rollback()
    return response


def init_app(app: Flask) -> None:
    app.after_request(_finish)
