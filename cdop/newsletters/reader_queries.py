"""Reads of a panel's subscribers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Select

from cdop.extensions import db
from cdop.newsletters.models import Publication
from cdop.newsletters.reader_models import (
    Delivery,
    DigestDelivery,
    Subscriber,
    SubscriberImport,
    SubscriberState,
)


def get_subscriber(subscriber_id: str) -> Subscriber:
    return db.get_or_404(Subscriber, subscriber_id)


def get_import(import_id: str) -> SubscriberImport:
    return db.get_or_404(SubscriberImport, import_id)


def find_subscriber(subscriber_id: str) -> Subscriber | None:
    return db.session.get(Subscriber, subscriber_id)


def find_by_mark(panel_id: str, email_mark: str) -> Subscriber | None:
    return db.session.scalar(
        db.select(Subscriber).where(
            Subscriber.panel_id == panel_id, Subscriber.email_mark == email_mark
        )
    )


def subscribers_of(
    panel_ids: Sequence[str], *, state: SubscriberState | None = None
) -> Select[Any]:
    """Subscribers whose address is still known, newest first."""
    select = db.select(Subscriber).where(
        Subscriber.panel_id.in_(panel_ids), Subscriber.erased_at.is_(None)
    )
    if state is not None:
        select = select.where(Subscriber.state == state)
    return select.order_by(Subscriber.asked_at.desc(), Subscriber.id)


def count_by_profession(panel_ids: Sequence[str]) -> list[tuple[str, SubscriberState, int]]:
    """How many readers of each profession are in each state."""
    rows = db.session.execute(
        db.select(Subscriber.profession, Subscriber.state, sa.func.count())
        .where(Subscriber.panel_id.in_(panel_ids), Subscriber.erased_at.is_(None))
        .group_by(Subscriber.profession, Subscriber.state)
        .order_by(Subscriber.profession, Subscriber.state)
    )
    return [(profession, state, count) for profession, state, count in rows]


def list_mail_ids(subscriber: Subscriber) -> list[str]:
    """Mails of publications and digests that were made for this reader."""
    newsletters = db.select(Delivery.mail_id).where(Delivery.subscriber_id == subscriber.id)
    digests = db.select(DigestDelivery.mail_id).where(DigestDelivery.subscriber_id == subscriber.id)
    return list(db.session.scalars(newsletters.union_all(digests)))


def list_sent(subscriber: Subscriber) -> list[tuple[int, datetime]]:
    """The issues made for this reader, by number, and when."""
    rows = db.session.execute(
        db.select(Publication.number, Delivery.created_at)
        .join(Publication, Publication.id == Delivery.publication_id)
        .where(Delivery.subscriber_id == subscriber.id)
        .order_by(Delivery.created_at)
    )
    return [(number, at) for number, at in rows]


def find_one(state: SubscriberState) -> Subscriber | None:
    """Some reader in the state, the oldest, for trying the links out."""
    return db.session.scalar(
        db.select(Subscriber)
        .where(Subscriber.state == state, Subscriber.erased_at.is_(None))
        .order_by(Subscriber.created_at, Subscriber.id)
        .limit(1)
    )


def count_all() -> int:
    return db.session.scalar(db.select(sa.func.count(Subscriber.id))) or 0
