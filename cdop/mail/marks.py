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

# Said to the driver itself: the library's ways round it take longer than the mark.
SENT = {
    "sqlite": (
        "UPDATE outbox_mail SET state = 'sent', sent_at = ?, attempts = attempts + 1,"
        " problem = NULL WHERE id = ?"
    ),
    "postgresql": (
        "UPDATE outbox_mail SET state = 'sent', sent_at = %s, attempts = attempts + 1,"
        " problem = NULL WHERE id = %s"
    ),
}
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
        name = self._engine.dialect.name
        self._raw = self._connection.connection
        self._cursor = self._raw.cursor()
        for setting in SETTINGS[name]:
            self._cursor.execute(setting)
        self._raw.commit()
        self._sent = SENT[name]
        self._in_words = name == "sqlite"  # which keeps a moment as text

    def sent(self, mail_id: str) -> None:
        moment = now()
        at = f"{moment:%Y-%m-%d %H:%M:%S.%f}" if self._in_words else moment
        self._cursor.execute(self._sent, (at, mail_id))
        self._raw.commit()

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
