"""The facts of a sudden infant death, and the safer-sleep advice that was given."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.analysis import changes, presenters, queries, row_changes
from cdop.analysis.blueprint import bp
from cdop.analysis.content import OF_ADVICE
from cdop.analysis.forms import AdviceForm, FactsForm
from cdop.analysis.models import AdviceGiven, Analysis
from cdop.analysis.pages import open_form, row_of, saved, sent_version
from cdop.cases.models import Case
from cdop.cases.queries import get_case
from cdop.core.catalogues.factors import FACTORS
from cdop.web.versions import StaleEdit


@bp.get("/facts")
@requires(Permission.ANALYSIS_RECORD, of=get_case, records="facts.viewed")
def facts(case: Case) -> str:
    found = open_form(case)
    return _facts_page(case, found, FactsForm(data=queries.facts_of(found)))


@bp.post("/facts")
@requires(Permission.ANALYSIS_RECORD, of=get_case)
def save_facts(case: Case) -> ResponseReturnValue:
    form = FactsForm(request.form)
    if not form.validate():
        return _facts_page(case, open_form(case), form, version=sent_version()), 422
    found = changes.open_analysis(case, actor=current_user)
    try:
        changes.record_facts(found, actor=current_user, facts=form.data, version=sent_version())
    except StaleEdit:
        compared = presenters.differences(form, queries.facts_of(found))
        return _facts_page(case, found, form, differences=compared), 409
    return saved(case, "Facts saved", ".facts")


def _facts_page(case: Case, found: Analysis | None, form: Any, **context: Any) -> str:
    stored = found.facts if found else None
    return render_template(
        "analysis/facts.html",
        case=case,
        form=form,
        groups=presenters.facts_by_group(form),
        infant=queries.is_sudden_infant_death(case),
        recorded=presenters.facts_recorded(queries.facts_of(found)),
        suggested=queries.suggested_factors(case, found),
        all_factors=FACTORS,
        advice=found.advice if found else [],
        **{"differences": [], "version": stored.version if stored else 0, **context},
    )


@bp.get("/advice")
@requires(Permission.ANALYSIS_RECORD, of=get_case, records="facts.viewed")
def new_advice(case: Case) -> str:
    open_form(case)
    return _advice_page(case, AdviceForm())


@bp.post("/advice")
@requires(Permission.ANALYSIS_RECORD, of=get_case)
def add_advice(case: Case) -> ResponseReturnValue:
    form = AdviceForm(request.form)
    if not form.validate():
        return _advice_page(case, form), 422
    found = changes.open_analysis(case, actor=current_user)
    row_changes.add_advice(found, actor=current_user, **form.data)
    return saved(case, "Advice added", ".facts")


@bp.get("/advice/<opaque:row_id>")
@requires(Permission.ANALYSIS_RECORD, of=row_of(AdviceGiven), records="facts.viewed")
def advice(row: AdviceGiven) -> str:
    open_form(row.case)
    return _advice_page(row.case, AdviceForm(obj=row), row=row, version=row.version)


@bp.post("/advice/<opaque:row_id>")
@requires(Permission.ANALYSIS_RECORD, of=row_of(AdviceGiven))
def save_advice(row: AdviceGiven) -> ResponseReturnValue:
    form = AdviceForm(request.form)
    if not form.validate():
        return _advice_page(row.case, form, row=row, version=sent_version()), 422
    try:
        row_changes.edit_advice(row, actor=current_user, version=sent_version(), **form.data)
    except StaleEdit:
        stored = {name: getattr(row, name) for name in OF_ADVICE}
        compared = presenters.differences(form, stored)
        page = _advice_page(row.case, form, row=row, version=row.version, differences=compared)
        return page, 409
    return saved(row.case, "Advice saved", ".facts")


def _advice_page(case: Case, form: AdviceForm, **context: Any) -> str:
    return render_template(
        "analysis/advice.html",
        case=case,
        form=form,
        **{"row": None, "version": None, "differences": [], **context},
    )
