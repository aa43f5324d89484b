"""Notifying a death: the form, the cases that may be the same child's, and the new case."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.roles import Role
from cdop.accounts.models import Panel
from cdop.cases import changes, queries
from cdop.cases.blueprint import bp
from cdop.cases.forms import NotifyForm
from cdop.cases.notification import NotAccepted
from cdop.cases.search import Alike, PossiblyKnown
from cdop.web.forms import SelectChoice

SAME_CHILD = "This may be a child whose death is known already. Open the case below, or say why not"


@bp.get("/notify")
@requires(Permission.CASE_NOTIFY)
def notify() -> str:
    panels = _panels()
    form = _form(panels)
    if len(panels) == 1:
        form.panel.data = panels[0].id
    return _page(form, panels)


@bp.post("/notify")
@requires(Permission.CASE_NOTIFY)
def notify_death() -> ResponseReturnValue:
    panels = _panels()
    form = _form(panels)
    if form.add_row(request.form.get("add", "")):
        return _page(form, panels)
    if not form.validate():
        return _page(form, panels), 422
    panel = next((panel for panel in panels if panel.id == form.panel.data), None)
    if panel is None:
        abort(404)
    try:
        case = changes.notify_death(
            panel, form.notification(), actor=current_user, although=form.although.data or ""
        )
    except NotAccepted as refused:
        form.show(refused.problems)
        return _page(form, panels), 422
    except PossiblyKnown as found:
        form.add_error("although", SAME_CHILD)
        return _page(form, panels, found.alike), 422
    flash(f"Case {case.reference} created")
    return redirect(url_for(".case", case_id=case.id), 303)


def _panels() -> list[Panel]:
    return queries.panels_of(current_user, Role.COORDINATOR)


def _form(panels: list[Panel]) -> NotifyForm:
    form = NotifyForm(request.form)
    form.panel.choices = [SelectChoice(panel.id, panel.name) for panel in panels]
    form.take_areas([area for panel in panels for area in panel.local_authorities])
    return form


def _page(form: NotifyForm, panels: list[Panel], alike: list[Alike] | None = None) -> str:
    return render_template(
        "cases/notify.html", form=form, alike=alike or [], one_panel=len(panels) == 1
    )
