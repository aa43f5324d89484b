"""The start page: what is waiting, for each role the person holds."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import signed_in
from cdop.db.clock import now, today
from cdop.home import navigation
from cdop.home.presenters import task_lists
from cdop.home.queries import count_waiting

bp = Blueprint("home", __name__)
bp.app_context_processor(navigation.context)


@bp.get("/home")
@signed_in
def dashboard() -> ResponseReturnValue:
    counts = count_waiting(current_user, today=today(), moment=now())
    lists = task_lists(current_user, counts)
    return render_template("home/dashboard.html", lists=lists)
