"""Writes down what became of each mail, on a connection that does not wait for the disk.

A kill of the process loses no mark. A power cut may lose the last ones, and those mails are then
sent again under the same Message-ID.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from cdop.db.clock import now
from cdop.extensions import db
from cdop.mail.models import MailState, OutboxMail

SENT = (
    sa.update(OutboxMail)
    .where(OutboxMail.id == sa.bindparam("mail"))
    .values(
        state=MailState.SENT,
        sent_at=sa.bindparam("at"),
        attempts=OutboxMail.attempts + 1,
        problem=None,
    )
)
# A mail was handed over already when its mark is made: the mark waits long for its turn.
SETTINGS = {
    "sqlite": ("PRAGMA synchronous=NORMAL", "PRAGMA busy_timeout=120000"),
    "postgresql": ("SET synchronous_commit=off",),
}


class Marks:
    """Use from one thread at a time, and close."""

    def __init__(self) -> None:
        self._engine = sa.create_engine(db.engine.url, poolclass=NullPool, hide_parameters=True)
        self._connection = self._engine.connect()
        sqlite = self._engine.dialect.name == "sqlite"
        raw = self._connection.connection
        raw.cursor().execute(
            "PRAGMA synchronous=NORMAL" if sqlite else "SET synchronous_commit=off"
        )
        raw.commit()

    def sent(self, mail_id: str) -> None:
        with self._connection.begin():
            self._connection.execute(SENT, {"mail": mail_id, "at": now()})

    def later(self, mail_id: str, problem: str, at: datetime) -> None:
        self._put_off(mail_id, problem, MailState.QUEUED, at)

    def given_up(self, mail_id: str, problem: str) -> None:
        self._put_off(mail_id, problem, MailState.FAILED, now())

    def _put_off(self, mail_id: str, problem: str, state: MailState, at: datetime) -> None:
        statement = (
            sa.update(OutboxMail)
            .where(OutboxMail.id == mail_id)
            .values(
                state=state,
                next_attempt_at=at,
                attempts=OutboxMail.attempts + 1,
                problem=problem[:64],
            )
        )
        with self._connection.begin():
            self._connection.execute(statement)

    def close(self) -> None:
        self._connection.close()
        self._engine.dispose()
