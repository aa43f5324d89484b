"""The blueprint of every page about people, panels and one's own account."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)
