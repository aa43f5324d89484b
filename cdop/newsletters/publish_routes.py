"""Pages of an issue on its way out: publishing, stopping, sending, correcting, withdrawing."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.core.publication import IssueMove, moves_from
from cdop.learning.identity_check import IdentityFound
from cdop.learning.presenters import why_held_back
from cdop.newsletters import changes, presenters, queries, schedule
from cdop.newsletters.blueprint import bp
from cdop.newsletters.changes import NotReady
from cdop.newsletters.forms import CorrectionForm, PublishForm, StopForm, WithdrawForm
from cdop.newsletters.models import Issue
from cdop.web.filters import uk_datetime


@bp.get("/newsletters/<opaque:issue_id>/publish")
@requires(Permission.ISSUE_PUBLISH, of=queries.get_issue)
def publish(issue: Issue) -> ResponseReturnValue:
    if IssueMove.PUBLISH not in moves_from(issue.state) or issue.is_held:
        return redirect(url_for(".issue", issue_id=issue.id), 303)
    return _publish_page(issue, PublishForm(data={"when": "now"}), [])


@bp.post("/newsletters/<opaque:issue_id>/publish")
@requires(Permission.ISSUE_PUBLISH, of=queries.get_issue)
def publish_issue(issue: Issue) -> ResponseReturnValue:
    form = PublishForm(request.form)
    if not form.validate():
        return _publish_page(issue, form, []), 422
    try:
        moment = schedule.ask_to_publish(
            issue, actor=current_user, version=_version(), at=form.moment
        )
    except NotReady as early:
        return _publish_page(issue, form, early.problems), 422
    if moment is None:
        flash("Newsletter published")
        return redirect(url_for(".sending", issue_id=issue.id), 303)
    flash(f"The newsletter goes out on {uk_datetime(moment)}. Until then it can be stopped")
    return redirect(url_for(".issue", issue_id=issue.id), 303)


@bp.get("/newsletters/<opaque:issue_id>/stop")
@requires(Permission.ISSUE_PUBLISH, of=queries.get_issue)
def stop(issue: Issue) -> ResponseReturnValue:
    if not issue.is_held:
        return redirect(url_for(".issue", issue_id=issue.id), 303)
    return render_template("newsletters/stop.html", issue=issue, form=StopForm())


@bp.post("/newsletters/<opaque:issue_id>/stop")
@requires(Permission.ISSUE_PUBLISH, of=queries.get_issue)
def stop_issue(issue: Issue) -> ResponseReturnValue:
    form = StopForm(request.form)
    if not form.validate():
        return render_template("newsletters/stop.html", issue=issue, form=form), 422
    schedule.stop_issue(issue, actor=current_user, version=_version(), reason=form.reason.data)
    flash("The newsletter was stopped; nothing went out")
    return redirect(url_for(".issue", issue_id=issue.id), 303)


@bp.get("/newsletters/<opaque:issue_id>/correct")
@requires(Permission.ISSUE_WRITE, of=queries.get_issue)
def correct(issue: Issue) -> ResponseReturnValue:
    if issue.publication is None:
        return redirect(url_for(".issue", issue_id=issue.id), 303)
    return render_template("newsletters/correct.html", issue=issue, form=CorrectionForm())


@bp.post("/newsletters/<opaque:issue_id>/correct")
@requires(Permission.ISSUE_WRITE, of=queries.get_issue)
def start_correction(issue: Issue) -> ResponseReturnValue:
    form = CorrectionForm(request.form)
    if not form.validate():
        return render_template("newsletters/correct.html", issue=issue, form=form), 422
    correction = changes.start_correction(issue, actor=current_user, note=form.note.data)
    flash("The correction is a draft with the first text. Put it right, and ask for sign-off")
    return redirect(url_for(".edit_issue", issue_id=correction.id), 303)


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
    try:
        changes.withdraw_issue(
            issue,
            actor=current_user,
            version=_version(),
            notice=form.notice.data,
            tell_readers=form.tell_readers.data,
        )
    except IdentityFound as found:
        form.add_error("notice", why_held_back(found.passages))
        return render_template(
            "newsletters/withdraw.html", issue=issue, form=form, sending=_sending(issue)
        ), 422
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


def _publish_page(issue: Issue, form: PublishForm, problems: list[str]) -> str:
    return render_template(
        "newsletters/publish.html",
        issue=issue,
        form=form,
        problems=problems,
        readers=queries.count_readers_of(issue),
        minutes=int(schedule.hold().total_seconds() // 60),
    )
