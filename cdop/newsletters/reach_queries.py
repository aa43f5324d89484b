"""Reads of how far publications reached: what agencies confirm, what readers answer, downloads."""

from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa

from cdop.extensions import db
from cdop.newsletters.models import Publication
from cdop.newsletters.reach_models import (
    AnswerState,
    Confirmation,
    DailyDownloads,
    ReaderAnswer,
    Shared,
)
from cdop.newsletters.reader_models import ReaderAgency


def agencies_of(panel_id: str) -> sa.Select[Any]:
    """The panel's list of agencies, by name."""
    return (
        db.select(ReaderAgency)
        .where(ReaderAgency.panel_id == panel_id)
        .order_by(ReaderAgency.name, ReaderAgency.id)
    )


def list_agencies(panel_id: str) -> list[ReaderAgency]:
    return list(db.session.scalars(agencies_of(panel_id)))


def get_agency(agency_id: str) -> ReaderAgency:
    return db.get_or_404(ReaderAgency, agency_id)


def find_confirmation(
    publication: Publication, agency_key: str, what: Shared
) -> Confirmation | None:
    return db.session.scalar(
        db.select(Confirmation).where(
            Confirmation.publication_id == publication.id,
            Confirmation.agency_key == agency_key,
            Confirmation.what == what,
        )
    )


def _did(what: Shared) -> sa.ColumnElement[int]:
    return sa.func.max(sa.case((Confirmation.what == what, 1), else_=0))


def confirmed_by(publication: Publication) -> sa.Select[Any]:
    """For each agency that told: its key, its name, if it shared, if it discussed, how many."""
    return (
        db.select(
            Confirmation.agency_key,
            sa.func.max(Confirmation.agency).label("agency"),
            _did(Shared.SHARED).label("shared"),
            _did(Shared.DISCUSSED).label("discussed"),
            sa.func.max(Confirmation.people).label("people"),
        )
        .where(Confirmation.publication_id == publication.id)
        .group_by(Confirmation.agency_key)
        .order_by(Confirmation.agency_key)
    )


def list_confirmed(publication: Publication, agency_keys: Collection[str]) -> set[str]:
    """Which of these agencies told anything of it."""
    return set(
        db.session.scalars(
            db.select(Confirmation.agency_key).where(
                Confirmation.publication_id == publication.id,
                Confirmation.agency_key.in_(agency_keys),
            )
        )
    )


def count_reached(publication: Publication) -> tuple[int, int]:
    """How many agencies told of it, and how many people they shared it with."""
    told = confirmed_by(publication).order_by(None).subquery()
    agencies, people = db.session.execute(
        db.select(sa.func.count(), sa.func.coalesce(sa.func.sum(told.c.people), 0))
    ).one()
    return agencies, people


def get_answer(answer_id: str) -> ReaderAnswer:
    return db.get_or_404(ReaderAnswer, answer_id)


def answers_to(publication: Publication) -> sa.Select[Any]:
    """New ones first, then in the order in which they came."""
    return (
        db.select(ReaderAnswer)
        .where(ReaderAnswer.publication_id == publication.id)
        .order_by(ReaderAnswer.state != AnswerState.NEW, ReaderAnswer.created_at, ReaderAnswer.id)
    )


def count_answers(publication: Publication) -> tuple[int, int]:
    """How many there are, and how many nobody has looked at yet."""
    rows = db.session.execute(
        db.select(ReaderAnswer.state, sa.func.count())
        .where(ReaderAnswer.publication_id == publication.id)
        .group_by(ReaderAnswer.state)
    )
    counts = {state: count for state, count in rows}
    return sum(counts.values()), counts.get(AnswerState.NEW, 0)


def list_downloads(publication: Publication) -> list[tuple[date, int]]:
    """Days and how often the PDF was fetched on each."""
    rows = db.session.execute(
        db.select(DailyDownloads.day, DailyDownloads.times)
        .where(DailyDownloads.publication_id == publication.id)
        .order_by(DailyDownloads.day)
    )
    return [(day, times) for day, times in rows]
