"""Briefings as editors write them, chairs sign them off, and teams are asked about them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.policy import allowed
from cdop.access.roles import Role
from cdop.accounts.models import Panel
from cdop.core.moves import NotNow
from cdop.core.sign_off import Move, Stand
from cdop.extensions import db
from cdop.learning.signing import taken
from cdop.training import briefing_changes, queries
from cdop.training.blueprint import bp
from cdop.training.forms import BriefingForm, TeamForm
from cdop.training.models import Briefing
from cdop.training.session_routes import READERS, moves_for
from cdop.web import markdown
from cdop.web.paging import page_of, requested_page
from cdop.web.sign_off import MoveForm


@bp.get("/briefings/")
@requires(Permission.TRAINING_READ)
def briefings() -> str:
    select = queries.briefings_of(current_user.panels_as(*READERS))
    return render_template(
        "training/briefings.html",
        page=page_of(db.session, select, number=requested_page(), size=20),
        panels=queries.list_panels(current_user.panels_as(Role.EDITOR)),
    )


@bp.get("/briefings/new/<slug:panel_slug>")
@requires(Permission.TRAINING_MANAGE, of=queries.get_panel)
def new_briefing(panel: Panel) -> str:
    return render_template("training/briefing_form.html", panel=panel, form=BriefingForm())


@bp.post("/briefings/new/<slug:panel_slug>")
@requires(Permission.TRAINING_MANAGE, of=queries.get_panel)
def write_briefing(panel: Panel) -> ResponseReturnValue:
    form = BriefingForm(request.form)
    if not form.validate():
        return render_template("training/briefing_form.html", panel=panel, form=form), 422
    briefing = briefing_changes.write_briefing(panel, actor=current_user, **form.data)
    flash("Briefing saved as a draft")
    return redirect(url_for(".briefing", briefing_id=briefing.id), 303)


@bp.get("/briefings/<opaque:briefing_id>")
@requires(Permission.TRAINING_READ, of=queries.get_briefing)
def briefing(briefing: Briefing) -> str:
    return _page(briefing, MoveForm(), TeamForm())


def _page(briefing: Briefing, form: MoveForm, team: TeamForm) -> str:
    answered = sum(copy.acknowledged_at is not None for copy in briefing.copies)
    return render_template(
        "training/briefing.html",
        briefing=briefing,
        body=markdown.render(briefing.body),
        form=form,
        team=team,
        moves=moves_for(briefing),
        answered=answered,
        silent=[copy for copy in briefing.copies if copy.sent_at and not copy.acknowledged_at],
        manages=allowed(current_user, Permission.TRAINING_MANAGE, briefing),
    )


@bp.get("/briefings/<opaque:briefing_id>/edit")
@requires(Permission.TRAINING_MANAGE, of=queries.get_briefing)
def edit_briefing(briefing: Briefing) -> ResponseReturnValue:
    if briefing.state is not Stand.DRAFT:
        flash("Only a draft can be changed. Take it back first.")
        return redirect(url_for(".briefing", briefing_id=briefing.id), 303)
    form = BriefingForm(obj=briefing)
    return _form_page(briefing, form)


def _form_page(briefing: Briefing, form: BriefingForm) -> str:
    return render_template(
        "training/briefing_form.html", panel=briefing.panel, form=form, briefing=briefing
    )


@bp.post("/briefings/<opaque:briefing_id>/edit")
@requires(Permission.TRAINING_MANAGE, of=queries.get_briefing)
def save_briefing(briefing: Briefing) -> ResponseReturnValue:
    form = BriefingForm(request.form)
    if not form.validate():
        return _form_page(briefing, form), 422
    try:
        briefing_changes.edit_briefing(
            briefing, actor=current_user, version=request.form.get("version"), **form.data
        )
    except NotNow as reason:
        form.add_error("title", reason.reason)
        return _form_page(briefing, form), 422
    flash("Briefing saved")
    return redirect(url_for(".briefing", briefing_id=briefing.id), 303)


@bp.post("/briefings/<opaque:briefing_id>/move")
@requires(Permission.TRAINING_MOVE, of=queries.get_briefing)
def move_briefing(briefing: Briefing) -> ResponseReturnValue:
    form = MoveForm(request.form)
    told = {"actor": current_user, "version": request.form.get("version")}

    def take(step: Move, said: str) -> None:
        briefing_changes.move_briefing(briefing, step, comment=said, **told)

    if not taken(form, take):
        return _page(briefing, form, TeamForm()), 422
    flash(f"{briefing.state.label}: {briefing.title}")
    return redirect(url_for(".briefing", briefing_id=briefing.id), 303)


@bp.post("/briefings/<opaque:briefing_id>/teams")
@requires(Permission.TRAINING_MANAGE, of=queries.get_briefing)
def add_team(briefing: Briefing) -> ResponseReturnValue:
    form = TeamForm(request.form)
    if not form.validate():
        return _page(briefing, MoveForm(), form), 422
    if form.team.data.lower() in {copy.team.lower() for copy in briefing.copies}:
        form.add_error("team", "That team is on the list")
        return _page(briefing, MoveForm(), form), 422
    try:
        briefing_changes.add_team(briefing, actor=current_user, **form.data)
    except NotNow as reason:
        form.add_error("team", reason.reason)
        return _page(briefing, MoveForm(), form), 422
    flash("Team added")
    return redirect(url_for(".briefing", briefing_id=briefing.id), 303)


@bp.post("/briefings/<opaque:briefing_id>/remind")
@requires(Permission.TRAINING_MANAGE, of=queries.get_briefing)
def remind_teams(briefing: Briefing) -> ResponseReturnValue:
    try:
        count = briefing_changes.remind_teams(briefing, actor=current_user)
    except NotNow as reason:
        flash(reason.reason)
    else:
        flash(f"{count} teams are sent a reminder" if count != 1 else "One team is sent a reminder")
    return redirect(url_for(".briefing", briefing_id=briefing.id), 303)
