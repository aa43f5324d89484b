"""Pages of national views: who takes part, asking for one, and its protected result."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.roles import Role
from cdop.accounts.models import Panel
from cdop.audits import changes, national_changes, national_queries, presenters, queries
from cdop.audits.blueprint import bp, gone_on
from cdop.audits.chapters import Reading, reading, release_chapters
from cdop.audits.models import Audit, Release
from cdop.audits.national_forms import NationalForm, years_to
from cdop.db.clock import today
from cdop.extensions import db
from cdop.web.paging import page_of, requested_page


@bp.get("/national/")
@requires(Permission.NATIONAL_READ)
def national_views() -> str:
    chaired = queries.list_panels(current_user.panels_as(Role.CHAIR))
    return render_template(
        "audits/national_views.html",
        page=page_of(db.session, national_queries.views(), number=requested_page()),
        taking_part=national_queries.list_taking_part(today()),
        panels=[(each, national_queries.takes_part(each, today())) for each in chaired],
    )


@bp.post("/national/panels/<slug:panel_slug>/take-part")
@requires(Permission.NATIONAL_ASK, of=queries.get_panel)
def take_part(panel: Panel) -> ResponseReturnValue:
    national_changes.take_part(panel, actor=current_user, takes_part=True)
    flash("The panel takes part in national views")
    return redirect(url_for(".national_views"), 303)


@bp.post("/national/panels/<slug:panel_slug>/stay-out")
@requires(Permission.NATIONAL_ASK, of=queries.get_panel)
def stay_out(panel: Panel) -> ResponseReturnValue:
    national_changes.take_part(panel, actor=current_user, takes_part=False)
    flash("The panel is left out of national views from now on")
    return redirect(url_for(".national_views"), 303)


@bp.get("/national/new/<slug:panel_slug>")
@requires(Permission.NATIONAL_ASK, of=queries.get_panel)
def new_national_view(panel: Panel) -> str:
    form = NationalForm()
    years = years_to(today())
    form.offer(years)
    form.first_year.data, form.last_year.data = years[4].label, years[0].label
    return _form_page(panel, form)


@bp.post("/national/new/<slug:panel_slug>")
@requires(Permission.NATIONAL_ASK, of=queries.get_panel)
def ask_for_national_view(panel: Panel) -> ResponseReturnValue:
    form = NationalForm(request.form)
    form.offer(years_to(today()))
    if not form.validate():
        return _form_page(panel, form), 422
    audit = national_changes.ask_for_view(panel, actor=current_user, **form.wish)
    return redirect(url_for(".national_view", audit_id=audit.id), 303)


def _form_page(panel: Panel, form: NationalForm) -> str:
    return render_template(
        "audits/national_new.html",
        panel=panel,
        form=form,
        taking_part=national_queries.list_taking_part(today()),
    )


@bp.get("/national/<opaque:audit_id>")
@requires(Permission.NATIONAL_READ, of=national_queries.get_view)
def national_view(audit: Audit) -> ResponseReturnValue:
    """The released tables; before that, to chairs alone, which these are and how they were checked.

    No number is seen before it is in the ledger: each view is protected by itself, so what two
    that were never released show together could give another panel's small number away.
    """
    release = national_queries.find_release(audit)
    if release is not None:
        return render_template(
            "audits/national.html",
            audit=audit,
            release=release,
            reading=_released(release),
            profile=release.profile,
        )
    if not current_user.panels_as(Role.CHAIR):
        abort(404)
    profile = national_changes.profile_of(audit)
    job = queries.find_job(
        changes.PREPARE, audit_id=audit.id, profile=profile.value
    ) or queries.find_job(changes.BUILD, audit_id=audit.id)
    candidate = changes.find_preview(audit, profile) if audit.is_built else None
    if candidate is not None and "HX-Request" in request.headers:
        return gone_on(url_for(".national_view", audit_id=audit.id))
    return render_template(
        "audits/national.html",
        audit=audit,
        release=None,
        profile=profile,
        candidate=candidate,
        checks=presenters.checks(audit, candidate) if candidate else None,
        titles=[table["title"] for table in candidate["tables"]] if candidate else [],
        reading=Reading([]),
        under_way=queries.is_under_way(job),
        asked_by_us=audit.panel_id in current_user.panels_as(Role.CHAIR),
    )


def _released(release: Release) -> Reading:
    _, chapters = release_chapters(release, presenters.released_tables(release.tables))
    return reading(chapters)


@bp.post("/national/<opaque:audit_id>/release")
@requires(Permission.NATIONAL_RELEASE, of=national_queries.get_view)
def release_national_view(audit: Audit) -> ResponseReturnValue:
    release = national_changes.release_view(audit, actor=current_user)
    flash(f"Released as {release.number}")
    return redirect(url_for(".national_view", audit_id=audit.id), 303)


@bp.post("/national/<opaque:audit_id>/try-again")
@requires(Permission.NATIONAL_ASK, of=national_queries.get_view)
def try_national_view_again(audit: Audit) -> ResponseReturnValue:
    national_changes.try_again(audit, actor=current_user)
    return redirect(url_for(".national_view", audit_id=audit.id), 303)
