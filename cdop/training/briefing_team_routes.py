"""The teams of a briefing: named, reminded, and looked at over all briefings they got."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel
from cdop.core.moves import NotNow
from cdop.db.clock import today
from cdop.extensions import db
from cdop.learning.identity_check import IdentityFound
from cdop.learning.identity_keeping import say_at_fields
from cdop.training import briefing_queries, briefing_team_changes, queries
from cdop.training.blueprint import bp
from cdop.training.briefing_routes import briefing_page
from cdop.training.forms import KnownTeamsForm, TeamForm
from cdop.training.models import Briefing
from cdop.web.filters import plural
from cdop.web.paging import page_of, requested_page
from cdop.web.sign_off import MoveForm


@bp.get("/briefings/teams/<slug:panel_slug>")
@requires(Permission.TRAINING_READ, of=queries.get_panel)
def briefing_teams(panel: Panel) -> str:
    select = briefing_queries.teams_of(panel.id, on=today())
    return render_template(
        "training/briefing_teams.html",
        panel=panel,
        page=page_of(db.session, select, number=requested_page(), scalars=False),
        line=briefing_queries.TeamLine,
    )


@bp.post("/briefings/<opaque:briefing_id>/teams")
@requires(Permission.TRAINING_MANAGE, of=queries.get_briefing)
def add_team(briefing: Briefing) -> ResponseReturnValue:
    form = TeamForm(request.form)
    if not form.validate():
        return briefing_page(briefing, MoveForm(), form), 422
    if briefing_queries.has_team(briefing, form.team.data):
        form.add_error("team", "That team is on the list")
        return briefing_page(briefing, MoveForm(), form), 422
    try:
        briefing_team_changes.add_team(briefing, actor=current_user, **form.data)
    except NotNow as reason:
        form.add_error("team", reason.reason)
        return briefing_page(briefing, MoveForm(), form), 422
    except IdentityFound as found:
        say_at_fields(form, found.passages)
        return briefing_page(briefing, MoveForm(), form), 422
    flash("Team added")
    return _back(briefing)


@bp.post("/briefings/<opaque:briefing_id>/known-teams")
@requires(Permission.TRAINING_MANAGE, of=queries.get_briefing)
def add_known_teams(briefing: Briefing) -> ResponseReturnValue:
    form = KnownTeamsForm(request.form)
    form.offer(briefing_queries.list_known_teams(briefing))
    if not form.validate():
        return briefing_page(briefing, MoveForm(), TeamForm(), form), 422
    count = briefing_team_changes.add_known_teams(
        briefing, actor=current_user, copy_ids=form.known.data
    )
    flash(f"{plural(count, 'team')} added")
    return _back(briefing)


@bp.post("/briefings/<opaque:briefing_id>/remind")
@requires(Permission.TRAINING_MANAGE, of=queries.get_briefing)
def remind_teams(briefing: Briefing) -> ResponseReturnValue:
    try:
        count = briefing_team_changes.remind_teams(briefing, actor=current_user)
    except NotNow as reason:
        flash(reason.reason)
        return _back(briefing)
    if count:
        flash(f"{count} teams are sent a reminder" if count != 1 else "One team is sent a reminder")
    else:
        flash("Nobody was reminded: each team has answered, or was written to today already")
    return _back(briefing)


def _back(briefing: Briefing) -> ResponseReturnValue:
    return redirect(url_for(".briefing", briefing_id=briefing.id), 303)
