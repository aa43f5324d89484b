"""Counts what a page asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from cdop.extensions import db


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements sent to the database, BEGIN and the like left out."""
    sent: list[str] = []

    def remember(_connection, _cursor, statement, *_rest):
        if statement.split()[0].upper() in ("SELECT", "INSERT", "UPDATE", "DELETE"):
            sent.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", remember)
    try:
        yield sent
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", remember)
