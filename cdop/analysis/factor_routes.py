"""Scoring factors on one page: find them, score one or several, change and remove.

Every form works by itself. A script sends the same forms and gets back the part that changed.
"""

from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.analysis import changes, presenters, queries
from cdop.analysis.blueprint import bp
from cdop.analysis.forms import FactorForm
from cdop.analysis.models import Analysis, FactorScore
from cdop.analysis.pages import open_form, part, row_of, saved, sent_version, wants_part
from cdop.cases.models import Case
from cdop.cases.queries import get_case
from cdop.core.catalogues.factors import FACTORS, search
from cdop.web.versions import StaleEdit

AT_ONCE = 30
TEMPLATE_CODE = "X00"  # stands in the blank form that the script fills in


@bp.get("/factors")
@requires(Permission.ANALYSIS_RECORD, of=get_case, records="factors.viewed")
def factors(case: Case) -> str:
    found = open_form(case)
    picked = [code for code in _codes(request.args) if not queries.find_score(found, code)]
    return _factors_page(case, found, {code: FactorForm.of(code) for code in picked})


@bp.post("/factors")
@requires(Permission.ANALYSIS_RECORD, of=get_case)
def add_factors(case: Case) -> ResponseReturnValue:
    forms = {code: FactorForm.of(code, request.form) for code in _codes(request.form)}
    valid = [form.validate() for form in forms.values()]
    if not all(valid):
        return _with_errors(case, open_form(case), forms, 422)
    found = changes.open_analysis(case, actor=current_user)
    twice = {code: score for code in forms if (score := queries.find_score(found, code))}
    if twice:
        return _scored_already(found, forms, twice)
    for code, form in forms.items():
        changes.score_factor(found, actor=current_user, factor_code=code, **form.judgement())
    names = ", ".join(FACTORS[code].name for code in forms)
    return _done(case, found, f"{names} added" if forms else "No factor was chosen")


def _codes(sent: Any) -> list[str]:
    """The factors named, each once, in the order of the catalogue."""
    wanted = {*sent.getlist("pick"), *sent.getlist("code")}
    return [code for code in FACTORS if code in wanted][:AT_ONCE]


def _scored_already(
    found: Analysis, forms: dict[str, FactorForm], twice: dict[str, FactorScore]
) -> ResponseReturnValue:
    """Lead to the score there is, keeping what was typed."""
    if len(forms) == 1:
        [(code, form)] = forms.items()
        return _edit_page(twice[code], form, stale=True, status=409)
    for code in twice:
        forms[code].add_error(
            "influence", f"{FACTORS[code].name} has been scored already. Change it in the list."
        )
    return _with_errors(found.case, found, forms, 409)


def _with_errors(
    case: Case, found: Analysis | None, forms: dict[str, FactorForm], status: int
) -> ResponseReturnValue:
    if wants_part():
        context = {"case": case, "forms": forms, "all_factors": FACTORS}
        return part("analysis/parts/new_factors.html", status, **context)
    return _factors_page(case, found, forms), status


def _done(case: Case, found: Analysis, message: str) -> ResponseReturnValue:
    if wants_part():
        return _scores_part(case, found, message)
    return saved(case, message, ".factors")


def _scores_part(case: Case, found: Analysis, message: str) -> Response:
    return part(
        "analysis/parts/scores.html",
        case=case,
        scored=presenters.scored(found),
        message=message,
    )


def _factors_page(case: Case, found: Analysis | None, forms: dict[str, FactorForm]) -> str:
    words = request.args.get("find", "")[:100]
    return render_template(
        "analysis/factors.html",
        case=case,
        scored=presenters.scored(found),
        message="",
        forms=forms,
        blank=FactorForm.of(TEMPLATE_CODE),
        words=words,
        hits=search(words) if words.strip() else [],
        suggested=queries.suggested_factors(case, found),
        codes_scored={each.factor_code for each in found.scores} if found else set(),
        catalogue=presenters.catalogue(),
        words_of=presenters.words_of,
        all_factors=FACTORS,
    )


@bp.get("/factors/<opaque:row_id>")
@requires(Permission.ANALYSIS_RECORD, of=row_of(FactorScore), records="factors.viewed")
def factor(score: FactorScore) -> ResponseReturnValue:
    open_form(score.case)
    data = {
        "influence": score.influence,
        "modifiable": "yes" if score.modifiable else "no",
        "domain": score.domain,
        "evidence": score.evidence,
    }
    return _edit_page(score, FactorForm.of(score.factor_code, data=data))


@bp.post("/factors/<opaque:row_id>")
@requires(Permission.ANALYSIS_RECORD, of=row_of(FactorScore))
def save_factor(score: FactorScore) -> ResponseReturnValue:
    form = FactorForm.of(score.factor_code, request.form)
    if not form.validate():
        return _edit_page(score, form, version=sent_version(), status=422)
    try:
        changes.rescore_factor(
            score, actor=current_user, version=sent_version(), **form.judgement()
        )
    except StaleEdit:
        return _edit_page(score, form, stale=True, status=409)
    return _done(score.case, score.analysis, f"{FACTORS[score.factor_code].name} saved")


def _edit_page(
    score: FactorScore,
    form: FactorForm,
    *,
    stale: bool = False,
    version: str | int | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    context = {
        "case": score.case,
        "score": score,
        "factor": FACTORS[score.factor_code],
        "form": form,
        "stale": stale,
        "version": score.version if version is None else version,
    }
    if wants_part():
        return part("analysis/parts/edit_factor.html", status, **context)
    return render_template("analysis/factor.html", **context), status


@bp.get("/factors/<opaque:row_id>/remove")
@requires(Permission.ANALYSIS_RECORD, of=row_of(FactorScore), records="factors.viewed")
def remove_factor(score: FactorScore) -> ResponseReturnValue:
    open_form(score.case)
    context: dict[str, Any] = {
        "case": score.case,
        "score": score,
        "factor": FACTORS[score.factor_code],
    }
    if wants_part():
        return part("analysis/parts/remove_factor.html", **context)
    return render_template("analysis/remove_factor.html", **context)


@bp.post("/factors/<opaque:row_id>/remove")
@requires(Permission.ANALYSIS_RECORD, of=row_of(FactorScore))
def take_factor_out(score: FactorScore) -> ResponseReturnValue:
    case, found, name = score.case, score.analysis, FACTORS[score.factor_code].name
    try:
        changes.remove_factor(score, actor=current_user, version=sent_version())
    except StaleEdit:
        if wants_part():
            factor = FACTORS[score.factor_code]
            return part(
                "analysis/parts/remove_factor.html", 409, case=case, score=score, factor=factor
            )
        return redirect(url_for(".remove_factor", case_id=case.id, row_id=score.id), 303)
    return _done(case, found, f"{name} removed")
