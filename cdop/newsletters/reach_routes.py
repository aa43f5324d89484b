"""Pages about how far a publication reached, and the agencies that can say so."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.policy import allowed
from cdop.accounts.models import Panel
from cdop.extensions import db
from cdop.learning.identity_check import IdentityFound
from cdop.learning.identity_keeping import say_at_fields
from cdop.newsletters import presenters, queries, reach_changes, reach_queries
from cdop.newsletters.blueprint import bp
from cdop.newsletters.models import Issue
from cdop.newsletters.reach_forms import AgencyForm, ModerationForm
from cdop.newsletters.reach_models import ReaderAnswer
from cdop.newsletters.reach_presenters import Listed, agency_lines, page_of_reach, reach_of
from cdop.newsletters.reader_models import ReaderAgency
from cdop.web.paging import page_of, requested_page


@bp.get("/newsletters/<opaque:issue_id>/reach")
@requires(Permission.ISSUE_READ, of=queries.get_issue)
def reach(issue: Issue) -> ResponseReturnValue:
    publication = issue.publication
    if publication is None:
        return redirect(url_for(".issue", issue_id=issue.id), 303)
    asked = request.args.get("list", "")
    which = Listed(asked) if asked in set(Listed) else Listed.AGENCIES
    reach = reach_of(publication)
    page = page_of_reach(reach, which, number=requested_page())
    return render_template(
        "newsletters/reach.html",
        issue=issue,
        reach=reach,
        lists=list(Listed),
        which=which,
        page=page,
        lines=agency_lines(reach, page) if which is Listed.AGENCIES else [],
        moderates=allowed(current_user, Permission.ISSUE_WRITE, issue),
        sending=presenters.sending(
            queries.count_mails(publication), queries.count_readers_to_come(publication)
        ),
    )


@bp.post("/newsletters/answers/<opaque:answer_id>")
@requires(Permission.ISSUE_WRITE, of=reach_queries.get_answer)
def moderate_answer(answer: ReaderAnswer) -> ResponseReturnValue:
    form = ModerationForm(request.form)
    if form.validate():
        reach_changes.moderate(answer, actor=current_user, state=form.state.data)
        flash("Saved")
    issue_id, number = answer.publication.issue_id, request.form.get("page", type=int)
    return redirect(
        url_for(".reach", issue_id=issue_id, list=Listed.ANSWERS.value, page=number), 303
    )


@bp.get("/subscribers/agencies/<slug:panel_slug>")
@requires(Permission.SUBSCRIBERS_CHANGE, of=queries.get_panel)
def agencies(panel: Panel) -> str:
    return _agencies_page(panel, AgencyForm())


@bp.post("/subscribers/agencies/<slug:panel_slug>")
@requires(Permission.SUBSCRIBERS_CHANGE, of=queries.get_panel)
def name_agency(panel: Panel) -> ResponseReturnValue:
    form = AgencyForm(request.form)
    if not form.validate():
        return _agencies_page(panel, form), 422
    try:
        added = reach_changes.name_agency(panel, actor=current_user, name=form.name.data)
    except IdentityFound as found:
        say_at_fields(form, found.passages)
        return _agencies_page(panel, form), 422
    if not added:
        form.add_error("name", "This agency is on the list")
        return _agencies_page(panel, form), 422
    flash("The agency was added")
    return redirect(url_for(".agencies", panel_slug=panel.slug), 303)


@bp.post("/subscribers/agency/<opaque:agency_id>/remove")
@requires(Permission.SUBSCRIBERS_CHANGE, of=reach_queries.get_agency)
def remove_agency(agency: ReaderAgency) -> ResponseReturnValue:
    slug = agency.panel.slug
    reach_changes.remove_agency(agency, actor=current_user)
    flash("The agency was removed from the list")
    return redirect(url_for(".agencies", panel_slug=slug), 303)


def _agencies_page(panel: Panel, form: AgencyForm) -> str:
    return render_template(
        "newsletters/agencies.html",
        panel=panel,
        form=form,
        page=page_of(
            db.session, reach_queries.agencies_of(panel.id), number=requested_page(), size=50
        ),
    )
