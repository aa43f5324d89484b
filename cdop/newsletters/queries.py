"""Reads of newsletters: issues, publications, released tables to embed, readers; never a case."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Select
from sqlalchemy.orm import selectinload

from cdop.accounts.models import Panel
from cdop.audits.models import Profile, Release, ReleasedTable
from cdop.core.publication import IssueState
from cdop.extensions import db
from cdop.mail.models import MailState, OutboxMail
from cdop.newsletters.models import Issue, IssueStep, IssueVersion, Publication
from cdop.newsletters.reader_mails import Reader
from cdop.newsletters.reader_models import (
    Delivery,
    DigestDelivery,
    DigestEntry,
    Rhythm,
    Subscriber,
    SubscriberState,
)
from cdop.newsletters.translation_models import TranslatedEdition

MAILABLE = (
    Subscriber.state == SubscriberState.CONFIRMED,
    Subscriber.email.is_not(None),
    Subscriber.unreachable_at.is_(None),
)


def get_issue(issue_id: str) -> Issue:
    return db.one_or_404(
        db.select(Issue)
        .where(Issue.id == issue_id)
        .options(
            selectinload(Issue.steps).joinedload(IssueStep.by),
            selectinload(Issue.publication),
            selectinload(Issue.panel),
        )
    )


def get_panel(panel_slug: str) -> Panel:
    return db.one_or_404(db.select(Panel).where(Panel.slug == panel_slug))


def list_panels(panel_ids: Sequence[str]) -> list[Panel]:
    return list(
        db.session.scalars(db.select(Panel).where(Panel.id.in_(panel_ids)).order_by(Panel.name))
    )


def issues_of(panel_ids: Sequence[str], *, state: IssueState | None = None) -> Select[Any]:
    """Issues of the panels, newest first."""
    select = db.select(Issue).where(Issue.panel_id.in_(panel_ids))
    if state is not None:
        select = select.where(Issue.state == state)
    return select.order_by(Issue.created_at.desc(), Issue.id).options(
        selectinload(Issue.author), selectinload(Issue.publication), selectinload(Issue.panel)
    )


def find_correction(issue: Issue) -> Issue | None:
    """The issue that corrects this one, in whatever state."""
    return db.session.scalar(db.select(Issue).where(Issue.corrects_id == issue.id).limit(1))


def find_last_version(issue: Issue) -> IssueVersion | None:
    return db.session.scalar(
        db.select(IssueVersion)
        .where(IssueVersion.issue_id == issue.id)
        .order_by(IssueVersion.number.desc())
        .limit(1)
    )


def find_released(numbers: Sequence[str], panel_id: str) -> dict[str, ReleasedTable]:
    """Those tables that the panel released to the public, withdrawn ones included."""
    if not numbers:
        return {}
    found = db.session.scalars(
        db.select(ReleasedTable)
        .join(ReleasedTable.release)
        .where(
            ReleasedTable.number.in_(numbers),
            Release.panel_id == panel_id,
            Release.profile == Profile.PUBLIC,
        )
        .options(selectinload(ReleasedTable.release))
    )
    return {table.number: table for table in found}


def list_released_to_embed(panel_id: str) -> list[ReleasedTable]:
    """What may be put into an issue of the panel: newest release first."""
    return list(
        db.session.scalars(
            db.select(ReleasedTable)
            .join(ReleasedTable.release)
            .where(
                Release.panel_id == panel_id,
                Release.profile == Profile.PUBLIC,
                Release.withdrawn_at.is_(None),
            )
            .order_by(Release.number.desc(), ReleasedTable.position)
            .limit(200)
            .options(selectinload(ReleasedTable.release))
        )
    )


def list_withdrawn_numbers(numbers: Sequence[str], panel_id: str) -> list[str]:
    """Which of the embedded tables belong to a release that was withdrawn since."""
    if not numbers:
        return []
    return list(
        db.session.scalars(
            db.select(ReleasedTable.number)
            .join(ReleasedTable.release)
            .where(
                ReleasedTable.number.in_(numbers),
                Release.panel_id == panel_id,
                Release.withdrawn_at.is_not(None),
            )
            .order_by(ReleasedTable.number)
        )
    )


def next_number(panel_id: str) -> int:
    """The number of the panel's next publication; the panel's row is locked until the commit."""
    db.session.execute(db.select(Panel.id).where(Panel.id == panel_id).with_for_update())
    last = db.session.scalar(
        db.select(sa.func.max(Publication.number)).where(Publication.panel_id == panel_id)
    )
    return (last or 0) + 1


def get_publication(publication_id: str) -> Publication:
    return db.get_or_404(Publication, publication_id)


def list_not_yet_delivered(publication: Publication, *, after: str, limit: int) -> list[Reader]:
    """Readers who had confirmed when it was published and have no delivery of it yet, by id."""
    return _readers(_readers_to_come(publication), after, limit)


def list_mailed_before(edition: TranslatedEdition, *, after: str, limit: int) -> list[Reader]:
    """Who chose its language, and was mailed the issue before there was an edition in it, by id."""
    before = db.select(Delivery.subscriber_id).where(
        Delivery.publication_id == edition.publication_id,
        Delivery.created_at <= edition.published_at,
    )
    select = db.select(Subscriber).where(
        Subscriber.id.in_(before),
        Subscriber.language == edition.spoken.code,
        Subscriber.rhythm == Rhythm.EACH_ISSUE,
        *MAILABLE,
    )
    return _readers(select, after, limit)


def _readers(select: Select[Any], after: str, limit: int) -> list[Reader]:
    rows = db.session.execute(
        select.with_only_columns(Subscriber.id, Subscriber.email, Subscriber.language)
        .where(Subscriber.id > after)
        .order_by(Subscriber.id)
        .limit(limit)
    )
    return [Reader(row.id, row.email or "", row.language) for row in rows]


def _readers_to_come(publication: Publication) -> Select[Any]:
    delivered = db.select(Delivery.subscriber_id).where(Delivery.publication_id == publication.id)
    return readers_of(publication).where(
        Subscriber.confirmed_at <= publication.published_at, Subscriber.id.not_in(delivered)
    )


def readers_of(issue: Issue | Publication) -> Select[Any]:
    """Whom it is for: by profession and topics; a correction also goes to all who got the first."""
    for_them: sa.ColumnElement[bool] = sa.true()
    if issue.audience:
        for_them &= Subscriber.profession.in_(issue.audience)
    if issue.themes:
        chosen = [_holds_code(Subscriber.topics, theme) for theme in issue.themes]
        for_them &= sa.or_(_holds_nothing(Subscriber.topics), *chosen)
    wanted = for_them & (Subscriber.rhythm == Rhythm.EACH_ISSUE)
    first = _corrected(issue)
    if first is not None:
        wanted |= Subscriber.id.in_(_mailed(first))
    return (
        db.select(Subscriber).where(Subscriber.panel_id == issue.panel_id, *MAILABLE).where(wanted)
    )


def _corrected(issue: Issue | Publication) -> Publication | None:
    if isinstance(issue, Publication):
        return issue.corrects
    return issue.corrects.publication if issue.corrects else None


def _holds_code(column: Any, code: str) -> sa.ColumnElement[bool]:
    """Whether the JSON list holds the code, which is a plain word between quotes."""
    return sa.cast(column, sa.Text).contains(f'"{code}"', autoescape=True)


def _holds_nothing(column: Any) -> sa.ColumnElement[bool]:
    return sa.cast(column, sa.Text) == "[]"


def list_reached(publication: Publication, *, after: str, limit: int) -> list[Reader]:
    """Readers who were sent it, in a digest too, and still read the newsletter, by id."""
    reached = _mailed(publication, MailState.SENT)
    select = db.select(Subscriber).where(Subscriber.id.in_(reached), *MAILABLE)
    return _readers(select, after, limit)


def _mailed(publication: Publication, *states: MailState) -> Any:
    """The ids of those for whom a mail with it was made, of its own or of a month."""
    alone = (
        sa.select(Delivery.subscriber_id)
        .join(OutboxMail, OutboxMail.id == Delivery.mail_id)
        .where(Delivery.publication_id == publication.id)
    )
    in_digest = (
        sa.select(DigestDelivery.subscriber_id)
        .join(OutboxMail, OutboxMail.id == DigestDelivery.mail_id)
        .join(DigestEntry, DigestEntry.content_id == OutboxMail.content_id)
        .where(DigestEntry.publication_id == publication.id)
    )
    if states:
        alone = alone.where(OutboxMail.state.in_(states))
        in_digest = in_digest.where(OutboxMail.state.in_(states))
    return alone.union(in_digest)


def count_mails(publication: Publication) -> dict[MailState, int]:
    """How many of its mails are in which state."""
    rows = db.session.execute(
        db.select(OutboxMail.state, sa.func.count())
        .join(Delivery, Delivery.mail_id == OutboxMail.id)
        .where(Delivery.publication_id == publication.id)
        .group_by(OutboxMail.state)
    )
    counts = {state: count for state, count in rows}
    return {state: counts.get(state, 0) for state in MailState}


def count_readers_to_come(publication: Publication) -> int:
    """Readers whose mail of this publication is not even queued yet."""
    return _count(_readers_to_come(publication))


def count_readers_of(issue: Issue) -> int:
    return _count(readers_of(issue))


def _count(readers: Select[Any]) -> int:
    return db.session.scalar(db.select(sa.func.count()).select_from(readers.subquery())) or 0
