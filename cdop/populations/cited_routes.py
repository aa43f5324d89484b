"""Pages of the figures that others published, which audits and reports show beside local ones."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.core.catalogues.national_figures import CitedFigure, Mark
from cdop.populations import changes, queries
from cdop.populations.blueprint import bp
from cdop.populations.forms import CitedEditionForm, CitedFigureForm
from cdop.populations.queries import Cited
from cdop.web.paging import Sorting, page_of_list, requested_page, requested_sorting
from cdop.web.versions import StaleEdit

SORTS = ("name", "area", "year", "published")
TAKEN = "Another figure has this short name. Open it, and restate it"


@bp.get("/cited-figures/")
@requires(Permission.CITED_READ)
def cited_figures() -> str:
    words = request.args.get("words", "").strip()[:80]
    sorting = requested_sorting(SORTS, default="name")
    found = [each for each in queries.list_cited_figures() if _is_about(each, words)]
    return render_template(
        "populations/cited_figures.html",
        page=page_of_list(_sorted(found, sorting), number=requested_page(), size=50),
        sorting=sorting,
        words=words,
    )


def _is_about(figure: CitedFigure, words: str) -> bool:
    text = f"{figure.name} {figure.area} {figure.year} {figure.source}".lower()
    return all(word in text for word in words.lower().split())


def _sorted(figures: list[CitedFigure], sorting: Sorting) -> list[CitedFigure]:
    by_year = sorted(figures, key=lambda each: (each.year, each.code), reverse=True)
    return sorted(
        by_year, key=lambda each: str(getattr(each, sorting.key)), reverse=sorting.descending
    )


@bp.get("/cited-figures/new")
@requires(Permission.CITED_EDIT)
def new_cited() -> str:
    form = CitedFigureForm(data={"mark": Mark.UNCONFIRMED})
    return render_template("populations/new_cited.html", form=form)


@bp.post("/cited-figures/new")
@requires(Permission.CITED_EDIT)
def add_cited() -> ResponseReturnValue:
    form = CitedFigureForm(request.form)
    valid = form.validate()
    if valid and queries.is_cited(form.code.data):
        form.add_error("code", TAKEN)
        valid = False
    if not valid:
        return render_template("populations/new_cited.html", form=form), 422
    changes.add_cited(form.figure, actor=current_user)
    flash("The figure was added")
    return redirect(url_for(".cited_figure", code=form.code.data), 303)


@bp.get("/cited-figures/<slug:code>")
@requires(Permission.CITED_READ, of=queries.get_cited)
def cited_figure(cited: Cited) -> str:
    return render_template("populations/cited_figure.html", cited=cited)


@bp.get("/cited-figures/<slug:code>/restate")
@requires(Permission.CITED_EDIT, of=queries.get_cited)
def restate_cited(cited: Cited) -> str:
    return _restate_page(cited, CitedEditionForm(data=_typed(cited.figure)))


def _typed(figure: CitedFigure) -> dict[str, Any]:
    """The figure as somebody would type it."""
    numbers = {name: getattr(figure, name) for name in ("value", "lower", "upper")}
    typed = {name: "" if number is None else str(number) for name, number in numbers.items()}
    return typed | {name: getattr(figure, name) for name in ("source", "url", "published", "mark")}


@bp.post("/cited-figures/<slug:code>/restate")
@requires(Permission.CITED_EDIT, of=queries.get_cited)
def save_cited(cited: Cited) -> ResponseReturnValue:
    form = CitedEditionForm(request.form)
    if not form.validate():
        return _restate_page(cited, form), 422
    settled = {
        name: getattr(cited.figure, name)
        for name in ("code", "measure", "name", "area", "year", "unit")
    }
    try:
        changes.restate_cited(
            cited,
            form.figure_from(**settled),
            actor=current_user,
            version=request.form.get("version"),
        )
    except StaleEdit:
        return _restate_page(cited, form, stale=True), 409
    flash("The figure was restated, and the one before it kept")
    return redirect(url_for(".cited_figure", code=cited.figure.code), 303)


def _restate_page(cited: Cited, form: CitedEditionForm, stale: bool = False) -> str:
    return render_template("populations/restate_cited.html", cited=cited, form=form, stale=stale)


@bp.post("/cited-figures/<slug:code>/retire")
@requires(Permission.CITED_EDIT, of=queries.get_cited)
def retire_cited(cited: Cited) -> ResponseReturnValue:
    changes.retire_cited(cited, actor=current_user, version=request.form.get("version"))
    flash("The figure is no longer cited. It stays on record.")
    return redirect(url_for(".cited_figures"), 303)
