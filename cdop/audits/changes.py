"""Writes of audits: building, commenting, offering, releasing and withdrawing."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel, User
from cdop.audits import building, leaving, preparing, publishing, queries
from cdop.audits.building import Wish
from cdop.audits.chapters import parts_of
from cdop.audits.kinds import KINDS, kind_of, ledger_name
from cdop.audits.leaving_out import Because, Codes, in_short, in_words
from cdop.audits.models import (
    Audit,
    AuditKind,
    AuditState,
    Basis,
    LedgerEntry,
    Profile,
    Release,
    ReleasedTable,
)
from cdop.audits.presenters import WHAT_IS_CHECKED, definition, protected_by, total_label
from cdop.audits.ways import Way
from cdop.audits.word_changes import carry_over
from cdop.audits.wording import released_words
from cdop.core.moves import NotNow
from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs.queue import enqueue
from cdop.learning.identity_check import FOR_THE_CHAIR, must_not_identify
from cdop.learning.identity_keeping import keep_for_reasons
from cdop.trail.record import record
from cdop.web.versions import check_version

BUILD, PREPARE = "audit.build", "audit.prepare"


def build_audit(
    panel: Panel,
    *,
    actor: User,
    basis: Basis,
    from_month: date,
    to_month: date,
    title: str,
    kind: AuditKind = AuditKind.SUDI,
    design: Mapping[str, Any] | None = None,
    counted: dict[str, Any] | None = None,
) -> Audit:
    """Count the panel's deaths of the period, as they are recorded now, into a new draft.

    A job gives what it `counted` just before, so that nobody waits for it to write.
    """
    wish = Wish(basis, from_month, to_month, kind, dict(design or {}))
    audit = _begin(panel, actor, title=title, **vars(wish))
    if counted is None:
        counted = building.exact_results(panel, wish)
    keep_results(audit, counted, actor=actor, as_of=audit.as_of)
    return audit


def ask_for_audit(
    panel: Panel,
    *,
    actor: User,
    basis: Basis,
    from_month: date,
    to_month: date,
    title: str,
    kind: AuditKind = AuditKind.SUDI,
    design: Mapping[str, Any] | None = None,
    commentary: str = "",
) -> Audit:
    """An audit that the worker is to build; the same one while it is under way already."""
    policy.check(actor, KINDS[kind].build, panel)
    wish = Wish(basis, from_month, to_month, kind, dict(design or {}))
    values = {"title": title, **vars(wish)}
    audit = queries.find_building(panel.id, actor.id, **values)
    if audit is None:
        audit = _begin(panel, actor, commentary=commentary, **values)
        enqueue(BUILD, actor=actor, audit_id=audit.id)
        record(actor, "audit.asked", audit, kind=kind, basis=basis)
    return audit


def _begin(panel: Panel, actor: User, **values: Any) -> Audit:
    policy.check(actor, KINDS[values["kind"]].build, panel)
    audit = Audit(
        panel_id=panel.id,
        state=AuditState.BUILDING,
        built_by_id=actor.id,
        as_of=now(),
        code_version=building.code_version(),
        results={},
        **values,
    )
    db.session.add(audit)
    db.session.flush()
    return audit


def keep_results(audit: Audit, counted: dict[str, Any], *, actor: User, as_of: datetime) -> None:
    """Make a draft of an audit that was being built."""
    policy.check(actor, kind_of(audit).build, audit)
    if audit.is_built:
        raise NotNow("This audit is built already.")
    audit.results, audit.as_of = counted, as_of
    audit.code_version = building.code_version()
    audit.state = AuditState.DRAFT
    db.session.flush()
    record(actor, "audit.built", audit, basis=audit.basis)


def try_again(audit: Audit, *, actor: User) -> None:
    """Have an audit built whose building failed."""
    policy.check(actor, kind_of(audit).build, audit)
    if audit.is_built or queries.is_under_way(queries.find_job(BUILD, audit_id=audit.id)):
        return
    enqueue(BUILD, actor=actor, audit_id=audit.id)
    record(actor, "audit.asked", audit, basis=audit.basis)


def discard_audit(audit: Audit, *, actor: User) -> None:
    """Do without an audit whose building failed."""
    policy.check(actor, kind_of(audit).build, audit)
    if audit.is_built or queries.is_under_way(queries.find_job(BUILD, audit_id=audit.id)):
        raise NotNow("Only an audit that could not be built can be discarded.")
    record(actor, "audit.discarded", audit)
    db.session.delete(audit)
    db.session.flush()


def rebuild_audit(audit: Audit, *, actor: User) -> Audit:
    """A new draft of the same audit, from what is recorded then; the old one stays as it is."""
    rebuilt = ask_for_audit(
        audit.panel,
        actor=actor,
        title=audit.title,
        commentary=audit.commentary,
        **vars(building.wish_of(audit)),
    )
    carry_over(audit, rebuilt)
    return rebuilt


def comment(audit: Audit, *, actor: User, version: int | str | None, commentary: str) -> None:
    """Change the chair's words; an audit on offer becomes a draft again."""
    policy.check(actor, Permission.AUDIT_BUILD, audit)
    check_version(audit, version)
    if audit.state is AuditState.RELEASED:
        raise NotNow("A released audit cannot be changed. Build it again.")
    if not audit.is_built:
        raise NotNow("This audit is still being built.")
    if commentary != audit.commentary:
        audit.add_writers([actor.id])
    audit.commentary, audit.state = commentary, AuditState.DRAFT
    db.session.flush()
    record(actor, "audit.commented", audit)


