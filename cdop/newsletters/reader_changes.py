"""Writes of subscribers: asking, confirming, leaving, being erased; one answer for everybody."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel, User
from cdop.db.clock import now
from cdop.db.keys import ring
from cdop.extensions import db
from cdop.mail.models import MailState, OutboxMail
from cdop.newsletters import mailing, reader_queries
from cdop.newsletters.reader_models import Subscriber, SubscriberState
from cdop.trail.record import record

CONSENT = (
    "I agree to be sent this panel's newsletter by e-mail. I can leave at any time by the link in"
    " each mail."
)
CONSENT_VERSION = "2026-11"
PATIENCE = timedelta(minutes=10)  # between two mails that one address can be made to get


def email_mark(panel_id: str, email: str) -> str:
    return ring().mark("subscriber", panel_id + email.lower())


def subscribe(panel: Panel, *, email: str, profession: str) -> None:
    """Send the address a link by which to confirm; whether it was known changes no answer."""
    mark = email_mark(panel.id, email)
    subscriber = reader_queries.find_by_mark(panel.id, mark)
    if subscriber is not None and now() - subscriber.asked_at < PATIENCE:
        return
    if subscriber is None:
        subscriber = Subscriber(panel_id=panel.id, email_mark=mark, asked_at=now())
        try:
            with db.session.begin_nested():
                db.session.add(subscriber)
        except IntegrityError:  # the same address, asked for twice at the same moment
            return
    if subscriber.state is SubscriberState.CONFIRMED and subscriber.unreachable_at is None:
        subscriber.asked_at = now()
        db.session.flush()
        mailing.say_already_subscribed(subscriber)
        return
    subscriber.email, subscriber.profession = email, profession
    subscriber.state, subscriber.asked_at = SubscriberState.PENDING, now()
    subscriber.consent = {"wording": CONSENT, "version": CONSENT_VERSION}
    db.session.flush()
    record("public", "subscriber.asked", subscriber)
    mailing.ask_to_confirm(subscriber)


def confirm(subscriber: Subscriber | None) -> bool:
    """Begin sending to an address whose owner followed the link; False if there is none to."""
    if subscriber is None or subscriber.email is None:
        return False
    if subscriber.state is SubscriberState.UNSUBSCRIBED:
        return False
    if subscriber.state is SubscriberState.PENDING:
        subscriber.state, subscriber.confirmed_at = SubscriberState.CONFIRMED, now()
        subscriber.unreachable_at = None
        db.session.flush()
        record("public", "subscriber.confirmed", subscriber)
    return True


def unsubscribe(subscriber: Subscriber | None) -> None:
    """Send nothing more, starting with what is already queued; a second time changes nothing."""
    if subscriber is None or subscriber.state is SubscriberState.UNSUBSCRIBED:
        return
    subscriber.state, subscriber.unsubscribed_at = SubscriberState.UNSUBSCRIBED, now()
    _cancel_mails(subscriber)
    db.session.flush()
    record("public", "subscriber.left", subscriber)


def erase(subscriber: Subscriber, *, actor: User) -> None:
    """Forget the address and everything that would tell whose it was, old mails included."""
    policy.check(actor, Permission.SUBSCRIBERS_ERASE, subscriber)
    _erase(subscriber, actor)


def erase_on_request(subscriber: Subscriber) -> None:
    """The same, asked for by the reader, whose link it takes."""
    _erase(subscriber, "public")


def _erase(subscriber: Subscriber, actor: User | str) -> None:
    if subscriber.erased_at is not None:
        return
    _cancel_mails(subscriber)
    db.session.execute(
        sa.update(OutboxMail)
        .where(_is_for(subscriber))
        .values(recipient="", recipient_mark=None, text="", html=None, values=None, headers=None)
    )
    subscriber.email, subscriber.profession, subscriber.consent = None, "", {}
    subscriber.agency = subscriber.area = ""
    subscriber.topics = []
    subscriber.email_mark = ring().mark("erased-subscriber", subscriber.id)
    subscriber.state = SubscriberState.UNSUBSCRIBED
    subscriber.erased_at = now()
    db.session.flush()
    record(actor, "subscriber.erased", subscriber)


def _cancel_mails(subscriber: Subscriber) -> None:
    db.session.execute(
        sa.update(OutboxMail)
        .where(_is_for(subscriber), OutboxMail.state == MailState.QUEUED)
        .values(state=MailState.CANCELLED)
    )


def _is_for(subscriber: Subscriber) -> sa.ColumnElement[bool]:
    return sa.or_(
        OutboxMail.id.in_(reader_queries.list_mail_ids(subscriber)),
        OutboxMail.batch_id == subscriber.id,
    )
