"""Mail that came back: read from delivery reports, and told to whoever sent the mail.

A report (RFC 3464) names our mail by the Message-ID that it returns; where it returns nothing, by
the address it was sent back to, which is another one for each mail. What is read is trusted for
no more than that: a forged report can only name a mail by an id that nobody can guess.
"""

import email
import email.policy
import mailbox
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any

from cdop.db.clock import now
from cdop.extensions import db
from cdop.mail.models import OutboxMail
from cdop.trail.record import record

STATUS = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")
OWN_ADDRESS = re.compile(r"\+([A-Za-z0-9]{22})@")
MESSAGE_ID = re.compile(r"<[^<>\s]+@[^<>\s]+>")
RETURNED_TO = ("To", "Delivered-To", "X-Original-To", "Envelope-To")

Handler = Callable[[OutboxMail], None]
HANDLERS: list[Handler] = []


def on_bounce(handler: Handler) -> Handler:
    """Register who is told of a mail that came back; what its code means is for them to ask."""
    HANDLERS.append(handler)
    return handler


@dataclass(frozen=True)
class Bounce:
    """What one report says: which mail, by either of its names, and why."""

    message_id: str
    mail_id: str
    status: str

    @property
    def for_good(self) -> bool:
        return self.status.startswith("5")


@dataclass
class Noted:
    """What a file of reports held."""

    for_good: int = 0
    for_now: int = 0
    not_ours: int = 0
    no_report: int = 0


def note_all(content: bytes) -> Noted:
    """Note every report in a mailbox file or a single mail."""
    noted = Noted()
    for message in messages_in(content):
        bounce = bounce_of(message)
        if bounce is None:
            noted.no_report += 1
        elif (mail := _find(bounce)) is None:
            noted.not_ours += 1
        else:
            _note(mail, bounce)
            noted.for_good += bounce.for_good
            noted.for_now += not bounce.for_good
    return noted


def messages_in(content: bytes) -> Iterator[Message]:
    if not content.startswith(b"From "):
        yield email.message_from_bytes(content, policy=email.policy.compat32)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mbox"
        path.write_bytes(content)
        box = mailbox.mbox(path, create=False)
        try:
            yield from box
        finally:
            box.close()


def bounce_of(message: Message) -> Bounce | None:
    """The report in a mail; None for anything else, such as an answer out of office."""
    if message.get_content_type() != "multipart/report":
        return None
    status, message_id = "", ""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            status = status or _status(part)
        elif kind in ("message/rfc822", "text/rfc822-headers"):
            message_id = message_id or _returned_id(part)
    if not status:
        return None
    return Bounce(message_id, _mail_id(message), status)


def _status(part: Message) -> str:
    """The reason of the first recipient whose mail failed or waits; a success is no bounce."""
    blocks: Any = part.get_payload()
    for block in blocks if isinstance(blocks, list) else []:
        action = str(block.get("Action", "")).strip().lower()
        found = STATUS.search(str(block.get("Status", "")))
        if action in ("failed", "delayed") and found and found[1] != "2":
            return found[0] if action == "failed" else f"4{found[0][1:]}"
    return ""


def _returned_id(part: Message) -> str:
    payload: Any = part.get_payload()
    if isinstance(payload, list) and payload:
        return str(payload[0].get("Message-ID", "")).strip()
    heads = email.message_from_string(str(payload))
    found = MESSAGE_ID.search(str(heads.get("Message-ID", "")))
    return found[0] if found else ""


def _mail_id(message: Message) -> str:
    for name in RETURNED_TO:
        found = OWN_ADDRESS.search(str(message.get(name, "")))
        if found:
            return found[1]
    return ""


def _find(bounce: Bounce) -> OutboxMail | None:
    if bounce.message_id:
        found = db.session.scalar(
            db.select(OutboxMail).where(OutboxMail.message_id == bounce.message_id)
        )
        if found is not None:
            return found
    return db.session.get(OutboxMail, bounce.mail_id) if bounce.mail_id else None


def _note(mail: OutboxMail, bounce: Bounce) -> None:
    """Once a mail, but for one that was late and then failed: the same report changes nothing."""
    failed_since = bounce.for_good and (mail.bounce or "").startswith("4")
    if mail.bounced_at is not None and not failed_since:
        return
    came_back(mail, bounce.status)


def came_back(mail: OutboxMail, status: str) -> None:
    """Keep that it did, and tell whoever sent it."""
    mail.bounced_at, mail.bounce = now(), status
    db.session.flush()
    record("command", "mail.bounced", mail, status=status)
    for handler in HANDLERS:
        handler(mail)
