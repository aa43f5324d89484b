"""Pages of audits: the list, building one, its draft, and what a release of it would print."""

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.roles import Role
from cdop.accounts.models import Panel
from cdop.audits import (
    changes,
    exports,
    jobs,  # noqa: F401  registers its handler
    presenters,
    queries,
    release_routes,  # noqa: F401  adds its pages
)
from cdop.audits.blueprint import bp
from cdop.audits.building import whole_years
from cdop.audits.forms import BuildForm, CommentaryForm, last_whole_years
from cdop.audits.models import Audit, Profile
from cdop.audits.preparing import ONLY_WHOLE_YEARS
from cdop.core.moves import NotNow
from cdop.db.clock import today
from cdop.extensions import db
from cdop.jobs.models import Job
from cdop.web import markdown
from cdop.web.paging import page_of, requested_page
from cdop.web.versions import StaleEdit

READERS = (Role.CHAIR, Role.COORDINATOR, Role.MEMBER)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/audits/")
@requires(Permission.AUDIT_READ)
def audits() -> str:
    panel_ids = current_user.panels_as(*READERS)
    return render_template(
        "audits/audits.html",
        page=page_of(db.session, queries.audits_of(panel_ids), number=requested_page()),
        panels=queries.list_panels(current_user.panels_as(Role.CHAIR)),
        several=len(panel_ids) > 1,
    )


@bp.get("/audits/new/<slug:panel_slug>")
@requires(Permission.AUDIT_BUILD, of=queries.get_panel)
def new_audit(panel: Panel) -> str:
    first, last = last_whole_years(today())
    form = BuildForm(
        data={
            "title": "Sudden unexpected deaths in infancy",
            "from_month": first,
            "to_month": last,
        }
    )
    return render_template("audits/new.html", panel=panel, form=form)


@bp.post("/audits/new/<slug:panel_slug>")
@requires(Permission.AUDIT_BUILD, of=queries.get_panel)
def build_audit(panel: Panel) -> ResponseReturnValue:
    form = BuildForm(request.form)
    if not form.validate():
        return render_template("audits/new.html", panel=panel, form=form), 422
    audit = changes.build_audit(panel, actor=current_user, **form.data)
    flash("Audit built")
    return redirect(url_for(".audit", audit_id=audit.id), 303)


@bp.get("/audits/<opaque:audit_id>")
@requires(Permission.AUDIT_READ, of=queries.get_audit, records="audit.viewed")
def audit(audit: Audit) -> str:
    return render_template(
        "audits/audit.html",
        audit=audit,
        sections=presenters.draft_sections(audit.results),
        commentary=markdown.render(audit.commentary),
        leaves_panel=whole_years(audit.from_month, audit.to_month),
    )


@bp.get("/audits/<opaque:audit_id>.xlsx")
@requires(Permission.AUDIT_BUILD, of=queries.get_audit, records="audit.exported")
def audit_xlsx(audit: Audit) -> Response:
    return download(exports.audit_xlsx(audit), XLSX, "audit-draft.xlsx")


@bp.get("/audits/<opaque:audit_id>.csv")
@requires(Permission.AUDIT_BUILD, of=queries.get_audit, records="audit.exported")
def audit_csv(audit: Audit) -> Response:
    return download(exports.audit_csv(audit), "text/csv; charset=utf-8", "audit-draft.csv")


