"""Reads of briefings: which there are, the teams they went to, and how many of these answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from cdop.core.sign_off import Stand
from cdop.extensions import db
from cdop.training.models import Briefing, BriefingCopy

KNOWN = 100  # teams that are offered to be named again

_sent = BriefingCopy.sent_at.is_not(None)
_answered = BriefingCopy.acknowledged_at.is_not(None)
_silent = _sent & ~_answered & (Briefing.state == Stand.OPEN)


def _is_overdue(on: date) -> sa.ColumnElement[bool]:
    return _silent & (Briefing.answer_by < on)


def _number(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)


@dataclass(frozen=True)
class Answers:
    """Of a briefing's teams: how many there are, answered, are awaited, and are late."""

    teams: int = 0
    answered: int = 0
    silent: int = 0
    overdue: int = 0
    reached: int = 0  # people, by what the teams say


def briefings_of(panel_ids: Sequence[str]) -> sa.Select[Any]:
    return (
        db.select(Briefing)
        .where(Briefing.panel_id.in_(panel_ids))
        .order_by(Briefing.created_at.desc(), Briefing.id)
        .options(selectinload(Briefing.panel))
    )


def count_answers(briefing_ids: Sequence[str], *, on: date) -> dict[str, Answers]:
    """How far each of the briefings got, by its id."""
    rows = db.session.execute(
        db.select(
            Briefing.id,
            sa.func.count(),
            _number(_answered),
            _number(_silent),
            _number(_is_overdue(on)),
            sa.func.coalesce(sa.func.sum(BriefingCopy.staff), 0),
        )
        .join(BriefingCopy, BriefingCopy.briefing_id == Briefing.id)
        .where(Briefing.id.in_(briefing_ids))
        .group_by(Briefing.id)
    )
    found = {each: Answers() for each in briefing_ids}
    return found | {briefing_id: Answers(*numbers) for briefing_id, *numbers in rows}


def copies_of(briefing: Briefing) -> sa.Select[Any]:
    """The teams of a briefing, those not yet heard of first, then by name."""
    return (
        db.select(BriefingCopy)
        .where(BriefingCopy.briefing_id == briefing.id)
        .order_by(BriefingCopy.acknowledged_at.is_not(None), BriefingCopy.team, BriefingCopy.id)
    )


def list_silent(briefing: Briefing) -> list[BriefingCopy]:
    """Teams that got it and have not answered."""
    return list(db.session.scalars(copies_of(briefing).where(_sent, ~_answered)))


def list_sent(briefing: Briefing) -> list[BriefingCopy]:
    """Teams that got it."""
    return list(db.session.scalars(copies_of(briefing).where(_sent)))


def has_team(briefing: Briefing, team: str) -> bool:
    """Whether it is on the list, in capitals or not."""
    return bool(
        db.session.scalar(
            db.select(sa.func.count())
            .select_from(BriefingCopy)
            .where(
                BriefingCopy.briefing_id == briefing.id,
                sa.func.lower(BriefingCopy.team) == team.lower(),
            )
        )
    )


def list_known_teams(briefing: Briefing) -> list[BriefingCopy]:
    """The latest copy of each other team that a briefing of the panel went to, by name."""
    here = db.select(sa.func.lower(BriefingCopy.team)).where(
        BriefingCopy.briefing_id == briefing.id
    )
    latest = (
        db.select(
            BriefingCopy.id,
            sa.func.row_number()
            .over(
                partition_by=sa.func.lower(BriefingCopy.team),
                order_by=(BriefingCopy.created_at.desc(), BriefingCopy.id),
            )
            .label("place"),
        )
        .join(Briefing, Briefing.id == BriefingCopy.briefing_id)
        .where(
            Briefing.panel_id == briefing.panel_id,
            BriefingCopy.email.is_not(None),
            sa.func.lower(BriefingCopy.team).not_in(here),
        )
        .subquery()
    )
    return list(
        db.session.scalars(
            db.select(BriefingCopy)
            .join(latest, latest.c.id == BriefingCopy.id)
            .where(latest.c.place == 1)
            .order_by(BriefingCopy.team, BriefingCopy.id)
            .limit(KNOWN)
        )
    )


@dataclass(frozen=True)
class TeamLine:
    """One team over all briefings it got: how many, how many it answered, and how late it is."""

    team: str
    got: int
    answered: int
    silent: int
    overdue: int
    reached: int
    last_answer: datetime | None


def teams_of(panel_id: str, *, on: date) -> sa.Select[Any]:
    """Every team of the panel that a briefing went to, the latest with its answers first."""
    overdue, silent = _number(_is_overdue(on)), _number(_silent)
    return (
        db.select(
            sa.func.max(BriefingCopy.team),
            sa.func.count(),
            _number(_answered),
            silent,
            overdue,
            sa.func.coalesce(sa.func.sum(BriefingCopy.staff), 0),
            sa.func.max(BriefingCopy.acknowledged_at),
        )
        .join(Briefing, Briefing.id == BriefingCopy.briefing_id)
        .where(Briefing.panel_id == panel_id, _sent)
        .group_by(sa.func.lower(BriefingCopy.team))
        .order_by(overdue.desc(), silent.desc(), sa.func.lower(BriefingCopy.team))
    )
