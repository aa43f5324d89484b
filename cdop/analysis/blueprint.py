"""The blueprint that every page of an analysis hangs on; each stands under its case."""

from flask import Blueprint

bp = Blueprint("analysis", __name__, url_prefix="/cases/<opaque:case_id>/analysis")
