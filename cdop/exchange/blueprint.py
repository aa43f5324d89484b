"""The blueprint that every page of an import hangs on."""

from flask import Blueprint

bp = Blueprint("exchange", __name__, url_prefix="/imports")
