"""Reads of how far publications reached: what agencies confirm, what readers answer, downloads."""

from collections.abc import Sequence

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


def list_agencies(panel_id: str) -> list[ReaderAgency]:
    return list(
        db.session.scalars(
            db.select(ReaderAgency)
            .where(ReaderAgency.panel_id == panel_id)
            .order_by(ReaderAgency.name)
        )
    )


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


def list_confirmations(publication: Publication) -> list[Confirmation]:
    return list(
        db.session.scalars(
            db.select(Confirmation)
            .where(Confirmation.publication_id == publication.id)
            .order_by(Confirmation.agency_key, Confirmation.what.desc())
        )
    )


def get_answer(answer_id: str) -> ReaderAnswer:
    return db.get_or_404(ReaderAnswer, answer_id)


def list_answers(publication: Publication) -> list[ReaderAnswer]:
    """New ones first, then in the order in which they came."""
    return list(
        db.session.scalars(
            db.select(ReaderAnswer)
            .where(ReaderAnswer.publication_id == publication.id)
            .order_by(ReaderAnswer.state != AnswerState.NEW, ReaderAnswer.created_at)
        )
    )


def list_downloads(publication: Publication) -> list[DailyDownloads]:
    return list(
        db.session.scalars(
            db.select(DailyDownloads)
            .where(DailyDownloads.publication_id == publication.id)
            .order_by(DailyDownloads.day)
        )
    )


def count_confirming(publication_ids: Sequence[str]) -> dict[str, int]:
    """How many agencies said of each publication that they shared or discussed it."""
    rows = db.session.execute(
        db.select(Confirmation.publication_id, sa.func.count(sa.distinct(Confirmation.agency_key)))
        .where(Confirmation.publication_id.in_(publication_ids))
        .group_by(Confirmation.publication_id)
    )
    return {publication_id: count for publication_id, count in rows}
