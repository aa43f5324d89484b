"""What is waiting, counted in one statement whatever the roles and however many the cases."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from cdop.access.roles import Role
from cdop.accounts.models import User
from cdop.analysis.models import Analysis
from cdop.audits.models import Audit, AuditState
from cdop.cases.models import Case, Transfer, TransferState
from cdop.cases.queries import conflicted_cases, visible_cases
from cdop.core.lessons import LessonState
from cdop.core.publication import IssueState
from cdop.core.sign_off import Stand
from cdop.core.workflow import OPEN_STAGES, Stage
from cdop.extensions import db
from cdop.jobs.queries import jobs_given_up
from cdop.learning.models import Lesson, LessonSource, PassedPoint
from cdop.mail.models import MailState, OutboxMail
from cdop.newsletters.models import Issue
from cdop.newsletters.translation_models import Translation
from cdop.site.models import Page
from cdop.site.queries import pages_due
from cdop.trail.models import TrailEntry
from cdop.training.models import Briefing, Session

SOON = timedelta(days=14)
LATELY = timedelta(days=7)

Counts = Mapping[str, sa.ScalarSelect[int]]


def count_waiting(user: Any, *, today: date, moment: datetime) -> dict[str, int]:
    """How many things of each kind wait for the person; a kind that is not theirs is left out."""
    wanted: dict[str, sa.ScalarSelect[int]] = {}
    for role, counts in _BY_ROLE.items():
        if user.holds(role):
            wanted |= counts(user, today, moment)
    if not wanted:
        return {}
    row = db.session.execute(sa.select(*(each.label(key) for key, each in wanted.items()))).one()
    return {key: count for key, count in row._mapping.items()}


def _number(statement: sa.Select[Any]) -> sa.ScalarSelect[int]:
    rows = statement.order_by(None).subquery()
    return sa.select(sa.func.count()).select_from(rows).scalar_subquery()


def _for_coordinators(user: Any, today: date, _moment: datetime) -> Counts:
    cases = visible_cases(user, Role.COORDINATOR).where(Case.stage.in_(OPEN_STAGES))
    cases = cases.with_only_columns(Case.id)
    soon = cases.where(Case.next_due_on >= today, Case.next_due_on <= today + SOON)
    offered = sa.select(Transfer.id).where(
        Transfer.to_panel_id.in_(user.panels_as(Role.COORDINATOR)),
        Transfer.state == TransferState.OFFERED,
        Transfer.case_id.not_in(conflicted_cases(user)),
    )
    return {
        "cases_overdue": _number(cases.where(Case.next_due_on < today)),
        "cases_due_soon": _number(soon),
        "cases_open": _number(cases),
        "transfers_offered": _number(offered),
    }


def _at_panel(user: Any, *roles: Role) -> sa.Select[Any]:
    at_panel = visible_cases(user, *roles).where(Case.stage == Stage.AT_PANEL)
    return at_panel.with_only_columns(Case.id)


def _for_members(user: Any, _today: date, _moment: datetime) -> Counts:
    return {"cases_at_panel": _number(_at_panel(user, Role.MEMBER))}


def _for_chairs(user: Any, _today: date, _moment: datetime) -> Counts:
    panels = user.panels_as(Role.CHAIR)
    unratified = _at_panel(user, Role.CHAIR).join(Analysis, Analysis.case_id == Case.id)
    return {
        "analyses_to_ratify": _number(unratified.where(Analysis.ratified_at.is_(None))),
        "audits_offered": _number(
            sa.select(Audit.id).where(
                Audit.panel_id.in_(panels),
                Audit.state == AuditState.OFFERED,
                Audit.built_by_id != user.id,
            )
        ),
        "issues_submitted": _number(_others(Issue, IssueState.SUBMITTED, panels, user)),
        "lessons_submitted": _number(_others(Lesson, LessonState.SUBMITTED, panels, user)),
        "translations_submitted": _number(
            _others(Translation, Stand.SUBMITTED, panels, user, of=Issue).join(
                Issue, Issue.id == Translation.issue_id
            )
        ),
        "pages_submitted": _number(_others(Page, Stand.SUBMITTED, panels, user)),
        "sessions_submitted": _number(_others(Session, Stand.SUBMITTED, panels, user)),
        "briefings_submitted": _number(_others(Briefing, Stand.SUBMITTED, panels, user)),
    }


def _others(
    kind: Any, state: Any, panels: list[str], user: Any, *, of: Any = None
) -> sa.Select[Any]:
    """What was submitted on the panels by somebody else; `of` is what tells the panel."""
    return sa.select(kind.id).where(
        (of or kind).panel_id.in_(panels),
        kind.state == state,
        getattr(kind, "author_id", kind.last_editor_id) != user.id,
        kind.last_editor_id != user.id,
        sa.func.coalesce(sa.cast(kind.writer_ids, sa.Text), "").not_like(f"%{user.id}%"),
    )


def _for_editors(user: Any, today: date, _moment: datetime) -> Counts:
    panels = user.panels_as(Role.EDITOR)

    def issues(*states: IssueState) -> sa.ScalarSelect[int]:
        return _number(
            sa.select(Issue.id).where(Issue.panel_id.in_(panels), Issue.state.in_(states))
        )

    def lessons(*states: LessonState) -> sa.ScalarSelect[int]:
        return _number(
            sa.select(Lesson.id).where(Lesson.panel_id.in_(panels), Lesson.state.in_(states))
        )

    unused = sa.select(PassedPoint.id).where(
        PassedPoint.panel_id.in_(panels),
        PassedPoint.withdrawn_at.is_(None),
        ~sa.exists().where(LessonSource.passed_point_id == PassedPoint.id),
    )
    return {
        "points_passed_on": _number(unused),
        "lessons_drafts": lessons(LessonState.DRAFT),
        "lessons_returned": lessons(LessonState.RETURNED),
        "issues_drafts": issues(IssueState.DRAFT),
        "issues_returned": issues(IssueState.RETURNED),
        "issues_approved": issues(IssueState.APPROVED),
        "pages_overdue": _number(pages_due(panels, before=today)),
    }


def _for_governance(user: Any, _today: date, moment: datetime) -> Counts:
    lately = sa.select(TrailEntry.id).where(
        TrailEntry.panel_id.in_(user.panels_as(Role.GOVERNANCE)), TrailEntry.at > moment - LATELY
    )
    return {
        "refusals": _number(lately.where(TrailEntry.event == "access.denied")),
        "roles_changed": _number(lately.where(TrailEntry.event.in_(("role.given", "role.ended")))),
    }


def _for_administrators(_user: Any, _today: date, moment: datetime) -> Counts:
    mail = sa.select(OutboxMail.id)
    late = mail.where(
        OutboxMail.state == MailState.QUEUED, OutboxMail.created_at < moment - timedelta(minutes=10)
    )
    invited = sa.select(User.id).where(User.password_hash.is_(None), User.disabled_at.is_(None))
    return {
        "people_invited": _number(invited),
        "mail_failed": _number(mail.where(OutboxMail.state == MailState.FAILED)),
        "mail_waiting": _number(late),
        "work_given_up": _number(jobs_given_up()),
    }


_BY_ROLE = {
    Role.COORDINATOR: _for_coordinators,
    Role.MEMBER: _for_members,
    Role.CHAIR: _for_chairs,
    Role.EDITOR: _for_editors,
    Role.GOVERNANCE: _for_governance,
    Role.ADMINISTRATOR: _for_administrators,
}