def offer_audit(audit: Audit, *, actor: User) -> None:
    """Ask another chair for the release; what would be published is worked out meanwhile.

    Only an author offers it: else who releases could do both, with nobody else asked.
    """
    policy.check(actor, kind_of(audit).build, audit)
    if audit.state is not AuditState.DRAFT:
        raise NotNow("This audit was offered already.")
    if actor.id not in audit.author_ids:
        raise NotNow("Only who built this audit, or wrote in it, can offer it for release.")
    must_not_identify(leaving.passages_of(audit), FOR_THE_CHAIR)
    audit.state = AuditState.OFFERED
    db.session.flush()
    record(actor, "audit.offered", audit)
    if building.whole_years(audit.from_month, audit.to_month):
        profile = audit.design.get("profile", Profile.PUBLIC.value)
        enqueue(PREPARE, actor=actor, audit_id=audit.id, profile=profile)


def take_back_audit(audit: Audit, *, actor: User) -> None:
    """Make it a draft again."""
    policy.check(actor, Permission.AUDIT_BUILD, audit)
    if audit.state is not AuditState.OFFERED:
        raise NotNow("This audit is not on offer.")
    audit.state = AuditState.DRAFT
    db.session.flush()
    record(actor, "audit.taken_back", audit)


def ask_for_preview(
    audit: Audit, *, actor: User, profile: Profile, way: Way = Way.S, without: Codes = ()
) -> None:
    """Have it worked out what a release for the profile would print."""
    policy.check(actor, Permission.AUDIT_READ, audit)
    asked = way.asked | in_short(without)
    enqueue(PREPARE, actor=actor, audit_id=audit.id, profile=profile.value, **asked)


def keep_preview(audit: Audit, profile: Profile, candidate: dict[str, Any]) -> None:
    """Store what a release would print with the audit, sealed as its results are."""
    way = Way(candidate.get("way", Way.S))
    name = _prepared_name(profile, way, tuple(candidate.get("without", ())))
    prepared = audit.results.get("prepared", {}) | {name: candidate}
    audit.results = audit.results | {"prepared": prepared}
    db.session.flush()


def _prepared_name(profile: Profile, way: Way, without: Codes) -> str:
    """Of all choices of tables to leave out, only the last that was looked at is stored."""
    name = profile.value if way is Way.S else f"{profile.value}:{way.value}"
    return f"{name}:fewer" if without else name


def find_preview(
    audit: Audit, profile: Profile, way: Way = Way.S, without: Codes = ()
) -> dict[str, Any] | None:
    """What was worked out, if nothing was released since that would change it."""
    found = audit.results.get("prepared", {}).get(_prepared_name(profile, way, without))
    if not found or tuple(found.get("without", ())) != without:
        return None
    if found["basis_of_check"] == preparing.fingerprint_of(audit, profile):
        return found
    return None


