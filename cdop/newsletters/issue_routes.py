"""Pages of the newsletter's issues: the list, one issue, and the way to its sign-off."""

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
from cdop.learning.identity_check import IdentityFound
from cdop.learning.identity_keeping import reasons_given, say_what_is_held
from cdop.newsletters import changes, presenters, previews, queries, schedule
from cdop.newsletters.blueprint import bp
from cdop.newsletters.changes import NotReady
from cdop.newsletters.desk_queries import list_comments
from cdop.newsletters.forms import DecisionForm, IssueFilterForm, NewIssueForm
from cdop.newsletters.identity import check_issue
from cdop.newsletters.length import length_of
from cdop.newsletters.models import Issue
from cdop.newsletters.translation_queries import list_submitted
from cdop.web.paging import page_of, requested_page

DESK = (Role.EDITOR, Role.CHAIR)


@bp.get("/newsletters/")
@requires(Permission.ISSUE_READ)
def issues() -> str:
    form = IssueFilterForm(request.args)
    form.validate()
    panel_ids = current_user.panels_as(*DESK)
    page = page_of(
        db.session,
        queries.issues_of(panel_ids, state=form.state.data),
        number=requested_page(),
    )
    return render_template(
        "newsletters/issues.html",
        page=page,
        waiting=list_submitted([each.id for each in page]),
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


@bp.post("/newsletters/<opaque:issue_id>/submit")
@requires(Permission.ISSUE_WRITE, of=queries.get_issue)
def submit_issue(issue: Issue) -> ResponseReturnValue:
    try:
        changes.submit_issue(issue, actor=current_user, version=_version())
    except NotReady as early:
        return _issue_page(issue, DecisionForm(), problems=early.problems), 422
    except IdentityFound as found:
        form = DecisionForm()
        say_what_is_held(form, found.passages, signing=False)
        return _issue_page(issue, form), 422
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
    try:
        _decide(issue, form, approving=approving)
    except NotReady as early:
        return _issue_page(issue, form, problems=early.problems), 422
    except IdentityFound as found:
        say_what_is_held(form, found.passages, signing=True)
        return _issue_page(issue, form, version=_version()), 422
    flash("Newsletter approved" if approving else "Newsletter returned to the editor")
    return redirect(url_for(".issue", issue_id=issue.id), 303)


def _decide(issue: Issue, form: DecisionForm, *, approving: bool) -> None:
    said = {"actor": current_user, "version": _version(), "comment": form.comment.data or ""}
    if approving:
        changes.approve_issue(issue, **said, reasons=reasons_given())
    else:
        changes.return_issue(issue, **said)


def _version() -> str | None:
    return request.form.get("version")


def _issue_page(issue: Issue, form: DecisionForm, **context: Any) -> str:
    ways_on = _ways_on(issue)
    draft = previews.draft_of(issue, {})
    return render_template(
        "newsletters/issue.html",
        issue=issue,
        form=form,
        body=draft.rendered,
        length=None if issue.publication else length_of(draft.edition, issue.body),
        version=context.pop("version", issue.version),
        margin=presenters.margin(issue, list_comments(issue)),
        correction=queries.find_correction(issue) if issue.publication else None,
        late=schedule.is_late(issue),
        passages=check_issue(issue) if ways_on["may_decide"] or form.elsewhere else [],
        **ways_on,
        **context,
    )


def _ways_on(issue: Issue) -> dict[str, bool]:
    """What the person may do next with the issue as it stands."""
    moves = moves_from(issue.state)
    writes = allowed(current_user, Permission.ISSUE_WRITE, issue)
    publishes = allowed(current_user, Permission.ISSUE_PUBLISH, issue)
    published = issue.publication is not None
    return {
        "may_edit": writes and not published,
        "may_submit": writes and IssueMove.SUBMIT in moves,
        "may_take_back": writes and IssueMove.TAKE_BACK in moves,
        "may_decide": IssueMove.APPROVE in moves
        and allowed(current_user, Permission.ISSUE_DECIDE, issue),
        "may_publish": IssueMove.PUBLISH in moves and publishes and not issue.is_held,
        "may_stop": issue.is_held and publishes,
        "may_correct": writes and published,
        "may_withdraw": IssueMove.WITHDRAW in moves
        and allowed(current_user, Permission.ISSUE_WITHDRAW, issue),
    }
