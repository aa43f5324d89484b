"""What an editor does about marked passages: says it more safely, or tells the chair about it."""

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import User
from cdop.core.moves import NotNow
from cdop.extensions import db
from cdop.learning import changes, source
from cdop.learning.identity_check import Passage
from cdop.learning.models import IdentityDismissal, Lesson
from cdop.trail.record import record
from cdop.web.versions import bump, check_version


def reword(
    lesson: Lesson, *, actor: User, version: int | str | None, part: str, start: int, words: str
) -> None:
    """Put the safer wording where the marked words stand; NotNow where they stand there no more."""
    policy.check(actor, Permission.LESSON_WRITE, lesson)
    check_version(lesson, version)
    text = getattr(lesson, part) if part in source.PARTS else ""
    passage = next(
        (
            each
            for each in source.check_lesson(lesson)
            if (each.part, each.start, each.words) == (part, start, words)
        ),
        None,
    )
    if passage is None:
        raise NotNow("The text was changed since; look at it again.")
    changes.edit_lesson(
        lesson,
        actor=actor,
        version=lesson.version,
        point_ids=[point.id for point in lesson.sources],
        **{part: replaced(text, passage)},
    )


def replaced(text: str, passage: Passage) -> str:
    """The text with the safer wording in the place of the passage."""
    safer = passage.safer
    before, after = text[: passage.start], text[passage.end :]
    if not safer:
        before, after = before.rstrip(" "), after
    elif passage.words[:1].isupper() and before.rstrip(" >*#-\n")[-1:] in ("", ".", "!", "?"):
        safer = safer[:1].upper() + safer[1:]
    return before + safer + after


def dismiss(
    subject_id: str, passage: Passage, *, panel_id: str, actor: User, reason: str
) -> IdentityDismissal:
    """Keep what the editor says of the marked words, for the chair, who alone lets them stay."""
    if passage.stops:
        raise NotNow("This cannot stay. Take it out, or use the safer wording.")
    kept = IdentityDismissal(
        panel_id=panel_id,
        subject_id=subject_id,
        mark=passage.mark,
        kind=passage.kind.value,
        reason=reason,
        by_id=actor.id,
    )
    db.session.add(kept)
    db.session.flush()
    return kept


def dismiss_in_lesson(
    lesson: Lesson, *, actor: User, version: int | str | None, mark: str, reason: str
) -> None:
    """Tell the chair why one passage of the lesson is innocent; at sign-off, the chair decides."""
    policy.check(actor, Permission.LESSON_WRITE, lesson)
    check_version(lesson, version)
    passages = source.check_lesson(lesson)
    passage = next((each for each in passages if each.mark == mark and not each.dismissed), None)
    if passage is None:
        return
    dismiss(lesson.id, passage, panel_id=lesson.panel_id, actor=actor, reason=reason)
    bump(lesson)
    record(actor, "lesson.passage_dismissed", lesson, kind=passage.kind.value)
