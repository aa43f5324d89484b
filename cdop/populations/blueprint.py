"""The blueprint of births, populations and cited figures."""

from typing import Any

from flask import Blueprint

from cdop.populations import presenters

bp = Blueprint("populations", __name__)


@bp.app_context_processor
def _words() -> dict[str, Any]:
    return {"population_words": presenters}
