"""Sending what is due: nobody is missed, and hardly ever does anybody get a mail twice.

One sender at a time works for the whole service, over several connections. Each mail is marked
the moment it is handed over, so that a killed process repeats at most the mails in flight, under
the same Message-ID; and its lock dies with it, so that the next one goes on at once.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session, selectinload

from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs.alone import only_one
from cdop.mail.carriers import transport_for
from cdop.mail.marks import Marks
from cdop.mail.messages import Letter, letter_from
from cdop.mail.models import MailContent, MailState, OutboxMail
from cdop.mail.transport import Refused, Transport, Unreachable

PAGE = 250
FEW = 5  # so many mails are not worth a second connection
MINUTES = (1, 2, 5, 15, 30, 60, 120, 240, 480)  # from one attempt to the next
LOCK = 4_270_002
KEPT = timedelta(days=7)
# The columns that make a letter: ten thousand whole records would take longer than sending them.
LETTER = (
    OutboxMail.id,
    OutboxMail.created_at,
    OutboxMail.recipient,
    OutboxMail.subject,
    OutboxMail.text,
    OutboxMail.html,
    OutboxMail.content_id,
    OutboxMail.values,
    OutboxMail.headers,
    OutboxMail.message_id,
    OutboxMail.attempts,
    OutboxMail.next_attempt_at,
)
log = logging.getLogger("cdop.mail")


@dataclass
class Report:
    """How a round of sending went."""

    sent: int = 0
    refused: int = 0
    unreachable: str = ""  # why the server could not be used, if so


def mail_is_due() -> bool:
    """Whether there is anything to send; takes no lock that a writer could need."""
    with _reading() as session:
        first = _due(now()).with_only_columns(OutboxMail.id).order_by(None).limit(1)
        return session.scalar(first) is not None


def send_due(limit: int | None = None, *, stopping: Callable[[], bool] = lambda: False) -> Report:
    """Send what is due, unless another process is at it. Call it with no changes pending."""
    db.session.rollback()  # a lock of our own must not stand in the way of the marks
    with only_one("mail", LOCK) as mine:
        return _Sending(stopping).send(limit) if mine else Report()


def forget_old_texts() -> None:
    """Empty the texts of mails sent a week ago; that they were sent stays on record."""
    db.session.execute(
        sa.update(OutboxMail)
        .where(OutboxMail.state == MailState.SENT, OutboxMail.sent_at < now() - KEPT)
        .where(OutboxMail.text.is_not(None))
        .values(text=None, html=None, values=None, headers=None)
    )


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


class _Sending:
    """One round: reads mails page by page and hands them to as many connections as may be."""

    def __init__(self, stopping: Callable[[], bool]) -> None:
        self._stopping = stopping
        self._report = Report()
        self._tally = threading.Lock()
        self._carriers: list[_Carrier] = []

    def send(self, limit: int | None) -> Report:
        try:
            for letters in _pages(limit):
                self._send_page(letters)
                if self._over():
                    break
        finally:
            for carrier in self._carriers:
                carrier.close()
        return self._report

    def _over(self) -> bool:
        return bool(self._report.unreachable) or self._stopping()

    def _send_page(self, letters: Sequence[Letter]) -> None:
        self._open(1 if len(letters) <= FEW else None)
        waiting = iter(letters)
        if len(self._carriers) == 1:
            self._carry(self._carriers[0], waiting)
            return
        with ThreadPoolExecutor(len(self._carriers)) as pool:
            running = [pool.submit(self._carry, each, waiting) for each in self._carriers]
        for each in running:
            each.result()

    def _open(self, most: int | None) -> None:
        if not self._carriers:
            self._carriers.append(_Carrier())
        wanted = min(most or PAGE, self._carriers[0].transport.connections)
        while len(self._carriers) < wanted:
            self._carriers.append(_Carrier())

    def _carry(self, carrier: "_Carrier", waiting: Iterator[Letter]) -> None:
        while not self._over():
            with self._tally:
                letter = next(waiting, None)
            if letter is None:
                return
            try:
                taken = carrier.carry(letter)
            except Unreachable as error:
                with self._tally:
                    self._report.unreachable = error.code
                return
            with self._tally:
                self._report.sent += taken
                self._report.refused += not taken


class _Carrier:
    """One connection to wherever mail goes, and one to write down what was handed over."""

    def __init__(self) -> None:
        self.transport: Transport = transport_for(current_app.config)
        self._marks = Marks()

    def carry(self, letter: Letter) -> bool:
        """Hand one mail over; whether it was taken."""
        try:
            self.transport.send(letter)
        except Refused as error:
            self._put_off(letter, error.code, error.forever)
            return False
        except Unreachable as error:
            self._marks.later(letter.id, error.code, _next_attempt(letter.attempts))
            raise
        except (ValueError, LookupError) as error:  # the mail itself cannot be written
            log.warning("mail %s cannot be written: %s", letter.id, type(error).__name__)
            self._put_off(letter, "unwritable", True)
            return False
        self._marks.sent(letter.id)
        return True

    def _put_off(self, letter: Letter, code: str, forever: bool) -> None:
        if forever or letter.attempts >= len(MINUTES):
            self._marks.given_up(letter.id, code)
        else:
            self._marks.later(letter.id, code, _next_attempt(letter.attempts))

    def close(self) -> None:
        self.transport.close()
        self._marks.close()


def _next_attempt(attempts: int) -> datetime:
    return now() + timedelta(minutes=MINUTES[min(attempts, len(MINUTES) - 1)])


def _pages(limit: int | None) -> Iterator[list[Letter]]:
    """What was due at the start, in order, a page at a time; no mail comes twice."""
    moment, after = now(), None
    left = limit
    while left is None or left > 0:
        statement = (
            _due(moment).with_only_columns(*LETTER).limit(PAGE if left is None else min(PAGE, left))
        )
        if after is not None:
            statement = statement.where(
                sa.tuple_(OutboxMail.next_attempt_at, OutboxMail.id) > sa.tuple_(*after)
            )
        with _reading() as session:
            mails = session.execute(statement).all()
            contents = _contents(session, {mail.content_id for mail in mails})
            letters = [letter_from(mail, contents.get(mail.content_id)) for mail in mails]
            after = (mails[-1].next_attempt_at, mails[-1].id) if mails else None
        if not letters:
            return
        left = None if left is None else left - len(letters)
        yield letters


def _contents(session: Session, ids: set[str | None]) -> dict[str | None, MailContent]:
    """What the mails of a page have in common, with its pictures: kept once, and read once."""
    rows = session.scalars(
        sa.select(MailContent)
        .where(MailContent.id.in_(ids - {None}))
        .options(selectinload(MailContent.pictures))
    )
    return {content.id: content for content in rows}
