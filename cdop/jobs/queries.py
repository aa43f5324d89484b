"""Reads of work that was given up, for those who run the service."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs.models import Job, JobState

LATELY = timedelta(days=14)


@dataclass(frozen=True)
class GivenUp:
    """Jobs of one kind that failed for good: how many, when last, and by which error."""

    kind: str
    number: int
    last_at: datetime
    problem: str


def list_given_up() -> list[GivenUp]:
    """Of the last two weeks, by kind."""
    rows = db.session.execute(
        jobs_given_up()
        .with_only_columns(Job.kind, Job.finished_at, Job.problem)
        .order_by(Job.kind, Job.finished_at)
    )
    kinds: dict[str, list[tuple[datetime, str]]] = {}
    for kind, at, problem in rows:
        kinds.setdefault(kind, []).append((at, problem or ""))
    return [GivenUp(kind, len(found), *found[-1]) for kind, found in kinds.items()]


def list_jobs_given_up(limit: int) -> Sequence[Job]:
    """Each of them, the latest first."""
    wanted = jobs_given_up().with_only_columns(Job.id)
    return db.session.scalars(
        sa.select(Job)
        .where(Job.id.in_(wanted))
        .order_by(Job.finished_at.desc(), Job.id)
        .limit(limit)
    ).all()


def count_given_up() -> int:
    statement = jobs_given_up().with_only_columns(sa.func.count())
    return db.session.scalar(statement) or 0


def jobs_given_up() -> sa.Select[Any]:
    """Of the last two weeks, but for what somebody let be."""
    return sa.select(Job.id).where(
        Job.state == JobState.FAILED, Job.finished_at > now() - LATELY, Job.left_at.is_(None)
    )
