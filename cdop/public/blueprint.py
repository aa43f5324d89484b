"""The blueprint of every page that anybody may read."""

from flask import Blueprint

bp = Blueprint("public", __name__)
