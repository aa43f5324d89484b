"""What a release of an audit would print, looked at by the people who decide, and the release."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.audits import changes, leaving, presenters, queries
from cdop.audits.blueprint import bp, gone_on
from cdop.audits.building import OLDER, is_older, whole_years
from cdop.audits.chapters import Reading, parts_of, printed_chapters, reading
from cdop.audits.commentary import numbers_in
from cdop.audits.forms import FewerForm, WayForm
from cdop.audits.leaving_out import Because, Codes, chosen, in_short, in_words, may_leave_out
from cdop.audits.models import Audit, Profile
from cdop.audits.preparing import ONLY_WHOLE_YEARS, PARTS, STEPS
from cdop.audits.ways import Way, may_choose
from cdop.audits.wording import released_words, typed_words
from cdop.core.moves import NotNow
from cdop.jobs.models import Job, JobState
from cdop.jobs.queue import progress_of
from cdop.learning.identity_check import IdentityFound
from cdop.learning.identity_keeping import reasons_given
from cdop.web.versions import check_version


def _audit(audit_id: str, profile: str) -> Audit:
    return queries.get_built_audit(audit_id)


@dataclass(frozen=True)
class Choice:
    """What was chosen of a release: for whom, in which way, and without which tables."""

    audit: Audit
    profile: Profile
    way: Way
    without: Codes
    because: Because | None

    @property
    def work(self) -> dict[str, str]:
        """What of it changes what is worked out."""
        return self.way.asked | in_short(self.without)

    @property
    def asked(self) -> dict[str, Any]:
        """What an address or a form says of it."""
        reason = {"because": self.because.value} if self.because else {}
        return self.work | (reason if self.without else {})

    @property
    def left_out(self) -> str:
        return in_words(self.audit, self.without, self.because)

    @property
    def candidate(self) -> dict[str, Any] | None:
        return changes.find_preview(self.audit, self.profile, self.way, self.without)

    @property
    def job(self) -> Job | None:
        asked = {"audit_id": self.audit.id, "profile": self.profile.value, **self.work}
        return queries.find_job(changes.PREPARE, **asked)

    def address(self, page: str) -> str:
        place: dict[str, Any] = {"audit_id": self.audit.id, "profile": self.profile.value}
        return url_for(page, **place, **self.asked)


@bp.get("/audits/<opaque:audit_id>/preview/<slug:profile>")
@requires(Permission.AUDIT_BUILD, of=_audit, records="audit.viewed")
def preview(audit: Audit) -> ResponseReturnValue:
    choice = _choice(audit)
    job, candidate = choice.job, choice.candidate
    if _is_open(candidate) and queries.is_under_way(job):
        return redirect(choice.address(".preview_progress"))
    return _preview_page(choice, job, candidate)


def _preview_page(choice: Choice, job: Job | None, candidate: Mapping[str, Any] | None) -> str:
    audit = choice.audit
    return render_template(
        "audits/preview.html",
        audit=audit,
        profile=choice.profile,
        way=choice.way,
        choice=choice,
        **_forms(choice),
        candidate=candidate,
        checks=presenters.checks(audit, candidate) if candidate else None,
        failed=job is not None and job.state is JobState.FAILED,
        only_panel="" if candidate else _obstacle(audit, choice.profile),
        passages=numbers_in(typed_words(audit)),
        marked=leaving.passages_of(audit, candidate["tables"]) if candidate else [],
        **_read(choice, candidate),
    )


def _forms(choice: Choice) -> dict[str, Any]:
    """What can be chosen otherwise."""
    way = WayForm(data={"way": choice.way}) if may_choose(choice.audit, choice.profile) else None
    fewer = FewerForm(data={"without": choice.without, "because": choice.because})
    fewer.offer(may_leave_out(choice.audit))
    return {"form": way, "fewer": fewer}


def _read(choice: Choice, candidate: Mapping[str, Any] | None) -> dict[str, Any]:
    """What would be printed, a chapter at a time."""
    if candidate is None or candidate["problem"]:
        return {"reading": Reading([])}
    words = released_words(choice.audit, candidate["tables"], choice.way, choice.left_out)
    tables = presenters.preview_tables(candidate)
    general, chapters = printed_chapters(parts_of(choice.audit, tables, words), tables, words)
    return {"words": general, "reading": reading(chapters, ".preview", **choice.asked)}


@bp.get("/audits/<opaque:audit_id>/preview/<slug:profile>/progress")
@requires(Permission.AUDIT_BUILD, of=_audit)
def preview_progress(audit: Audit) -> ResponseReturnValue:
    choice = _choice(audit)
    job = choice.job
    if job is None or not queries.is_under_way(job):
        return gone_on(choice.address(".preview"))
    done, _ = progress_of(job)
    return render_template(
        "audits/preparing.html",
        audit=audit,
        profile=choice.profile,
        again=choice.address(".preview_progress"),
        steps=STEPS,
        done=done // PARTS,
        part=done % PARTS,
        parts=PARTS,
        waiting=presenters.is_waiting(job),
    )


@bp.post("/audits/<opaque:audit_id>/preview/<slug:profile>")
@requires(Permission.AUDIT_BUILD, of=_audit)
def ask_for_preview(audit: Audit) -> ResponseReturnValue:
    choice = _choice(audit)
    if obstacle := _obstacle(audit, choice.profile):
        raise NotNow(obstacle)
    if not queries.is_under_way(choice.job):
        changes.ask_for_preview(
            audit,
            actor=current_user,
            profile=choice.profile,
            way=choice.way,
            without=choice.without,
        )
    return redirect(choice.address(".preview_progress"), 303)


@bp.post("/audits/<opaque:audit_id>/release/<slug:profile>")
@requires(Permission.AUDIT_RELEASE, of=_audit)
def release_audit(audit: Audit) -> ResponseReturnValue:
    choice = _choice(audit)
    if choice.candidate is None:
        raise NotNow("Look at what would be published first.")
    check_version(audit, request.form.get("version"))  # what was looked at, words and all
    try:
        release = changes.release_audit(
            audit,
            actor=current_user,
            profile=choice.profile,
            way=choice.way,
            without=choice.without,
            because=choice.because,
            reasons=reasons_given(),
        )
    except IdentityFound:
        return _preview_page(choice, choice.job, choice.candidate), 422
    flash(f"Released as {release.number}")
    return redirect(url_for(".release", release_id=release.id), 303)


def _choice(audit: Audit) -> Choice:
    """What the form that was sent, or the address, chose."""
    profile = (request.view_args or {}).get("profile", "")
    way, because = request.values.get("way", Way.S), request.values.get("because")
    if profile not in set(Profile) or way not in set(Way):
        abort(404)
    without = chosen(audit, request.values.getlist("without"))
    reason = Because(because) if without and because in set(Because) else None
    return Choice(audit, Profile(profile), Way(way), without, reason)


def _is_open(candidate: Mapping[str, Any] | None) -> bool:
    """Whether there is anything to wait for: nothing yet, or nothing proved."""
    return candidate is None or bool(candidate.get("not_proved"))


def _obstacle(audit: Audit, profile: Profile) -> str:
    """Why nothing can be worked out for a release, however often it is tried."""
    if profile is not Profile.PANEL and not whole_years(audit.from_month, audit.to_month):
        return ONLY_WHOLE_YEARS
    return OLDER if is_older(audit) else ""
