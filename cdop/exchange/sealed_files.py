"""Uploaded files, sealed under random names in the data folder, that come and go with a commit.

A file written in a transaction that fails is removed again, and one that is no longer wanted goes
only when the transaction that says so has been committed.
"""

import os
from pathlib import Path

from flask import current_app
from sqlalchemy import event
from sqlalchemy.orm import Session

from cdop.db.base import new_id
from cdop.db.keys import ring
from cdop.extensions import db

_WRITTEN, _UNWANTED = "files_written", "files_unwanted"


def folder() -> Path:
    return Path(current_app.config["DATA"]) / "files"


def keep(content: bytes) -> str:
    """Seal and store; the name under which it is found again."""
    name = new_id()
    folder().mkdir(mode=0o700, exist_ok=True)
    path = folder() / name
    db.session.info.setdefault(_WRITTEN, []).append(path)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(ring().seal_bytes(content))
        out.flush()
        os.fsync(out.fileno())
    return name


def read(name: str) -> bytes:
    return ring().open_bytes((folder() / name).read_bytes())


def forget(name: str) -> None:
    """Remove the file once the present transaction is committed."""
    db.session.info.setdefault(_UNWANTED, []).append(folder() / name)


@event.listens_for(db.session, "after_commit")
def _on_commit(session: Session) -> None:
    _settle(session, _UNWANTED)


@event.listens_for(db.session, "after_rollback")
def _on_rollback(session: Session) -> None:
    _settle(session, _WRITTEN)


def _settle(session: Session, to_remove: str) -> None:
    if session.in_nested_transaction():
        return  # a savepoint settles nothing
    for path in session.info.pop(to_remove, []):
        path.unlink(missing_ok=True)
    session.info.pop(_WRITTEN, None)
    session.info.pop(_UNWANTED, None)
