"""The blueprint of every page about learning points and lessons."""

from typing import Any

from flask import Blueprint

from cdop.access.roles import Role
from cdop.learning import presenters

bp = Blueprint("learning", __name__)

DESK = (Role.EDITOR, Role.CHAIR)
READERS = (Role.MEMBER, Role.COORDINATOR)


@bp.app_context_processor
def _words() -> dict[str, Any]:
    return {"learning_words": presenters}
