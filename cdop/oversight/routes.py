"""The trail for governance leads, and the outbox for administrators."""

import email
import email.policy
from pathlib import Path
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.accounts.models import User
from cdop.db.clock import today
from cdop.extensions import db
from cdop.jobs.models import Job
from cdop.jobs.queries import count_given_up, list_jobs_given_up
from cdop.jobs.queue import get_job
from cdop.mail.models import OutboxMail
from cdop.mail.transport import file_name
from cdop.oversight import changes, presenters, queries
from cdop.oversight.forms import PeriodForm, TrailForm
from cdop.web.paging import page_of, requested_page

bp = Blueprint("oversight", __name__)
FAULTS_SHOWN = 5
WORK_SHOWN = 25
MACHINERY = ("MIME-Version", "Content-Type", "Content-Transfer-Encoding")


def _wanted(form: Any) -> queries.Wanted:
    """What the filters ask for; while one of them is wrong, everything."""
    form.choose_people(current_user)
    if not form.validate():
        return queries.Wanted()
    subject = form.subject.data if "subject" in form else ""
    return queries.Wanted(
        event=(form.event.data if "event" in form else "") or "",
        actor_id=form.person.data or "",
        subject_id=(subject or "")[:64],
        first=form.first.data,
        last=form.last.data,
    )


@bp.get("/trail/")
@requires(Permission.TRAIL_READ)
def trail() -> ResponseReturnValue:
    form = TrailForm(request.args)
    statement = queries.select_entries(current_user, _wanted(form)).limit(queries.MOST_LISTED)
    page = page_of(db.session, statement, number=requested_page(), size=50)
    return render_template(
        "oversight/trail.html",
        form=form,
        page=page,
        lines=presenters.lines_of(page.items),
        cut_short=page.total == queries.MOST_LISTED,
    )


@bp.get("/trail/download")
@requires(Permission.TRAIL_READ, records="trail.exported")
def download() -> ResponseReturnValue:
    entries = queries.list_entries(current_user, _wanted(TrailForm(request.args)))
    name = f"trail-{today():%Y-%m-%d}.csv"
    return Response(
        presenters.as_csv(presenters.lines_of(entries)),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@bp.post("/trail/verify")
@requires(Permission.TRAIL_READ)
def verify() -> ResponseReturnValue:
    actor_id = current_user.id
    db.session.rollback()  # nobody who writes has to wait while the whole trail is read
    entries, faults = queries.verify_trail()
    actor = db.session.get_one(User, actor_id)
    changes.note_verification(actor=actor, entries=entries, faults=len(faults))
    if faults:
        shown = "; ".join(f"entry {f.sequence}: {f.problem}" for f in faults[:FAULTS_SHOWN])
        flash(f"The trail is not whole. Faults: {len(faults):,}. {shown}", "warning")
    else:
        flash(f"The trail is whole: {entries:,} entries were checked")
    return redirect(url_for(".trail"), 303)


@bp.get("/trail/access")
@requires(Permission.TRAIL_READ, records="access.reported")
def access() -> ResponseReturnValue:
    form = PeriodForm(request.args)
    statement = queries.select_openings(current_user, _wanted(form))
    page = page_of(db.session, statement, number=requested_page(), size=50, scalars=False)
    return render_template(
        "oversight/access.html", form=form, page=page, lines=presenters.openings_of(page.items)
    )


@bp.get("/outbox/")
@requires(Permission.MAIL_READ)
def outbox() -> ResponseReturnValue:
    state = request.args.get("state", "")
    page = page_of(db.session, queries.select_mails(state), number=requested_page())
    return render_template(
        "oversight/outbox.html",
        page=page,
        state=state,
        counts=queries.count_mails(),
        states=presenters.STATES,
        veiled=presenters.veiled,
        problem_words=presenters.problem_words,
        given_up=list_jobs_given_up(WORK_SHOWN),
        number_given_up=count_given_up(),
        work_words=presenters.WORK,
        to_folder=_folder_may_be_read(),
    )


@bp.post("/outbox/<opaque:mail_id>/retry")
@requires(Permission.MAIL_RETRY, of=queries.get_mail)
def retry(mail: OutboxMail) -> ResponseReturnValue:
    changes.retry_mail(mail, actor=current_user._get_current_object())
    flash("The mail will be sent again")
    return redirect(url_for(".outbox"), 303)


@bp.post("/outbox/work/<opaque:job_id>/retry")
@requires(Permission.WORK_SETTLE, of=get_job)
def retry_work(job: Job) -> ResponseReturnValue:
    changes.retry_work(job, actor=current_user._get_current_object())
    flash("The work will be tried again")
    return redirect(url_for(".outbox"), 303)


@bp.post("/outbox/work/<opaque:job_id>/leave")
@requires(Permission.WORK_SETTLE, of=get_job)
def leave_work(job: Job) -> ResponseReturnValue:
    changes.leave_work(job, actor=current_user._get_current_object())
    flash("The work is left as it is")
    return redirect(url_for(".outbox"), 303)


def _folder_may_be_read() -> bool:
    """Mails hold links that let somebody in: they are shown only where all is made up."""
    return not current_app.config["PRODUCTION"] and not current_app.config["SMTP_URL"]


@bp.get("/outbox/<opaque:mail_id>/text")
@requires(Permission.MAIL_READ, of=queries.get_mail, records="mail.read")
def mail_text(mail: OutboxMail) -> ResponseReturnValue:
    path = Path(current_app.config["MAIL_FOLDER"]) / file_name(mail)
    if not _folder_may_be_read() or not path.exists():
        abort(404)
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    body = message.get_body(["plain"])
    head = [f"{name}: {value}" for name, value in message.items() if name not in MACHINERY]
    text = "\n".join([*head, "", body.get_content() if body else ""])
    return Response(text.replace("\r\n", "\n"), mimetype="text/plain")
