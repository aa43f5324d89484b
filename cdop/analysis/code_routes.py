"""The list of learning codes, and a panel's additions to it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel
from cdop.analysis import code_changes, code_queries
from cdop.analysis.code_forms import LearningCodeForm
from cdop.analysis.code_models import OwnLearningCode
from cdop.core.catalogues.learning_codes import LEARNING_CODES
from cdop.web.versions import StaleEdit

bp = Blueprint("learning_codes", __name__, url_prefix="/learning-codes/<slug:panel_slug>")

TAKEN = "There is a code of this name already"


@bp.get("/")
@requires(Permission.LEARNING_CODES, of=code_queries.get_panel)
def learning_codes(panel: Panel) -> str:
    return _list_page(panel, LearningCodeForm())


@bp.post("/")
@requires(Permission.LEARNING_CODES, of=code_queries.get_panel)
def add_learning_code(panel: Panel) -> ResponseReturnValue:
    form = LearningCodeForm(request.form)
    if not form.validate():
        return _list_page(panel, form), 422
    try:
        code_changes.add_code(panel, actor=current_user, **form.data)
    except code_changes.LabelTaken:
        form.add_error("label", TAKEN)
        return _list_page(panel, form), 422
    flash("Learning code added")
    return redirect(url_for(".learning_codes", panel_slug=panel.slug), 303)


def _list_page(panel: Panel, form: LearningCodeForm) -> str:
    groups: dict[str, list] = {}
    for each in LEARNING_CODES.values():
        groups.setdefault(each.group, []).append(each)
    return render_template(
        "analysis/learning_codes.html",
        panel=panel,
        form=form,
        groups=groups,
        own=code_queries.list_own_codes(panel.id),
    )


@bp.get("/<opaque:code_id>")
@requires(Permission.LEARNING_CODES, of=code_queries.get_own_code)
def learning_code(own: OwnLearningCode) -> str:
    return _edit_page(own, LearningCodeForm(obj=own))


@bp.post("/<opaque:code_id>")
@requires(Permission.LEARNING_CODES, of=code_queries.get_own_code)
def save_learning_code(own: OwnLearningCode) -> ResponseReturnValue:
    form = LearningCodeForm(request.form)
    if not form.validate():
        return _edit_page(own, form), 422
    try:
        code_changes.edit_code(own, actor=current_user, version=_version(), **form.data)
    except code_changes.LabelTaken:
        form.add_error("label", TAKEN)
        return _edit_page(own, form), 422
    except StaleEdit:
        return _edit_page(own, form, stale=True), 409
    return _saved("Learning code saved")


@bp.post("/<opaque:code_id>/retire")
@requires(Permission.LEARNING_CODES, of=code_queries.get_own_code)
def retire_learning_code(own: OwnLearningCode) -> ResponseReturnValue:
    code_changes.retire_code(own, actor=current_user, version=_version())
    return _saved("Learning code retired")


@bp.post("/<opaque:code_id>/bring-back")
@requires(Permission.LEARNING_CODES, of=code_queries.get_own_code)
def bring_back_learning_code(own: OwnLearningCode) -> ResponseReturnValue:
    code_changes.bring_back_code(own, actor=current_user, version=_version())
    return _saved("Learning code brought back")


def _edit_page(own: OwnLearningCode, form: LearningCodeForm, stale: bool = False) -> str:
    return render_template("analysis/learning_code.html", own=own, form=form, stale=stale)


def _saved(message: str) -> ResponseReturnValue:
    flash(message)
    slug = (request.view_args or {})["panel_slug"]
    return redirect(url_for(".learning_codes", panel_slug=slug), 303)


def _version() -> str:
    return request.form.get("version", "")
