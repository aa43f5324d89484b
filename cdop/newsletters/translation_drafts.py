"""How a draft in another language begins, and the versions that are kept of it."""

from cdop.accounts.models import User
from cdop.extensions import db
from cdop.newsletters import translation_queries
from cdop.newsletters.models import Issue
from cdop.newsletters.translation_checks import TEXTS
from cdop.newsletters.translation_models import Translation, TranslationVersion
from cdop.trail.record import record


def begin(translation: Translation, *, actor: User) -> Translation:
    db.session.add(translation)
    db.session.flush()
    keep_version(translation, actor=actor)
    record(actor, "translation.started", translation, language=translation.language)
    return translation


def keep_version(translation: Translation, *, actor: User) -> None:
    """The text as saved, unless it is what was saved before."""
    last = translation_queries.find_last_saved(translation)
    kept = {name: getattr(translation, name) for name in (*TEXTS, "made_from")}
    if last is not None and all(getattr(last, name) == kept[name] for name in kept):
        return
    number = last.number + 1 if last else 1
    db.session.add(
        TranslationVersion(translation_id=translation.id, number=number, by_id=actor.id, **kept)
    )
    db.session.flush()


def carry_over(wrong: Issue, correction: Issue, *, actor: User) -> None:
    """The translations of what was wrong, as drafts that are behind until they say what it says."""
    for each in translation_queries.list_translations(wrong):
        translation = Translation(
            issue_id=correction.id,
            language=each.language,
            title=each.title,
            summary=each.summary,
            body=each.body,
            message=each.message,
            author_id=actor.id,
            last_editor_id=actor.id,
            writer_ids=sorted(each.author_ids),
        )
        begin(translation, actor=actor)
