"""Newsletters in every state and readers of every kind, by the changes that people make."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import current_app

from cdop.accounts.models import Panel, User
from cdop.core.catalogues.professions import Profession
from cdop.core.lessons import LessonState
from cdop.core.publication import IssueState
from cdop.db.clock import now
from cdop.demo.learning import read_content
from cdop.demo.markers import DESK_EYES, Planter
from cdop.demo.people import Stage
from cdop.demo.translations import translate_and_go_on, translate_results
from cdop.extensions import db
from cdop.learning.models import Lesson
from cdop.learning.presenters import as_markdown
from cdop.newsletters import changes, reader_changes, reader_queries
from cdop.newsletters.models import Issue

BODY = """\
## Welcome

{summary} It is for everybody who works with families in {area}.

## Learning in focus
{focus}

{lesson}

## What we know nationally
{national}

## What the panel has done since the last issue
{done}

## Support for families and for you

Reading about the death of a child is hard. The panel's page of bereavement support lists help \
for families, and for staff: [find bereavement support](/support).

## How to notify a death

Whoever learns of the death of a child notifies the panel of the child's home area within 24 hours.

## Contact

Questions about this newsletter: [{contact}](mailto:{contact}).
"""
WITHDRAWN_AFTER = timedelta(days=21)
READERS = 12
CONFIRMED, LEFT = 8, 2  # of them; the others have not confirmed yet


def write_issues(
    stage: Stage,
    panel: Panel,
    planter: Planter,
    lessons: Sequence[Lesson],
) -> list[Issue]:
    """Issues in every state but "approved", published ones first."""
    chair, editor = stage.of(panel, "chair"), stage.of(panel, "editor")
    approved = [each for each in lessons if each.state is LessonState.APPROVED]
    issues = []
    for number, plan in enumerate(read_content("issues.toml")["issue"]):
        issue = changes.start_issue(panel, actor=editor, title=plan["title"])
        lesson = approved[number % len(approved)] if approved else None
        body = _body(panel, plan, lesson)
        state = IssueState(plan["state"])
        if state is IssueState.DRAFT:
            body += f"\n{planter.plant(panel.slug, 'draft', 'newsletter', DESK_EYES)}\n"
        changes.edit_issue(
            issue,
            actor=editor,
            version=issue.version,
            summary=plan["summary"],
            message_code=plan["message"],
            themes=plan["themes"],
            body=body,
        )
        _bring_to(issue, state, chair, editor, plan)
        if state is IssueState.RETURNED:
            translate_and_go_on(issue, editor=editor)
        issues.append(issue)
    return issues


def _body(
    panel: Panel, plan: dict[str, Any], lesson: Lesson | None, tables: Sequence[str] = ()
) -> str:
    return BODY.format(
        summary=plan["summary"],
        area=panel.area,
        focus=plan["focus"].replace("{tables}", "\n\n".join(tables)),
        lesson=as_markdown(lesson) if lesson and plan["with_lesson"] else "",
        national=plan["national"],
        done=plan["done"],
        contact=current_app.config["CONTACT_EMAIL"],
    )


def publish_results(panel: Panel, chair: User, editor: User, tables: Sequence[str]) -> None:
    """The issue that tells of the released audit; `tables` are the lines that put tables in."""
    plan = read_content("issues.toml")["results"]
    issue = changes.start_issue(panel, actor=editor, title=plan["title"])
    changes.edit_issue(
        issue,
        actor=editor,
        version=issue.version,
        summary=plan["summary"],
        message_code=plan["message"],
        themes=plan["themes"],
        body=_body(panel, plan, None, tables),
    )
    _bring_to(issue, IssueState.PUBLISHED, chair, editor, plan)
    translate_results(issue, chair=chair, editor=editor, tables=tables)


def _bring_to(
    issue: Issue, state: IssueState, chair: User, editor: User, plan: dict[str, Any]
) -> None:
    if state is IssueState.DRAFT:
        return
    changes.submit_issue(issue, actor=editor, version=issue.version)
    if state is IssueState.RETURNED:
        changes.return_issue(issue, actor=chair, version=issue.version, comment=plan["comment"])
    if state in (IssueState.PUBLISHED, IssueState.WITHDRAWN):
        changes.approve_issue(issue, actor=chair, version=issue.version)
        publication = changes.publish_issue(issue, actor=editor, version=issue.version)
        # Past issues came out in the past, so that the archive spans more than one day.
        publication.published_at = now() - timedelta(days=plan["days_ago"])
        db.session.flush()
    if state is IssueState.WITHDRAWN:
        changes.withdraw_issue(
            issue,
            actor=editor,
            version=issue.version,
            notice=plan["notice"],
            tell_readers=False,
        )
        publication.withdrawn_at = publication.published_at + WITHDRAWN_AFTER
        db.session.flush()


def write_readers(panel: Panel) -> None:
    """Readers who confirmed, readers who did not yet, and readers who left again."""
    professions = list(Profession)
    for number in range(1, READERS + 1):
        email = f"reader{number}@{panel.slug}-readers.example"
        profession = professions[number % len(professions)].value
        reader_changes.subscribe(panel, email=email, profession=profession)
        mark = reader_changes.email_mark(panel.id, email)
        reader = reader_queries.find_by_mark(panel.id, mark)
        if number <= CONFIRMED + LEFT:
            reader_changes.confirm(reader)
        if CONFIRMED < number <= CONFIRMED + LEFT:
            reader_changes.unsubscribe(reader)
