"""What GOV.UK Notify took and could not deliver, read back from it every quarter of an hour.

A failure of its own (`technical-failure`) is no fault of the address: that mail is sent once more.
"""

import logging

from flask import current_app

from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs.alone import only_one
from cdop.mail.bounces import came_back
from cdop.mail.models import MailState, OutboxMail
from cdop.mail.notify import NotifyTransport
from cdop.mail.transport import Unreachable

LOCK = 4_270_005
EVERY_SECONDS = 900.0
TECHNICAL = "technical-failure"
log = logging.getLogger("cdop.mail")


def read_back() -> int:
    """How many mails were found not to have arrived. Call it with no changes pending."""
    config = current_app.config
    if not config["NOTIFY_KEY"]:
        return 0
    db.session.rollback()
    with only_one("returns", LOCK) as mine:
        if not mine:
            return 0
        notify = NotifyTransport(
            config["NOTIFY_URL"], config["NOTIFY_KEY"], config["NOTIFY_TEMPLATE"]
        )
        try:
            failures = dict(notify.failures())
        except Unreachable as error:
            log.warning("what became of mails cannot be read: %s", error.code)
            return 0
        finally:
            notify.close()
        noted = sum(_note(reference, status) for reference, status in failures.items())
        db.session.commit()
        return noted


def _note(reference: str, status: str) -> bool:
    """Once a mail, whatever is read again of it."""
    mail = db.session.scalar(db.select(OutboxMail).where(OutboxMail.message_id == reference))
    if mail is None or mail.bounced_at is not None or mail.state is not MailState.SENT:
        return False
    came_back(mail, f"notify-{status}")
    if status == TECHNICAL and mail.text is not None:
        mail.state, mail.sent_at, mail.next_attempt_at = MailState.QUEUED, None, now()
        db.session.flush()
    return True