def download(content: bytes, mimetype: str, name: str) -> Response:
    response = Response(content, content_type=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.get("/audits/<opaque:audit_id>/commentary")
@requires(Permission.AUDIT_BUILD, of=queries.get_audit)
def commentary(audit: Audit) -> str:
    return render_template("audits/commentary.html", audit=audit, form=CommentaryForm(obj=audit))


@bp.post("/audits/<opaque:audit_id>/commentary")
@requires(Permission.AUDIT_BUILD, of=queries.get_audit)
def save_commentary(audit: Audit) -> ResponseReturnValue:
    form = CommentaryForm(request.form)
    page = "audits/commentary.html"
    if not form.validate():
        return render_template(page, audit=audit, form=form), 422
    words = form.commentary.data or ""
    try:
        changes.comment(
            audit, actor=current_user, version=request.form.get("version"), commentary=words
        )
    except StaleEdit:
        return render_template(page, audit=audit, form=form, stale=True), 409
    flash("Commentary saved")
    return redirect(url_for(".audit", audit_id=audit.id), 303)


@bp.post("/audits/<opaque:audit_id>/commentary/preview")
@requires(Permission.AUDIT_BUILD, of=queries.get_audit)
def preview_commentary(audit: Audit) -> str:
    return str(markdown.render(request.form.get("commentary", "")[:20_000]))


@bp.post("/audits/<opaque:audit_id>/rebuild")
@requires(Permission.AUDIT_BUILD, of=queries.get_audit)
def rebuild_audit(audit: Audit) -> ResponseReturnValue:
    rebuilt = changes.rebuild_audit(audit, actor=current_user)
    flash("Audit built again from what is recorded now")
    return redirect(url_for(".audit", audit_id=rebuilt.id), 303)


@bp.post("/audits/<opaque:audit_id>/offer")
@requires(Permission.AUDIT_BUILD, of=queries.get_audit)
def offer_audit(audit: Audit) -> ResponseReturnValue:
    changes.offer_audit(audit, actor=current_user)
    flash("Offered for release to another chair of the panel")
    return redirect(url_for(".audit", audit_id=audit.id), 303)


@bp.post("/audits/<opaque:audit_id>/take-back")
@requires(Permission.AUDIT_BUILD, of=queries.get_audit)
def take_back_audit(audit: Audit) -> ResponseReturnValue:
    changes.take_back_audit(audit, actor=current_user)
    flash("The audit is a draft again")
    return redirect(url_for(".audit", audit_id=audit.id), 303)


@bp.get("/audits/<opaque:audit_id>/preview/<slug:profile>")
@requires(
    Permission.AUDIT_BUILD,
    of=lambda audit_id, profile: queries.get_audit(audit_id),
    records="audit.viewed",
)
def preview(audit: Audit) -> str:
    profile = _profile()
    return render_template(
        "audits/preview.html",
        audit=audit,
        profile=profile,
        candidate=changes.find_preview(audit, profile),
        under_way=queries.is_under_way(_job(audit, profile)),
        commentary=markdown.render(audit.commentary),
    )


@bp.post("/audits/<opaque:audit_id>/preview/<slug:profile>")
@requires(Permission.AUDIT_BUILD, of=lambda audit_id, profile: queries.get_audit(audit_id))
def ask_for_preview(audit: Audit) -> ResponseReturnValue:
    profile = _profile()
    if profile is not Profile.PANEL and not whole_years(audit.from_month, audit.to_month):
        raise NotNow(ONLY_WHOLE_YEARS)
    if not queries.is_under_way(_job(audit, profile)):
        changes.ask_for_preview(audit, actor=current_user, profile=profile)
    return redirect(url_for(".preview", audit_id=audit.id, profile=profile.value), 303)


@bp.post("/audits/<opaque:audit_id>/release/<slug:profile>")
@requires(Permission.AUDIT_RELEASE, of=lambda audit_id, profile: queries.get_audit(audit_id))
def release_audit(audit: Audit) -> ResponseReturnValue:
    profile = _profile()
    if changes.find_preview(audit, profile) is None:
        raise NotNow("Look at what would be published first.")
    release = changes.release_audit(audit, actor=current_user, profile=profile)
    flash(f"Released as {release.number}")
    return redirect(url_for(".release", release_id=release.id), 303)


def _profile() -> Profile:
    name = (request.view_args or {}).get("profile", "")
    return Profile(name) if name in set(Profile) else abort(404)


def _job(audit: Audit, profile: Profile) -> Job | None:
    return queries.find_job(changes.PREPARE, audit_id=audit.id, profile=profile.value)
