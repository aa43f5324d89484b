"""Verifying the trail: any altered, missing, added or reordered entry is found and named."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app

from cdop.extensions import db
from cdop.trail.models import TrailEntry
from cdop.trail.record import GENESIS, HEAD_FILE, key, mac_of


@dataclass(frozen=True)
class Fault:
    sequence: int
    problem: str


def verify(session: Any = db.session) -> tuple[int, list[Fault]]:
    """How many entries were read, and every fault found."""
    head = _head()  # read first, so that what is written meanwhile counts for no fault
    columns = TrailEntry.__table__.columns  # bare rows: a long trail is read in half the time
    entries = session.execute(
        db.select(*columns).order_by(TrailEntry.sequence).execution_options(yield_per=1000)
    )
    counted = 0
    faults = []
    last: tuple[int, str] = (0, GENESIS)
    for entry, problems in _checked(entries, key()):
        counted += 1
        faults += [Fault(entry.sequence, problem) for problem in problems]
        last = (entry.sequence, entry.mac)
    return counted, faults + (_head_faults(session, head, last) if head else [])


def _checked(entries: Iterable[Any], secret: bytes) -> Iterator[tuple[Any, list[str]]]:
    expected, previous = 1, GENESIS
    for entry in entries:
        problems = []
        if entry.sequence != expected:
            problems.append(f"entries {expected} to {entry.sequence - 1} are missing")
        if entry.previous_mac != previous:
            problems.append("does not follow the entry before it")
        if mac_of(entry, secret) != entry.mac:
            problems.append("was altered")
        yield entry, problems
        expected, previous = entry.sequence + 1, entry.mac


def _head() -> dict[str, Any] | None:
    path = Path(current_app.config["DATA"]) / HEAD_FILE
    return json.loads(path.read_text()) if path.exists() else None


def _head_faults(session: Any, head: dict[str, Any], last: tuple[int, str]) -> list[Fault]:
    if head["sequence"] > last[0]:
        return [Fault(head["sequence"], f"the trail ends at {last[0]}: its end was cut off")]
    kept = session.scalar(db.select(TrailEntry.mac).where(TrailEntry.sequence == head["sequence"]))
    if kept is not None and kept != head["mac"]:
        return [Fault(head["sequence"], "is not the entry that was written")]
    return []
