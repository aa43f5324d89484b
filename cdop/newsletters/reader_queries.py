"""Reads of a panel's subscribers."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Select

from cdop.extensions import db
from cdop.newsletters.reader_models import Delivery, Subscriber, SubscriberState


def get_subscriber(subscriber_id: str) -> Subscriber:
    return db.get_or_404(Subscriber, subscriber_id)


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
    """Mails of publications that were made for this reader."""
    return list(
        db.session.scalars(
            db.select(Delivery.mail_id).where(Delivery.subscriber_id == subscriber.id)
        )
    )


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
