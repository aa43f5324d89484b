"""The identity check of an issue: what is marked and why, safer wording, reasons to keep."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.policy import allowed
from cdop.learning.forms import DismissalForm
from cdop.learning.presenters import marked_parts
from cdop.newsletters import changes, queries
from cdop.newsletters.blueprint import bp
from cdop.newsletters.figures import tables_to_offer, with_table
from cdop.newsletters.identity import check_issue, dismiss_in_issue, reworded, texts_of
from cdop.newsletters.models import Issue

PAGE = "/newsletters/<opaque:issue_id>/identity"


@bp.get(PAGE)
@requires(Permission.ISSUE_READ, of=queries.get_issue)
def identity(issue: Issue) -> str:
    return _page(issue, DismissalForm())


@bp.post(f"{PAGE}/reword")
@requires(Permission.ISSUE_WRITE, of=queries.get_issue)
def reword(issue: Issue) -> ResponseReturnValue:
    start = request.form.get("start", "")
    words = reworded(
        issue,
        request.form.get("part", ""),
        int(start) if start.isdecimal() else -1,
        request.form.get("words", ""),
    )
    changes.edit_issue(issue, actor=current_user, version=request.form.get("version"), **words)
    flash("The safer wording stands in its place. Read the sentence once more")
    return redirect(url_for(".identity", issue_id=issue.id), 303)


@bp.post(f"{PAGE}/table")
@requires(Permission.ISSUE_WRITE, of=queries.get_issue)
def put_in_table(issue: Issue) -> ResponseReturnValue:
    """The released table that prints a typed figure, below the figure."""
    number = request.form.get("number", "")
    body = with_table(issue, check_issue(issue), key=request.form.get("key", ""), number=number)
    changes.edit_issue(issue, actor=current_user, version=request.form.get("version"), body=body)
    flash(f"Table {number} stands below the figure. Read the paragraph once more")
    return redirect(url_for(".identity", issue_id=issue.id), 303)


@bp.post(f"{PAGE}/dismiss")
@requires(Permission.ISSUE_WRITE, of=queries.get_issue)
def dismiss(issue: Issue) -> ResponseReturnValue:
    form = DismissalForm(request.form)
    if not form.validate():
        return _page(issue, form, version=request.form.get("version")), 422
    dismiss_in_issue(
        issue,
        actor=current_user,
        version=request.form.get("version"),
        mark=request.form.get("mark", ""),
        reason=form.reason.data or "",
    )
    flash("Kept, with your reason for the chair")
    return redirect(url_for(".identity", issue_id=issue.id), 303)


def _page(issue: Issue, form: DismissalForm, **context: Any) -> str:
    passages = check_issue(issue)
    return render_template(
        "newsletters/identity.html",
        issue=issue,
        form=form,
        passages=passages,
        offers=tables_to_offer(issue, passages),
        parts=marked_parts(texts_of(issue), passages),
        version=context.pop("version", issue.version),
        chosen=request.form.get("mark", ""),
        may_change=allowed(current_user, Permission.ISSUE_WRITE, issue)
        and issue.publication is None,
        **context,
    )
