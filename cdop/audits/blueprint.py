"""The blueprint of audits and releases, to which the page modules add themselves."""

from typing import Any

from flask import Blueprint

from cdop.audits import presenters

bp = Blueprint("audits", __name__)


@bp.app_context_processor
def _words() -> dict[str, Any]:
    return {"audit_words": presenters}
