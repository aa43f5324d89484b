"""What the pages of an analysis have in common: loading rows, sent versions, saved messages."""

from collections.abc import Callable
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cdop.analysis.gate import RATIFIED, refuse_closed
from cdop.analysis.models import Analysis
from cdop.analysis.queries import find_analysis
from cdop.cases.models import Case
from cdop.core.moves import NotNow
from cdop.extensions import db

PART = "X-Part"  # a script asks for the part of the page that changed, and gets it so marked


def row_of(model: Any) -> Callable[..., Any]:
    """A loader of one row of the model that belongs to the case in the address, or 404."""

    def load(case_id: str, row_id: str) -> Any:
        return db.one_or_404(
            db.select(model)
            .join(Analysis, Analysis.id == model.analysis_id)
            .where(model.id == row_id, Analysis.case_id == case_id)
        )

    return load


def open_form(case: Case) -> Analysis | None:
    """The analysis to be changed on this page; NotNow where it is closed."""
    analysis = find_analysis(case.id)
    refuse_closed(case)
    if analysis is not None and analysis.is_closed:
        raise NotNow(RATIFIED)
    return analysis


def sent_version() -> str:
    """The version the form was opened with; never None, so that it is always compared."""
    return request.form.get("version", "")


def wants_part() -> bool:
    return PART in request.headers


def part(template: str, status: int = 200, **context: Any) -> Response:
    """A part of a page, for a script to put in its place."""
    response = make_response(render_template(template, **context), status)
    response.headers[PART] = "yes"
    return response


def saved(case: Case, message: str, page: str = ".analysis") -> ResponseReturnValue:
    flash(message)
    return redirect(url_for(page, case_id=case.id), 303)
