"""The blueprint that every page of a case hangs on."""

from flask import Blueprint

bp = Blueprint("cases", __name__, url_prefix="/cases")
