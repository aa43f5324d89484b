"""Ending a case or taking it elsewhere: void, merge, transfer, full export."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.policy import allowed
from cdop.cases import closing_changes, export, queries
from cdop.cases.act_forms import ExportForm, MergeForm, ReasonForm, TransferForm
from cdop.cases.act_routes import to_case
from cdop.cases.blueprint import bp
from cdop.cases.models import Case, Transfer
from cdop.core.workflow import NotNow
from cdop.db.clock import now, today

NO_SUCH_CASE = "There is no other case of your panel with this reference: check it in the list"


@bp.get("/<opaque:case_id>/void")
@requires(Permission.CASE_MANAGE, of=queries.get_case)
def void(case: Case) -> str:
    return render_template("cases/void.html", case=case, form=ReasonForm())


@bp.post("/<opaque:case_id>/void")
@requires(Permission.CASE_MANAGE, of=queries.get_case)
def void_case(case: Case) -> ResponseReturnValue:
    form = ReasonForm(request.form)
    if not form.validate():
        return render_template("cases/void.html", case=case, form=form), 422
    closing_changes.void_case(case, actor=current_user, reason=form.reason.data or "")
    return to_case(case, "The case is void")


@bp.get("/<opaque:case_id>/merge")
@requires(Permission.CASE_MANAGE, of=queries.get_case)
def merge(case: Case) -> str:
    return render_template("cases/merge.html", case=case, form=MergeForm(), into=None)


@bp.post("/<opaque:case_id>/merge")
@requires(Permission.CASE_MANAGE, of=queries.get_case)
def merge_case(case: Case) -> ResponseReturnValue:
    """First shows the case to keep; merges when the page that showed it is sent."""
    form, into = MergeForm(request.form), None
    if form.validate():
        into = queries.find_case_by_reference(case.panel_id, form.reference.data or "")
        if into is None or into == case or not allowed(current_user, Permission.CASE_READ, into):
            into = None
            form.add_error("reference", NO_SUCH_CASE)
    if into is None:
        return render_template("cases/merge.html", case=case, form=form, into=None), 422
    if request.form.get("confirmed") != into.id:
        return render_template("cases/merge.html", case=case, form=form, into=into)
    try:
        closing_changes.merge_case(
            case, into=into, actor=current_user, reason=form.reason.data or ""
        )
    except NotNow as refused:
        form.add_error("reference", refused.reason)
        return render_template("cases/merge.html", case=case, form=form, into=None), 409
    return to_case(into, f"{case.reference} is merged into this case")


@bp.get("/<opaque:case_id>/transfer")
@requires(Permission.CASE_MANAGE, of=queries.get_case)
def transfer(case: Case) -> str:
    return _transfer_page(case, TransferForm())


def _transfer_page(case: Case, form: TransferForm) -> str:
    panels = queries.list_other_panels(case.panel_id)
    form.offer(panels)
    return render_template(
        "cases/transfer.html",
        case=case,
        form=form,
        panels=panels,
        offer=queries.find_open_transfer(case.id),
    )


@bp.post("/<opaque:case_id>/transfer")
@requires(Permission.CASE_MANAGE, of=queries.get_case)
def offer_transfer(case: Case) -> ResponseReturnValue:
    form, panels = TransferForm(request.form), queries.list_other_panels(case.panel_id)
    form.offer(panels)
    if not form.validate():
        return _transfer_page(case, form), 422
    to = next(panel for panel in panels if panel.id == form.panel.data)
    closing_changes.offer_transfer(case, to=to, actor=current_user, reason=form.reason.data or "")
    return to_case(case, f"The case is offered to {to.name}. It stays here until they accept.")


@bp.post("/<opaque:case_id>/transfer/withdraw")
@requires(Permission.CASE_MANAGE, of=queries.get_case)
def withdraw_transfer(case: Case) -> ResponseReturnValue:
    offer = queries.find_open_transfer(case.id)
    if offer is None:
        raise NotNow("This case is no longer on offer.")
    closing_changes.withdraw_transfer(offer, actor=current_user)
    return to_case(case, "The offer is withdrawn")


@bp.get("/transfers")
@requires(Permission.CASE_RECEIVE)
def transfers() -> str:
    return render_template(
        "cases/transfers.html",
        offered_to_us=queries.list_offers_to(current_user),
        offered_by_us=queries.list_offers_of(current_user),
    )


@bp.post("/transfers/<opaque:transfer_id>/accept")
@requires(Permission.CASE_RECEIVE, of=queries.get_transfer)
def accept_transfer(offer: Transfer) -> ResponseReturnValue:
    case = closing_changes.accept_transfer(offer, actor=current_user)
    return to_case(case, f"The case is yours now, as {case.reference}")


@bp.get("/transfers/<opaque:transfer_id>/decline")
@requires(Permission.CASE_RECEIVE, of=queries.get_transfer)
def decline(offer: Transfer) -> str:
    return render_template("cases/decline.html", offer=offer, form=ReasonForm())


@bp.post("/transfers/<opaque:transfer_id>/decline")
@requires(Permission.CASE_RECEIVE, of=queries.get_transfer)
def decline_transfer(offer: Transfer) -> ResponseReturnValue:
    form = ReasonForm(request.form)
    if not form.validate():
        return render_template("cases/decline.html", offer=offer, form=form), 422
    closing_changes.decline_transfer(offer, actor=current_user, reason=form.reason.data or "")
    flash("The offer is declined")
    return redirect(url_for(".transfers"), 303)


@bp.get("/<opaque:case_id>/export")
@requires(Permission.CASE_EXPORT, of=queries.get_case)
def export_page(case: Case) -> str:
    return render_template("cases/export.html", case=case, form=ExportForm())


@bp.post("/<opaque:case_id>/export")
@requires(Permission.CASE_EXPORT, of=queries.get_case)
def export_case(case: Case) -> ResponseReturnValue:
    form = ExportForm(request.form)
    if not form.validate():
        return render_template("cases/export.html", case=case, form=form), 422
    closing_changes.remember_export(
        case, actor=current_user, form=form.form.data or "", reason=form.reason.data or ""
    )
    contents = export.contents_of(case)
    if form.form.data == "json":
        return _as_file(contents)
    return render_template(
        "cases/exported.html",
        case=case,
        sections=export.as_sections(contents),
        taken_at=now(),
        by=current_user.name,
    )


def _as_file(contents: dict[str, Any]) -> Response:
    response = Response(export.as_json(contents), mimetype="application/json")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="case-export-{today().isoformat()}.json"'
    )
    return response
