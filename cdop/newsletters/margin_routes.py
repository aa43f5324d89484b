"""Pages beside an issue: remarks in its margin, and what changed from version to version."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.newsletters import comment_changes, desk_queries, presenters, queries
from cdop.newsletters.blueprint import bp
from cdop.newsletters.forms import CommentForm
from cdop.newsletters.models import Issue, IssueComment


@bp.get("/newsletters/<opaque:issue_id>/remarks")
@requires(Permission.ISSUE_READ, of=queries.get_issue)
def remarks(issue: Issue) -> str:
    form = CommentForm(data={"section": request.args.get("section", "")})
    return _remarks_page(issue, form)


@bp.post("/newsletters/<opaque:issue_id>/remarks")
@requires(Permission.ISSUE_COMMENT, of=queries.get_issue)
def remark(issue: Issue) -> ResponseReturnValue:
    form = CommentForm(request.form)
    form.offer(presenters.headings(issue))
    if not form.validate():
        return _remarks_page(issue, form), 422
    comment_changes.comment(
        issue, actor=current_user, section=form.section.data or "", text=form.text.data
    )
    flash("Remark added")
    return redirect(url_for(".remarks", issue_id=issue.id), 303)


@bp.post("/newsletters/remarks/<opaque:comment_id>/settle")
@requires(Permission.ISSUE_COMMENT, of=desk_queries.get_comment)
def settle_remark(comment: IssueComment) -> ResponseReturnValue:
    comment_changes.settle(comment, actor=current_user)
    flash("Remark settled")
    return redirect(url_for(".remarks", issue_id=comment.issue_id), 303)


@bp.get("/newsletters/<opaque:issue_id>/versions")
@requires(Permission.ISSUE_READ, of=queries.get_issue)
def versions(issue: Issue) -> str:
    """What changed between two versions; at first, since a chair last decided on it."""
    kept = desk_queries.list_versions(issue)
    after = desk_queries.find_version(issue, request.args.get("to", type=int)) or kept[0]
    judged = desk_queries.find_last_judged(issue)
    before = (
        desk_queries.find_version(issue, request.args.get("from", type=int))
        or (judged if judged is not after else None)
        or desk_queries.find_version(issue, after.number - 1)
        or after
    )
    return render_template(
        "newsletters/versions.html",
        issue=issue,
        versions=presenters.to_choose(kept, before, after),
        before=before,
        after=after,
        compared=presenters.compared(before, after),
    )


def _remarks_page(issue: Issue, form: CommentForm) -> str:
    form.offer(presenters.headings(issue))
    return render_template(
        "newsletters/remarks.html",
        issue=issue,
        form=form,
        margin=presenters.margin(issue, desk_queries.list_comments(issue)),
    )
