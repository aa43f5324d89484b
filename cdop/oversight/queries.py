"""Reads of the trail and the outbox. No case is opened here: at most its reference is shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cdop.access.roles import Role
from cdop.accounts.models import Membership, User
from cdop.analysis.models import Analysis
from cdop.cases.models import Case
from cdop.db.clock import LONDON
from cdop.extensions import db
from cdop.mail.models import MailState, OutboxMail
from cdop.oversight.events import OPENINGS
from cdop.trail.models import TrailEntry
from cdop.trail.verify import Fault, verify

MOST_LINES = 50_000  # of a download
MOST_LISTED = 10_000  # on the pages: older ones are found by narrowing


@dataclass(frozen=True)
class Wanted:
    """Which entries are wanted; a date is a day in London, both ends included."""

    event: str = ""
    actor_id: str = ""
    subject_id: str = ""
    first: date | None = None
    last: date | None = None


def visible_entries(user: Any) -> sa.ColumnElement[bool]:
    """Entries of the lead's panels, and those without a panel about their people or nobody."""
    panels = user.panels_as(Role.GOVERNANCE)
    people = sa.select(Membership.user_id).where(Membership.panel_id.in_(panels))
    nobody = sa.and_(TrailEntry.actor_id.is_(None), TrailEntry.subject_id.is_(None))
    about_them = sa.or_(TrailEntry.actor_id.in_(people), TrailEntry.subject_id.in_(people), nobody)
    return sa.or_(
        TrailEntry.panel_id.in_(panels), sa.and_(TrailEntry.panel_id.is_(None), about_them)
    )


def select_entries(user: Any, wanted: Wanted) -> sa.Select[Any]:
    """The entries that the lead may see and wants to, the newest first."""
    statement = db.select(TrailEntry).where(visible_entries(user), *_between(wanted))
    for column, value in (
        (TrailEntry.event, wanted.event),
        (TrailEntry.actor_id, wanted.actor_id),
        (TrailEntry.subject_id, wanted.subject_id),
    ):
        if value:
            statement = statement.where(column == value)
    return statement.order_by(TrailEntry.sequence.desc())


def _between(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    limits = []
    if wanted.first:
        limits.append(TrailEntry.at >= _midnight(wanted.first))
    if wanted.last:
        limits.append(TrailEntry.at < _midnight(wanted.last + timedelta(days=1)))
    return limits


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)


def list_entries(user: Any, wanted: Wanted) -> Sequence[Any]:
    """For the download: the newest entries, as many as a spreadsheet takes without trouble."""
    columns = TrailEntry.__table__.columns
    statement = select_entries(user, wanted).with_only_columns(*columns)
    return db.session.execute(statement.limit(MOST_LINES)).all()


def select_openings(user: Any, wanted: Wanted) -> sa.Select[Any]:
    """Who opened what, how often, and when first and last."""
    entry = TrailEntry
    key = (entry.actor_id, entry.subject_kind, entry.subject_id)
    statement = (
        db.select(
            *key,
            sa.func.count().label("times"),
            sa.func.min(entry.at).label("first_at"),
            sa.func.max(entry.at).label("last_at"),
        )
        .where(visible_entries(user), entry.event.in_(OPENINGS), *_between(wanted))
        .group_by(*key)
        .order_by(sa.desc("last_at"), entry.actor_id, entry.subject_id)
    )
    return statement.where(entry.actor_id == wanted.actor_id) if wanted.actor_id else statement


def names_of(ids: Iterable[str | None]) -> Mapping[str, str]:
    """The names of people with accounts, by id."""
    wanted = {each for each in ids if each}
    if not wanted:
        return {}
    rows = db.session.execute(db.select(User.id, User.name).where(User.id.in_(wanted)))
    return {user_id: name for user_id, name in rows}


def references_of(ids: Iterable[str | None]) -> Mapping[str, str]:
    """The references of cases, by the id of the case or of its analysis."""
    wanted = {each for each in ids if each}
    if not wanted:
        return {}
    cases = db.select(Case.id, Case.reference).where(Case.id.in_(wanted))
    analyses = (
        db.select(Analysis.id, Case.reference)
        .join(Case, Case.id == Analysis.case_id)
        .where(Analysis.id.in_(wanted))
    )
    rows = db.session.execute(cases.union_all(analyses))
    return {record_id: reference for record_id, reference in rows}


def list_people(user: Any) -> Sequence[User]:
    """The people of the lead's panels, past ones too, for the choice of one."""
    panels = user.panels_as(Role.GOVERNANCE)
    held = sa.select(Membership.user_id).where(Membership.panel_id.in_(panels))
    return db.session.scalars(
        db.select(User).where(User.id.in_(held)).order_by(User.name, User.id)
    ).all()


def verify_trail() -> tuple[int, list[Fault]]:
    """Read the whole trail beside whoever writes to it meanwhile."""
    with Session(db.engine.execution_options(reading=True)) as session:
        return verify(session)


def select_mails(state: str) -> sa.Select[Any]:
    """Mails of the outbox, the newest first."""
    statement = db.select(OutboxMail).order_by(OutboxMail.created_at.desc(), OutboxMail.id)
    if state in set(MailState):
        statement = statement.where(OutboxMail.state == MailState(state))
    return statement


def count_mails() -> Mapping[str, int]:
    rows = db.session.execute(
        db.select(OutboxMail.state, sa.func.count()).group_by(OutboxMail.state)
    )
    return {state.value: count for state, count in rows}


def get_mail(mail_id: str) -> OutboxMail:
    return db.get_or_404(OutboxMail, mail_id)
