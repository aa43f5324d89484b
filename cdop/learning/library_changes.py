"""Writes of the library: a panel offers an approved lesson, takes it back, or adopts another's."""

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel, User
from cdop.core.lessons import LessonState
from cdop.core.moves import NotNow
from cdop.db.clock import now
from cdop.extensions import db
from cdop.learning import changes, library_queries
from cdop.learning.models import Lesson, LessonAdoption, SharedLesson
from cdop.trail.record import record

COPIED = ("title", "theme", "seen", "matters", "differently", "strength")


def offer_lesson(lesson: Lesson, *, actor: User) -> SharedLesson:
    """Put a copy of the approved words into the library; no point and no case goes with it."""
    policy.check(actor, Permission.LESSON_OFFER, lesson)
    if lesson.state is not LessonState.APPROVED:
        raise NotNow("Only an approved lesson can be offered to other panels.")
    if lesson.adoption is not None:
        raise NotNow("This lesson came from the library.")
    offered = library_queries.find_offer(lesson)
    if offered is not None:
        return offered
    shared = SharedLesson(
        panel_id=lesson.panel_id,
        lesson_id=lesson.id,
        factor_codes=list(lesson.factor_codes),
        audiences=list(lesson.audiences),
        offered_by_id=actor.id,
        **{name: getattr(lesson, name) for name in COPIED},
    )
    db.session.add(shared)
    db.session.flush()
    record(actor, "lesson.offered", lesson)
    return shared


def withdraw_offer(lesson: Lesson, *, actor: User) -> None:
    """Take it out of the library; what panels adopted before stays theirs."""
    policy.check(actor, Permission.LESSON_OFFER, lesson)
    shared = library_queries.find_offer(lesson)
    if shared is None:
        return
    shared.withdrawn_at, shared.withdrawn_by_id = now(), actor.id
    db.session.flush()
    record(actor, "lesson.offer_withdrawn", lesson)


def adopt_lesson(shared: SharedLesson, panel: Panel, *, actor: User) -> Lesson:
    """Start a draft of one's own panel from it: checked and approved there like any other."""
    policy.check(actor, Permission.LESSON_WRITE, panel)
    if shared.panel_id == panel.id:
        raise NotNow("This lesson is your own panel’s.")
    if library_queries.list_panels_that_adopted(shared, [panel.id]):
        raise NotNow("Your panel has adopted this lesson already.")
    lesson = changes.write_lesson(
        panel,
        actor=actor,
        point_ids=[],
        audiences=list(shared.audiences),
        **{name: getattr(shared, name) for name in COPIED},
    )
    lesson.factor_codes = list(shared.factor_codes)
    db.session.add(LessonAdoption(lesson_id=lesson.id, shared_lesson_id=shared.id, by_id=actor.id))
    db.session.flush()
    record(actor, "lesson.adopted", lesson)
    return lesson
