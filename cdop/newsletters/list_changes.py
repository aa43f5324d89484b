"""Writes of a list that is brought along: each reader with the proof of consent, told at once.

The list is read while its page waits; its lines are taken over afterwards, five hundred in a
transaction, so that nobody else is held up and a killed worker goes on where it was.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from flask import render_template

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel, User
from cdop.db.base import new_id
from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs.models import Job
from cdop.jobs.queue import enqueue, handles
from cdop.mail.links import base_url
from cdop.mail.models import MailContent
from cdop.mail.outbox import keep_content
from cdop.newsletters.list_import import Line, Outcome
from cdop.newsletters.mailing import CHUNK, one_line
from cdop.newsletters.reader_changes import email_mark
from cdop.newsletters.reader_mails import HEADERS, LINK, PREFERENCES, Reader, to_readers
from cdop.newsletters.reader_models import Subscriber, SubscriberImport, SubscriberState
from cdop.trail.record import record

NO_LONGER_MAY = "Whoever brought the list may no longer do so"


def bring_list(panel: Panel, *, actor: User, lines: list[Line], proof: str) -> SubscriberImport:
    """Have those taken over whose line shows consent."""
    policy.check(actor, Permission.SUBSCRIBERS_CHANGE, panel)
    kept = SubscriberImport(
        panel_id=panel.id,
        by_id=actor.id,
        proof=proof,
        lines=[],
        to_come=[_as_kept(line) for line in lines],
        number_of_lines=len(lines),
    )
    db.session.add(kept)
    db.session.flush()
    kept.job_id = enqueue(
        "newsletter.import_list", actor=actor, import_id=kept.id, base_url=base_url()
    ).id
    db.session.flush()
    record(actor, "subscriber.list_brought", kept, lines=len(lines))
    return kept


@handles("newsletter.import_list", tries_again=True)
def import_chunk(job: Job) -> None:
    """Take over the next lines, keep what became of each without its words, and ask for more."""
    kept = db.session.get(
        SubscriberImport, job.payload["import_id"], with_for_update=True, populate_existing=True
    )
    if kept is None or not kept.to_come:
        return
    actor, base = db.session.get_one(User, kept.by_id), job.payload["base_url"]
    lines = [_as_read(line) for line in kept.to_come[:CHUNK]]
    if not policy.allowed(actor, Permission.SUBSCRIBERS_CHANGE, kept.panel):
        for line in lines:
            line.problem = line.problem or NO_LONGER_MAY
    readers = _take_over(kept, lines)
    content = _content(kept.panel, job.payload.get("content_id"), base)
    to_readers(
        readers,
        base,
        kind="taken-over",
        content=content,
        subject=f"You are on the list of our newsletter: {one_line(kept.panel.name)}",
    )
    kept.to_come = kept.to_come[CHUNK:] or None
    kept.lines = kept.lines + [
        {"line": line.number, "outcome": str(line.outcome), "problem": line.problem or line.note}
        for line in lines
    ]
    if kept.to_come:
        more = enqueue(
            "newsletter.import_list", actor=actor, **{**job.payload, "content_id": content.id}
        )
        kept.job_id = more.id
        db.session.flush()
        return
    added = sum(line["outcome"] == Outcome.ADDED for line in kept.lines)
    record(actor, "subscriber.list_imported", kept, lines=len(kept.lines), added=added)


def _take_over(kept: SubscriberImport, lines: Sequence[Line]) -> list[Reader]:
    """Sets the outcome of each line; gives those who were added."""
    marks = {line.number: email_mark(kept.panel_id, line.email) for line in lines}
    known = {
        reader.email_mark: reader
        for reader in db.session.scalars(
            db.select(Subscriber).where(
                Subscriber.panel_id == kept.panel_id, Subscriber.email_mark.in_(marks.values())
            )
        )
    }
    added = []
    for line in lines:
        mark = marks[line.number]
        line.outcome = _outcome(line, known.get(mark))
        if line.outcome is Outcome.ADDED:
            reader = known.get(mark) or Subscriber(
                id=new_id(), panel_id=kept.panel_id, email_mark=mark, asked_at=now()
            )
            _fill_in(reader, line, kept)
            known[mark] = reader
            added.append(Reader(reader.id, line.email))
    db.session.add_all(known.values())
    db.session.flush()
    return added


def _outcome(line: Line, known: Subscriber | None) -> Outcome:
    if line.problem:
        return Outcome.REFUSED
    if known is not None and known.state is SubscriberState.CONFIRMED:
        return Outcome.KNOWN
    if known is not None and known.state is SubscriberState.UNSUBSCRIBED:
        return Outcome.LEFT
    return Outcome.ADDED


def _fill_in(reader: Subscriber, line: Line, kept: SubscriberImport) -> None:
    reader.email, reader.profession = line.email, line.profession
    reader.agency, reader.area = line.agency, line.area
    reader.state, reader.confirmed_at = SubscriberState.CONFIRMED, now()
    reader.consent = {
        "given": line.consent_on.isoformat() if line.consent_on else "",
        "how": line.consent_how,
        "proof": kept.proof,
        "brought by": kept.by_id,
    }


def _content(panel: Panel, content_id: str | None, base: str) -> MailContent:
    """The first mail to somebody from a list that was brought along: how they leave it."""
    found = db.session.get(MailContent, content_id) if content_id else None
    if found is not None:
        return found
    text = render_template(
        "newsletters/mail/taken-over.txt",
        panel=panel,
        unsubscribe=f"[[{LINK}]]",
        preferences=f"[[{PREFERENCES}]]",
    )
    return keep_content(text, headers=HEADERS)


def _as_kept(line: Line) -> dict[str, Any]:
    consent_on = line.consent_on.isoformat() if line.consent_on else None
    return asdict(line) | {"consent_on": consent_on, "outcome": None}


def _as_read(kept: dict[str, Any]) -> Line:
    on = kept["consent_on"]
    return Line(**kept | {"consent_on": date.fromisoformat(on) if on else None})
