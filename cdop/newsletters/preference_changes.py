"""Writes of what a subscriber wants, and the mail that tells them what is kept of them."""

import json
from typing import Any

from cdop.core.catalogues.languages import ORIGINAL
from cdop.extensions import db
from cdop.newsletters import mailing, reader_queries
from cdop.newsletters.reader_models import Rhythm, Subscriber
from cdop.trail.record import record


def choose(
    subscriber: Subscriber,
    *,
    profession: str,
    agency: str,
    area: str,
    topics: list[str],
    rhythm: Rhythm,
    language: str = ORIGINAL,
) -> None:
    subscriber.profession, subscriber.agency, subscriber.area = profession, agency, area
    subscriber.topics, subscriber.rhythm, subscriber.language = topics, rhythm, language
    db.session.flush()
    record("public", "subscriber.preferred", subscriber)


def mail_own_data(subscriber: Subscriber) -> None:
    text = json.dumps(data_of(subscriber), indent=2, ensure_ascii=False)
    mailing.send_own_data(subscriber, text)
    record("public", "subscriber.exported", subscriber)


def data_of(subscriber: Subscriber) -> dict[str, Any]:
    """Everything that is kept of a subscriber, in words that explain themselves."""
    return {
        "panel": subscriber.panel.name,
        "email": subscriber.email,
        "state": subscriber.state.value,
        "profession": subscriber.profession,
        "agency": subscriber.agency,
        "language": subscriber.language,
        "area": subscriber.area,
        "topics": subscriber.topics,
        "how often": subscriber.rhythm.value,
        "consent": subscriber.consent,
        "asked": _moment(subscriber.asked_at),
        "confirmed": _moment(subscriber.confirmed_at),
        "left": _moment(subscriber.unsubscribed_at),
        "mail came back": _moment(subscriber.unreachable_at),
        "newsletters sent": [
            {"issue": number, "queued": _moment(at)}
            for number, at in reader_queries.list_sent(subscriber)
        ],
    }


def _moment(value: Any) -> str | None:
    return value.isoformat(timespec="seconds") if value else None
