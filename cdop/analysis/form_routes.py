"""The overview of an analysis, its words, and reading it whole, now or as it was ratified."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.policy import allowed
from cdop.analysis import changes, presenters, queries, reading
from cdop.analysis.blueprint import bp
from cdop.analysis.content import content_of
from cdop.analysis.forms import NarrativeForm
from cdop.analysis.models import Analysis, Ratification
from cdop.analysis.pages import open_form, row_of, saved, sent_version
from cdop.cases.models import Case
from cdop.cases.queries import get_case
from cdop.core.ages import describe_age
from cdop.core.workflow import Move
from cdop.web.versions import StaleEdit

NARRATIVE = (*changes.NARRATIVE, "refer_to")


@bp.get("")
@requires(Permission.ANALYSIS_READ, of=get_case, records="analysis.viewed")
def analysis(case: Case) -> str:
    found = queries.find_analysis(case.id)
    closed = found.is_closed if found else not case.stage.is_open
    infant = queries.is_sudden_infant_death(case)
    return render_template(
        "analysis/analysis.html",
        case=case,
        describe_age=describe_age,
        analysis=found,
        closed=closed,
        summary=queries.anonymised_summary(case.id),
        infant=infant,
        tasks=presenters.tasks(found, queries.facts_of(found), infant=infant),
        suggested=len(queries.suggested_factors(case, found)) if not closed else 0,
        chairs=allowed(current_user, Permission.ANALYSIS_RATIFY, case),
        history=queries.list_moves(case.id, Move.RATIFY, Move.REOPEN),
    )


@bp.get("/read")
@requires(Permission.ANALYSIS_READ, of=get_case, records="analysis.read")
def read(case: Case) -> str:
    found = queries.find_analysis(case.id)
    return _read_page(case, content_of(found) if found else None, analysis=found)


@bp.get("/ratified/<opaque:row_id>")
@requires(Permission.ANALYSIS_READ, of=row_of(Ratification), records="analysis.read")
def ratified(version: Ratification) -> str:
    return _read_page(version.case, version.content, analysis=version.analysis, version=version)


def _read_page(case: Case, content: dict[str, Any] | None, **context: Any) -> str:
    return render_template(
        "analysis/read.html",
        case=case,
        parts=reading.parts_of(content) if content else None,
        **{"version": None, **context},
    )


@bp.get("/summary")
@requires(Permission.ANALYSIS_RECORD, of=get_case, records="analysis.viewed")
def narrative(case: Case) -> str:
    found = open_form(case)
    return _narrative_page(case, found, NarrativeForm(obj=found))


@bp.post("/summary")
@requires(Permission.ANALYSIS_RECORD, of=get_case)
def save_narrative(case: Case) -> ResponseReturnValue:
    form = NarrativeForm(request.form)
    if not form.validate():
        return _narrative_page(case, open_form(case), form), 422
    found = changes.open_analysis(case, actor=current_user)
    try:
        changes.record_narrative(found, actor=current_user, version=sent_version(), **form.data)
    except StaleEdit:
        stored = {name: getattr(found, name) for name in NARRATIVE}
        compared = presenters.differences(form, stored)
        return _narrative_page(case, found, form, differences=compared), 409
    return saved(case, "Summary saved")


def _narrative_page(case: Case, found: Analysis | None, form: NarrativeForm, **context: Any) -> str:
    return render_template(
        "analysis/narrative.html",
        case=case,
        form=form,
        version=found.version if found else 1,
        summary=queries.anonymised_summary(case.id),
        **{"differences": [], **context},
    )
