"""Writes of translations: each checks the policy, makes the change and adds to the trail."""

from typing import Any

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import User
from cdop.core.catalogues.languages import LANGUAGES, ORIGINAL
from cdop.core.moves import NotNow
from cdop.core.sign_off import Move, Stand
from cdop.db.base import new_id
from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs.models import Job
from cdop.jobs.queue import enqueue, handles
from cdop.learning.signing import NO_REASONS, Reasons, take_step
from cdop.newsletters import translation_checks, translation_queries
from cdop.newsletters.changes import NotReady
from cdop.newsletters.models import Issue
from cdop.newsletters.schedule import hold
from cdop.newsletters.translation_drafts import begin, keep_version
from cdop.newsletters.translation_models import Translation
from cdop.newsletters.translation_publishing import SIGNED, back_to_draft, publish_translation
from cdop.trail.record import record
from cdop.web.versions import check_version

TAKEN_DOWN = "The original was taken down. Translate its correction instead."


def start_translation(issue: Issue, *, actor: User, language: str) -> Translation:
    """A draft that begins with the text of the original, to be written over."""
    policy.check(actor, Permission.ISSUE_WRITE, issue)
    _must_stand(issue)
    if language not in LANGUAGES or language == ORIGINAL:
        raise NotNow("Choose one of the languages.")
    if translation_queries.find_translation(issue, language) is not None:
        raise NotNow("There is a translation into this language already.")
    translation = Translation(
        issue_id=issue.id,
        language=language,
        title=issue.title,
        summary=issue.summary,
        body=issue.body,
        made_from=translation_queries.present_version(issue),
        author_id=actor.id,
        last_editor_id=actor.id,
    )
    return begin(translation, actor=actor)


def edit_translation(
    translation: Translation,
    *,
    actor: User,
    version: int | str | None,
    follows: int | None = None,
    **words: Any,
) -> None:
    """Change the draft. `follows` is the original's version that it now says in full."""
    policy.check(actor, Permission.ISSUE_WRITE, translation)
    check_version(translation, version)
    _must_stand(translation.issue)
    if translation.state is Stand.SUBMITTED:
        raise NotNow("It waits for sign-off. Take it back first.")
    if translation.is_held:
        raise NotNow("It is about to go out. Stop it first.")
    if translation.state is Stand.CLOSED:
        raise NotNow("It was withdrawn. Open it again first.")
    made_from = translation.made_from
    if follows is not None:
        present = translation_queries.present_version(translation.issue)
        made_from = max(made_from, min(follows, present))
    if not translation.write({**words, "made_from": made_from}, actor=actor):
        return
    translation.state = Stand.DRAFT
    db.session.flush()
    keep_version(translation, actor=actor)
    record(actor, "translation.edited", translation)


def move_translation(
    translation: Translation,
    step: Move,
    *,
    actor: User,
    version: int | str | None,
    comment: str = "",
    reasons: Reasons = NO_REASONS,
) -> None:
    """One step towards the readers, or back. What is signed off goes out with its original."""
    if step in (Move.SUBMIT, Move.APPROVE):
        _must_stand(translation.issue)
        found = translation_checks.problems(translation)
        if found:
            raise NotReady(found)
    take_step(
        translation,
        step,
        kind=SIGNED,
        actor=actor,
        version=version,
        comment=comment,
        reasons=reasons,
    )
    if step is Move.APPROVE:
        _go_out(translation, actor)
    if step is Move.CLOSE:
        translation.publish_at = translation.publish_order = None
        translation.withdrawn_at, translation.withdrawn_by_id = now(), actor.id
    db.session.flush()


def _go_out(translation: Translation, actor: User) -> None:
    """Beside an original that is out, once the hold is over; before that it waits for it."""
    publication = translation.issue.publication
    if publication is None:
        return
    if not hold():
        publish_translation(translation, publication, actor=actor)
        return
    translation.publish_at, translation.publish_order = now() + hold(), new_id()
    job = enqueue(
        "newsletter.publish_translation",
        actor=actor,
        translation_id=translation.id,
        order=translation.publish_order,
    )
    job.due_at = translation.publish_at
    db.session.flush()


@handles("newsletter.publish_translation", tries_again=True)
def publish_after_its_hold(job: Job) -> None:
    """Publish, if this is still the request that counts and the original still stands."""
    translation = db.session.get(Translation, job.payload["translation_id"], with_for_update=True)
    if translation is None or translation.publish_order != job.payload["order"]:
        return
    actor = db.session.get(User, job.asked_by_id) or translation.issue.author
    publication = translation.issue.publication
    if publication is None or publication.withdrawn_at is not None:
        back_to_draft(translation, actor=actor, comment=TAKEN_DOWN)
        return
    publish_translation(translation, publication, actor=actor)


def stop_translation(
    translation: Translation, *, actor: User, version: int | str | None, reason: str
) -> None:
    """Keep it from going out, or from going with its original; it is a draft again."""
    policy.check(actor, Permission.ISSUE_PUBLISH, translation)
    check_version(translation, version)
    waits = translation.state is Stand.OPEN and translation.issue.publication is None
    if not translation.is_held and not waits:
        raise NotNow("This translation does not wait to go out.")
    back_to_draft(translation, actor=actor, comment=reason)


def reopen_translation(translation: Translation, *, actor: User, version: int | str | None) -> None:
    """Make a withdrawn translation a draft; the public sees it once it is signed off anew."""
    policy.check(actor, Permission.ISSUE_WRITE, translation)
    check_version(translation, version)
    _must_stand(translation.issue)
    if translation.state is not Stand.CLOSED:
        raise NotNow("Only a withdrawn translation can be opened again.")
    back_to_draft(translation, actor=actor, comment="")


def _must_stand(issue: Issue) -> None:
    if issue.publication is not None and issue.publication.withdrawn_at is not None:
        raise NotNow(TAKEN_DOWN)
