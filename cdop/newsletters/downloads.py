"""Counts how often PDFs are fetched, in totals of a day: of whoever fetched one nothing is kept.

Reading changes nothing, so the counts wait in memory and are written now and then on a
connection of their own; a killed process loses at most the last half minute's.
"""

import atexit
import threading
import time
from collections import Counter
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import current_app

from cdop.db.base import new_id
from cdop.db.clock import now, today
from cdop.extensions import db
from cdop.newsletters.reach_models import DailyDownloads

WAIT_SECONDS = 30.0

_lock = threading.Lock()
_waiting: Counter[tuple[str, date]] = Counter()
_state = {"written": time.monotonic(), "at_exit": False}


def count(publication_id: str) -> None:
    """One more today; writes what waits, if it has waited long enough."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    with _lock:
        _waiting[(publication_id, today())] += 1
        due = time.monotonic() - _state["written"] > WAIT_SECONDS
        if not _state["at_exit"]:
            _state["at_exit"] = True
            atexit.register(_flush_for, app)
    if due:  # not in the reader's time: a writer may have to be waited for
        threading.Thread(target=_flush_for, args=(app,), name="cdop-downloads", daemon=True).start()


def waiting(publication_id: str) -> dict[date, int]:
    """What this process has counted and not written yet."""
    with _lock:
        return {day: times for (of, day), times in _waiting.items() if of == publication_id}


def flush() -> None:
    """Write what waits, on a connection of its own; what cannot be written waits on."""
    with _lock:
        counted = dict(_waiting)
        _waiting.clear()
        _state["written"] = time.monotonic()
    if not counted:
        return
    try:
        with db.engine.begin() as connection:
            for (publication_id, day), times in counted.items():
                _add(connection, publication_id, day, times)
    except sa.exc.SQLAlchemyError:
        with _lock:
            _waiting.update(counted)


def _add(connection: Any, publication_id: str, day: date, times: int) -> None:
    changed = connection.execute(
        sa.update(DailyDownloads)
        .where(DailyDownloads.publication_id == publication_id, DailyDownloads.day == day)
        .values(times=DailyDownloads.times + times)
    )
    if not changed.rowcount:
        connection.execute(
            sa.insert(DailyDownloads).values(
                id=new_id(), created_at=now(), publication_id=publication_id, day=day, times=times
            )
        )


def _flush_for(app: Any) -> None:
    with app.app_context():
        flush()
