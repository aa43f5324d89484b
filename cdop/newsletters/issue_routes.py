"""Pages of the newsletter: from a draft in Markdown to a frozen page that is sent to readers."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.policy import allowed
from cdop.access.roles import Role
from cdop.accounts.models import Panel
from cdop.core.publication import IssueMove, moves_from
from cdop.extensions import db
from cdop.learning.queries import list_approved_lessons
from cdop.newsletters import changes, presenters, queries
from cdop.newsletters.blueprint import bp
from cdop.newsletters.changes import NotReady
from cdop.newsletters.forms import (
    LONGEST_BODY,
    DecisionForm,
    IssueFilterForm,
    IssueForm,
    NewIssueForm,
    WithdrawForm,
)
from cdop.newsletters.models import Issue
from cdop.newsletters.rendering import render_body
from cdop.web.paging import page_of, requested_page
from cdop.web.versions import StaleEdit

DESK = (Role.EDITOR, Role.CHAIR)


@bp.get("/newsletters/")
@requires(Permission.ISSUE_READ)
def issues() -> str:
    form = IssueFilterForm(request.args)
    form.validate()
    panel_ids = current_user.panels_as(*DESK)
    return render_template(
        "newsletters/issues.html",
        page=page_of(
            db.session,
            queries.issues_of(panel_ids, state=form.state.data),
            number=requested_page(),
        ),
        filters=form,
        panels=queries.list_panels(current_user.panels_as(Role.EDITOR)),
        several=len(panel_ids) > 1,
    )


@bp.get("/newsletters/new/<slug:panel_slug>")
@requires(Permission.ISSUE_WRITE, of=queries.get_panel)
def new_issue(panel: Panel) -> str:
    return render_template("newsletters/new.html", panel=panel, form=NewIssueForm())


@bp.post("/newsletters/new/<slug:panel_slug>")
@requires(Permission.ISSUE_WRITE, of=queries.get_panel)
def start_issue(panel: Panel) -> ResponseReturnValue:
    form = NewIssueForm(request.form)
    if not form.validate():
        return render_template("newsletters/new.html", panel=panel, form=form), 422
    issue = changes.start_issue(panel, actor=current_user, title=form.title.data)
    return redirect(url_for(".edit_issue", issue_id=issue.id), 303)


@bp.get("/newsletters/<opaque:issue_id>")
@requires(Permission.ISSUE_READ, of=queries.get_issue)
def issue(issue: Issue) -> str:
    return _issue_page(issue, DecisionForm())


@bp.get("/newsletters/<opaque:issue_id>/edit")
@requires(Permission.ISSUE_WRITE, of=queries.get_issue)
def edit_issue(issue: Issue) -> ResponseReturnValue:
    if issue.publication is not None:
        return redirect(url_for(".issue", issue_id=issue.id), 303)
    return _edit_page(issue, IssueForm(obj=issue))


@bp.post("/newsletters/<opaque:issue_id>/edit")
@requires(Permission.ISSUE_WRITE, of=queries.get_issue)
def save_issue(issue: Issue) -> ResponseReturnValue:
    form = IssueForm(request.form)
    act = request.form.get("act", "save")
    if act != "save":
        return _unsaved(issue, form, act)
    if not form.validate():
        return _edit_page(issue, form, version=_version()), 422
    try:
        changes.edit_issue(issue, actor=current_user, version=_version(), **form.words())
    except StaleEdit:
        return _edit_page(issue, form, stale=True), 409
    flash("Newsletter saved")
    return redirect(url_for(".issue", issue_id=issue.id), 303)


def _unsaved(issue: Issue, form: IssueForm, act: str) -> str:
    """The page again with a preview, or with a passage put in; nothing is saved."""
    form.validate()
    lists = {
        "lesson": presenters.lesson_passages(list_approved_lessons(issue.panel_id)),
        "table": presenters.table_passages(queries.list_released_to_embed(issue.panel_id)),
        "chart": presenters.chart_passages(queries.list_released_to_embed(issue.panel_id)),
    }
    kind = act.removeprefix("insert-")
    wanted = request.form.get(f"choose-{kind}", "")
    for passage in lists.get(kind, []):
        if passage.key == wanted:
            form.append(passage.markdown)
    preview = render_body((form.body.data or "")[:LONGEST_BODY], issue.panel_id)
    return _edit_page(issue, form, version=_version(), preview=preview, inserted=kind in lists)


@bp.post("/newsletters/<opaque:issue_id>/preview")
@requires(Permission.ISSUE_WRITE, of=queries.get_issue)
def preview(issue: Issue) -> str:
    body = request.form.get("body", "")[:LONGEST_BODY]
    return render_template(
        "newsletters/preview.html", preview=render_body(body, issue.panel_id), body=body
    )


@bp.post("/newsletters/<opaque:issue_id>/submit")
@requires(Permission.ISSUE_WRITE, of=queries.get_issue)
def submit_issue(issue: Issue) -> ResponseReturnValue:
    try:
        changes.submit_issue(issue, actor=current_user, version=_version())
    except NotReady as early:
        return _issue_page(issue, DecisionForm(), problems=early.problems), 422
    flash("Sent to the chair for sign-off")
    return redirect(url_for(".issue", issue_id=issue.id), 303)


@bp.post("/newsletters/<opaque:issue_id>/take-back")
@requires(Permission.ISSUE_WRITE, of=queries.get_issue)
def take_back_issue(issue: Issue) -> ResponseReturnValue:
    changes.take_back_issue(issue, actor=current_user, version=_version())
    flash("The newsletter is a draft again")
    return redirect(url_for(".issue", issue_id=issue.id), 303)


@bp.post("/newsletters/<opaque:issue_id>/decide")
@requires(Permission.ISSUE_DECIDE, of=queries.get_issue)
def decide_issue(issue: Issue) -> ResponseReturnValue:
    form = DecisionForm(request.form)
    approving = request.form.get("decision") == "approve"
    valid = form.validate()
    if valid and not approving and not form.comment.data:
        form.add_error("comment", "Say what should change")
        valid = False
    if not valid:
        return _issue_page(issue, form, version=_version()), 422
    decide = changes.approve_issue if approving else changes.return_issue
    try:
        decide(issue, actor=current_user, version=_version(), comment=form.comment.data or "")
    except NotReady as early:
        return _issue_page(issue, form, problems=early.problems), 422
    flash("Newsletter approved" if approving else "Newsletter returned to the editor")
    return redirect(url_for(".issue", issue_id=issue.id), 303)


@bp.get("/newsletters/<opaque:issue_id>/publish")
@requires(Permission.ISSUE_PUBLISH, of=queries.get_issue)
def publish(issue: Issue) -> ResponseReturnValue:
    if IssueMove.PUBLISH not in moves_from(issue.state):
        return redirect(url_for(".issue", issue_id=issue.id), 303)
    return _publish_page(issue, [])


@bp.post("/newsletters/<opaque:issue_id>/publish")
@requires(Permission.ISSUE_PUBLISH, of=queries.get_issue)
def publish_issue(issue: Issue) -> ResponseReturnValue:
    try:
        changes.publish_issue(issue, actor=current_user, version=_version())
    except NotReady as early:
        return _publish_page(issue, early.problems), 422
    flash("Newsletter published")
    return redirect(url_for(".sending", issue_id=issue.id), 303)


@bp.get("/newsletters/<opaque:issue_id>/sending")
@requires(Permission.ISSUE_READ, of=queries.get_issue)
def sending(issue: Issue) -> ResponseReturnValue:
    if issue.publication is None:
        return redirect(url_for(".issue", issue_id=issue.id), 303)
    return render_template("newsletters/sending.html", issue=issue, sending=_sending(issue))


@bp.get("/newsletters/<opaque:issue_id>/sending/progress")
@requires(Permission.ISSUE_READ, of=queries.get_issue)
def sending_progress(issue: Issue) -> ResponseReturnValue:
    if issue.publication is None:
        return "", 204
    return render_template("newsletters/progress.html", issue=issue, sending=_sending(issue))


@bp.get("/newsletters/<opaque:issue_id>/withdraw")
@requires(Permission.ISSUE_WITHDRAW, of=queries.get_issue)
def withdraw(issue: Issue) -> ResponseReturnValue:
    if IssueMove.WITHDRAW not in moves_from(issue.state):
        return redirect(url_for(".issue", issue_id=issue.id), 303)
    form = WithdrawForm(data={"tell_readers": True})
    return render_template(
        "newsletters/withdraw.html", issue=issue, form=form, sending=_sending(issue)
    )


@bp.post("/newsletters/<opaque:issue_id>/withdraw")
@requires(Permission.ISSUE_WITHDRAW, of=queries.get_issue)
def withdraw_issue(issue: Issue) -> ResponseReturnValue:
    form = WithdrawForm(request.form)
    if not form.validate():
        return render_template(
            "newsletters/withdraw.html", issue=issue, form=form, sending=_sending(issue)
        ), 422
    changes.withdraw_issue(
        issue,
        actor=current_user,
        version=_version(),
        notice=form.notice.data,
        tell_readers=form.tell_readers.data,
    )
    flash("Newsletter withdrawn; its page now shows the notice")
    return redirect(url_for(".issue", issue_id=issue.id), 303)


def _version() -> str | None:
    return request.form.get("version")


def _sending(issue: Issue) -> presenters.Sending | None:
    if issue.publication is None:
        return None
    to_come = (
        0 if issue.publication.withdrawn_at else queries.count_readers_to_come(issue.publication)
    )
    return presenters.sending(queries.count_mails(issue.publication), to_come)


def _issue_page(issue: Issue, form: DecisionForm, **context: Any) -> str:
    moves = moves_from(issue.state)
    writes = allowed(current_user, Permission.ISSUE_WRITE, issue)
    published = issue.publication is not None
    return render_template(
        "newsletters/issue.html",
        issue=issue,
        form=form,
        body=render_body(issue.body, issue.panel_id),
        version=context.pop("version", issue.version),
        may_edit=writes and not published,
        may_submit=writes and IssueMove.SUBMIT in moves,
        may_take_back=writes and IssueMove.TAKE_BACK in moves,
        may_decide=IssueMove.APPROVE in moves
        and allowed(current_user, Permission.ISSUE_DECIDE, issue),
        may_publish=IssueMove.PUBLISH in moves
        and allowed(current_user, Permission.ISSUE_PUBLISH, issue),
        may_withdraw=IssueMove.WITHDRAW in moves
        and allowed(current_user, Permission.ISSUE_WITHDRAW, issue),
        **context,
    )


def _edit_page(issue: Issue, form: IssueForm, **context: Any) -> str:
    tables = queries.list_released_to_embed(issue.panel_id)
    return render_template(
        "newsletters/edit.html",
        issue=issue,
        form=form,
        lessons=presenters.lesson_passages(list_approved_lessons(issue.panel_id)),
        tables=presenters.table_passages(tables),
        charts=presenters.chart_passages(tables),
        version=context.pop("version", issue.version),
        **context,
    )


def _publish_page(issue: Issue, problems: list[str]) -> str:
    return render_template(
        "newsletters/publish.html",
        issue=issue,
        problems=problems,
        readers=queries.count_confirmed(issue.panel_id),
    )
