"""Briefings as editors write them and chairs sign them off."""

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
from cdop.db.clock import today
from cdop.extensions import db
from cdop.learning.signing import Reasons, passages_to_show, taken
from cdop.training import briefing_changes, briefing_queries, queries
from cdop.training.blueprint import bp
from cdop.training.forms import BriefingForm, KnownTeamsForm, TeamForm
from cdop.training.models import Briefing
from cdop.training.session_routes import READERS, moves_for
from cdop.web import markdown
from cdop.web.paging import page_of, requested_page
from cdop.web.sign_off import MoveForm


@bp.get("/briefings/")
@requires(Permission.TRAINING_READ)
def briefings() -> str:
    panel_ids = current_user.panels_as(*READERS)
    select = briefing_queries.briefings_of(panel_ids)
    page = page_of(db.session, select, number=requested_page(), size=20)
    return render_template(
        "training/briefings.html",
        page=page,
        answers=briefing_queries.count_answers([each.id for each in page], on=today()),
        readable=queries.list_panels(panel_ids),
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
    return briefing_page(briefing, MoveForm(), TeamForm())


def briefing_page(
    briefing: Briefing, form: MoveForm, team: TeamForm, known: KnownTeamsForm | None = None
) -> str:
    moves = moves_for(briefing)
    manages = allowed(current_user, Permission.TRAINING_MANAGE, briefing)
    copies = page_of(db.session, briefing_queries.copies_of(briefing), number=requested_page())
    return render_template(
        "training/briefing.html",
        briefing=briefing,
        body=markdown.render(briefing.body),
        form=form,
        team=team,
        moves=moves,
        passages=passages_to_show(briefing, briefing_changes.SIGNED, moves),
        copies=copies,
        answers=briefing_queries.count_answers([briefing.id], on=today())[briefing.id],
        today=today(),
        known=known or _known_teams(briefing),
        manages=manages,
    )


def _known_teams(briefing: Briefing) -> KnownTeamsForm:
    form = KnownTeamsForm()
    form.offer(briefing_queries.list_known_teams(briefing))
    return form


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

    def take(step: Move, said: str, reasons: Reasons) -> None:
        briefing_changes.move_briefing(briefing, step, comment=said, reasons=reasons, **told)

    if not taken(form, take):
        return briefing_page(briefing, form, TeamForm()), 422
    flash(f"{briefing.state.label}: {briefing.title}")
    return redirect(url_for(".briefing", briefing_id=briefing.id), 303)
