"""What the panel concludes: category and outcome, ratifying, and reopening."""

from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.policy import allowed
from cdop.analysis import changes, presenters, queries
from cdop.analysis.blueprint import bp
from cdop.analysis.changes import NotReady, ReasonWanted
from cdop.analysis.forms import CategoryForm, ConfirmForm, OutcomeForm, RatifyForm, ReopenForm
from cdop.analysis.missing import missing_parts
from cdop.analysis.models import Analysis
from cdop.analysis.pages import open_form, saved, sent_version
from cdop.cases.models import Case
from cdop.cases.notification import NotAccepted
from cdop.cases.queries import get_case
from cdop.core.catalogues.categories import category_of
from cdop.core.moves import NotNow
from cdop.core.workflow import Stage
from cdop.web.versions import StaleEdit


@bp.get("/category")
@requires(Permission.ANALYSIS_RECORD, of=get_case, records="category.viewed")
def category(case: Case) -> str:
    found = open_form(case)
    return _category_page(case, found, _possible_form(found))


def _possible_form(found: Analysis | None) -> CategoryForm:
    codes = found.possible_categories if found else []
    return CategoryForm(data={"possible": sorted({category_of(code).value for code in codes})})


def _confirm_form(found: Analysis | None) -> ConfirmForm:
    if found is None:
        return ConfirmForm()
    proposed = queries.proposed_category(found)
    return ConfirmForm(data={"code": found.sub_category or found.category or proposed})


@bp.post("/category")
@requires(Permission.ANALYSIS_RECORD, of=get_case)
def save_category(case: Case) -> ResponseReturnValue:
    form = CategoryForm(request.form)
    if not form.validate():
        return _category_page(case, open_form(case), form, version=sent_version()), 422
    found = changes.open_analysis(case, actor=current_user)
    try:
        changes.record_category(
            found, actor=current_user, possible=form.possible.data or [], version=sent_version()
        )
    except StaleEdit:
        compared = presenters.differences(form, {"possible": found.possible_categories})
        return _category_page(case, found, form, differences=compared), 409
    return saved(case, "Categories saved", ".category")


@bp.post("/category/confirm")
@requires(Permission.ANALYSIS_RATIFY, of=get_case)
def confirm_category(case: Case) -> ResponseReturnValue:
    form = ConfirmForm(request.form)
    found = open_form(case)
    if not form.validate():
        return _category_page(case, found, _possible_form(found), confirm=form), 422
    found = changes.open_analysis(case, actor=current_user)
    try:
        changes.confirm_category(
            found, actor=current_user, code=form.code.data or "", version=sent_version()
        )
    except StaleEdit:
        stored = {"code": found.sub_category or found.category}
        compared = presenters.differences(form, stored)
        page = _category_page(
            case, found, _possible_form(found), confirm=form, differences=compared
        )
        return page, 409
    return saved(case, "Category of death confirmed")


def _category_page(case: Case, found: Analysis | None, form: CategoryForm, **context: Any) -> str:
    return render_template(
        "analysis/category.html",
        case=case,
        form=form,
        state=presenters.category_state(found),
        shown=presenters.category_shown(found),
        may_confirm=allowed(current_user, Permission.ANALYSIS_RATIFY, case),
        **{
            "confirm": _confirm_form(found),
            "version": found.version if found else 1,
            "differences": [],
            **context,
        },
    )


@bp.get("/outcome")
@requires(Permission.ANALYSIS_RECORD, of=get_case, records="outcome.viewed")
def outcome(case: Case) -> str:
    found = open_form(case)
    chosen = presenters.scored(found).outcome
    form = OutcomeForm(data={"outcome": chosen, "reason": found.outcome_reason if found else ""})
    return _outcome_page(case, found, form)


@bp.post("/outcome")
@requires(Permission.ANALYSIS_RATIFY, of=get_case)
def save_outcome(case: Case) -> ResponseReturnValue:
    form = OutcomeForm(request.form)
    if not form.validate():
        return _outcome_page(case, open_form(case), form, version=sent_version()), 422
    found = changes.open_analysis(case, actor=current_user)
    try:
        changes.override_outcome(
            found,
            actor=current_user,
            outcome=form.outcome.data,
            reason=form.reason.data or "",
            version=sent_version(),
        )
    except ReasonWanted:
        form.add_error("reason", "Give the reason why the outcome differs from the factors")
        return _outcome_page(case, found, form, version=sent_version()), 422
    except StaleEdit:
        stored = {
            "outcome": presenters.scored(found).outcome,
            "reason": found.outcome_reason,
        }
        compared = presenters.differences(form, stored)
        return _outcome_page(case, found, form, differences=compared), 409
    return saved(case, "Outcome saved")


def _outcome_page(case: Case, found: Analysis | None, form: OutcomeForm, **context: Any) -> str:
    return render_template(
        "analysis/outcome.html",
        case=case,
        form=form,
        scored=presenters.scored(found),
        reason=found.outcome_reason if found else "",
        may_choose=allowed(current_user, Permission.ANALYSIS_RATIFY, case),
        **{"version": found.version if found else 1, "differences": [], **context},
    )


@bp.get("/ratify")
@requires(Permission.ANALYSIS_RATIFY, of=get_case, records="analysis.viewed")
def ratify(case: Case) -> str:
    found = open_form(case)
    return _ratify_page(case, found, RatifyForm(data={"reviewed_on": None}))


@bp.post("/ratify")
@requires(Permission.ANALYSIS_RATIFY, of=get_case)
def save_ratified(case: Case) -> ResponseReturnValue:
    found = open_form(case)
    form = RatifyForm(request.form)
    if found is None:
        raise NotNow("Nothing has been recorded in this analysis yet.")
    if not form.validate() or form.reviewed_on.data is None:
        return _ratify_page(case, found, form), 422
    try:
        changes.ratify(
            found, actor=current_user, reviewed_on=form.reviewed_on.data, version=sent_version()
        )
    except NotReady:
        return _ratify_page(case, found, form), 422
    except NotAccepted as refused:
        for problem in refused.problems:
            form.add_error("reviewed_on", problem.message)
        return _ratify_page(case, found, form), 422
    return saved(case, "Analysis ratified")


def _ratify_page(case: Case, found: Analysis | None, form: RatifyForm) -> str:
    return render_template(
        "analysis/ratify.html",
        case=case,
        form=form,
        scored=presenters.scored(found),
        shown=presenters.category_shown(found),
        state=presenters.category_state(found),
        missing=missing_parts(found) if found else ["Record the analysis first"],
        at_panel=case.stage is Stage.AT_PANEL,
        version=found.version if found else 1,
    )


@bp.get("/reopen")
@requires(Permission.ANALYSIS_REOPEN, of=get_case, records="analysis.viewed")
def reopen(case: Case) -> str:
    return render_template("analysis/reopen.html", case=_closed(case), form=ReopenForm())


@bp.post("/reopen")
@requires(Permission.ANALYSIS_REOPEN, of=get_case)
def save_reopened(case: Case) -> ResponseReturnValue:
    form = ReopenForm(request.form)
    if not form.validate():
        return render_template("analysis/reopen.html", case=case, form=form), 422
    found = queries.find_analysis(case.id) or abort(404)
    changes.reopen(found, actor=current_user, reason=form.reason.data or "")
    return saved(case, "Analysis reopened")


def _closed(case: Case) -> Case:
    if case.stage not in (Stage.RATIFIED, Stage.CLOSED):
        raise NotNow("This analysis is open, so there is nothing to reopen.")
    return case
