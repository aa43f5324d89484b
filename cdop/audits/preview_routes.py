"""What a release of an audit would print, looked at by the people who decide, and the release."""

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.audits import changes, leaving, presenters, queries
from cdop.audits.blueprint import bp, gone_on
from cdop.audits.building import OLDER, is_older, whole_years
from cdop.audits.commentary import numbers_in
from cdop.audits.forms import WayForm
from cdop.audits.models import Audit, Profile
from cdop.audits.preparing import ONLY_WHOLE_YEARS, PARTS, STEPS
from cdop.audits.ways import Way, may_choose
from cdop.audits.wording import released_words, typed_words, words_on_offer
from cdop.core.moves import NotNow
from cdop.jobs.models import Job, JobState
from cdop.jobs.queue import progress_of
from cdop.learning.identity_check import IdentityFound
from cdop.learning.identity_keeping import reasons_given
from cdop.web import markdown
from cdop.web.versions import check_version


def _audit(audit_id: str, profile: str) -> Audit:
    return queries.get_built_audit(audit_id)


def _words(audit: Audit, candidate: Mapping[str, Any] | None, way: Way) -> str:
    if candidate is None:
        return words_on_offer(audit)
    return released_words(audit, candidate["tables"], way)


@bp.get("/audits/<opaque:audit_id>/preview/<slug:profile>")
@requires(Permission.AUDIT_BUILD, of=_audit, records="audit.viewed")
def preview(audit: Audit) -> ResponseReturnValue:
    profile, way = _profile(), _way()
    job, candidate = _job(audit, profile, way), changes.find_preview(audit, profile, way)
    if _is_open(candidate) and queries.is_under_way(job):
        return redirect(_progress(audit, profile, way))
    return _preview_page(audit, profile, way, job, candidate)


def _preview_page(
    audit: Audit, profile: Profile, way: Way, job: Job | None, candidate: dict[str, Any] | None
) -> str:
    return render_template(
        "audits/preview.html",
        audit=audit,
        profile=profile,
        way=way,
        form=WayForm(data={"way": way}) if may_choose(audit, profile) else None,
        candidate=candidate,
        checks=presenters.checks(audit, candidate) if candidate else None,
        failed=job is not None and job.state is JobState.FAILED,
        only_panel="" if candidate else _obstacle(audit, profile),
        passages=numbers_in(typed_words(audit)),
        marked=leaving.passages_of(audit, candidate["tables"]) if candidate else [],
        commentary=markdown.render(_words(audit, candidate, way)),
    )


@bp.get("/audits/<opaque:audit_id>/preview/<slug:profile>/progress")
@requires(Permission.AUDIT_BUILD, of=_audit)
def preview_progress(audit: Audit) -> ResponseReturnValue:
    profile, way = _profile(), _way()
    job = _job(audit, profile, way)
    if job is None or not queries.is_under_way(job):
        return gone_on(url_for(".preview", audit_id=audit.id, profile=profile.value, **way.asked))
    done, _ = progress_of(job)
    return render_template(
        "audits/preparing.html",
        audit=audit,
        profile=profile,
        again=_progress(audit, profile, way),
        steps=STEPS,
        done=done // PARTS,
        part=done % PARTS,
        parts=PARTS,
        waiting=presenters.is_waiting(job),
    )


@bp.post("/audits/<opaque:audit_id>/preview/<slug:profile>")
@requires(Permission.AUDIT_BUILD, of=_audit)
def ask_for_preview(audit: Audit) -> ResponseReturnValue:
    profile, way = _profile(), _way()
    if obstacle := _obstacle(audit, profile):
        raise NotNow(obstacle)
    if not queries.is_under_way(_job(audit, profile, way)):
        changes.ask_for_preview(audit, actor=current_user, profile=profile, way=way)
    return redirect(_progress(audit, profile, way), 303)


@bp.post("/audits/<opaque:audit_id>/release/<slug:profile>")
@requires(Permission.AUDIT_RELEASE, of=_audit)
def release_audit(audit: Audit) -> ResponseReturnValue:
    profile, way = _profile(), _way()
    candidate = changes.find_preview(audit, profile, way)
    if candidate is None:
        raise NotNow("Look at what would be published first.")
    check_version(audit, request.form.get("version"))  # what was looked at, words and all
    try:
        release = changes.release_audit(
            audit, actor=current_user, profile=profile, way=way, reasons=reasons_given()
        )
    except IdentityFound:
        job = _job(audit, profile, way)
        return _preview_page(audit, profile, way, job, candidate), 422
    flash(f"Released as {release.number}")
    return redirect(url_for(".release", release_id=release.id), 303)


def _profile() -> Profile:
    name = (request.view_args or {}).get("profile", "")
    return Profile(name) if name in set(Profile) else abort(404)


def _way() -> Way:
    """How small numbers are to be protected, by the form that was sent or the address."""
    name = request.values.get("way", Way.S)
    return Way(name) if name in set(Way) else abort(404)


def _progress(audit: Audit, profile: Profile, way: Way) -> str:
    return url_for(".preview_progress", audit_id=audit.id, profile=profile.value, **way.asked)


def _is_open(candidate: Mapping[str, Any] | None) -> bool:
    """Whether there is anything to wait for: nothing yet, or nothing proved."""
    return candidate is None or bool(candidate.get("not_proved"))


def _obstacle(audit: Audit, profile: Profile) -> str:
    """Why nothing can be worked out for a release, however often it is tried."""
    if profile is not Profile.PANEL and not whole_years(audit.from_month, audit.to_month):
        return ONLY_WHOLE_YEARS
    return OLDER if is_older(audit) else ""


def _job(audit: Audit, profile: Profile, way: Way) -> Job | None:
    return queries.find_job(changes.PREPARE, audit_id=audit.id, profile=profile.value, **way.asked)
