"""Queueing mail in the transaction of the change that causes it; nothing is sent here."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from email.utils import parseaddr
from typing import Any

import sqlalchemy as sa
from flask import current_app

from cdop.db.base import new_id
from cdop.db.clock import now
from cdop.db.keys import ring
from cdop.extensions import db
from cdop.mail.body import Attached
from cdop.mail.models import MailContent, MailPicture, MailState, OutboxMail

LINE_BREAK = re.compile(r"[\r\n\x00\u0085\u2028\u2029]")
MOST_A_DAY = 8
A_DAY = timedelta(days=1)
HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,60}")


class UnsafeMail(ValueError):
    """A part of a mail's head holds a line break, or is none that we set."""


def queue_mail(
    *,
    kind: str,
    recipient: str,
    subject: str,
    text: str = "",
    html: str | None = None,
    headers: Mapping[str, str] | None = None,
    batch_id: str | None = None,
    content: MailContent | None = None,
    values: Mapping[str, str] | None = None,
    on_request: bool = False,
) -> OutboxMail:
    """Have a mail sent once the present transaction commits.

    The subject is one of our constant wordings. For a mail to many, `keep_content` once and
    give each mail the `content` and its own `values`, instead of `text` and `html`.

    What anybody can have sent by typing an address is `on_request`: of each kind an address gets
    so many a day, and the rest stays, without a word to whoever asks.
    """
    _must_be_safe(recipient, subject, headers)
    mail = OutboxMail(
        id=new_id(),
        kind=kind,
        recipient=recipient,
        subject=subject,
        text=text,
        html=html,
        content=content,
        values=dict(values) if values else None,
        headers=dict(headers) if headers else None,
        batch_id=batch_id,
        message_id=f"<{new_id()}@{_domain()}>",
    )
    if on_request:
        _mind_the_cap(mail)
    db.session.add(mail)
    return mail


def _mind_the_cap(mail: OutboxMail) -> None:
    mail.recipient_mark = ring().mark("mail", f"{mail.kind} {mail.recipient.strip().lower()}")
    lately = sa.select(sa.func.count()).where(
        OutboxMail.recipient_mark == mail.recipient_mark,
        OutboxMail.created_at > now() - A_DAY,
        OutboxMail.state != MailState.CANCELLED,
    )
    if (db.session.scalar(lately) or 0) >= MOST_A_DAY:
        mail.state, mail.problem = MailState.CANCELLED, "too-many"


def queue_mails(
    *,
    kind: str,
    subject: str,
    content: MailContent,
    readers: Sequence[tuple[str, Mapping[str, str]]],
    batch_ids: Sequence[str],
) -> list[str]:
    """The same for many at once: each reader's address and values; the ids of their mails."""
    _must_be_safe("", subject, {})
    domain, moment = _domain(), now()
    rows: list[dict[str, Any]] = []
    for (recipient, values), batch_id in zip(readers, batch_ids, strict=True):
        _must_be_safe(recipient, "", values)
        rows.append(
            {
                "id": new_id(),
                "created_at": moment,
                "kind": kind,
                "recipient": recipient,
                "subject": subject,
                "content_id": content.id,
                "values": dict(values),
                "batch_id": batch_id,
                "next_attempt_at": moment,
                "message_id": f"<{new_id()}@{domain}>",
            }
        )
    if rows:
        db.session.execute(sa.insert(OutboxMail), rows)
    return [row["id"] for row in rows]


def keep_content(
    text: str,
    html: str | None = None,
    pictures: Sequence[Attached] = (),
    headers: Mapping[str, str] | None = None,
) -> MailContent:
    """Keep what many mails have in common; `[[name]]` marks what differs, in headers too."""
    _must_be_safe("", "", headers)
    content = MailContent(
        id=new_id(), text=text, html=html, headers=dict(headers) if headers else None
    )
    db.session.add(content)
    for each in pictures:
        content.pictures.append(MailPicture(name=each.name, mime=each.mime, content=each.content))
    db.session.flush()
    return content


def _must_be_safe(recipient: str, subject: str, headers: Mapping[str, str] | None) -> None:
    for part in (recipient, subject, *(headers or {}).values()):
        if LINE_BREAK.search(part):
            raise UnsafeMail("A line break may not stand in the head of a mail")
    for name in headers or {}:
        if not HEADER_NAME.fullmatch(name):
            raise UnsafeMail("That is not the name of a header")


def _domain() -> str:
    address = parseaddr(current_app.config["MAIL_FROM"])[1]
    return address.rpartition("@")[2] or "localhost"
