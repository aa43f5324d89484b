"""Jobs: long work as rows of our own database, so that asking for it commits with the change."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from cdop.db.base import Id, one_of, utc_now
from cdop.db.columns import technical
from cdop.extensions import Model


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Model):
    """One piece of work: `kind` names its handler, `payload` holds ids only."""

    __tablename__ = "job"
    __table_args__ = (
        one_of("state", JobState),
        sa.Index("ix_job_due", "state", "due_at"),
    )

    kind: Mapped[str] = technical()
    payload: Mapped[dict[str, Any]] = technical(sa.JSON(), default=dict)
    state: Mapped[JobState] = technical(default=JobState.WAITING)
    done_steps: Mapped[int] = technical(default=0)
    all_steps: Mapped[int] = technical(default=0)
    asked_by_id: Mapped[Id | None] = technical()
    due_at: Mapped[datetime] = technical(default=utc_now)
    heartbeat_at: Mapped[datetime | None] = technical()
    finished_at: Mapped[datetime | None] = technical()
    attempts: Mapped[int] = technical(default=0)  # only ever grows: it says whose run it is
    attempts_before: Mapped[int] = technical(default=0, server_default="0")  # it was asked anew
    problem: Mapped[str | None] = technical()
    left_at: Mapped[datetime | None] = technical()  # given up, and somebody let it be
