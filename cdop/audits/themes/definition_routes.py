"""Pages of a panel's own themes: the list, defining one, its versions, and building an audit."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel
from cdop.audits.blueprint import bp
from cdop.audits.forms import BuildForm, last_whole_years
from cdop.audits.queries import get_panel
from cdop.audits.themes import changes, queries
from cdop.audits.themes.forms import ThemeForm
from cdop.audits.themes.models import Theme
from cdop.audits.themes.preview import preview_of
from cdop.core.theme import EXAMPLES, BadTheme, ThemeDefinition
from cdop.db.clock import today
from cdop.web.versions import StaleEdit

COUNT = "count"  # the button that counts without saving


@bp.get("/themes/<slug:panel_slug>/audits")
@requires(Permission.AUDIT_READ, of=get_panel)
def themes(panel: Panel) -> str:
    return render_template(
        "audits/themes/themes.html",
        panel=panel,
        themes=queries.list_themes(panel.id),
        examples=EXAMPLES,
    )


@bp.get("/themes/<slug:panel_slug>/new")
@requires(Permission.AUDIT_BUILD, of=get_panel)
def new_theme(panel: Panel) -> str:
    example = EXAMPLES.get(request.args.get("from", ""))
    return _form_page(panel, ThemeForm.of(example) if example else ThemeForm())


@bp.post("/themes/<slug:panel_slug>/new")
@requires(Permission.AUDIT_BUILD, of=get_panel)
def define_theme(panel: Panel) -> ResponseReturnValue:
    form = ThemeForm(request.form)
    definition = form.definition()
    if definition is None:
        return _form_page(panel, form), 422
    if _only_counts():
        return _form_page(panel, form, definition=definition)
    try:
        theme = changes.define_theme(panel, actor=current_user, definition=definition)
    except BadTheme as refused:
        return _refused(panel, form, refused)
    flash("Theme saved")
    return redirect(_address(theme), 303)


@bp.get("/themes/<slug:panel_slug>/<opaque:theme_id>")
@requires(Permission.AUDIT_READ, of=queries.get_theme)
def theme(theme: Theme) -> str:
    return render_template(
        "audits/themes/theme.html",
        theme=theme,
        audits=queries.list_audits(theme),
        preview=preview_of(theme.panel, theme.newest.parsed, current_user),
    )


@bp.get("/themes/<slug:panel_slug>/<opaque:theme_id>/edit")
@requires(Permission.AUDIT_BUILD, of=queries.get_theme)
def edit_theme(theme: Theme) -> str:
    return _form_page(theme.panel, ThemeForm.of(theme.newest.parsed), theme=theme)


@bp.post("/themes/<slug:panel_slug>/<opaque:theme_id>/edit")
@requires(Permission.AUDIT_BUILD, of=queries.get_theme)
def save_theme(theme: Theme) -> ResponseReturnValue:
    form, sent = ThemeForm(request.form), request.form.get("version", "")
    definition = form.definition()
    if definition is None:
        return _form_page(theme.panel, form, theme=theme, version=sent), 422
    if _only_counts():
        return _form_page(theme.panel, form, theme=theme, definition=definition, version=sent)
    try:
        changes.change_theme(theme, actor=current_user, version=sent, definition=definition)
    except BadTheme as refused:
        return _refused(theme.panel, form, refused, theme=theme, version=sent)
    except StaleEdit:
        return _form_page(theme.panel, form, theme=theme, stale=True), 409
    flash("Theme saved")
    return redirect(_address(theme), 303)


def _only_counts() -> bool:
    return request.form.get("act") == COUNT


def _refused(panel: Panel, form: ThemeForm, refused: BadTheme, **context: Any) -> Any:
    for name, reason in refused.reasons.items():
        form.add_error(form.FIELD_OF.get(name, name), reason)
    return _form_page(panel, form, **context), 422


def _form_page(
    panel: Panel,
    form: ThemeForm,
    *,
    theme: Theme | None = None,
    definition: ThemeDefinition | None = None,
    **context: Any,
) -> str:
    return render_template(
        "audits/themes/form.html",
        panel=panel,
        theme=theme,
        form=form,
        preview=preview_of(panel, definition, current_user) if definition else None,
        **{"version": theme.version if theme else None, "stale": False, **context},
    )


@bp.post("/themes/<slug:panel_slug>/<opaque:theme_id>/retire")
@requires(Permission.AUDIT_BUILD, of=queries.get_theme)
def retire_theme(theme: Theme) -> ResponseReturnValue:
    changes.retire_theme(theme, actor=current_user, version=request.form.get("version", ""))
    flash("Theme retired. Audits that were built of it stay")
    return redirect(_address(theme), 303)


@bp.post("/themes/<slug:panel_slug>/<opaque:theme_id>/bring-back")
@requires(Permission.AUDIT_BUILD, of=queries.get_theme)
def bring_back_theme(theme: Theme) -> ResponseReturnValue:
    changes.bring_back_theme(theme, actor=current_user, version=request.form.get("version", ""))
    flash("Theme brought back")
    return redirect(_address(theme), 303)


@bp.get("/themes/<slug:panel_slug>/<opaque:theme_id>/build")
@requires(Permission.AUDIT_BUILD, of=queries.get_theme)
def new_themed_audit(theme: Theme) -> str:
    first, last = last_whole_years(today())
    form = BuildForm(data={"title": theme.name, "from_month": first, "to_month": last})
    return _build_page(theme, form)


@bp.post("/themes/<slug:panel_slug>/<opaque:theme_id>/build")
@requires(Permission.AUDIT_BUILD, of=queries.get_theme)
def build_themed_audit(theme: Theme) -> ResponseReturnValue:
    form = BuildForm(request.form)
    if not form.validate():
        return _build_page(theme, form), 422
    try:
        audit = changes.ask_for_themed_audit(theme, actor=current_user, **form.data)
    except changes.TooFew as too_few:
        form.add_error("to_month", str(too_few))
        return _build_page(theme, form), 422
    return redirect(url_for(".build_progress", audit_id=audit.id), 303)


def _build_page(theme: Theme, form: BuildForm) -> str:
    preview = preview_of(theme.panel, theme.newest.parsed, current_user)
    return render_template("audits/themes/build.html", theme=theme, form=form, preview=preview)


def _address(theme: Theme) -> str:
    return url_for(".theme", panel_slug=theme.panel.slug, theme_id=theme.id)
