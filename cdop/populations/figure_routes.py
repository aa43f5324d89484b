"""Pages of a panel's births and children: list, form, sheet, history."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import CombinedMultiDict

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel
from cdop.core.denominator_sheet import COLUMNS, MOST_BYTES, UnreadableSheet, read_sheet
from cdop.db.clock import today
from cdop.populations import changes, presenters, queries
from cdop.populations.blueprint import bp
from cdop.populations.changes import Outcome
from cdop.populations.forms import EditionForm, FigureForm, FilterForm, RemoveForm, SheetForm
from cdop.populations.models import Population, PopulationLoad
from cdop.web.paging import page_of_list, requested_page, requested_sorting
from cdop.web.versions import StaleEdit

TOO_LARGE = f"The file is larger than {MOST_BYTES >> 20} MB. Split it."


@bp.get("/populations/")
@requires(Permission.POPULATION_READ)
def panels() -> str:
    found = queries.list_panels_of(current_user)
    coverage = {
        panel.id: queries.list_coverage(panel, queries.list_years(panel)[:1]) for panel in found
    }
    return render_template("populations/panels.html", panels=found, coverage=coverage)


@bp.get("/populations/<slug:panel_slug>")
@requires(Permission.POPULATION_READ, of=queries.get_panel)
def figures(panel: Panel) -> str:
    years = queries.list_years(panel)
    form = FilterForm(request.args)
    form.offer(years, panel.local_authorities)
    sorting = requested_sorting(queries.SORTS, default="year", descending=True)
    wanted = queries.Wanted(
        *((form[name].data or "") for name in ("measure", "year", "area", "by"))
    )
    if not form.validate():
        wanted = queries.Wanted()
    known = queries.denominators(panel)
    return render_template(
        "populations/figures.html",
        panel=panel,
        form=form,
        sorting=sorting,
        coverage=queries.list_coverage(panel, years),
        page=queries.page_of_figures(panel, wanted, sorting, number=requested_page()),
        loads=queries.list_loads(panel),
        ended=queries.list_ended(panel),
        disagreements=known.disagreements(),
    )


def _new_form(panel: Panel, formdata: Any = None) -> FigureForm:
    form = FigureForm(formdata)
    form.offer(panel.local_authorities)
    return form


@bp.get("/populations/<slug:panel_slug>/new")
@requires(Permission.POPULATION_LOAD, of=queries.get_panel)
def new_figure(panel: Panel) -> str:
    return render_template("populations/new.html", panel=panel, form=_new_form(panel))


@bp.post("/populations/<slug:panel_slug>/new")
@requires(Permission.POPULATION_LOAD, of=queries.get_panel)
def add_figure(panel: Panel) -> ResponseReturnValue:
    form = _new_form(panel, request.form)
    if not form.validate():
        return render_template("populations/new.html", panel=panel, form=form), 422
    outcome, row = changes.record_figure(panel, form.figure, actor=current_user)
    flash(
        {
            Outcome.ACCEPTED: "The number was saved",
            Outcome.REPLACED: "The number was saved, and the one before it kept",
            Outcome.UNCHANGED: "This number was on record already",
        }[outcome]
    )
    return redirect(url_for(".figure", figure_id=row.id), 303)


@bp.get("/populations/<slug:panel_slug>/load")
@requires(Permission.POPULATION_LOAD, of=queries.get_panel)
def sheet(panel: Panel) -> str:
    return _sheet_page(panel, SheetForm())


@bp.post("/populations/<slug:panel_slug>/load")
@requires(Permission.POPULATION_LOAD, of=queries.get_panel)
def load_sheet(panel: Panel) -> ResponseReturnValue:
    form = SheetForm(CombinedMultiDict((request.files, request.form)))
    if not form.validate():
        return _sheet_page(panel, form), 422
    content = form.file.data.read(MOST_BYTES + 1)
    try:
        if len(content) > MOST_BYTES:
            raise UnreadableSheet(TOO_LARGE)
        read = read_sheet(content, panel.local_authorities, today())
    except UnreadableSheet as refused:
        form.add_error("file", str(refused))
        return _sheet_page(panel, form), 422
    load = changes.load_sheet(panel, read, actor=current_user)
    return redirect(url_for(".load", load_id=load.id), 303)


def _sheet_page(panel: Panel, form: SheetForm) -> str:
    return render_template("populations/sheet.html", panel=panel, form=form, columns=COLUMNS)


@bp.get("/populations/<slug:panel_slug>/template.csv")
@requires(Permission.POPULATION_LOAD, of=queries.get_panel)
def template(panel: Panel) -> Response:
    return _as_csv(presenters.template_csv(), f"births-and-children-{panel.slug}-template")


@bp.get("/populations/<slug:panel_slug>/figures.csv")
@requires(Permission.POPULATION_READ, of=queries.get_panel)
def download(panel: Panel) -> Response:
    content = presenters.figures_csv(queries.list_figures(panel))
    return _as_csv(content, f"births-and-children-{panel.slug}-{today().isoformat()}")


def _as_csv(content: bytes, name: str) -> Response:
    response = Response(content, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@bp.get("/populations/loads/<opaque:load_id>")
@requires(Permission.POPULATION_READ, of=queries.get_load)
def load(load: PopulationLoad) -> str:
    wanted = request.args.get("outcome", "")
    lines = [line for line in load.lines if not wanted or line["outcome"] == wanted]
    return render_template(
        "populations/load.html",
        load=load,
        page=page_of_list(lines, number=requested_page(), size=100),
        wanted=wanted,
        outcomes=list(Outcome),
    )


@bp.get("/populations/loads/<opaque:load_id>/rejected.csv")
@requires(Permission.POPULATION_READ, of=queries.get_load)
def rejected(load: PopulationLoad) -> Response:
    return _as_csv(presenters.rejected_csv(load.lines), f"rejected-lines-{today().isoformat()}")


@bp.get("/populations/numbers/<opaque:figure_id>")
@requires(Permission.POPULATION_READ, of=queries.get_figure)
def figure(figure: Population) -> str:
    editions = queries.list_editions(figure)
    current = next((each for each in editions if each.ended_at is None), None)
    return render_template(
        "populations/figure.html", figure=figure, current=current, editions=editions
    )


@bp.get("/populations/numbers/<opaque:figure_id>/restate")
@requires(Permission.POPULATION_LOAD, of=queries.get_figure)
def restate(figure: Population) -> str:
    return _restate_page(figure, EditionForm(data={"source": figure.source}))


@bp.post("/populations/numbers/<opaque:figure_id>/restate")
@requires(Permission.POPULATION_LOAD, of=queries.get_figure)
def save_restated(figure: Population) -> ResponseReturnValue:
    form = EditionForm(request.form)
    if not form.validate():
        return _restate_page(figure, form), 422
    try:
        fresh = changes.restate(
            figure, actor=current_user, version=request.form.get("version"), **form.data
        )
    except StaleEdit:
        return _restate_page(figure, form, stale=True), 409
    flash("The number was restated, and the one before it kept")
    return redirect(url_for(".figure", figure_id=fresh.id), 303)


def _restate_page(figure: Population, form: EditionForm, stale: bool = False) -> str:
    return render_template("populations/restate.html", figure=figure, form=form, stale=stale)


@bp.get("/populations/numbers/<opaque:figure_id>/remove")
@requires(Permission.POPULATION_LOAD, of=queries.get_figure)
def remove(figure: Population) -> str:
    return render_template("populations/remove.html", figure=figure, form=RemoveForm())


@bp.post("/populations/numbers/<opaque:figure_id>/remove")
@requires(Permission.POPULATION_LOAD, of=queries.get_figure)
def remove_figure(figure: Population) -> ResponseReturnValue:
    form = RemoveForm(request.form)
    if not form.validate():
        return render_template("populations/remove.html", figure=figure, form=form), 422
    changes.remove(
        figure,
        actor=current_user,
        version=request.form.get("version"),
        reason=form.reason.data,
    )
    flash("The number is no longer used. It stays on record.")
    return redirect(url_for(".figures", panel_slug=figure.panel.slug), 303)
