"""Adding to the trail, in the same transaction as the change it tells of."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Any

from flask import current_app, has_request_context
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import text
from sqlalchemy.orm import Session

from cdop.extensions import db
from cdop.trail.models import TrailEntry

GENESIS = "0" * 64
LOCK = 4_270_001  # one writer of the trail at a time, for the length of its transaction
HEAD_FILE = "trail-head.json"


def record(
    actor: Any,
    event: str,
    subject: Any = None,
    *,
    panel_id: str | None = None,
    **detail: Any,
) -> TrailEntry:
    """Add one entry. `detail` takes codes, numbers and ids; free text is refused by length.

    `actor` is a user, or the text "public", "command" or "job" for those who have no account.
    """
    previous = _head()
    entry = TrailEntry(
        sequence=previous[0] + 1,
        at=datetime.now(UTC).replace(microsecond=0),
        actor_id=getattr(actor, "id", None),
        actor_kind="user" if getattr(actor, "id", None) else _kind(actor),
        event=event,
        subject_kind=getattr(subject, "__tablename__", None),
        subject_id=getattr(subject, "id", None),
        panel_id=panel_id or getattr(subject, "panel_id", None),
        detail={name: _coded(name, value) for name, value in detail.items()},
        previous_mac=previous[1],
        mac="",
    )
    entry.mac = mac_of(entry, key())
    db.session.add(entry)
    db.session.flush()
    db.session.info["trail_head"] = (entry.sequence, entry.mac)
    return entry


def _kind(actor: Any) -> str:
    if isinstance(actor, str):
        return actor
    return "public" if has_request_context() else "command"


def _coded(name: str, value: Any) -> Any:
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [_coded(name, item) for item in sorted(value, key=str)]
    text_value = str(value)
    if len(text_value) > 64 or "\n" in text_value:
        raise ValueError(f"The trail takes codes, not words: {name}")
    return text_value


def key() -> bytes:
    return current_app.config["TRAIL_KEY"].encode()


def mac_of(entry: TrailEntry, secret: bytes) -> str:
    """The entry's seal, over its own content and the seal of the entry before."""
    content = json.dumps(
        [
            entry.sequence,
            entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            entry.actor_id,
            entry.actor_kind,
            entry.event,
            entry.subject_kind,
            entry.subject_id,
            entry.panel_id,
            entry.detail,
            entry.previous_mac,
        ],
        sort_keys=True,
        ensure_ascii=False,
    )
    return hmac.new(secret, content.encode(), hashlib.sha256).hexdigest()


def _head() -> tuple[int, str]:
    held = db.session.info.get("trail_head")
    if held is not None:
        return held
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    last = db.session.execute(
        db.select(TrailEntry.sequence, TrailEntry.mac).order_by(TrailEntry.sequence.desc()).limit(1)
    ).first()
    return (last[0], last[1]) if last else (0, GENESIS)


@sqlalchemy_event.listens_for(db.session, "after_commit")
def _publish_head(session: Session) -> None:
    """Keep the newest seal outside the database too, so that a cut-off tail is noticed."""
    head = session.info.pop("trail_head", None)
    if head is None:
        return
    path = Path(current_app.config["DATA"]) / HEAD_FILE
    fresh = path.with_name(f"{HEAD_FILE}.{head[0]}")
    fresh.write_text(json.dumps({"sequence": head[0], "mac": head[1]}))
    fresh.replace(path)


@sqlalchemy_event.listens_for(db.session, "after_soft_rollback")
def _forget_head(session: Session, _previous: Any) -> None:
    session.info.pop("trail_head", None)
