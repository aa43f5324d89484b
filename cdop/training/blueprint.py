"""The blueprint of every page about training and briefings."""

from flask import Blueprint

from cdop.training import presenters

bp = Blueprint("training", __name__)


@bp.app_context_processor
def _words() -> dict[str, object]:
    return {"training_words": presenters}
