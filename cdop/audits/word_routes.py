"""Pages on which a chair writes an audit's words and recommendations, and sets the standards."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel
from cdop.audits import queries, word_changes, word_queries
from cdop.audits.blueprint import bp
from cdop.audits.commentary import numbers_in
from cdop.audits.draft import told_of
from cdop.audits.models import Audit, AuditRecommendation, PanelStandard
from cdop.audits.sudi.context import list_standards
from cdop.audits.told import TOKEN, fill
from cdop.audits.word_forms import (
    STATE_WORDS,
    ProgressForm,
    RecommendationForm,
    StandardForm,
    WordsForm,
)
from cdop.audits.word_queries import SectionOf
from cdop.db.engine import only_reads
from cdop.web import markdown
from cdop.web.versions import StaleEdit

STALE = 409


@bp.get("/audits/<opaque:audit_id>/words/<int:place>")
@requires(Permission.AUDIT_BUILD, of=word_queries.get_section)
def words(section: SectionOf) -> str:
    versions = word_queries.list_versions(section.audit, section.heading)
    generated = section.audit.results.get("words", {}).get(section.heading, "")
    form = WordsForm(data={"text": (versions[0].text if versions else "") or generated})
    return _words_page(section, form)


@bp.post("/audits/<opaque:audit_id>/words/<int:place>")
@requires(Permission.AUDIT_BUILD, of=word_queries.get_section)
def save_words(section: SectionOf) -> ResponseReturnValue:
    form = WordsForm(request.form)
    if not form.validate() or not form.check(told_of(section.audit)):
        return _words_page(section, form), 422
    try:
        word_changes.write_section(
            section,
            actor=current_user,
            seen=request.form.get("seen", ""),
            text=form.text.data or "",
        )
    except StaleEdit:
        return _words_page(section, form, stale=True), STALE
    flash("Words saved")
    return redirect(url_for(".audit", audit_id=section.audit.id, part=section.place + 1), 303)


@bp.post("/audits/<opaque:audit_id>/words/<int:place>/preview")
@requires(Permission.AUDIT_BUILD, of=word_queries.get_section)
@only_reads
def preview_words(section: SectionOf) -> str:
    text = request.form.get("text", "")[:20_000]
    return str(markdown.render(fill(text, told_of(section.audit))))


def _words_page(section: SectionOf, form: WordsForm, *, stale: bool = False) -> str:
    told = told_of(section.audit)
    generated = section.audit.results.get("words", {}).get(section.heading, "")
    return render_template(
        "audits/words.html",
        section=section,
        audit=section.audit,
        form=form,
        stale=stale,
        versions=word_queries.list_versions(section.audit, section.heading),
        generated=markdown.render(fill(generated, told)),
        typed=numbers_in(TOKEN.sub("", form.text.data or "")),
        tables=[t for t in section.audit.results["tables"] if t["section"] == section.heading],
    )


@bp.get("/audits/<opaque:audit_id>/recommendations")
@requires(Permission.AUDIT_BUILD, of=queries.get_built_audit)
def recommendations(audit: Audit) -> str:
    return _recommendations_page(audit, RecommendationForm())


@bp.post("/audits/<opaque:audit_id>/recommendations")
@requires(Permission.AUDIT_BUILD, of=queries.get_built_audit)
def recommend(audit: Audit) -> ResponseReturnValue:
    form = RecommendationForm(request.form)
    if not form.validate():
        return _recommendations_page(audit, form), 422
    word_changes.recommend(audit, actor=current_user, **form.data)
    flash("Recommendation added")
    return redirect(url_for(".recommendations", audit_id=audit.id), 303)


@bp.post("/audits/<opaque:audit_id>/recommendations/draft")
@requires(Permission.AUDIT_BUILD, of=queries.get_built_audit)
def draft_recommendations(audit: Audit) -> ResponseReturnValue:
    number = word_changes.draft_recommendations(audit, actor=current_user)
    flash(f"{number} added from the standards" if number else "There was nothing to add")
    return redirect(url_for(".recommendations", audit_id=audit.id), 303)


def _recommendations_page(audit: Audit, form: RecommendationForm) -> str:
    return render_template(
        "audits/recommendations.html",
        audit=audit,
        form=form,
        found=word_queries.list_recommendations(audit),
        state_words=STATE_WORDS,
    )


@bp.get("/audits/recommendations/<opaque:recommendation_id>")
@requires(Permission.AUDIT_BUILD, of=word_queries.get_recommendation)
def recommendation(found: AuditRecommendation) -> str:
    return render_template(
        "audits/recommendation.html", found=found, form=ProgressForm(obj=found), stale=False
    )


@bp.post("/audits/recommendations/<opaque:recommendation_id>")
@requires(Permission.AUDIT_BUILD, of=word_queries.get_recommendation)
def save_recommendation(found: AuditRecommendation) -> ResponseReturnValue:
    form = ProgressForm(request.form)
    page = "audits/recommendation.html"
    if not form.validate():
        return render_template(page, found=found, form=form, stale=False), 422
    try:
        word_changes.change_recommendation(
            found, actor=current_user, version=request.form.get("version"), **form.data
        )
    except StaleEdit:
        return render_template(page, found=found, form=form, stale=True), STALE
    flash("Recommendation saved")
    return redirect(url_for(".recommendations", audit_id=found.audit_id), 303)


@bp.post("/audits/recommendations/<opaque:recommendation_id>/remove")
@requires(Permission.AUDIT_BUILD, of=word_queries.get_recommendation)
def remove_recommendation(found: AuditRecommendation) -> ResponseReturnValue:
    audit_id = found.audit_id
    word_changes.remove_recommendation(found, actor=current_user)
    flash("Recommendation removed")
    return redirect(url_for(".recommendations", audit_id=audit_id), 303)


@bp.get("/audits/standards/<slug:panel_slug>")
@requires(Permission.AUDIT_BUILD, of=queries.get_panel)
def standards(panel: Panel) -> str:
    return render_template("audits/standards.html", panel=panel, found=list_standards(panel.id))


@bp.get("/audits/standards/<slug:panel_slug>/<slug:code>")
@requires(Permission.AUDIT_BUILD, of=word_queries.get_standard)
def standard(found: PanelStandard) -> str:
    return _standard_page(found, StandardForm(obj=found))


@bp.post("/audits/standards/<slug:panel_slug>/<slug:code>")
@requires(Permission.AUDIT_BUILD, of=word_queries.get_standard)
def set_standard(found: PanelStandard) -> ResponseReturnValue:
    form = StandardForm(request.form)
    if not form.validate():
        return _standard_page(found, form), 422
    try:
        word_changes.set_standard(
            found, actor=current_user, version=request.form.get("version"), **form.data
        )
    except StaleEdit:
        return _standard_page(found, form, stale=True), STALE
    flash("Standard saved. Audits built from now on are held against it.")
    panel_slug = (request.view_args or {})["panel_slug"]
    return redirect(url_for(".standards", panel_slug=panel_slug), 303)


def _standard_page(found: PanelStandard, form: StandardForm, *, stale: bool = False) -> str:
    return render_template("audits/standard.html", found=found, form=form, stale=stale)
