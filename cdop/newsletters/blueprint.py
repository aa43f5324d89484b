"""The blueprint of every page about newsletters and their subscribers."""

from flask import Blueprint

from cdop.newsletters import presenters

bp = Blueprint("newsletters", __name__)


@bp.app_context_processor
def _words() -> dict[str, object]:
    return {"newsletter_words": presenters}
