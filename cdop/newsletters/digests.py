"""One mail a month for those who want no more: the issues of the month, each with its link.

The first publication of a month asks for the month's digest, due on the first of the next at
eight in England; the digest is unique to panel and month, so it is made once.
"""

from datetime import date, time

import sqlalchemy as sa
from flask import render_template

from cdop.core.local_time import moment_of
from cdop.db.clock import LONDON, now
from cdop.extensions import db
from cdop.jobs.models import Job
from cdop.jobs.queue import enqueue, handles
from cdop.mail.models import MailContent, MailState, OutboxMail
from cdop.mail.outbox import keep_content
from cdop.newsletters import mailing, queries
from cdop.newsletters.models import Publication
from cdop.newsletters.reader_mails import HEADERS, LINK, PREFERENCES, Reader, to_readers
from cdop.newsletters.reader_models import (
    Delivery,
    Digest,
    DigestDelivery,
    DigestEntry,
    Rhythm,
    Subscriber,
)
from cdop.trail.record import record

SENT_AT = time(8, 0)


def ask_for_digest(publication: Publication, base_url: str) -> None:
    """Have the month's digest made when the month is over, unless that was asked for already."""
    month = publication.published_at.astimezone(LONDON).date().replace(day=1)
    asked = db.select(Digest.id).where(
        Digest.panel_id == publication.panel_id, Digest.month == month
    )
    if db.session.scalar(asked) is not None:
        return
    digest = Digest(panel_id=publication.panel_id, month=month)
    db.session.add(digest)
    db.session.flush()
    job = enqueue("newsletter.digest", digest_id=digest.id, base_url=base_url)
    job.due_at = moment_of(_next_month(month), SENT_AT)
    db.session.flush()


def call_back(publication: Publication, base_url: str) -> None:
    """Stop digests with it that have not left, and make them again without it."""
    stopped = list(
        db.session.execute(
            sa.select(DigestDelivery.id, DigestDelivery.digest_id, DigestDelivery.mail_id)
            .join(OutboxMail, OutboxMail.id == DigestDelivery.mail_id)
            .join(DigestEntry, DigestEntry.content_id == OutboxMail.content_id)
            .where(
                DigestEntry.publication_id == publication.id,
                OutboxMail.state == MailState.QUEUED,
            )
        )
    )
    if not stopped:
        return
    db.session.execute(
        sa.update(OutboxMail)
        .where(OutboxMail.id.in_([row.mail_id for row in stopped]))
        .values(state=MailState.CANCELLED)
    )
    db.session.execute(
        sa.delete(DigestDelivery).where(DigestDelivery.id.in_([row.id for row in stopped]))
    )
    for digest_id in sorted({row.digest_id for row in stopped}):
        enqueue("newsletter.digest", digest_id=digest_id, base_url=base_url)


def _next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


@handles("newsletter.digest", tries_again=True)
def send_digest(job: Job) -> None:
    """Queue one chunk of the digest, and ask for the next; who has a delivery gets no second."""
    digest = db.session.get(Digest, job.payload["digest_id"])
    if digest is None:
        return
    publications = _publications_of(digest)
    readers = _readers_to_come(digest, job.payload.get("after", "")) if publications else []
    if not readers:
        digest.sent_at = digest.sent_at or now()
        return
    mails = _queue(digest, publications, readers, job.payload["base_url"])
    record("job", "newsletter.digest_queued", digest, mails=mails)
    if len(readers) == mailing.CHUNK:
        enqueue("newsletter.digest", **{**job.payload, "after": readers[-1].id})
    else:
        digest.sent_at = now()


def _queue(
    digest: Digest, publications: list[Publication], readers: list[Subscriber], base: str
) -> int:
    """One mail to each reader for whom there is something; how many these are."""
    panel, mails = publications[0].panel, 0
    for entries, same in _by_entries(publications, readers).items():
        ids = to_readers(
            [Reader(reader.id, reader.email or "") for reader in same],
            base,
            kind="newsletter-digest",
            batch_id=digest.id,
            content=_content(digest, entries, base),
            subject=f"{mailing.one_line(panel.name)} newsletter: the issues of the month",
        )
        db.session.execute(
            sa.insert(DigestDelivery),
            [
                {"digest_id": digest.id, "subscriber_id": reader.id, "mail_id": mail}
                for reader, mail in zip(same, ids, strict=True)
            ],
        )
        mails += len(ids)
    return mails


def _by_entries(
    publications: list[Publication], readers: list[Subscriber]
) -> dict[tuple[Publication, ...], list[Subscriber]]:
    """Readers who get the same issues; what one got in a mail of its own is not said again."""
    mailed = _mailed_alone(publications, readers)
    groups: dict[tuple[Publication, ...], list[Subscriber]] = {}
    for reader in readers:
        entries = tuple(
            each
            for each in publications
            if _is_for(reader, each) and (each.id, reader.id) not in mailed
        )
        if entries:
            groups.setdefault(entries, []).append(reader)
    return groups


def _mailed_alone(
    publications: list[Publication], readers: list[Subscriber]
) -> set[tuple[str, str]]:
    rows = db.session.execute(
        db.select(Delivery.publication_id, Delivery.subscriber_id).where(
            Delivery.publication_id.in_([each.id for each in publications]),
            Delivery.subscriber_id.in_([reader.id for reader in readers]),
        )
    )
    return {(publication_id, subscriber_id) for publication_id, subscriber_id in rows}


def _is_for(reader: Subscriber, publication: Publication) -> bool:
    """By profession and topics, as `queries.readers_of` chooses readers of each issue."""
    themes, audience = set(publication.themes), publication.audience
    chosen = not themes or not reader.topics or bool(themes & set(reader.topics))
    return chosen and (not audience or reader.profession in audience)


def _content(digest: Digest, entries: tuple[Publication, ...], base: str) -> MailContent:
    text = render_template(
        "newsletters/mail/digest.txt",
        panel=entries[0].panel,
        month=digest.month,
        entries=[(each, mailing.address_of(each, base)) for each in entries],
        unsubscribe=f"[[{LINK}]]",
        preferences=f"[[{PREFERENCES}]]",
    )
    content = keep_content(text, headers=HEADERS)
    db.session.add_all(
        DigestEntry(content_id=content.id, publication_id=each.id) for each in entries
    )
    db.session.flush()
    return content


def _publications_of(digest: Digest) -> list[Publication]:
    start = moment_of(digest.month, time(0, 0))
    end = moment_of(_next_month(digest.month), time(0, 0))
    return list(
        db.session.scalars(
            db.select(Publication)
            .where(
                Publication.panel_id == digest.panel_id,
                Publication.published_at >= start,
                Publication.published_at < end,
                Publication.withdrawn_at.is_(None),
            )
            .order_by(Publication.published_at)
        )
    )


def _readers_to_come(digest: Digest, after: str) -> list[Subscriber]:
    got_it = sa.select(DigestDelivery.subscriber_id).where(DigestDelivery.digest_id == digest.id)
    return list(
        db.session.scalars(
            db.select(Subscriber)
            .where(
                Subscriber.panel_id == digest.panel_id,
                *queries.MAILABLE,
                Subscriber.rhythm == Rhythm.MONTHLY,
                Subscriber.id.not_in(got_it),
                Subscriber.id > after,
            )
            .order_by(Subscriber.id)
            .limit(mailing.CHUNK)
        )
    )
