"""The blueprint of the pages that panels keep about themselves."""

from flask import Blueprint

bp = Blueprint("site", __name__)
