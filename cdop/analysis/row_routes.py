"""Learning points and recommendations: written, changed, removed one by one."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.policy import allowed
from cdop.analysis import changes, code_queries, presenters, queries, row_changes
from cdop.analysis.blueprint import bp
from cdop.analysis.content import OF_POINT, OF_RECOMMENDATION
from cdop.analysis.forms import LearningPointForm, RecommendationForm
from cdop.analysis.models import AdviceGiven, Analysis, LearningPoint, Recommendation
from cdop.analysis.pages import open_form, row_of, saved, sent_version
from cdop.cases.models import Case
from cdop.cases.queries import get_case
from cdop.core.catalogues.factors import FACTORS
from cdop.web.versions import StaleEdit


@bp.get("/learning-points")
@requires(Permission.ANALYSIS_READ, of=get_case, records="learning_points.viewed")
def learning_points(case: Case) -> str:
    found = queries.find_analysis(case.id)
    return _points_page(case, found, _point_form(case, found))


@bp.post("/learning-points")
@requires(Permission.ANALYSIS_RECORD, of=get_case)
def add_learning_point(case: Case) -> ResponseReturnValue:
    found = changes.open_analysis(case, actor=current_user)
    form = _point_form(case, found, formdata=request.form)
    if not form.validate():
        return _points_page(case, found, form), 422
    row_changes.add_learning_point(found, actor=current_user, **form.data)
    return saved(case, "Learning point added", ".learning_points")


def _point_form(
    case: Case, found: Analysis | None, row: LearningPoint | None = None, formdata: Any = None
) -> LearningPointForm:
    form = LearningPointForm(formdata, obj=row)
    codes = {each.factor_code for each in found.scores} if found else set()
    codes |= set(row.factor_codes) if row else set()
    had = row.learning_code if row else None
    offered = code_queries.offered_codes(case.panel_id, also=had)
    form.offer([code for code in FACTORS if code in codes], offered)
    return form


def _points_page(case: Case, found: Analysis | None, form: LearningPointForm) -> str:
    return render_template(
        "analysis/learning_points.html",
        case=case,
        form=form,
        rows=found.learning_points if found else [],
        closed=found.is_closed if found else not case.stage.is_open,
        may_pass_on=allowed(current_user, Permission.POINT_PASS_ON, case),
        all_factors=FACTORS,
        code_words=code_queries.code_words(case.panel_id),
    )


@bp.get("/learning-points/<opaque:row_id>")
@requires(Permission.ANALYSIS_RECORD, of=row_of(LearningPoint), records="learning_points.viewed")
def learning_point(row: LearningPoint) -> str:
    found = open_form(row.case)
    return _edit_page("learning_point", row, _point_form(row.case, found, row))


@bp.post("/learning-points/<opaque:row_id>")
@requires(Permission.ANALYSIS_RECORD, of=row_of(LearningPoint))
def save_learning_point(row: LearningPoint) -> ResponseReturnValue:
    form = _point_form(row.case, row.analysis, row, request.form)
    if not form.validate():
        return _edit_page("learning_point", row, form, version=sent_version()), 422
    try:
        row_changes.edit_learning_point(
            row, actor=current_user, version=sent_version(), **form.data
        )
    except StaleEdit:
        return _stale("learning_point", row, form, OF_POINT), 409
    return saved(row.case, "Learning point saved", ".learning_points")


@bp.get("/recommendations")
@requires(Permission.ANALYSIS_READ, of=get_case, records="recommendations.viewed")
def recommendations(case: Case) -> str:
    return _recommendations_page(case, queries.find_analysis(case.id), RecommendationForm())


@bp.post("/recommendations")
@requires(Permission.ANALYSIS_RECORD, of=get_case)
def add_recommendation(case: Case) -> ResponseReturnValue:
    form = RecommendationForm(request.form)
    if not form.validate():
        return _recommendations_page(case, open_form(case), form), 422
    found = changes.open_analysis(case, actor=current_user)
    row_changes.add_recommendation(found, actor=current_user, **form.data)
    return saved(case, "Recommendation added", ".recommendations")


def _recommendations_page(case: Case, found: Analysis | None, form: RecommendationForm) -> str:
    return render_template(
        "analysis/recommendations.html",
        case=case,
        form=form,
        rows=found.recommendations if found else [],
        closed=found.is_closed if found else not case.stage.is_open,
    )


@bp.get("/recommendations/<opaque:row_id>")
@requires(Permission.ANALYSIS_RECORD, of=row_of(Recommendation), records="recommendations.viewed")
def recommendation(row: Recommendation) -> str:
    open_form(row.case)
    return _edit_page("recommendation", row, RecommendationForm(obj=row))


@bp.post("/recommendations/<opaque:row_id>")
@requires(Permission.ANALYSIS_RECORD, of=row_of(Recommendation))
def save_recommendation(row: Recommendation) -> ResponseReturnValue:
    form = RecommendationForm(request.form)
    if not form.validate():
        return _edit_page("recommendation", row, form, version=sent_version()), 422
    try:
        row_changes.edit_recommendation(
            row, actor=current_user, version=sent_version(), **form.data
        )
    except StaleEdit:
        return _stale("recommendation", row, form, OF_RECOMMENDATION), 409
    return saved(row.case, "Recommendation saved", ".recommendations")


def _stale(kind: str, row: Any, form: Any, names: tuple[str, ...]) -> str:
    compared = presenters.differences(form, {name: getattr(row, name) for name in names})
    return _edit_page(kind, row, form, differences=compared)


def _edit_page(kind: str, row: Any, form: Any, **context: Any) -> str:
    return render_template(
        "analysis/row.html",
        kind=kind,
        case=row.case,
        row=row,
        form=form,
        **{"version": row.version, "differences": [], **context},
    )


@bp.post("/learning-points/<opaque:row_id>/remove")
@requires(Permission.ANALYSIS_RECORD, of=row_of(LearningPoint))
def remove_learning_point(row: LearningPoint) -> ResponseReturnValue:
    return _remove(row, "Learning point removed", ".learning_points")


@bp.post("/recommendations/<opaque:row_id>/remove")
@requires(Permission.ANALYSIS_RECORD, of=row_of(Recommendation))
def remove_recommendation(row: Recommendation) -> ResponseReturnValue:
    return _remove(row, "Recommendation removed", ".recommendations")


@bp.post("/advice/<opaque:row_id>/remove")
@requires(Permission.ANALYSIS_RECORD, of=row_of(AdviceGiven))
def remove_advice(row: AdviceGiven) -> ResponseReturnValue:
    return _remove(row, "Advice removed", ".facts")


def _remove(row: Any, message: str, page: str) -> ResponseReturnValue:
    case = row.case
    row_changes.remove_row(row, actor=current_user, version=sent_version())
    return saved(case, message, page)
