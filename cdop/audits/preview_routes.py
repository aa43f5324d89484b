"""What a release of an audit would print, looked at by the people who decide, and the release."""

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.audits import changes, presenters, queries
from cdop.audits.blueprint import bp, gone_on
from cdop.audits.building import OLDER, is_older, whole_years
from cdop.audits.commentary import numbers_in
from cdop.audits.models import Audit, Profile
from cdop.audits.preparing import ONLY_WHOLE_YEARS, PARTS, STEPS
from cdop.audits.wording import released_words, typed_words, words_on_offer
from cdop.core.moves import NotNow
from cdop.jobs.models import Job, JobState
from cdop.jobs.queue import progress_of
from cdop.web import markdown


def _audit(audit_id: str, profile: str) -> Audit:
    return queries.get_built_audit(audit_id)


def _words(audit: Audit, candidate: Mapping[str, Any] | None) -> str:
    return released_words(audit, candidate["tables"]) if candidate else words_on_offer(audit)


@bp.get("/audits/<opaque:audit_id>/preview/<slug:profile>")
@requires(Permission.AUDIT_BUILD, of=_audit, records="audit.viewed")
def preview(audit: Audit) -> ResponseReturnValue:
    profile = _profile()
    job, candidate = _job(audit, profile), changes.find_preview(audit, profile)
    if candidate is None and queries.is_under_way(job):
        return redirect(url_for(".preview_progress", audit_id=audit.id, profile=profile.value))
    return render_template(
        "audits/preview.html",
        audit=audit,
        profile=profile,
        candidate=candidate,
        checks=presenters.checks(audit, candidate) if candidate else None,
        failed=job is not None and job.state is JobState.FAILED,
        only_panel="" if candidate else _obstacle(audit, profile),
        passages=numbers_in(typed_words(audit)),
        commentary=markdown.render(_words(audit, candidate)),
    )


@bp.get("/audits/<opaque:audit_id>/preview/<slug:profile>/progress")
@requires(Permission.AUDIT_BUILD, of=_audit)
def preview_progress(audit: Audit) -> ResponseReturnValue:
    profile = _profile()
    job = _job(audit, profile)
    if job is None or not queries.is_under_way(job):
        return gone_on(url_for(".preview", audit_id=audit.id, profile=profile.value))
    done, _ = progress_of(job)
    return render_template(
        "audits/preparing.html",
        audit=audit,
        profile=profile,
        steps=STEPS,
        done=done // PARTS,
        part=done % PARTS,
        parts=PARTS,
        waiting=presenters.is_waiting(job),
    )


@bp.post("/audits/<opaque:audit_id>/preview/<slug:profile>")
@requires(Permission.AUDIT_BUILD, of=_audit)
def ask_for_preview(audit: Audit) -> ResponseReturnValue:
    profile = _profile()
    if obstacle := _obstacle(audit, profile):
        raise NotNow(obstacle)
    if not queries.is_under_way(_job(audit, profile)):
        changes.ask_for_preview(audit, actor=current_user, profile=profile)
    return redirect(url_for(".preview_progress", audit_id=audit.id, profile=profile.value), 303)


@bp.post("/audits/<opaque:audit_id>/release/<slug:profile>")
@requires(Permission.AUDIT_RELEASE, of=_audit)
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


def _obstacle(audit: Audit, profile: Profile) -> str:
    """Why nothing can be worked out for a release, however often it is tried."""
    if profile is not Profile.PANEL and not whole_years(audit.from_month, audit.to_month):
        return ONLY_WHOLE_YEARS
    return OLDER if is_older(audit) else ""


def _job(audit: Audit, profile: Profile) -> Job | None:
    return queries.find_job(changes.PREPARE, audit_id=audit.id, profile=profile.value)
