"""Panels and their settings, for administrators."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.accounts import panel_changes as changes
from cdop.accounts import queries
from cdop.accounts.blueprint import bp
from cdop.accounts.forms import ClockForm, NewPanelForm, PanelForm
from cdop.accounts.models import Panel
from cdop.accounts.presenters import panel_values
from cdop.core.clocks import DEFAULT_RULES, ClockRule
from cdop.db.clock import today
from cdop.web.versions import StaleEdit


@bp.get("/panels/")
@requires(Permission.PANEL_SETTINGS)
def panels() -> ResponseReturnValue:
    return render_template("accounts/panels.html", panels=queries.list_panels())


@bp.get("/panels/new")
@requires(Permission.PANEL_SETTINGS)
def new_panel() -> ResponseReturnValue:
    form = NewPanelForm(data={"reference_prefix": "CDOP"})
    return render_template("accounts/panel_form.html", form=form, panel=None, stale=False)


@bp.post("/panels/new")
@requires(Permission.PANEL_SETTINGS)
def add_panel() -> ResponseReturnValue:
    form = NewPanelForm(request.form)
    if not form.validate():
        page = render_template("accounts/panel_form.html", form=form, panel=None, stale=False)
        return page, 422
    panel = changes.add_panel(
        actor=current_user._get_current_object(), slug=form.slug.data, **form.values
    )
    flash("The panel was added")
    return redirect(url_for(".panel", panel_id=panel.id), 303)


@bp.get("/panels/<opaque:panel_id>")
@requires(Permission.PANEL_SETTINGS, of=queries.get_panel)
def panel(panel: Panel) -> ResponseReturnValue:
    rules = queries.clock_rules(panel.id, today())
    return render_template("accounts/panel.html", panel=panel, rules=rules)


@bp.get("/panels/<opaque:panel_id>/details")
@requires(Permission.PANEL_SETTINGS, of=queries.get_panel)
def panel_details(panel: Panel) -> ResponseReturnValue:
    return _details_page(panel, PanelForm(data=panel_values(panel)))


@bp.post("/panels/<opaque:panel_id>/details")
@requires(Permission.PANEL_SETTINGS, of=queries.get_panel)
def save_panel(panel: Panel) -> ResponseReturnValue:
    form = PanelForm(request.form)
    if not form.validate():
        return _details_page(panel, form), 422
    try:
        changes.edit_panel(
            panel,
            actor=current_user._get_current_object(),
            version=request.form.get("version"),
            **form.values,
        )
    except StaleEdit:
        return _details_page(panel, form, stale=True), 409
    flash("The panel was saved")
    return redirect(url_for(".panel", panel_id=panel.id), 303)


def _details_page(panel: Panel, form: PanelForm, stale: bool = False) -> str:
    return render_template("accounts/panel_form.html", form=form, panel=panel, stale=stale)


class _ClockOfPanel:
    """One clock as it runs for a panel."""

    __tablename__ = "setting"
    id = None

    def __init__(self, panel: Panel, rule: ClockRule) -> None:
        self.panel = panel
        self.panel_id = panel.id
        self.rule = rule


def _get_clock(panel_id: str, code: str) -> _ClockOfPanel:
    panel = queries.get_panel(panel_id)
    for rule in queries.clock_rules(panel.id, today()):
        if rule.code == code.replace("-", "_"):
            return _ClockOfPanel(panel, rule)
    abort(404)


@bp.get("/panels/<opaque:panel_id>/clocks/<slug:code>")
@requires(Permission.PANEL_SETTINGS, of=_get_clock)
def clock(clock: _ClockOfPanel) -> ResponseReturnValue:
    rule = clock.rule
    form = ClockForm(
        data={
            "target": rule.target,
            "unit": rule.unit,
            "source": rule.basis,
            "effective_from": today(),
        }
    )
    return _clock_page(clock, form)


@bp.post("/panels/<opaque:panel_id>/clocks/<slug:code>")
@requires(Permission.PANEL_SETTINGS, of=_get_clock)
def set_clock(clock: _ClockOfPanel) -> ResponseReturnValue:
    form = ClockForm(request.form)
    if not form.validate():
        return _clock_page(clock, form), 422
    changes.set_clock(
        clock.panel, clock.rule, actor=current_user._get_current_object(), **form.data
    )
    flash("The target was saved")
    return redirect(url_for(".panel", panel_id=clock.panel_id), 303)


def _clock_page(clock: _ClockOfPanel, form: ClockForm) -> str:
    code = f"{queries.CLOCK_SETTING}{clock.rule.code}"
    settings = [s for s in queries.list_clock_settings(clock.panel_id) if s.code == code]
    default = next(rule for rule in DEFAULT_RULES if rule.code == clock.rule.code)
    return render_template(
        "accounts/clock.html",
        form=form,
        panel=clock.panel,
        rule=clock.rule,
        default=default,
        settings=settings,
    )