def release_audit(
    audit: Audit,
    *,
    actor: User,
    profile: Profile,
    way: Way = Way.S,
    without: Codes = (),
    because: Because | None = None,
    reasons: Mapping[str, str] | None = None,
) -> Release:
    """Freeze what passed disclosure control, with its proof, under the panel's next number.

    What the identity guard marked in its words stays only for a reason each.
    """
    policy.check(actor, kind_of(audit).release, audit)
    if audit.state in (AuditState.BUILDING, AuditState.DRAFT):
        raise NotNow("The author has not offered this audit for release.")
    number = queries.next_number(audit.panel_id, now())
    candidate = find_preview(audit, profile, way, without)
    if candidate is None:
        candidate = preparing.work_out(preparing.gather(audit, profile, way, without))
    if candidate["problem"]:
        raise NotNow(candidate["problem"])
    marked = leaving.passages_of(audit, candidate["tables"])
    keep_for_reasons(audit, marked, reasons or {}, actor=actor)
    release = _freeze(audit, actor, profile, number, candidate, because)
    audit.state = AuditState.RELEASED
    db.session.flush()
    fewer: dict[str, Any] = {"left_out": list(without), "because": because} if without else {}
    detail: dict[str, Any] = {**way.asked, **fewer, "kept": sum(m.needs_reason for m in marked)}
    record(actor, "audit.released", release, number=number, profile=profile, **detail)
    return release


def _freeze(
    audit: Audit,
    actor: User,
    profile: Profile,
    number: str,
    candidate: dict[str, Any],
    because: Because | None,
) -> Release:
    way, without = Way(candidate.get("way", Way.S)), tuple(candidate.get("without", ()))
    left_out = in_words(audit, without, because)
    words = released_words(audit, candidate["tables"], way, left_out)
    release = Release(
        panel_id=audit.panel_id,
        audit_id=audit.id,
        number=number,
        title=audit.title,
        profile=profile,
        definition=definition(audit)
        | {total_label(audit): candidate["total"], "checked": WHAT_IS_CHECKED}
        | {"parts": parts_of(audit, candidate["tables"], words)}
        | ({"without": left_out} if left_out else {})
        | protected_by(profile, way, candidate["total"], total_label(audit)),
        commentary_html=words,
        protection=candidate["protection"]
        | {"left_out": candidate["left_out"], "way": way.value, "without": list(without)},
        checksum=publishing.fingerprint([table["content"] for table in candidate["tables"]]),
        released_by_id=actor.id,
    )
    for position, table in enumerate(candidate["tables"], start=1):
        release.tables.append(
            ReleasedTable(
                number=f"{number}/{position}",
                position=position,
                title=table["title"],
                content=table["content"],
                sentence=table["sentence"],
                chart_svg=table["chart"],
            )
        )
    db.session.add(release)
    db.session.flush()
    years = audit.results["years"]
    population = f"{ledger_name(audit)}:{years[0]}-{years[-1]}"
    db.session.add_all(
        LedgerEntry(
            panel_id=audit.panel_id,
            release_id=release.id,
            population=population,
            cell=json.dumps(key),
            shown=shown,
            value=value,
        )
        for key, shown, value in candidate["ledger"]
    )
    return release


def withdraw_release(
    release: Release, *, actor: User, notice: str, replaced_by: Release | None = None
) -> None:
    """Take the release off every public page, leaving a notice; the ledger remembers it."""
    policy.check(actor, Permission.RELEASE_WITHDRAW, release)
    if release.withdrawn_at is not None:
        raise NotNow("This release was withdrawn already.")
    if replaced_by is not None and replaced_by.panel_id != release.panel_id:
        raise NotNow("Only a release of the same panel can take its place.")
    leaving.check_notice(release, notice)
    release.withdrawn_at, release.withdrawn_by_id = now(), actor.id
    release.withdrawal_notice = notice
    release.replaced_by_id = replaced_by.id if replaced_by else None
    db.session.flush()
    record(actor, "release.withdrawn", release)
