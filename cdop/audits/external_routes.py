"""Pages of figures that others published about the panel's deaths."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel
from cdop.audits import external_changes, queries
from cdop.audits.blueprint import bp
from cdop.audits.external_forms import ExternalFigureForm, RemoveFigureForm, Whom
from cdop.db.clock import today


@bp.get("/releases/known-elsewhere/<slug:panel_slug>")
@requires(Permission.EXTERNAL_RECORD, of=queries.get_panel)
def known_elsewhere(panel: Panel) -> str:
    return _page(panel, ExternalFigureForm())


@bp.post("/releases/known-elsewhere/<slug:panel_slug>")
@requires(Permission.EXTERNAL_RECORD, of=queries.get_panel)
def enter_figure(panel: Panel) -> ResponseReturnValue:
    form = ExternalFigureForm(request.form)
    if not form.validate():
        return _page(panel, form), 422
    external_changes.enter_figure(
        panel,
        actor=current_user,
        title=form.title.data,
        source=form.source.data,
        published_on=form.published_on.data or today(),
        basis=form.basis.data,
        sudi=form.whom.data is Whom.SUDI,
        years=form.years,
        value=form.value.data,
    )
    flash("Figure saved. Releases are checked against it from now on.")
    return redirect(url_for(".known_elsewhere", panel_slug=panel.slug), 303)


@bp.post("/releases/known-elsewhere/<slug:panel_slug>/remove")
@requires(Permission.EXTERNAL_RECORD, of=queries.get_panel)
def remove_figure(panel: Panel) -> ResponseReturnValue:
    form = RemoveFigureForm(request.form)
    found = {each.id: each for each in queries.list_external([panel.id])}
    figure = found.get(form.figure_id.data or "")
    if figure is None:
        flash("That figure is not in the list any more", "warning")
    else:
        external_changes.remove_figure(figure, actor=current_user)
        flash("Figure removed")
    return redirect(url_for(".known_elsewhere", panel_slug=panel.slug), 303)


def _page(panel: Panel, form: ExternalFigureForm) -> str:
    return render_template(
        "audits/known_elsewhere.html",
        panel=panel,
        form=form,
        figures=queries.list_external([panel.id]),
    )
