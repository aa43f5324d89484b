"""Tells the editors of panels that adopted a lesson what became of it: one mail a day to each."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from flask import render_template

from cdop.access.roles import Role
from cdop.accounts.models import Panel, User
from cdop.accounts.queries import list_holders
from cdop.core.lessons import LessonMove, LessonState, Standing
from cdop.db.clock import LONDON, today
from cdop.extensions import db
from cdop.jobs.models import Job, JobState
from cdop.jobs.queue import enqueue, handles
from cdop.learning.models import Lesson, LessonAdoption, LessonStep, SharedLesson
from cdop.mail.links import external_url
from cdop.mail.outbox import queue_mail
from cdop.trail.record import record

KIND = "learning.tell_adopters"
AT = time(8)
GONE = {
    Standing.RETIRED: "{panel} has retired its lesson",
    Standing.WITHDRAWN: "{panel} has taken its lesson out of the library",
}


def tell_adopters(shared: SharedLesson, *, changed_at: datetime) -> None:
    """If it was adopted, tomorrow at eight, together with whatever else changes until then."""
    adopted = db.select(LessonAdoption.id).where(LessonAdoption.shared_lesson_id == shared.id)
    if db.session.scalar(adopted.limit(1)) is None:
        return
    waiting = db.select(Job.id).where(Job.kind == KIND, Job.state == JobState.WAITING)
    if db.session.scalar(waiting.limit(1)) is not None:
        return
    job = enqueue(KIND, since=changed_at.isoformat())
    job.due_at = datetime.combine(today() + timedelta(days=1), AT, LONDON)
    db.session.flush()


@handles(KIND, tries_again=True)
def tell(job: Job) -> None:
    """Queue a mail to each editor whose panel took over what was changed or taken back since."""
    since = datetime.fromisoformat(job.payload["since"])
    for panel, lessons in _lessons_by_panel(_changed(since)).items():
        editors = list_holders(panel.id, [Role.EDITOR])
        for editor in editors:
            _write_to(editor, panel, lessons)
        record("job", "lesson.adopters_told", panel, mails=len(editors))


def _changed(since: datetime) -> list[Lesson]:
    """Lessons in use that were made of one that has changed since, and have not caught up."""
    retired = db.select(LessonStep.lesson_id).where(
        LessonStep.move == LessonMove.RETIRE, LessonStep.created_at >= since
    )
    rows = db.session.scalars(
        db.select(Lesson)
        .join(LessonAdoption, LessonAdoption.lesson_id == Lesson.id)
        .join(SharedLesson, SharedLesson.id == LessonAdoption.shared_lesson_id)
        .where(
            Lesson.state != LessonState.RETIRED,
            (SharedLesson.revised_at >= since)
            | (SharedLesson.withdrawn_at >= since)
            | SharedLesson.lesson_id.in_(retired),
        )
        .order_by(Lesson.created_at, Lesson.id)
    ).all()
    return [each for each in rows if what_became_of(each)]


def what_became_of(lesson: Lesson) -> str:
    """Of the lesson that it was made of; blank where the two panels agree."""
    adoption = lesson.adoption
    if adoption is None:
        return ""
    if adoption.is_behind:
        return f"{adoption.shared.panel.name} has approved new words"
    return GONE.get(adoption.shared.standing, "").format(panel=adoption.shared.panel.name)


def _lessons_by_panel(lessons: Iterable[Lesson]) -> dict[Panel, list[Lesson]]:
    found: dict[Panel, list[Lesson]] = {}
    for lesson in lessons:
        found.setdefault(lesson.panel, []).append(lesson)
    return found


def _write_to(editor: User, panel: Panel, lessons: list[Lesson]) -> None:
    queue_mail(
        kind="lesson-changed",
        recipient=editor.email,
        subject="Lessons that your panel adopted were changed at their source",
        text=render_template(
            "learning/mail/changed.txt",
            person=editor,
            panel=panel,
            lessons=[
                (what_became_of(each), external_url("learning.lesson", lesson_id=each.id))
                for each in lessons
            ],
        ),
        batch_id=panel.id,
    )
