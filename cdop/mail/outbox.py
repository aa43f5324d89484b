"""Queueing mail in the transaction of the change that causes it; nothing is sent here."""

import re
from collections.abc import Mapping, Sequence
from email.utils import parseaddr

from flask import current_app

from cdop.db.base import new_id
from cdop.extensions import db
from cdop.mail.messages import Attached
from cdop.mail.models import MailContent, MailPicture, OutboxMail

LINE_BREAK = re.compile(r"[\r\n\x00\u0085\u2028\u2029]")
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
) -> OutboxMail:
    """Have a mail sent once the present transaction commits.

    The subject is one of our constant wordings. For a mail to many, `keep_content` once and
    give each mail the `content` and its own `values`, instead of `text` and `html`.
    """
    for part in (recipient, subject, *(headers or {}).values()):
        if LINE_BREAK.search(part):
            raise UnsafeMail("A line break may not stand in the head of a mail")
    for name in headers or {}:
        if not HEADER_NAME.fullmatch(name):
            raise UnsafeMail("That is not the name of a header")
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
    db.session.add(mail)
    return mail


def keep_content(
    text: str, html: str | None = None, pictures: Sequence[Attached] = ()
) -> MailContent:
    """Keep what many mails have in common; `[[name]]` marks what differs."""
    content = MailContent(id=new_id(), text=text, html=html)
    db.session.add(content)
    for each in pictures:
        content.pictures.append(MailPicture(name=each.name, mime=each.mime, content=each.content))
    db.session.flush()
    return content


def _domain() -> str:
    address = parseaddr(current_app.config["MAIL_FROM"])[1]
    return address.rpartition("@")[2] or "localhost"
