"""From an outbox row to the bytes that are sent: no header can be smuggled in, no line is cut."""

import binascii
import re
from base64 import encodebytes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import lru_cache
from typing import Any

from cdop.mail.models import MailContent, OutboxMail

UNSAFE = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]")
LONGEST_LINE = 900


@dataclass(frozen=True)
class Attached:
    """A picture that goes with a mail, shown where its HTML says `cid:name`."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """A mail as read from the outbox, free of the database, so that any thread can send it."""

    id: str
    created_at: datetime
    recipient: str
    subject: str
    text: str
    html: str | None
    message_id: str
    attempts: int = 0
    pictures: tuple[Attached, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def letter_of(mail: OutboxMail) -> Letter:
    return letter_from(mail, mail.content)


def letter_from(mail: Any, content: MailContent | None) -> Letter:
    """From an outbox row, or from its columns alone, and what it has in common with others."""
    text, html = mail.text or "", mail.html
    if content is not None:
        text = _filled(content.text, mail.values)
        html = _filled(content.html, mail.values) if content.html else None
    return Letter(
        id=mail.id,
        created_at=mail.created_at,
        recipient=mail.recipient,
        subject=mail.subject,
        text=text,
        html=html,
        message_id=mail.message_id,
        attempts=mail.attempts,
        pictures=_pictures(content) if content is not None else (),
        headers=mail.headers or {},
    )


def _pictures(content: MailContent) -> tuple[Attached, ...]:
    return tuple(Attached(each.name, each.mime, each.content) for each in content.pictures)


def _filled(text: str, values: Mapping[str, str] | None) -> str:
    for name, value in (values or {}).items():
        text = text.replace(f"[[{name}]]", value)
    return text


def message_of(letter: Letter, sender: str) -> bytes:
    """The mail as it goes over the line, plain text first, then HTML where there is any.

    Put together by hand, because the standard library takes five milliseconds for a newsletter.
    """
    head = {
        "From": sender,
        "To": letter.recipient,
        "Subject": letter.subject,
        "Date": format_datetime(letter.created_at),
        "Message-ID": letter.message_id,
        **letter.headers,
        "MIME-Version": "1.0",
    }
    if letter.html is None:
        return _headers(head) + _part(letter.text, "plain")
    html = _related(letter) if letter.pictures else _part(letter.html, "html")
    body = _joined("alternative", f"part-{letter.id}", [_part(letter.text, "plain"), html])
    return _headers(head) + body


def _related(letter: Letter) -> bytes:
    """The HTML with the pictures that it shows."""
    parts = [_part(letter.html or "", "html"), *map(_picture, letter.pictures)]
    return _joined("related", f"with-{letter.id}", parts)


def _joined(kind: str, border: str, parts: Sequence[bytes]) -> bytes:
    head = f'Content-Type: multipart/{kind}; boundary="{border}"\r\n\r\n'.encode()
    between, end = f"\r\n--{border}\r\n".encode(), f"\r\n--{border}--\r\n".encode()
    return b"".join((head, *(between + part for part in parts), end))


@lru_cache(maxsize=16)
def _picture(picture: Attached) -> bytes:
    """Put into lines once, however many mails it goes with."""
    head = (
        f"Content-Type: {picture.mime}\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        f"Content-ID: <{picture.name}>\r\n"
        f'Content-Disposition: inline; filename="{picture.name}"\r\n\r\n'
    )
    return head.encode() + encodebytes(picture.content).replace(b"\n", b"\r\n")


def _headers(head: Mapping[str, str]) -> bytes:
    """Looked through in one go: a mail has ten headers, and a newsletter ten thousand mails."""
    if UNSAFE.search("".join(head)) or UNSAFE.search("".join(head.values())):
        raise ValueError("A header holds a character that it may not hold")
    return b"".join(_header(name, value) for name, value in head.items())


def _header(name: str, value: str) -> bytes:
    if not name.isascii():
        raise ValueError("The name of a header holds a letter that it may not hold")
    if value.isascii() and len(value) < LONGEST_LINE:
        return f"{name}: {value}\r\n".encode()
    message = EmailMessage(policy=SMTP)
    message[name] = value
    return message.policy.fold_binary(name, message[name])


def _part(text: str, kind: str) -> bytes:
    """Plain where it can be, so that a link is never broken over two lines."""
    body, encoding = text.replace("\r\n", "\n").encode(), "7bit"
    if not text.isascii() or max(map(len, body.split(b"\n"))) > LONGEST_LINE:
        body, encoding = binascii.b2a_qp(body, istext=True), "quoted-printable"
    head = (
        f'Content-Type: text/{kind}; charset="utf-8"\r\n'
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    return head.encode() + body.replace(b"\n", b"\r\n")
