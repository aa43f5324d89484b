"""A lock that one process holds at a time, and that is gone as soon as that process is.

On PostgreSQL it is the database's own; on SQLite a file of the data folder, so that every
process that works on the same data finds it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from flask import current_app

from cdop.extensions import db


@contextmanager
def only_one(name: str, number: int) -> Iterator[bool]:
    """Whether the lock is ours; nobody waits for it. `number` names it on PostgreSQL."""
    on_server = db.engine.dialect.name == "postgresql"
    with _in_postgresql(number) if on_server else _in_folder(name) as mine:
        yield mine


@contextmanager
def _in_postgresql(number: int) -> Iterator[bool]:
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        mine = bool(connection.scalar(sa.select(sa.func.pg_try_advisory_lock(number))))
        try:
            yield mine
        finally:
            if mine:
                connection.execute(sa.select(sa.func.pg_advisory_unlock(number)))


@contextmanager
def _in_folder(name: str) -> Iterator[bool]:
    lock = sqlite3.connect(
        Path(current_app.config["DATA"]) / f"{name}.lock", timeout=0, isolation_level=None
    )
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            yield False
        else:
            yield True
    finally:
        lock.close()
