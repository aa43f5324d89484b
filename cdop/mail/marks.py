"""Writes down what became of each mail, so that a killed process repeats only those in flight.

On SQLite a mark is a line at the end of a file in the data folder: it waits neither for a disk
nor for the one writer, and goes into the database a page at a time. On PostgreSQL, whose workers
share no folder, it is a small commit of its own. A kill of the process loses no mark; a power cut
may lose the last ones, and those mails are then sent again under the same Message-ID.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.pool import NullPool

from cdop.db.clock import now
from cdop.extensions import db
from cdop.mail.models import MailState, OutboxMail

NONE = "-"
ROOM = 4 * 1024 * 1024


@dataclass(frozen=True)
class Mark:
    """What became of one mail: sent, put off until a moment, or given up."""

    mail_id: str
    state: MailState
    at: datetime
    problem: str = ""

    def line(self) -> str:
        moment = self.at.timestamp()
        return f"{self.mail_id} {self.state.value} {moment:.6f} {self.problem or NONE}\n"


class Marks(Protocol):
    """Use from one thread at a time, and close."""

    def wanted(self, mail_ids: Sequence[str]) -> set[str]:
        """Which of them are still to be sent: asked right before they are."""

    def note(self, mark: Mark) -> None: ...

    def close(self) -> None: ...


def open_marks() -> Marks:
    return InFile() if db.engine.dialect.name == "sqlite" else InRows()


def sent(mail_id: str) -> Mark:
    return Mark(mail_id, MailState.SENT, now())


class InFile:
    """Marks at the end of the file; the database is only read."""

    def __init__(self) -> None:
        self._file = os.open(_path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._engine, self._connection = _connect()

    def wanted(self, mail_ids: Sequence[str]) -> set[str]:
        return _wanted(self._connection, mail_ids)

    def note(self, mark: Mark) -> None:
        os.write(self._file, mark.line().encode())

    def close(self) -> None:
        os.close(self._file)
        self._connection.close()
        self._engine.dispose()


class InRows:
    """Marks in the rows of the mails themselves, without waiting for the disk."""

    def __init__(self) -> None:
        self._engine, self._connection = _connect()
        with self._connection.begin():
            self._connection.execute(sa.text("SET synchronous_commit=off"))

    def wanted(self, mail_ids: Sequence[str]) -> set[str]:
        return _wanted(self._connection, mail_ids)

    def note(self, mark: Mark) -> None:
        with self._connection.begin():
            _apply(self._connection, [mark])

    def close(self) -> None:
        self._connection.close()
        self._engine.dispose()


def _connect() -> tuple[sa.Engine, sa.Connection]:
    engine = sa.create_engine(db.engine.url, poolclass=NullPool, hide_parameters=True)
    return engine, engine.connect().execution_options(reading=True)


def _wanted(connection: sa.Connection, mail_ids: Sequence[str]) -> set[str]:
    with connection.begin():
        rows = connection.execute(STATES, {"mails": list(mail_ids)}).all()
    return {mail_id for mail_id, state in rows if state == MailState.QUEUED}


def unsettled() -> set[str]:
    """Mails whose mark is not in the database yet."""
    return {mark.mail_id for mark in _read()}


def settle() -> bool:
    """Bring the marks into the database, unless somebody else writes to it: then later.

    Only who holds the lock of the sender calls it, with no connection of its own in use.
    """
    marks = _read()
    if not marks:
        return True
    with _impatient() as connection:
        try:
            with connection.begin():
                _apply(connection, marks)
        except sa.exc.OperationalError as error:
            if _is_busy(error):
                return False
            raise
    os.truncate(_path(), 0)
    return True


def there_is_room() -> bool:
    """Without room for its mark no mail may leave: it would leave again and again."""
    return shutil.disk_usage(current_app.config["DATA"]).free > ROOM


def settle_here() -> None:
    """The same in the present transaction, for whoever asks what was sent; the file stays."""
    _apply(db.session.connection(), _read())


@contextmanager
def _impatient() -> Iterator[sa.Connection]:
    engine, connection = _connect()
    try:
        connection.connection.cursor().execute("PRAGMA busy_timeout=50")
        yield connection.execution_options(reading=False)
    finally:
        connection.close()
        engine.dispose()


def _is_busy(error: sa.exc.OperationalError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", 0)
    return code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _path() -> Path:
    return Path(current_app.config["DATA"]) / "mail.marks"


def _read() -> list[Mark]:
    """What the file holds; a line that a power cut left half written is none."""
    path = _path()
    if not path.exists():
        return []
    lines = path.read_text(encoding="ascii", errors="replace").splitlines(keepends=True)
    return [mark for line in lines if (mark := _mark(line)) is not None]


def _mark(line: str) -> Mark | None:
    mail_id, _, rest = line.partition(" ")
    state, _, rest = rest.partition(" ")
    moment, _, problem = rest.partition(" ")
    try:
        at = datetime.fromtimestamp(float(moment), UTC)
        return Mark(mail_id, MailState(state), at, problem.strip().removeprefix(NONE))
    except ValueError:
        return None


def _apply(connection: sa.Connection, marks: Sequence[Mark]) -> None:
    """What was sent was sent, whoever cancelled it meanwhile; all else yields to a cancelling."""
    gone = [mark for mark in marks if mark.state is MailState.SENT]
    left = [mark for mark in marks if mark.state is not MailState.SENT]
    if gone:
        connection.execute(SENT, [{"mail": mark.mail_id, "at": mark.at} for mark in gone])
    if left:
        connection.execute(NOT_SENT, [_values(mark) for mark in left])


def _values(mark: Mark) -> dict[str, Any]:
    return {
        "mail": mark.mail_id,
        "to": mark.state,
        "at": mark.at,
        "why": mark.problem[:64],
    }


# Not by state: SQLite would then look through all that are queued.
STATES = sa.select(OutboxMail.id, sa.type_coerce(OutboxMail.state, sa.Text)).where(
    OutboxMail.id.in_(sa.bindparam("mails", expanding=True))
)
SENT = (
    sa.update(OutboxMail.__table__)  # type: ignore[arg-type]
    .where(OutboxMail.id == sa.bindparam("mail"), OutboxMail.state != MailState.SENT)
    .values(
        state=MailState.SENT,
        sent_at=sa.bindparam("at"),
        attempts=OutboxMail.attempts + 1,
        problem=None,
    )
)
NOT_SENT = (
    sa.update(OutboxMail.__table__)  # type: ignore[arg-type]
    .where(OutboxMail.id == sa.bindparam("mail"), OutboxMail.state == MailState.QUEUED)
    .values(
        state=sa.bindparam("to"),
        next_attempt_at=sa.bindparam("at"),
        attempts=OutboxMail.attempts + 1,
        problem=sa.bindparam("why"),
    )
)
