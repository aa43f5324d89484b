"""Writes of the library: a panel offers an approved lesson, takes it back, or adopts another's."""

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel, User
from cdop.core.lessons import LessonState, Standing
from cdop.core.moves import NotNow
from cdop.db.clock import now
from cdop.extensions import db
from cdop.learning import changes, library_queries
from cdop.learning.adopter_mails import tell_adopters
from cdop.learning.models import Lesson, LessonAdoption, SharedLesson, words_of
from cdop.trail.record import record
from cdop.web.versions import check_version


def offer_lesson(lesson: Lesson, *, actor: User) -> SharedLesson:
    """Put a copy of the approved words into the library; no point and no case goes with it."""
    policy.check(actor, Permission.LESSON_OFFER, lesson)
    if lesson.state is not LessonState.APPROVED:
        raise NotNow("Only an approved lesson can be offered to other panels.")
    if lesson.adoption is not None:
        raise NotNow("This lesson came from the library.")
    db.session.refresh(lesson, with_for_update=True)  # there is one entry for a lesson
    shared = library_queries.find_entry(lesson)
    if shared is not None and shared.withdrawn_at is None:
        return shared
    if shared is None:
        shared = SharedLesson(panel_id=lesson.panel_id, lesson_id=lesson.id)
        db.session.add(shared)
    for name, value in words_of(lesson).items():
        setattr(shared, name, value)
    shared.offered_by_id, shared.revised_at = actor.id, now()
    shared.withdrawn_at = shared.withdrawn_by_id = None
    db.session.flush()
    record(actor, "lesson.offered", lesson)
    return shared


def withdraw_offer(lesson: Lesson, *, actor: User) -> None:
    """Take it out of the library; what panels adopted before stays theirs, and they are told."""
    policy.check(actor, Permission.LESSON_OFFER, lesson)
    shared = library_queries.find_offer(lesson)
    if shared is None:
        return
    shared.withdrawn_at, shared.withdrawn_by_id = now(), actor.id
    db.session.flush()
    record(actor, "lesson.offer_withdrawn", lesson)
    tell_adopters(shared, changed_at=shared.withdrawn_at)


def adopt_lesson(
    shared: SharedLesson, panel: Panel, *, actor: User, version: int | str | None
) -> Lesson:
    """Start a draft of one's own panel from the words approved now and read by the person.

    It is checked and approved there like any other.
    """
    policy.check(actor, Permission.LESSON_WRITE, panel)
    if shared.panel_id == panel.id:
        raise NotNow("This lesson is your own panel’s.")
    db.session.refresh(shared, with_for_update=True)  # a panel adopts it once
    if shared.standing is not Standing.OFFERED:
        raise NotNow(f"This lesson cannot be adopted: {shared.standing.label.lower()}.")
    if library_queries.list_panels_that_adopted(shared, [panel.id]):
        raise NotNow("Your panel has adopted this lesson already.")
    check_version(shared, version)
    words = words_of(shared)
    factors = words.pop("factor_codes")
    lesson = changes.write_lesson(panel, actor=actor, point_ids=[], **words)
    lesson.factor_codes = factors
    lesson.adoption = LessonAdoption(shared=shared, by_id=actor.id, taken=words_of(shared))
    db.session.flush()
    record(actor, "lesson.adopted", lesson)
    return lesson


def catch_up(
    lesson: Lesson, *, actor: User, version: int | str | None, seen: int | str | None, take: bool
) -> None:
    """Decide on what the other panel changed: take its words, or keep one's own; either is kept."""
    policy.check(actor, Permission.LESSON_WRITE, lesson)
    check_version(lesson, version)
    adoption = lesson.adoption
    if adoption is None or not adoption.is_behind:
        raise NotNow("There is nothing new to take over.")
    check_version(adoption.shared, seen)
    adoption.taken = words_of(adoption.shared)
    if take:
        words = words_of(adoption.shared)
        words.pop("factor_codes")  # these follow from where the lesson comes from
        points = [point.id for point in lesson.sources]
        changes.edit_lesson(lesson, actor=actor, version=lesson.version, point_ids=points, **words)
    db.session.flush()
    record(actor, "lesson.caught_up", lesson, took=take)
