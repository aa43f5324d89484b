"""Writes of issues: each checks the policy, makes the change and adds to the trail."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from flask import current_app

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel, User
from cdop.core import publication as life
from cdop.core.moves import NotNow
from cdop.core.publication import IssueMove, IssueState
from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs.queue import enqueue
from cdop.learning.identity_check import FOR_THE_CHAIR, must_not_identify
from cdop.learning.identity_keeping import keep_for_reasons
from cdop.mail.links import base_url
from cdop.mail.models import MailState, OutboxMail
from cdop.newsletters import checks, queries, rendering
from cdop.newsletters.digests import ask_for_digest, call_back
from cdop.newsletters.identity import check_issue, check_notice
from cdop.newsletters.models import (
    Issue,
    IssueStep,
    IssueVersion,
    Publication,
    PublicationPicture,
)
from cdop.newsletters.template import starting_text
from cdop.newsletters.translation_drafts import carry_over
from cdop.newsletters.translation_publishing import publish_ready
from cdop.trail.record import record
from cdop.web.frozen import checksum
from cdop.web.versions import check_version

TEXTS = ("title", "summary", "body", "message_code", "correction_note")


class NotReady(Exception):
    """The issue cannot leave yet; `problems` say what to put right."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("The issue is not ready")
        self.problems = problems


def start_issue(panel: Panel, *, actor: User, title: str) -> Issue:
    """A new draft, with the sections that a newsletter has."""
    policy.check(actor, Permission.ISSUE_WRITE, panel)
    issue = Issue(
        panel_id=panel.id,
        title=title,
        body=starting_text(current_app.config["CONTACT_EMAIL"]),
        author_id=actor.id,
        last_editor_id=actor.id,
    )
    db.session.add(issue)
    db.session.flush()
    _keep_version(issue, actor)
    record(actor, "issue.started", issue)
    return issue


def start_correction(issue: Issue, *, actor: User, note: str) -> Issue:
    """A new draft that takes the place of what was published; `note` tells readers what changed."""
    policy.check(actor, Permission.ISSUE_WRITE, issue)
    if issue.publication is None:
        raise NotNow("Only what was published can be corrected.")
    if queries.find_correction(issue) is not None:
        raise NotNow("A correction of this issue was begun already.")
    correction = Issue(
        panel_id=issue.panel_id,
        title=issue.title,
        summary=issue.summary,
        body=issue.body,
        message_code=issue.message_code,
        themes=issue.themes,
        audience=issue.audience,
        corrects_id=issue.id,
        correction_note=note,
        author_id=actor.id,
        last_editor_id=actor.id,
    )
    db.session.add(correction)
    db.session.flush()
    _keep_version(correction, actor)
    carry_over(issue, correction, actor=actor)
    record(actor, "issue.correction_started", correction)
    return correction


def edit_issue(issue: Issue, *, actor: User, version: int | str | None, **words: Any) -> None:
    """Change the text. What was approved, or waits for it, goes back to draft.

    To save what stands there already is no change.
    """
    policy.check(actor, Permission.ISSUE_WRITE, issue)
    check_version(issue, version)
    if issue.state in (IssueState.PUBLISHED, IssueState.WITHDRAWN):
        raise NotNow("A published issue cannot be changed; a correction is a new issue.")
    if all(getattr(issue, name) == value for name, value in words.items()):
        return
    if not issue.state.may_be_edited:
        move_issue(issue, IssueMove.TAKE_BACK, actor=actor)
    issue.write(words, actor=actor)
    db.session.flush()
    _keep_version(issue, actor)
    record(actor, "issue.edited", issue)


def _keep_version(issue: Issue, actor: User) -> None:
    """The text as saved, unless it is what was saved before."""
    last = queries.find_last_version(issue)
    text = {name: getattr(issue, name) for name in TEXTS}
    if last is not None and all(getattr(last, name) == text[name] for name in TEXTS):
        return
    number = last.number + 1 if last else 1
    db.session.add(IssueVersion(issue_id=issue.id, number=number, by_id=actor.id, **text))
    db.session.flush()


def submit_issue(issue: Issue, *, actor: User, version: int | str | None) -> None:
    """Ask the chair for sign-off of an issue that passes every check."""
    policy.check(actor, Permission.ISSUE_WRITE, issue)
    check_version(issue, version)
    must_be_ready(issue)
    must_not_identify(check_issue(issue), reason=FOR_THE_CHAIR)
    move_issue(issue, IssueMove.SUBMIT, actor=actor)


def take_back_issue(issue: Issue, *, actor: User, version: int | str | None) -> None:
    """Make it a draft again, and keep it from going out."""
    policy.check(actor, Permission.ISSUE_WRITE, issue)
    check_version(issue, version)
    move_issue(issue, IssueMove.TAKE_BACK, actor=actor)


def approve_issue(
    issue: Issue,
    *,
    actor: User,
    version: int | str | None,
    comment: str = "",
    reasons: Mapping[str, str] | None = None,
) -> None:
    """Sign off exactly the version that was read, written and last edited by somebody else.

    What the identity guard marked stays only for a reason each, kept with the sign-off.
    """
    policy.check(actor, Permission.ISSUE_DECIDE, issue)
    check_version(issue, version)
    must_be_ready(issue)
    passages = check_issue(issue)
    kept_reason = keep_for_reasons(issue, passages, reasons or {}, actor=actor)
    kept = sum(each.needs_reason for each in passages)
    move_issue(issue, IssueMove.APPROVE, actor=actor, comment=comment, kept=kept)
    issue.steps[-1].kept_reason = kept_reason
    db.session.flush()


