"""Stops mail to addresses that send it back, so that a list stays clean and a sender welcome.

Once is enough where the address is gone. What may pass, such as a full mailbox, counts only three
times in a row: a mail that arrived in between wipes it out.
"""

from typing import Any

import sqlalchemy as sa

from cdop.db.clock import now
from cdop.extensions import db
from cdop.mail.bounces import on_bounce
from cdop.mail.models import MailState, OutboxMail
from cdop.mail.statuses import Says, says
from cdop.newsletters.reader_models import Delivery, DigestDelivery, Subscriber
from cdop.trail.record import record

PATIENCE = 3


@on_bounce
def note(mail: OutboxMail) -> None:
    """One mail of a reader came back; the reader stays on the list, and is sent nothing more."""
    subscriber = _reader_of(mail)
    if subscriber is not None and subscriber.unreachable_at is None:
        _stop_if_unreachable(subscriber)


def note_refused(panel_id: str) -> None:
    """Readers whose server refused an issue, before the next one is made."""
    refused = (
        db.select(Delivery.subscriber_id)
        .join(OutboxMail, OutboxMail.id == Delivery.mail_id)
        .join(Subscriber, Subscriber.id == Delivery.subscriber_id)
        .where(
            OutboxMail.state == MailState.FAILED,
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
        _stop_if_unreachable(subscriber)


def _stop_if_unreachable(subscriber: Subscriber) -> None:
    last = [_said(mail) for mail in _last_mails(subscriber)]
    if Says.GONE in last or last == [Says.DOUBTFUL] * PATIENCE:
        subscriber.unreachable_at = now()
        db.session.flush()
        record("job", "subscriber.unreachable", subscriber)


def _said(mail: OutboxMail) -> Says:
    if mail.bounced_at is not None:
        return says(mail.bounce or "")
    return says(mail.problem or "") if mail.state is MailState.FAILED else Says.NOTHING


def _last_mails(subscriber: Subscriber) -> list[OutboxMail]:
    """The last ones that were tried, newest first.

    What came before they confirmed says nothing of the mailbox that they confirmed.
    """
    return list(
        db.session.scalars(
            db.select(OutboxMail)
            .where(
                sa.or_(
                    OutboxMail.id.in_(_mails_of(Delivery, subscriber)),
                    OutboxMail.id.in_(_mails_of(DigestDelivery, subscriber)),
                    OutboxMail.batch_id == subscriber.id,
                ),
                sa.or_(
                    OutboxMail.state.in_((MailState.SENT, MailState.FAILED)),
                    OutboxMail.bounced_at.is_not(None),
                ),
                OutboxMail.created_at > (subscriber.confirmed_at or subscriber.created_at),
            )
            .order_by(OutboxMail.created_at.desc(), OutboxMail.id)
            .limit(PATIENCE)
        )
    )


def _mails_of(kind: type[Delivery] | type[DigestDelivery], subscriber: Subscriber) -> Any:
    return sa.select(kind.mail_id).where(kind.subscriber_id == subscriber.id)


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
