"""Correcting: who the child was, the coded facts, what was written, and the panel's summary."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.cases import changes, presenters, queries
from cdop.cases.blueprint import bp
from cdop.cases.forms import AccountForm, FactsForm, IdentityForm, SummaryForm
from cdop.cases.models import Case
from cdop.cases.notification import NotAccepted, Notification
from cdop.cases.revealing import what_it_reveals
from cdop.db.base import Versioned
from cdop.web.versions import StaleEdit


def _editor(
    template: str,
    case: Case,
    form: Any,
    record: Versioned,
    *,
    stale: Any = None,
    **more: Any,
) -> str:
    """An edit page; `stale` is the form of what is stored now, where somebody else was quicker."""
    compared = presenters.differences(form, stale) if stale is not None else []
    return render_template(
        template,
        case=case,
        form=form,
        version=record.version,
        stale=stale is not None,
        differences=compared,
        **more,
    )


def _saved(case: Case, page: str, what: str) -> ResponseReturnValue:
    flash(f"{what} saved")
    return redirect(url_for(page, case_id=case.id), 303)


@bp.get("/<opaque:case_id>/identity/edit")
@requires(Permission.IDENTITY_EDIT, of=queries.get_case, records="identity.viewed")
def edit_identity(case: Case) -> str:
    identity = queries.identity_of(case)
    form = IdentityForm(data=IdentityForm.stored_identity(identity, case.age_days))
    return _editor("cases/edit_identity.html", case, form, identity)


@bp.post("/<opaque:case_id>/identity/edit")
@requires(Permission.IDENTITY_EDIT, of=queries.get_case)
def save_identity(case: Case) -> ResponseReturnValue:
    identity = queries.identity_of(case)
    form = IdentityForm(request.form)
    if form.add_row(request.form.get("add", "")):
        return _with_version_sent("cases/edit_identity.html", case, form)
    if not form.validate():
        return _with_version_sent("cases/edit_identity.html", case, form), 422
    try:
        changes.edit_identity(
            case,
            Notification(**form.identity_facts()),
            actor=current_user,
            version=request.form.get("version"),
        )
    except NotAccepted as refused:
        form.show(refused.problems)
        return _with_version_sent("cases/edit_identity.html", case, form), 422
    except StaleEdit:
        stored = IdentityForm(data=IdentityForm.stored_identity(identity, case.age_days))
        return _editor("cases/edit_identity.html", case, form, identity, stale=stored), 409
    return _saved(case, ".identity", "Identity")


def _with_version_sent(template: str, case: Case, form: Any, **more: Any) -> str:
    """The page again with the version it was opened with, so that a later save still notices."""
    return render_template(
        template,
        case=case,
        form=form,
        version=request.form.get("version", ""),
        stale=False,
        differences=[],
        **more,
    )


@bp.get("/<opaque:case_id>/facts")
@requires(Permission.CASE_MANAGE, of=queries.get_case, records="case.viewed")
def edit_facts(case: Case) -> str:
    form = FactsForm(data=FactsForm.stored_facts(case))
    form.take_areas(case.panel.local_authorities, case.residence_area)
    return _editor("cases/edit_facts.html", case, form, case)


@bp.post("/<opaque:case_id>/facts")
@requires(Permission.CASE_MANAGE, of=queries.get_case)
def save_facts(case: Case) -> ResponseReturnValue:
    form = FactsForm(request.form)
    form.take_areas(case.panel.local_authorities, case.residence_area)
    if not form.validate():
        return _with_version_sent("cases/edit_facts.html", case, form), 422
    try:
        changes.edit_facts(
            case, form.coded_facts(), actor=current_user, version=request.form.get("version")
        )
    except StaleEdit:
        stored = FactsForm(data=FactsForm.stored_facts(case))
        stored.take_areas(case.panel.local_authorities, case.residence_area)
        return _editor("cases/edit_facts.html", case, form, case, stale=stored), 409
    return _saved(case, ".case", "Facts")


@bp.get("/<opaque:case_id>/account/edit")
@requires(Permission.CASE_MANAGE, of=queries.get_case, records="account.viewed")
def edit_account(case: Case) -> str:
    account = queries.account_of(case)
    form = AccountForm(data=AccountForm.stored_account(account))
    return _editor("cases/edit_account.html", case, form, account)


@bp.post("/<opaque:case_id>/account/edit")
@requires(Permission.CASE_MANAGE, of=queries.get_case)
def save_account(case: Case) -> ResponseReturnValue:
    form = AccountForm(request.form)
    if not form.validate():
        return _with_version_sent("cases/edit_account.html", case, form), 422
    try:
        changes.edit_account(
            case, form.account_facts(), actor=current_user, version=request.form.get("version")
        )
    except StaleEdit:
        account = queries.account_of(case)
        stored = AccountForm(data=AccountForm.stored_account(account))
        return _editor("cases/edit_account.html", case, form, account, stale=stored), 409
    return _saved(case, ".account", "Account")


@bp.get("/<opaque:case_id>/summary")
@requires(Permission.CASE_MANAGE, of=queries.get_case, records="account.viewed")
def edit_summary(case: Case) -> str:
    account = queries.account_of(case)
    form = SummaryForm(data={"anonymised_summary": account.anonymised_summary})
    return _editor(
        "cases/edit_summary.html",
        case,
        form,
        account,
        circumstances=account.circumstances,
        reveals=[],
    )


@bp.post("/<opaque:case_id>/summary")
@requires(Permission.CASE_MANAGE, of=queries.get_case)
def save_summary(case: Case) -> ResponseReturnValue:
    account, form = queries.account_of(case), SummaryForm(request.form)
    text = form.anonymised_summary.data or ""
    more = {"circumstances": account.circumstances, "reveals": []}
    if not form.validate():
        return _with_version_sent("cases/edit_summary.html", case, form, **more), 422
    reveals = what_it_reveals(text, queries.identity_of(case))
    if reveals and not form.sure.data:
        more["reveals"] = reveals
        return _with_version_sent("cases/edit_summary.html", case, form, **more), 422
    try:
        changes.edit_account(
            case,
            {"anonymised_summary": text},
            actor=current_user,
            version=request.form.get("version"),
        )
    except StaleEdit:
        stored = SummaryForm(data={"anonymised_summary": account.anonymised_summary})
        return _editor("cases/edit_summary.html", case, form, account, stale=stored, **more), 409
    return _saved(case, ".case", "Summary")