def return_issue(issue: Issue, *, actor: User, version: int | str | None, comment: str) -> None:
    """Send it back to the editor, saying what should change."""
    policy.check(actor, Permission.ISSUE_DECIDE, issue)
    check_version(issue, version)
    move_issue(issue, IssueMove.RETURN, actor=actor, comment=comment)


def publish_issue(issue: Issue, *, actor: User, version: int | str | None) -> Publication:
    """Freeze the approved issue at its public address, and have it sent to every reader."""
    policy.check(actor, Permission.ISSUE_PUBLISH, issue)
    number = queries.next_number(issue.panel_id)
    db.session.refresh(issue)  # somebody may have published it while we waited for the number
    check_version(issue, version)
    approval = _approval(issue)
    must_be_ready(issue)
    if any(each.stops or each.is_open for each in check_issue(issue)):  # a case came since then
        raise NotReady(["Its identity check marks something that was not signed off"])
    move_issue(issue, IssueMove.PUBLISH, actor=actor)
    body = rendering.render_body(issue.body, issue.panel_id, issue.message_code)
    publication = Publication(
        issue_id=issue.id,
        panel_id=issue.panel_id,
        number=number,
        title=issue.title,
        summary=issue.summary,
        message_code=issue.message_code,
        html=str(body.html),
        text=rendering.plain_body(issue.body, issue.panel_id, issue.message_code),
        table_numbers=body.numbers,
        themes=issue.themes,
        audience=issue.audience,
        correction_note=issue.correction_note,
        checksum=checksum(str(body.html)),
        published_at=now(),
        published_by_id=actor.id,
        approved_by_id=approval.by_id,
    )
    db.session.add(publication)
    db.session.flush()
    for picture_id in {picture.id for picture in body.pictures}:
        db.session.add(PublicationPicture(publication_id=publication.id, picture_id=picture_id))
    issue.publish_at = issue.publish_asked_by_id = issue.publish_order = None
    if issue.corrects is not None:
        _take_the_place_of(issue.corrects, publication, actor)
    db.session.flush()
    record(actor, "issue.published", issue, number=number)
    publish_ready(issue, publication, actor=actor)
    ask_for_digest(publication, base_url())
    # Its files come first, and ask for the mails: nobody who follows one comes before the PDF.
    enqueue("newsletter.files", actor=actor, publication_id=publication.id, base_url=base_url())
    return publication


def _take_the_place_of(wrong: Issue, publication: Publication, actor: User) -> None:
    """Link the correction to what it corrects, whose page gives way to a notice and the link."""
    first = wrong.publication
    if first is None:
        return
    publication.corrects_id = first.id
    if first.withdrawn_at is None:
        notice = f"It was corrected. {publication.correction_note}"
        _withdraw(wrong, first, actor, notice)


def withdraw_issue(
    issue: Issue, *, actor: User, version: int | str | None, notice: str, tell_readers: bool
) -> None:
    """Take the publication off every public page, leaving a notice; what is not sent yet, stays."""
    policy.check(actor, Permission.ISSUE_WITHDRAW, issue)
    check_version(issue, version)
    publication = issue.publication
    if publication is None:
        raise NotNow("This issue was never published.")
    must_not_identify(check_notice(issue, notice))
    _withdraw(issue, publication, actor, notice)
    if tell_readers:
        enqueue(
            "newsletter.tell_withdrawn",
            actor=actor,
            publication_id=publication.id,
            base_url=base_url(),
        )


def _withdraw(issue: Issue, publication: Publication, actor: User, notice: str) -> None:
    move_issue(issue, IssueMove.WITHDRAW, actor=actor, comment=notice)
    publication.withdrawn_at, publication.withdrawn_by_id = now(), actor.id
    publication.withdrawal_notice = notice
    cancelled = db.session.execute(
        sa.update(OutboxMail)
        .where(OutboxMail.batch_id == publication.id, OutboxMail.state == MailState.QUEUED)
        .values(state=MailState.CANCELLED)
    )
    call_back(publication, base_url())
    db.session.flush()
    record(actor, "issue.withdrawn", issue, cancelled_mails=cancelled.rowcount)


def must_be_ready(issue: Issue) -> None:
    problems = checks.problems_of(issue)
    if problems:
        raise NotReady(problems)


def _approval(issue: Issue) -> IssueStep:
    """The step by which the issue's present text was signed off."""
    if issue.state is not IssueState.APPROVED:
        life.apply(IssueMove.PUBLISH, issue.state)  # says why not
    return next(step for step in reversed(issue.steps) if step.move == IssueMove.APPROVE)


def move_issue(
    issue: Issue, move: IssueMove, *, actor: User, comment: str = "", **detail: Any
) -> None:
    """Make the move and keep it in the issue's visible history."""
    version = issue.version
    if move is IssueMove.TAKE_BACK:
        issue.publish_at = issue.publish_asked_by_id = issue.publish_order = None
    issue.state = life.apply(move, issue.state)
    issue.steps.append(
        IssueStep(
            move=move,
            to_state=issue.state,
            by_id=actor.id,
            comment=comment,
            issue_version=version,
        )
    )
    db.session.flush()
    if move in EVENTS:
        record(actor, EVENTS[move], issue, **detail)


# Publishing and withdrawing are recorded by their changes, with what else they did.
EVENTS = {
    IssueMove.SUBMIT: "issue.submitted",
    IssueMove.RETURN: "issue.returned",
    IssueMove.APPROVE: "issue.approved",
    IssueMove.TAKE_BACK: "issue.taken_back",
    IssueMove.STOP: "issue.stopped",
}
