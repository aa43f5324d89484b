"""The blueprint of audits and releases, to which the page modules add themselves."""

from typing import Any

from flask import Blueprint, Response, redirect, request
from flask.typing import ResponseReturnValue

from cdop.audits import presenters

bp = Blueprint("audits", __name__)


@bp.app_context_processor
def _words() -> dict[str, Any]:
    return {"audit_words": presenters}


def gone_on(address: str) -> ResponseReturnValue:
    """Lead on from a page that asks by itself how far the work is."""
    if "HX-Request" in request.headers:
        return Response(status=204, headers={"HX-Redirect": address})
    return redirect(address)
