"""How far training reached: staff trained by organisation, work and tier, against need."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel
from cdop.core.training import Cover, coverage
from cdop.db.clock import today
from cdop.learning.identity_check import IdentityFound
from cdop.learning.identity_keeping import say_at_fields
from cdop.training import changes, presenters, queries
from cdop.training.blueprint import bp
from cdop.training.forms import NeedForm
from cdop.web.csv_files import csv_response


@bp.get("/training/coverage/<slug:panel_slug>")
@requires(Permission.TRAINING_READ, of=queries.get_panel)
def cover(panel: Panel) -> str:
    needs = queries.needs_of(panel)
    tables = _covers(panel)
    return render_template(
        "training/coverage.html",
        panel=panel,
        tables=tables,
        at_a_glance=presenters.cover_map(tables) if len(tables) > 1 else [],
        needs=sorted(needs.values(), key=lambda need: (need.agency, need.profession, need.tier)),
    )


def _covers(panel: Panel) -> list[tuple[str, int, list[Cover]]]:
    """By subject: its name, how long it lasts, and a line for each group."""
    needs = {group: need.staff for group, need in queries.needs_of(panel).items()}
    trained = queries.list_trained(panel)
    return [
        (
            subject.name,
            subject.refresh_months,
            coverage(
                needs,
                [each for its, each in trained if its.id == subject.id],
                today=today(),
                refresh_months=subject.refresh_months,
            ),
        )
        for subject in queries.list_subjects(panel)
    ]


@bp.get("/training/coverage/<slug:panel_slug>.csv")
@requires(Permission.TRAINING_READ, of=queries.get_panel)
def cover_csv(panel: Panel) -> Response:
    rows = [
        (subject, *presenters.cover_cells(line))
        for subject, _, lines in _covers(panel)
        for line in lines
    ]
    return csv_response("coverage.csv", ("Subject", *presenters.COVER_HEADINGS), rows)


@bp.get("/training/need/<slug:panel_slug>")
@requires(Permission.TRAINING_MANAGE, of=queries.get_panel)
def need(panel: Panel) -> str:
    return render_template("training/need.html", panel=panel, form=NeedForm())


@bp.post("/training/need/<slug:panel_slug>")
@requires(Permission.TRAINING_MANAGE, of=queries.get_panel)
def state_need(panel: Panel) -> ResponseReturnValue:
    form = NeedForm(request.form)
    if not form.validate():
        return render_template("training/need.html", panel=panel, form=form), 422
    try:
        changes.state_need(panel, actor=current_user, **form.data)
    except IdentityFound as found:
        say_at_fields(form, found.passages)
        return render_template("training/need.html", panel=panel, form=form), 422
    flash("The number of staff was saved")
    return redirect(url_for(".cover", panel_slug=panel.slug), 303)
