"""Writes of learning: each checks the policy, makes the change and adds to the trail."""

from collections.abc import Mapping
from typing import Any

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel, User
from cdop.core import lessons
from cdop.core.lessons import LessonMove, LessonState
from cdop.core.moves import NotNow
from cdop.db.clock import now
from cdop.extensions import db
from cdop.learning import library_queries, queries, source
from cdop.learning.adopter_mails import tell_adopters
from cdop.learning.identity_check import FOR_THE_CHAIR, must_not_identify
from cdop.learning.identity_keeping import account_of, keep_for_reasons
from cdop.learning.models import Lesson, LessonStep, PassedPoint, words_of
from cdop.learning.presenters import missing_parts
from cdop.trail.record import record
from cdop.web.versions import check_version


class NotReady(Exception):
    """Sign-off was asked for too early; `missing` names the parts that are still blank."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__("The lesson is not complete")
        self.missing = missing


class PanelNotAsked(Exception):
    """Nobody has recorded that the panel agrees with the lesson."""


def pass_on(
    point: source.LearningPoint,
    *,
    actor: User,
    wording: str,
    theme: str,
    factor_codes: list[str],
    reasons: Mapping[str, str] | None = None,
) -> PassedPoint:
    """Let a learning point leave its case, in wording that names nobody."""
    policy.check(actor, Permission.POINT_PASS_ON, point)
    passages = source.check_wording(point, wording)
    kept_reason = account_of(passages, reasons or {})
    kept = sum(each.needs_reason for each in passages)
    passed = PassedPoint(
        panel_id=point.panel_id,
        learning_point_id=point.id,
        wording=wording,
        theme=theme,
        factor_codes=[code for code in point.factor_codes if code in factor_codes],
        passed_by_id=actor.id,
        kept_reason=kept_reason,
    )
    db.session.add(passed)
    db.session.flush()
    record(actor, "learning_point.passed_on", passed, learning_point=point.id, kept=kept)
    return passed


def withdraw_point(passed: PassedPoint, *, actor: User) -> None:
    """Take a passed-on point back from the editors' list; lessons made from it are marked."""
    policy.check(actor, Permission.POINT_PASS_ON, passed)
    if passed.withdrawn_at is not None:
        return
    passed.withdrawn_at, passed.withdrawn_by_id = now(), actor.id
    db.session.flush()
    record(actor, "learning_point.withdrawn", passed)


def write_lesson(panel: Panel, *, actor: User, point_ids: list[str], **words: Any) -> Lesson:
    """Start a lesson from the chosen points of the same panel."""
    policy.check(actor, Permission.LESSON_WRITE, panel)
    lesson = Lesson(
        panel_id=panel.id,
        author_id=actor.id,
        last_editor_id=actor.id,
        sources=queries.list_points_by_id(panel.id, point_ids),
        **words,
    )
    lesson.factor_codes = _factors_of(lesson)
    db.session.add(lesson)
    db.session.flush()
    record(actor, "lesson.written", lesson)
    return lesson


def edit_lesson(
    lesson: Lesson, *, actor: User, version: int | str | None, point_ids: list[str], **words: Any
) -> None:
    """Change the wording. What was approved, or waits for it, goes back to draft.

    To save what stands there already is no change.
    """
    policy.check(actor, Permission.LESSON_WRITE, lesson)
    check_version(lesson, version)
    if lesson.state is LessonState.RETIRED:
        raise NotNow("A retired lesson cannot be changed.")
    sources = queries.list_points_by_id(lesson.panel_id, point_ids)
    if set(sources) == set(lesson.sources) and _are_its_own(
        lesson, {**words, "factor_codes": _factors_of(lesson)}
    ):
        return
    if LessonMove.TAKE_BACK in lessons.moves_from(lesson.state):
        _move(lesson, LessonMove.TAKE_BACK, actor=actor)
    before = _what_the_panel_checked(lesson)
    lesson.write(words, actor=actor)
    lesson.sources = sources
    lesson.identity_checked_at = None
    if _what_the_panel_checked(lesson) != before:
        lesson.panel_checked_at = lesson.panel_checked_by_id = None
    lesson.factor_codes = _factors_of(lesson)
    db.session.flush()
    record(actor, "lesson.edited", lesson)


def _are_its_own(lesson: Lesson, words: Mapping[str, Any]) -> bool:
    return all(getattr(lesson, name) == value for name, value in words.items())


def _factors_of(lesson: Lesson) -> list[str]:
    """Those of the points it draws on, and of the lesson it was taken over from."""
    taken = lesson.adoption.taken.get("factor_codes", []) if lesson.adoption else []
    return sorted({*taken, *(code for each in lesson.sources for code in each.factor_codes)})


def _what_the_panel_checked(lesson: Lesson) -> tuple[Any, ...]:
    """On what the panel's agreement rests: other words may be found for it, not another finding."""
    return lesson.theme, lesson.strength, {point.id for point in lesson.sources}


