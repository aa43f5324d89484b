"""Translations on their way out: frozen beside the publication, with it or after it, once each."""

from typing import Any

from cdop.access.permissions import Permission
from cdop.accounts.models import User
from cdop.core.identity_guard.contacts import CONTACTS
from cdop.core.sign_off import Move, Stand
from cdop.db.clock import now
from cdop.extensions import db
from cdop.jobs.queue import enqueue
from cdop.learning.signing import Signed, passages_in
from cdop.mail.links import base_url
from cdop.newsletters import rendering, translation_checks, translation_queries
from cdop.newsletters.models import Issue, Publication
from cdop.newsletters.translation_models import TranslatedEdition, Translation, TranslationStep
from cdop.trail.record import record
from cdop.web.frozen import checksum

SIGNED = Signed(
    "translation",
    TranslationStep,
    Permission.ISSUE_WRITE,
    Permission.ISSUE_DECIDE,
    parts=("title", "summary", "prose", "message", "correction_note"),
    may_stand=CONTACTS,  # the same contacts as in the original
)
COULD_NOT = "It did not go out, because it no longer passes the checks: "
MARKED = "its identity check marks something that was not signed off"


def publish_ready(issue: Issue, publication: Publication, *, actor: User) -> None:
    """With the original go the translations that were signed off and have not fallen behind it."""
    for translation in translation_queries.list_translations(issue):
        if translation.state is Stand.OPEN:
            publish_translation(translation, publication, actor=actor)


def publish_translation(
    translation: Translation, publication: Publication, *, actor: User
) -> TranslatedEdition | None:
    """Freeze what was signed off; None where it may no longer go out, and is a draft again."""
    translation.publish_at = translation.publish_order = None
    found = translation_checks.problems(translation)
    marked = passages_in(translation, SIGNED)
    found += [MARKED] if any(each.stops or each.is_open for each in marked) else []
    if found:
        back_to_draft(translation, actor=actor, comment=COULD_NOT + "; ".join(found))
        return None
    code, said = publication.message_code, translation.message
    body = rendering.render_body(translation.body, publication.panel_id, code, said=said)
    made = TranslatedEdition(
        publication_id=publication.id,
        number=len(translation.editions) + 1,
        title=translation.title,
        summary=translation.summary,
        html=str(body.html),
        text=rendering.plain_body(translation.body, publication.panel_id, code, said=said),
        message=said,
        correction_note=translation.correction_note,
        checksum=checksum(str(body.html)),
        published_at=now(),
        written_by_id=translation.last_editor_id,
        approved_by_id=_approver(translation),
    )
    translation.editions.append(made)
    translation.withdrawn_at = translation.withdrawn_by_id = None
    translation.went_out()
    db.session.flush()
    record(actor, "translation.published", translation, language=translation.language)
    # Its PDF comes first, and asks for the mails, as an issue's does.
    wanted: dict[str, Any] = {"base_url": base_url()} if made.number == 1 else {}
    enqueue("newsletter.translation_files", edition_id=made.id, **wanted)
    return made


def back_to_draft(translation: Translation, *, actor: User, comment: str) -> None:
    translation.publish_at = translation.publish_order = None
    translation.state = Stand.DRAFT
    translation.steps.append(
        TranslationStep(move="stop", to_state=Stand.DRAFT, by_id=actor.id, comment=comment)
    )
    db.session.flush()
    record(actor, "translation.stopped", translation)


def _approver(translation: Translation) -> str:
    return next(step.by_id for step in reversed(translation.steps) if step.move == Move.APPROVE)
