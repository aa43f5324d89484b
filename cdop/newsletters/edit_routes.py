"""The editor of an issue, with previews of everything that it will become."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.db.engine import only_reads
from cdop.learning.queries import list_approved_lessons
from cdop.newsletters import changes, picture_queries, presenters, previews, queries
from cdop.newsletters.blueprint import bp
from cdop.newsletters.forms import LONGEST_BODY, IssueForm
from cdop.newsletters.models import Issue
from cdop.web.headers import CONTENT_SECURITY_POLICY
from cdop.web.transactions import change_nothing
from cdop.web.versions import StaleEdit

# The e-mail is shown in a frame of our own; the frame itself may do nothing but be looked at.
WITH_FRAMES = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
FRAMED = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:;"
    " frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox"
)


@bp.get("/newsletters/<opaque:issue_id>/edit")
@requires(Permission.ISSUE_WRITE, of=queries.get_issue)
def edit_issue(issue: Issue) -> ResponseReturnValue:
    if issue.publication is not None:
        return redirect(url_for(".issue", issue_id=issue.id), 303)
    return _edit_page(issue, IssueForm.of(issue))


@bp.post("/newsletters/<opaque:issue_id>/edit")
@requires(Permission.ISSUE_WRITE, of=queries.get_issue)
def save_issue(issue: Issue) -> ResponseReturnValue:
    form = IssueForm.of(issue, request.form)
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


def _unsaved(issue: Issue, form: IssueForm, act: str) -> Response:
    """The page again with a preview, or with a passage put in; nothing is saved."""
    change_nothing()
    form.validate()
    kind, _, key = request.form.get("choose", "").partition(":")
    chosen = [each for each in _passages(issue).get(kind, []) if each.key == key]
    if act == "insert":
        for passage in chosen:
            form.append(passage.markdown)
    draft = previews.draft_of(issue, form.words())
    return _edit_page(
        issue,
        form,
        version=_version(),
        preview=previews.preview(draft, with_pages=True),
        inserted=act == "insert" and bool(chosen),
    )


@bp.post("/newsletters/<opaque:issue_id>/preview")
@requires(Permission.ISSUE_WRITE, of=queries.get_issue)
@only_reads
def preview(issue: Issue) -> str:
    """The text as a web page and as plain text, while it is typed."""
    return render_template(
        "newsletters/preview.html", preview=previews.preview(_typed(issue)), live=True
    )


@bp.post("/newsletters/<opaque:issue_id>/preview/pages")
@requires(Permission.ISSUE_WRITE, of=queries.get_issue)
@only_reads
def preview_pages(issue: Issue) -> str:
    """The pages of the PDF, as pictures."""
    return render_template(
        "newsletters/preview_pages.html", preview=previews.preview(_typed(issue), with_pages=True)
    )


@bp.post("/newsletters/<opaque:issue_id>/preview/mail")
@requires(Permission.ISSUE_WRITE, of=queries.get_issue)
@only_reads
def preview_mail(issue: Issue) -> Response:
    """The e-mail as it will be sent, for a frame beside the editor or a tab of its own."""
    response = Response(previews.mail_html(_typed(issue)))
    response.headers["Content-Security-Policy"] = FRAMED
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


@bp.post("/newsletters/<opaque:issue_id>/preview/pdf")
@requires(Permission.ISSUE_WRITE, of=queries.get_issue)
@only_reads
def preview_pdf(issue: Issue) -> Response:
    return Response(
        previews.pdf_of(_typed(issue)),
        mimetype="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="newsletter-draft.pdf"'},
    )


def _typed(issue: Issue) -> previews.Draft:
    """What stands in the form; what it does not hold is as it was saved."""
    names = ("title", "summary", "body", "message_code", "correction_note")
    typed = {name: request.form[name] for name in names if name in request.form}
    typed["body"] = typed.get("body", issue.body)[:LONGEST_BODY]
    return previews.draft_of(issue, typed)


def _version() -> str | None:
    return request.form.get("version")


def _passages(issue: Issue) -> dict[str, list[presenters.Passage]]:
    """What can be put in, by kind."""
    tables = queries.list_released_to_embed(issue.panel_id)
    return {
        "lesson": presenters.lesson_passages(list_approved_lessons(issue.panel_id)),
        "table": presenters.table_passages(tables),
        "chart": presenters.chart_passages(tables),
        "picture": presenters.picture_passages(picture_queries.list_pictures(issue.panel_id)),
    }


def _edit_page(issue: Issue, form: IssueForm, **context: Any) -> Response:
    page = render_template(
        "newsletters/edit.html",
        issue=issue,
        form=form,
        passages=_passages(issue),
        version=context.pop("version", issue.version),
        **context,
    )
    return Response(page, headers={"Content-Security-Policy": WITH_FRAMES})
