"""How each engine is spoken to: SQLite that loses no update, and says when a write begins."""

import sqlite3
from typing import Any

from flask import g, has_request_context, request
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

SQLITE_PRAGMAS = (
    "journal_mode=wal",
    "synchronous=full",
    "secure_delete=on",
    "foreign_keys=on",
    "busy_timeout=10000",
)


def request_only_reads() -> bool:
    """A GET whose opening is not recorded: it may read beside a writer, and writes nothing."""
    return (
        has_request_context()
        and request.method in ("GET", "HEAD")
        and not g.get("records_view", False)
    )


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
