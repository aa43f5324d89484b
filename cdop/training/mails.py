"""The mails of training: queued in the transaction of the change that causes them."""

from typing import Any

from flask import render_template

from cdop.mail.links import external_url
from cdop.mail.outbox import queue_mail
from cdop.training.models import Booking, BriefingCopy
from cdop.training.tokens import booking_token, copy_token

SUBJECTS = {
    "confirm": "Confirm your training place",
    "booked": "Your training place is booked",
    "waiting": "You are on the waiting list",
    "moved_up": "A training place has become free for you",
    "cancelled": "Your training place is cancelled",
    "withdrawn": "A training session will not take place",
    "reminder": "Your training session is soon",
    "attended": "After your training session",
}
ON_REQUEST = {"confirm", "booked", "waiting"}  # anybody can type the address


def tell(booking: Booking, kind: str) -> None:
    """One of the letters about a place; nothing where the address was erased."""
    if not booking.email:
        return
    link = external_url("training.place", token=booking_token(booking.id))
    _queue(booking, kind, booking.email, SUBJECTS[kind], session=booking.session, link=link)


def send_briefing(copy: BriefingCopy, *, again: bool = False) -> None:
    if not copy.email:
        return
    subject = "A briefing for your team" if not again else "Reminder: a briefing for your team"
    link = external_url("training.team_copy", token=copy_token(copy.id))
    _queue(copy, "briefing", copy.email, subject, briefing=copy.briefing, again=again, link=link)


def send_withdrawal(copy: BriefingCopy) -> None:
    """That it is not to be used any more; not what it was called, which may be the reason."""
    if not copy.email:
        return
    subject = "A briefing for your team was withdrawn"
    link = external_url("training.team_copy", token=copy_token(copy.id))
    _queue(copy, "briefing_withdrawn", copy.email, subject, copy=copy, link=link)


def _queue(about: Any, kind: str, recipient: str, subject: str, **context: Any) -> None:
    queue_mail(
        kind=f"training-{kind}",
        recipient=recipient,
        subject=subject,
        text=render_template(f"training/mail/{kind}.txt", **context),
        batch_id=about.id,
        on_request=kind in ON_REQUEST,
    )
