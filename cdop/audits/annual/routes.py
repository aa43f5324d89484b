"""The page on which a chair asks for an annual report; all else is as with any audit."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel
from cdop.audits import changes, queries
from cdop.audits.annual.forms import ReportForm, first_values
from cdop.audits.blueprint import bp
from cdop.audits.models import AuditKind
from cdop.audits.tables.annual import ANNUAL
from cdop.populations.queries import list_coverage

PAGE = "audits/annual_new.html"


@bp.get("/audits/new-annual-report/<slug:panel_slug>")
@requires(Permission.AUDIT_BUILD, of=queries.get_panel)
def new_annual_report(panel: Panel) -> str:
    return _page(panel, ReportForm(data=first_values()))


@bp.post("/audits/new-annual-report/<slug:panel_slug>")
@requires(Permission.AUDIT_BUILD, of=queries.get_panel)
def build_annual_report(panel: Panel) -> ResponseReturnValue:
    form = ReportForm(request.form)
    if not form.validate():
        return _page(panel, form), 422
    first, last = form.period
    audit = changes.ask_for_audit(
        panel,
        actor=current_user,
        kind=AuditKind.ANNUAL,
        title=form.title.data,
        basis=form.basis.data,
        from_month=first,
        to_month=last,
    )
    return redirect(url_for(".build_progress", audit_id=audit.id), 303)


def _page(panel: Panel, form: ReportForm) -> str:
    years = [value for value, *_ in form.year.iter_choices() if value][:5]
    coverage = list_coverage(panel, years)
    return render_template(PAGE, panel=panel, form=form, kind=ANNUAL, coverage=coverage)
