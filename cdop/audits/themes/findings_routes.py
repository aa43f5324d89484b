"""Pages of what a panel's reviews keep finding: rising and falling first, then broken down."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import remember_opening, requires
from cdop.access.permissions import Permission
from cdop.access.roles import Role
from cdop.accounts.models import Panel
from cdop.audits.blueprint import bp
from cdop.audits.dataset import (
    Period,
    count_kept_back,
    counted_deaths,
    learning_labels,
    reviewed_days,
)
from cdop.audits.deaths import Records
from cdop.audits.kind import Population
from cdop.audits.models import Basis
from cdop.audits.queries import get_panel, list_panels
from cdop.audits.themes import findings as counting
from cdop.audits.themes import presenters
from cdop.audits.themes.findings import Finding, Together
from cdop.audits.themes.forms import FindingsForm
from cdop.core import ages
from cdop.core.emerging import FEWEST, Direction, Judged
from cdop.db.clock import today
from cdop.web.forms import SelectChoice
from cdop.web.paging import page_of_list, requested_page, requested_sorting

READERS = (Role.CHAIR, Role.COORDINATOR, Role.MEMBER)
YEARS_AT_FIRST = 7
MOST_ROWS = 30
EVERYBODY = Population("Deaths of all children whose review is complete.", reviewed_only=True)


@bp.app_context_processor
def _words() -> dict[str, Any]:
    return {"theme_words": presenters}


@bp.get("/themes/")
@requires(Permission.AUDIT_READ)
def theme_panels() -> ResponseReturnValue:
    panels = list_panels(current_user.panels_as(*READERS))
    if len(panels) == 1:
        return redirect(url_for(".findings", panel_slug=panels[0].slug))
    return render_template("audits/themes/panels.html", panels=panels)


@dataclass(frozen=True)
class Looked:
    """The reviewed deaths that the filters leave, and what was found in them."""

    records: Records
    findings: list[Finding]
    years: list[str]
    kept_back: int

    @property
    def too_few(self) -> bool:
        return len(self.records) < FEWEST


@bp.get("/themes/<slug:panel_slug>")
@requires(Permission.AUDIT_READ, of=get_panel)
def findings(panel: Panel) -> str:
    form = _filters(panel)
    looked = _look(panel, form)
    view = request.args.get("view", "")
    view = view if view in _VIEWS else "change"
    shown = _VIEWS[view](looked) if looked and not looked.too_few else {}
    remember_opening("themes.viewed", panel)
    template = view if view in ("change", "together") else "matrix"
    return render_template(
        f"audits/themes/{template}.html",
        panel=panel,
        form=form,
        looked=looked,
        view=view,
        **{"found": None, **shown},
    )


def _filters(panel: Panel) -> FindingsForm:
    """By date of review: what the panel has seen, however long ago the death was."""
    days = reviewed_days((panel.id,))
    labels = _labels(*days) if days else []
    form = FindingsForm(request.args)
    for name, default in (("from_year", labels[-YEARS_AT_FIRST:][:1]), ("to_year", labels[-1:])):
        form[name].choices = [SelectChoice(label, label) for label in labels]
        if form[name].data not in labels:
            form[name].data = default[0] if default else None
    if not form.validate():
        for control in form:
            control.data = control.data if not control.errors else None
    return form


def _labels(first: date, last: date) -> list[str]:
    """The financial years from the first review on; a year that has only begun counts too."""
    start = ages.financial_year(first).first
    end = ages.financial_year(min(last, today())).first
    return [ages.FinancialYear(year).label for year in range(start, end + 1)]


def _look(panel: Panel, form: FindingsForm) -> Looked | None:
    if not form.from_year.data or not form.to_year.data:
        return None
    one, other = sorted([form.from_year.data, form.to_year.data])
    first = ages.FinancialYear.parse(one).start
    last = ages.month_of(ages.FinancialYear.parse(other).end)
    asked = Period((panel.id,), Basis.REVIEW, first, last, kept_from=current_user.id)
    records = counted_deaths(asked, EVERYBODY).records
    mask = records.everyone
    for variable, value in (
        ("age_band", form.age_band.data),
        ("category", form.category.data),
    ):
        if value:
            mask &= records.of(variable, (value,))
    records = records.chosen(mask)
    found = counting.found_in(records, learning_labels((panel.id,)))
    return Looked(records, found, asked.years, count_kept_back(asked))


Row = tuple[Finding, Judged]


def _change(looked: Looked) -> dict[str, Any]:
    found = counting.emerging(looked.records, looked.findings, looked.years)
    keys: dict[str, Callable[[Row], Any]] = {
        "name": lambda row: row[0].label.casefold(),
        "recent": lambda row: _share(row[1].seen.recent, row[1].seen.recent_of),
        "before": lambda row: _share(row[1].seen.before, row[1].seen.before_of),
        "p": lambda row: row[1].association.p if row[1].association else 2.0,
    }
    sorting = requested_sorting({"rise", *keys}, default="rise")
    rows = list(found.rows)
    if sorting.key in keys:
        rows.sort(key=keys[sorting.key], reverse=sorting.descending)
    elif sorting.descending:
        rows.reverse()
    return {
        "found": found,
        "rows": [row for row in rows if row[1].direction is not Direction.TOO_FEW],
        "too_few": [row for row in rows if row[1].direction is Direction.TOO_FEW],
        "sorting": sorting,
    }


def _share(count: int, of: int) -> float:
    return count / of if of else -1.0


def _matrix_of(variable: str, columns: Any) -> Callable[[Looked], dict[str, Any]]:
    def shown(looked: Looked) -> dict[str, Any]:
        labels = columns(looked)
        found = counting.matrix(looked.records, looked.findings, variable, labels)
        allowed = {"name", "all", *(f"c{n}" for n in range(len(found.columns)))}
        sorting = requested_sorting(allowed, default="all", descending=True)
        rows = sorted(found.rows, key=_matrix_key(sorting.key), reverse=sorting.descending)
        page = page_of_list(rows, number=requested_page(), size=MOST_ROWS)
        return {"found": found, "page": page, "sorting": sorting}

    return shown


def _matrix_key(key: str) -> Callable[[tuple[Finding, list[int], int]], Any]:
    if key == "name":
        return lambda row: row[0].label.casefold()
    if key == "all":
        return lambda row: row[2]
    return lambda row: row[1][int(key[1:])]


def _together(looked: Looked) -> dict[str, Any]:
    found = counting.together(looked.records, looked.findings)
    keys: dict[str, Callable[[Together], Any]] = {
        "both": lambda row: row.both,
        "ratio": lambda row: row.ratio,
        "p": lambda row: row.p,
    }
    sorting = requested_sorting(keys, default="p")
    rows = sorted(found.rows, key=keys[sorting.key], reverse=sorting.descending)
    page = page_of_list(rows, number=requested_page())
    return {"found": found, "page": page, "sorting": sorting}


_VIEWS: dict[str, Callable[[Looked], dict[str, Any]]] = {
    "change": _change,
    "years": _matrix_of("year", lambda looked: [(year, year) for year in looked.years]),
    "ages": _matrix_of("age_band", lambda _: counting.AGES),
    "categories": _matrix_of("category", lambda _: counting.CATEGORIES),
    "together": _together,
}
