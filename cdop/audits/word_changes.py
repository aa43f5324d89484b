"""Writes of what chairs say of an audit: words by section, recommendations, standards."""

from datetime import date

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import User
from cdop.audits.models import (
    Audit,
    AuditRecommendation,
    AuditState,
    PanelStandard,
    RecommendationState,
    SectionWords,
)
from cdop.audits.sudi.recommending import drafts
from cdop.audits.word_queries import SectionOf, latest_words, list_recommendations, list_versions
from cdop.core.moves import NotNow
from cdop.extensions import db
from cdop.trail.record import record
from cdop.web.versions import StaleEdit, check_version


def write_section(section: SectionOf, *, actor: User, seen: str, text: str) -> None:
    """Keep a new version of the words; `seen` is the version that they were written from."""
    policy.check(actor, Permission.AUDIT_BUILD, section)
    _back_to_draft(section.audit, actor)
    versions = list_versions(section.audit, section.heading)
    if seen != (versions[0].id if versions else ""):
        raise StaleEdit(section.audit)
    db.session.add(
        SectionWords(
            audit_id=section.audit.id,
            section=section.heading,
            text=text,
            written_by_id=actor.id,
        )
    )
    db.session.flush()
    record(actor, "audit.worded", section.audit, part=section.place)


def _back_to_draft(audit: Audit, actor: User) -> None:
    """What was offered is no longer what would be released; who changed it is an author."""
    if audit.state is AuditState.RELEASED:
        raise NotNow("A released audit cannot be changed. Build it again.")
    if not audit.is_built:
        raise NotNow("This audit is still being built.")
    audit.state = AuditState.DRAFT
    audit.add_writers([actor.id])


def carry_over(audit: Audit, rebuilt: Audit) -> None:
    """Give an audit that is built again the words and recommendations of the one before."""
    if list_recommendations(rebuilt) or latest_words(rebuilt):
        return
    rebuilt.add_writers(audit.writer_ids or [])
    for section, words in latest_words(audit).items():
        kept = {"section": section, "text": words.text, "written_by_id": words.written_by_id}
        db.session.add(SectionWords(audit_id=rebuilt.id, **kept))
    for each in list_recommendations(audit):
        db.session.add(
            AuditRecommendation(
                audit_id=rebuilt.id,
                text=each.text,
                owner=each.owner,
                due_on=each.due_on,
                drafted_for=each.drafted_for,
                state=each.state,
                progress=each.progress,
            )
        )
    db.session.flush()


def draft_recommendations(audit: Audit, *, actor: User) -> int:
    """Add a line for each standard that was not met and has none yet; how many were added."""
    policy.check(actor, Permission.AUDIT_BUILD, audit)
    _back_to_draft(audit, actor)
    there = {each.drafted_for for each in list_recommendations(audit)}
    wanted = [(code, text) for code, text in drafts(audit.results) if code not in there]
    for code, text in wanted:
        db.session.add(AuditRecommendation(audit_id=audit.id, text=text, drafted_for=code))
    db.session.flush()
    if wanted:
        record(actor, "audit.recommendations_drafted", audit, number=len(wanted))
    return len(wanted)


def recommend(
    audit: Audit, *, actor: User, text: str, owner: str, due_on: date | None
) -> AuditRecommendation:
    policy.check(actor, Permission.AUDIT_BUILD, audit)
    _back_to_draft(audit, actor)
    added = AuditRecommendation(audit_id=audit.id, text=text, owner=owner, due_on=due_on)
    db.session.add(added)
    db.session.flush()
    record(actor, "audit.recommended", audit)
    return added


def change_recommendation(
    recommendation: AuditRecommendation,
    *,
    actor: User,
    version: int | str | None,
    text: str,
    owner: str,
    due_on: date | None,
    state: RecommendationState,
    progress: str,
) -> None:
    """Its words until the audit is released; its progress at any time."""
    policy.check(actor, Permission.AUDIT_BUILD, recommendation)
    check_version(recommendation, version)
    if (text, owner, due_on) != (
        recommendation.text,
        recommendation.owner,
        recommendation.due_on,
    ):
        _back_to_draft(recommendation.audit, actor)
    recommendation.text, recommendation.owner, recommendation.due_on = text, owner, due_on
    recommendation.state, recommendation.progress = state, progress
    db.session.flush()
    record(actor, "audit.recommendation_changed", recommendation.audit, state=state)


def remove_recommendation(recommendation: AuditRecommendation, *, actor: User) -> None:
    policy.check(actor, Permission.AUDIT_BUILD, recommendation)
    _back_to_draft(recommendation.audit, actor)
    record(actor, "audit.recommendation_removed", recommendation.audit)
    db.session.delete(recommendation)
    db.session.flush()


def set_standard(
    standard: PanelStandard,
    *,
    actor: User,
    version: int | str | None,
    criterion: str,
    target: int,
    source: str,
    in_use: bool,
) -> None:
    """Audits built from now on are held against it; those built keep their own."""
    policy.check(actor, Permission.AUDIT_BUILD, standard)
    if standard.id is not None:
        check_version(standard, version)
    standard.criterion, standard.target = criterion, target
    standard.source, standard.in_use = source, in_use
    standard.set_by_id = actor.id
    db.session.add(standard)
    db.session.flush()
    record(actor, "audit.standard_set", standard, code=standard.code, target=target)
