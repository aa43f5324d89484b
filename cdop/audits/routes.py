"""Pages of audits: the list, building one, its draft, its commentary, and offering it."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.roles import Role
from cdop.accounts.models import Panel
from cdop.audits import (
    changes,
    chapters,
    draft,
    exports,
    jobs,  # noqa: F401  registers its handler
    leaving,
    national_routes,  # noqa: F401  adds its pages
    presenters,
    preview_routes,  # noqa: F401  adds its pages
    queries,
    release_routes,  # noqa: F401  adds its pages
    word_queries,
    word_routes,  # noqa: F401  adds its pages
    wording,
)
from cdop.audits.annual import routes as annual_routes  # noqa: F401  adds its pages
from cdop.audits.blueprint import bp, gone_on
from cdop.audits.building import whole_years
from cdop.audits.commentary import numbers_in
from cdop.audits.forms import BuildForm, CommentaryForm, last_whole_years
from cdop.audits.kinds import kind_of
from cdop.audits.models import Audit, AuditState
from cdop.audits.tables.sudi import SUDI
from cdop.audits.themes import definition_routes, findings_routes  # noqa: F401  add their pages
from cdop.audits.word_forms import STATE_WORDS
from cdop.core.moves import NotNow
from cdop.db.clock import today
from cdop.db.engine import only_reads
from cdop.extensions import db
from cdop.learning.identity_check import IdentityFound
from cdop.learning.presenters import why_held_back
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
            "title": SUDI.title,
            "from_month": first,
            "to_month": last,
        }
    )
    return render_template("audits/new.html", panel=panel, form=form, kind=SUDI)


@bp.post("/audits/new/<slug:panel_slug>")
@requires(Permission.AUDIT_BUILD, of=queries.get_panel)
def build_audit(panel: Panel) -> ResponseReturnValue:
    form = BuildForm(request.form)
    if not form.validate():
        return render_template("audits/new.html", panel=panel, form=form, kind=SUDI), 422
    audit = changes.ask_for_audit(panel, actor=current_user, **form.data)
    return redirect(url_for(".build_progress", audit_id=audit.id), 303)


@bp.get("/audits/<opaque:audit_id>/progress")
@requires(Permission.AUDIT_READ, of=queries.get_audit)
def build_progress(audit: Audit) -> ResponseReturnValue:
    if audit.is_built:
        return gone_on(url_for(".audit", audit_id=audit.id))
    job = queries.find_job(changes.BUILD, audit_id=audit.id)
    return render_template(
        "audits/building.html",
        audit=audit,
        job=job,
        under_way=queries.is_under_way(job),
        waiting=presenters.is_waiting(job),
    )


@bp.post("/audits/<opaque:audit_id>/try-again")
@requires(Permission.AUDIT_BUILD, of=queries.get_audit)
def try_again(audit: Audit) -> ResponseReturnValue:
    changes.try_again(audit, actor=current_user)
    return redirect(url_for(".build_progress", audit_id=audit.id), 303)


@bp.post("/audits/<opaque:audit_id>/discard")
@requires(Permission.AUDIT_BUILD, of=queries.get_audit)
def discard_audit(audit: Audit) -> ResponseReturnValue:
    changes.discard_audit(audit, actor=current_user)
    flash("Audit discarded")
    return redirect(url_for(".audits"), 303)


@bp.get("/audits/<opaque:audit_id>")
@requires(Permission.AUDIT_READ, of=queries.get_audit, records="audit.viewed")
def audit(audit: Audit) -> ResponseReturnValue:
    if not audit.is_built:
        return redirect(url_for(".build_progress", audit_id=audit.id))
    return render_template(
        kind_of(audit).page,
        audit=audit,
        kind=kind_of(audit),
        reading=chapters.reading(
            chapters.draft_chapters(
                draft.draft_sections(audit, word_queries.latest_words(audit)),
                pairs="pairs" in audit.results.get("findings", {}),
            )
        ),
        recommendations=word_queries.list_recommendations(audit),
        earlier_recommendations=word_queries.list_earlier_recommendations(audit),
        recommendation_states=STATE_WORDS,
        commentary=markdown.render(audit.commentary),
        leaves_panel=whole_years(audit.from_month, audit.to_month),
    )


@bp.get("/audits/<opaque:audit_id>.xlsx")
@requires(Permission.AUDIT_BUILD, of=queries.get_built_audit, records="audit.exported")
def audit_xlsx(audit: Audit) -> Response:
    return download(exports.audit_xlsx(audit), XLSX, "audit-draft.xlsx")


@bp.get("/audits/<opaque:audit_id>.pdf")
@requires(Permission.AUDIT_BUILD, of=queries.get_built_audit, records="audit.exported")
def audit_pdf(audit: Audit) -> Response:
    return download(exports.audit_pdf(audit), "application/pdf", "audit-draft.pdf")


@bp.get("/audits/<opaque:audit_id>.csv")
@requires(Permission.AUDIT_BUILD, of=queries.get_built_audit, records="audit.exported")
def audit_csv(audit: Audit) -> Response:
    return download(exports.audit_csv(audit), "text/csv; charset=utf-8", "audit-draft.csv")


def download(content: bytes, mimetype: str, name: str) -> Response:
    response = Response(content, content_type=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.get("/audits/<opaque:audit_id>/commentary")
@requires(Permission.AUDIT_BUILD, of=queries.get_built_audit)
def commentary(audit: Audit) -> str:
    return render_template("audits/commentary.html", audit=audit, form=CommentaryForm(obj=audit))


@bp.post("/audits/<opaque:audit_id>/commentary")
@requires(Permission.AUDIT_BUILD, of=queries.get_built_audit)
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
@requires(Permission.AUDIT_BUILD, of=queries.get_built_audit)
@only_reads
def preview_commentary(audit: Audit) -> str:
    return str(markdown.render(request.form.get("commentary", "")[:20_000]))


@bp.post("/audits/<opaque:audit_id>/rebuild")
@requires(Permission.AUDIT_BUILD, of=queries.get_built_audit)
def rebuild_audit(audit: Audit) -> ResponseReturnValue:
    rebuilt = changes.rebuild_audit(audit, actor=current_user)
    return redirect(url_for(".build_progress", audit_id=rebuilt.id), 303)


@bp.get("/audits/<opaque:audit_id>/offer")
@requires(Permission.AUDIT_BUILD, of=queries.get_built_audit)
def offer(audit: Audit) -> ResponseReturnValue:
    if audit.state is not AuditState.DRAFT:
        return redirect(url_for(".audit", audit_id=audit.id))
    return render_template(
        "audits/offer.html",
        audit=audit,
        commentary=markdown.render(wording.words_on_offer(audit)),
        passages=numbers_in(wording.typed_words(audit)),
        marked=leaving.passages_of(audit),
        leaves_panel=whole_years(audit.from_month, audit.to_month),
    )


@bp.post("/audits/<opaque:audit_id>/offer")
@requires(Permission.AUDIT_BUILD, of=queries.get_built_audit)
def offer_audit(audit: Audit) -> ResponseReturnValue:
    try:
        changes.offer_audit(audit, actor=current_user)
    except IdentityFound as found:
        raise NotNow(why_held_back(found.passages)) from None
    flash("Offered for release to another chair of the panel")
    return redirect(url_for(".audit", audit_id=audit.id), 303)


@bp.post("/audits/<opaque:audit_id>/take-back")
@requires(Permission.AUDIT_BUILD, of=queries.get_built_audit)
def take_back_audit(audit: Audit) -> ResponseReturnValue:
    changes.take_back_audit(audit, actor=current_user)
    flash("The audit is a draft again")
    return redirect(url_for(".audit", audit_id=audit.id), 303)
