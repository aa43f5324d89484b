"""Stops mail to addresses that send it back, so that a list stays clean and a sender welcome."""

import sqlalchemy as sa

from cdop.db.clock import now
from cdop.extensions import db
from cdop.mail.bounces import on_bounce
from cdop.mail.models import MailState, OutboxMail
from cdop.newsletters.reader_models import Delivery, DigestDelivery, Subscriber
from cdop.trail.record import record

PATIENCE = 3  # mails that came back for now, one after the other
REFUSED = "smtp-55%"  # the server knows no such mailbox, or lets nothing in


@on_bounce
def note(mail: OutboxMail, for_good: bool) -> None:
    """One mail of a reader came back; the reader stays on the list, and is sent nothing more."""
    subscriber = _reader_of(mail)
    if subscriber is None or subscriber.unreachable_at is not None:
        return
    subscriber.soft_bounces += not for_good
    if for_good or subscriber.soft_bounces >= PATIENCE:
        _stop(subscriber)
    db.session.flush()


def note_refused(panel_id: str) -> None:
    """Readers whose server refused the last issue for good, before the next is made.

    What was refused before they confirmed anew says nothing of the mailbox that they confirmed.
    """
    refused = (
        db.select(Delivery.subscriber_id)
        .join(OutboxMail, OutboxMail.id == Delivery.mail_id)
        .join(Subscriber, Subscriber.id == Delivery.subscriber_id)
        .where(
            OutboxMail.state == MailState.FAILED,
            OutboxMail.problem.like(REFUSED),
            OutboxMail.created_at > Subscriber.confirmed_at,
        )
    )
    for subscriber in db.session.scalars(
        db.select(Subscriber).where(
            Subscriber.panel_id == panel_id,
            Subscriber.unreachable_at.is_(None),
            Subscriber.id.in_(refused),
        )
    ):
        _stop(subscriber)
    db.session.flush()


def _stop(subscriber: Subscriber) -> None:
    subscriber.unreachable_at = now()
    record("job", "subscriber.unreachable", subscriber)


def _reader_of(mail: OutboxMail) -> Subscriber | None:
    """Newsletter, digest, or a mail of the subscription itself, whose batch is the subscriber."""
    issues = db.select(Delivery.subscriber_id).where(Delivery.mail_id == mail.id)
    digests = db.select(DigestDelivery.subscriber_id).where(DigestDelivery.mail_id == mail.id)
    return db.session.scalar(
        db.select(Subscriber).where(
            sa.or_(
                Subscriber.id.in_(issues),
                Subscriber.id.in_(digests),
                Subscriber.id == (mail.batch_id or ""),
            )
        )
    )