def confirm_panel_check(lesson: Lesson, *, actor: User, version: int | str | None) -> None:
    """Record that the panel agrees: this is what its reviews show."""
    policy.check(actor, Permission.LESSON_APPROVE, lesson)
    check_version(lesson, version)
    lesson.panel_checked_at, lesson.panel_checked_by_id = now(), actor.id
    _move(lesson, LessonMove.PANEL_CHECK, actor=actor)


def submit_lesson(lesson: Lesson, *, actor: User, version: int | str | None) -> None:
    """Ask the chair for sign-off; exact identifiers stop it here already."""
    policy.check(actor, Permission.LESSON_WRITE, lesson)
    check_version(lesson, version)
    missing = missing_parts(lesson)
    if missing:
        raise NotReady(missing)
    passages = source.check_lesson(lesson)
    must_not_identify(passages, reason=FOR_THE_CHAIR)
    lesson.identity_checked_at = None if any(each.is_open for each in passages) else now()
    _move(lesson, LessonMove.SUBMIT, actor=actor)


def take_back_lesson(lesson: Lesson, *, actor: User, version: int | str | None) -> None:
    """Make it a draft again."""
    policy.check(actor, Permission.LESSON_WRITE, lesson)
    check_version(lesson, version)
    _move(lesson, LessonMove.TAKE_BACK, actor=actor)


def approve_lesson(
    lesson: Lesson,
    *,
    actor: User,
    version: int | str | None,
    comment: str = "",
    reasons: Mapping[str, str] | None = None,
    panel_agrees: bool = False,
) -> None:
    """Sign off wording that names nobody, written by somebody else, that the panel has checked.

    What the guard marked and nobody took out stays only for a reason each, kept with the sign-off.
    """
    policy.check(actor, Permission.LESSON_APPROVE, lesson)
    check_version(lesson, version)
    if lesson.panel_checked_at is None and not panel_agrees:
        raise PanelNotAsked()
    passages = source.check_lesson(lesson)
    kept_reason = keep_for_reasons(lesson, passages, reasons or {}, actor=actor)
    if lesson.panel_checked_at is None:
        lesson.panel_checked_at, lesson.panel_checked_by_id = now(), actor.id
    lesson.identity_checked_at = lesson.identity_checked_at or now()
    _move(
        lesson,
        LessonMove.APPROVE,
        actor=actor,
        comment=comment,
        kept_reason=kept_reason,
        kept=sum(each.needs_reason for each in passages),
    )
    lesson.went_out()
    _renew_offer(lesson, actor=actor)


def _renew_offer(lesson: Lesson, *, actor: User) -> None:
    """What other panels read is what is approved now."""
    shared = library_queries.find_offer(lesson)
    if shared is None or words_of(shared) == words_of(lesson):
        return
    for name, value in words_of(lesson).items():
        setattr(shared, name, value)
    shared.revised_at = now()
    db.session.flush()
    record(actor, "lesson.offer_renewed", lesson)
    tell_adopters(shared, changed_at=shared.revised_at)


def return_lesson(lesson: Lesson, *, actor: User, version: int | str | None, comment: str) -> None:
    """Send it back to the editor, saying what should change."""
    policy.check(actor, Permission.LESSON_APPROVE, lesson)
    check_version(lesson, version)
    _move(lesson, LessonMove.RETURN, actor=actor, comment=comment)


def retire_lesson(lesson: Lesson, *, actor: User, version: int | str | None, reason: str) -> None:
    """Take a lesson out of use for good; it stays readable, and goes into no further issue."""
    policy.check(actor, Permission.LESSON_RETIRE, lesson)
    check_version(lesson, version)
    _move(lesson, LessonMove.RETIRE, actor=actor, comment=reason)
    shared = library_queries.find_offer(lesson)
    if shared is not None:
        tell_adopters(shared, changed_at=lesson.steps[-1].created_at)


def _move(
    lesson: Lesson,
    move: LessonMove,
    *,
    actor: User,
    comment: str = "",
    kept_reason: str | None = None,
    **detail: Any,
) -> None:
    rule = lessons.MOVES[move]
    lesson.state = lessons.apply(move, lesson.state)
    approved = lesson.state is LessonState.APPROVED
    if approved or lesson.state is LessonState.DRAFT:
        lesson.approved_at = now() if approved else None
        lesson.approved_by_id = actor.id if approved else None
    lesson.steps.append(
        LessonStep(
            move=move, to_state=rule.to, by_id=actor.id, comment=comment, kept_reason=kept_reason
        )
    )
    db.session.flush()
    record(actor, f"lesson.{EVENTS[move]}", lesson, **detail)


EVENTS = {
    LessonMove.PANEL_CHECK: "panel_checked",
    LessonMove.SUBMIT: "submitted",
    LessonMove.RETURN: "returned",
    LessonMove.APPROVE: "approved",
    LessonMove.TAKE_BACK: "taken_back",
    LessonMove.RETIRE: "retired",
}
