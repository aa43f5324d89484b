"""Reads the mails that are due, a page at a time; each is opened only when its turn comes."""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from cdop.db.clock import now
from cdop.db.keys import ring
from cdop.extensions import db
from cdop.mail.body import Body
from cdop.mail.messages import Letter, body_of, headers_of
from cdop.mail.models import MailContent, MailState, OutboxMail

PAGE = 500
AS_KEPT = sa.DateTime(timezone=True)
# The columns that make a letter, as they are kept: ten thousand whole records would take longer
# than sending them.
COLUMNS = (
    OutboxMail.id,
    OutboxMail.attempts,
    OutboxMail.content_id,
    sa.type_coerce(OutboxMail.created_at, AS_KEPT),
    sa.type_coerce(OutboxMail.next_attempt_at, AS_KEPT),
    OutboxMail.subject,
    OutboxMail.message_id,
    *(
        sa.type_coerce(column, sa.Text)
        for column in (
            OutboxMail.recipient,
            OutboxMail.values,
            OutboxMail.headers,
            OutboxMail.text,
            OutboxMail.html,
        )
    ),
)


class Due(NamedTuple):
    """A mail as it stands in the outbox, still sealed."""

    id: str
    attempts: int
    content_id: str | None
    created_at: datetime
    next_attempt_at: datetime
    subject: str
    message_id: str
    recipient: str
    values: str | None
    headers: str | None
    text: str | None
    html: str | None


class Shelf:
    """What many mails have in common, with its pictures: read once, and encoded once."""

    def __init__(self) -> None:
        self._contents: dict[str, tuple[MailContent, Body]] = {}
        self._unseal = ring().open

    def fetch(self, session: Session, ids: set[str]) -> None:
        wanted = ids - self._contents.keys()
        if not wanted:
            return
        found = session.scalars(
            sa.select(MailContent)
            .where(MailContent.id.in_(wanted))
            .options(selectinload(MailContent.pictures))
        )
        self._contents |= {content.id: (content, body_of(content)) for content in found}

    def letter(self, due: Due) -> Letter:
        """The mail, opened."""
        values, headers = self._mapping(due.values), self._mapping(due.headers)
        if due.content_id is not None:
            content, body = self._contents[due.content_id]
            headers = headers or headers_of(content, values)
        else:
            html = self._text(due.html) if due.html is not None else None
            body = Body(self._text(due.text), html, border=due.id)
        return Letter(
            due.id,
            due.created_at.replace(tzinfo=UTC),
            self._text(due.recipient),
            due.subject,
            body,
            due.message_id,
            values,
            headers,
        )

    def _text(self, sealed: str | None) -> str:
        return self._unseal(sealed) if sealed else ""

    def _mapping(self, sealed: str | None) -> dict[str, str]:
        return (json.loads(self._unseal(sealed)) or {}) if sealed else {}


def is_any_due() -> bool:
    """Takes no lock that a writer could need."""
    with _reading() as session:
        first = _due(now()).with_only_columns(OutboxMail.id).order_by(None).limit(1)
        return session.scalar(first) is not None


def pages(limit: int | None, shelf: Shelf, *, but: Collection[str] = ()) -> Iterator[list[Due]]:
    """What was due at the start, in order, a page at a time; no mail comes twice."""
    statement, left = _due(now()).with_only_columns(*COLUMNS), limit
    last: Due | None = None
    while left is None or left > 0:
        page = statement.limit(PAGE if left is None else min(PAGE, left))
        if last is not None:
            page = page.where(_after(last))
        with _reading() as session:
            dues = [Due(*row) for row in session.connection().execute(page)]
            shelf.fetch(session, {due.content_id for due in dues if due.content_id})
        if not dues:
            return
        last = dues[-1]
        left = None if left is None else left - len(dues)
        yield [due for due in dues if due.id not in but]


def _after(last: Due) -> sa.ColumnElement[bool]:
    place = sa.tuple_(sa.literal(last.next_attempt_at, AS_KEPT), sa.literal(last.id))
    return sa.tuple_(OutboxMail.next_attempt_at, OutboxMail.id) > place


def _due(moment: datetime) -> Any:
    return (
        sa.select(OutboxMail)
        .where(OutboxMail.state == MailState.QUEUED, OutboxMail.next_attempt_at <= moment)
        .order_by(OutboxMail.next_attempt_at, OutboxMail.id)
    )


@contextmanager
def _reading() -> Iterator[Session]:
    with Session(db.engine.execution_options(reading=True)) as session:
        yield session
