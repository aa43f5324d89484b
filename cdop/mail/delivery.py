"""Sending what is due: nobody is missed, and hardly ever does anybody get a mail twice.

One sender at a time works for the whole service. Each mail is looked at once more right before
it leaves, and marked the moment it is handed over, so that a killed process repeats at most the
mails in flight, under the same Message-ID; its lock dies with it, and the next one goes on at
once.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

import sqlalchemy as sa
from flask import current_app

from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs.alone import only_one
from cdop.mail import marks
from cdop.mail.carriers import transport_for
from cdop.mail.due import Due, Shelf, is_any_due, pages
from cdop.mail.marks import Mark, open_marks
from cdop.mail.messages import Letter
from cdop.mail.models import MailState, OutboxMail
from cdop.mail.transport import Refused, Transport, Unreachable

TRIAL = 20  # so many mails tell whether the server makes us wait
MOSTLY = 0.6  # of the time spent waiting, for which a second connection is worth opening
AHEAD = 50  # mails written at once
FRESH = 0.05  # seconds for which it holds that a mail is still wanted
MINUTES = (1, 2, 5, 15, 30, 60, 120, 240, 480)  # from one attempt to the next
LOCK = 4_270_002
KEPT = timedelta(days=7)
log = logging.getLogger("cdop.mail")


@dataclass
class Report:
    """How a round of sending went."""

    sent: int = 0
    refused: int = 0
    unreachable: str = ""  # why the server could not be used, if so
    connections: int = 0


def mail_is_due() -> bool:
    """Whether there is anything to send; takes no lock that a writer could need."""
    return is_any_due()


def send_due(limit: int | None = None, *, stopping: Callable[[], bool] = lambda: False) -> Report:
    """Send what is due, unless another process is at it. Call it with no changes pending."""
    db.session.rollback()  # a lock of our own must not stand in the way of the marks
    with only_one("mail", LOCK) as mine:
        return _send(limit, stopping) if mine else Report()


def _send(limit: int | None, stopping: Callable[[], bool]) -> Report:
    """After what a killed process left; what cannot be settled yet is not sent again either."""
    marks.settle()
    try:
        return _Sending(stopping).send(limit, but=marks.unsettled())
    finally:
        marks.settle()


def forget_old_texts() -> None:
    """Empty the texts of mails sent a week ago; that they were sent stays on record."""
    db.session.execute(
        sa.update(OutboxMail)
        .where(OutboxMail.state == MailState.SENT, OutboxMail.sent_at < now() - KEPT)
        .where(OutboxMail.text.is_not(None))
        .values(text=None, html=None, values=None, headers=None, recipient_mark=None)
    )


class _Sending:
    """One round: reads mails page by page and hands them to as many connections as pay."""

    def __init__(self, stopping: Callable[[], bool]) -> None:
        self._stopping = stopping
        self._report = Report()
        self._tally = threading.Lock()
        self._carriers: list[_Carrier] = []
        self._shelf = Shelf()

    def send(self, limit: int | None, *, but: Collection[str]) -> Report:
        try:
            for page in pages(limit, self._shelf, but=but):
                if not marks.there_is_room():
                    self._report.unreachable = "no-room"
                    break
                self._send_page(page)
                marks.settle()
                if self._over():
                    break
        finally:
            self._report.connections = len(self._carriers)
            for carrier in self._carriers:
                carrier.close()
        return self._report

    def _over(self) -> bool:
        return bool(self._report.unreachable) or self._stopping()

    def _send_page(self, page: Sequence[Due]) -> None:
        waiting = iter(page)
        if not self._carriers:
            self._carriers.append(_Carrier(self._shelf, self._over))
        if len(self._carriers) == 1:
            self._carry(self._carriers[0], waiting, TRIAL)
            self._open_more()
        if len(self._carriers) == 1:
            self._carry(self._carriers[0], waiting)
            return
        with ThreadPoolExecutor(len(self._carriers)) as pool:
            running = [pool.submit(self._carry, each, waiting) for each in self._carriers]
        for each in running:
            each.result()

    def _open_more(self) -> None:
        first = self._carriers[0]
        if first.waits and not self._over():
            self._carriers += [
                _Carrier(self._shelf, self._over) for _ in range(first.transport.connections - 1)
            ]

    def _carry(self, carrier: "_Carrier", waiting: Iterator[Due], most: int | None = None) -> None:
        def following() -> Due | None:
            with self._tally:
                return next(waiting, None)

        try:
            carrier.carry(following, self._count, most)
        except Unreachable as error:
            with self._tally:
                self._report.unreachable = error.code

    def _count(self, taken: bool) -> None:
        with self._tally:
            self._report.sent += taken
            self._report.refused += not taken


class _Ready(NamedTuple):
    """A mail that was opened and written, and only has to leave."""

    due: Due
    letter: Letter
    written: bytes


class _Carrier:
    """One connection to wherever mail goes, and one to write down what was handed over."""

    def __init__(self, shelf: Shelf, over: Callable[[], bool]) -> None:
        self._shelf = shelf
        self._over = over
        self.transport: Transport = transport_for(current_app.config)
        self._marks = open_marks()
        self._ready: deque[_Ready] = deque()
        self._looked_at = 0.0
        self._busy = self._passed = 0.0
        self._carried = 0

    @property
    def waits(self) -> bool:
        """Whether the server takes so much of the time that a second connection is worth it."""
        return self._carried >= TRIAL and self._busy < (1 - MOSTLY) * self._passed

    def carry(
        self,
        following: Callable[[], Due | None],
        count: Callable[[bool], None],
        most: int | None = None,
    ) -> None:
        """Hand over one mail after the other, and tell of each whether it was taken."""
        begun, busy, before = time.perf_counter(), time.thread_time(), self._carried
        try:
            while not self._over() and (most is None or self._carried < before + most):
                ready = self._next(following)
                if ready is None:
                    return
                count(self._hand_over(ready))
                self._carried += 1
        finally:
            self._passed += time.perf_counter() - begun
            self._busy += time.thread_time() - busy

    def _next(self, following: Callable[[], Due | None]) -> _Ready | None:
        """Several are written at once, which takes less time; each is looked at before it goes."""
        while True:
            if not self._ready and not self._get_ready(following):
                return None
            if time.monotonic() - self._looked_at > FRESH:
                wanted = self._marks.wanted([ready.due.id for ready in self._ready])
                self._ready = deque(each for each in self._ready if each.due.id in wanted)
                self._looked_at = time.monotonic()
            if self._ready:
                return self._ready.popleft()

    def _get_ready(self, following: Callable[[], Due | None]) -> bool:
        """Whether there is one; a mail that cannot be written is put off, and stops nobody."""
        self._looked_at = 0.0
        while len(self._ready) < AHEAD and (due := following()) is not None:
            try:
                letter = self._shelf.letter(due)
                self._ready.append(_Ready(due, letter, self.transport.written(letter)))
            except Exception as error:  # whatever it is, the others must go
                log.warning("mail %s cannot be written: %s", due.id, type(error).__name__)
                # A seal that does not open may do so once its key is back.
                self._put_off(due, "unwritable", isinstance(error, ValueError | LookupError))
        return bool(self._ready)

    def _hand_over(self, ready: _Ready) -> bool:
        try:
            self.transport.send(ready.letter, ready.written)
        except Refused as error:
            self._put_off(ready.due, error.code, error.forever)
            return False
        except Unreachable as error:
            self._marks.note(_later(ready.due, error.code))
            raise
        self._marks.note(marks.sent(ready.due.id))
        return True

    def _put_off(self, due: Due, code: str, forever: bool) -> None:
        if forever or due.attempts >= len(MINUTES):
            self._marks.note(Mark(due.id, MailState.FAILED, now(), code))
        else:
            self._marks.note(_later(due, code))

    def close(self) -> None:
        self.transport.close()
        self._marks.close()


def _later(due: Due, code: str) -> Mark:
    wait = timedelta(minutes=MINUTES[min(due.attempts, len(MINUTES) - 1)])
    return Mark(due.id, MailState.QUEUED, now() + wait, code)
