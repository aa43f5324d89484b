"""How each engine is spoken to: SQLite that loses no update, and says when a write begins."""

import sqlite3
from collections.abc import Callable
from typing import Any

from flask import current_app, g, has_request_context, request
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

SQLITE_PRAGMAS = (
    "journal_mode=wal",
    "synchronous=full",
    "secure_delete=on",
    "foreign_keys=on",
    "busy_timeout=10000",
)


def only_reads(view: Callable[..., Any]) -> Callable[..., Any]:
    """Declares a POST that changes nothing, such as a preview: it keeps no writer waiting."""
    view.only_reads = True  # type: ignore[attr-defined]
    return view


def request_only_reads() -> bool:
    """What does not record its opening, and changes nothing: it may read beside a writer."""
    return (
        has_request_context()
        and (request.method in ("GET", "HEAD") or _is_declared_to_read())
        and not g.get("records_view", False)
    )


def _is_declared_to_read() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "only_reads", False) or g.get("only_reads", False)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(dbapi: Any, _record: Any) -> None:
    if isinstance(dbapi, sqlite3.Connection):
        dbapi.isolation_level = None  # we send BEGIN ourselves
        for pragma in SQLITE_PRAGMAS:
            dbapi.execute(f"pragma {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    # A deferred BEGIN that reads and then writes fails at once when somebody else commits
    # in between, and no busy timeout helps; so every writer takes its turn at the start.
    # A connection with the execution option `reading` promises to write nothing.
    if connection.dialect.name == "sqlite":
        reads = request_only_reads() or connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
