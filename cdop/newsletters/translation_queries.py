"""Reads of issues in other languages, for the desk and for the public."""

from collections.abc import Sequence

from sqlalchemy.orm import joinedload, selectinload

from cdop.core.sign_off import Stand
from cdop.core.writing.translation import is_behind
from cdop.extensions import db
from cdop.newsletters.models import Issue, Publication
from cdop.newsletters.queries import find_last_version
from cdop.newsletters.translation_models import (
    TranslatedEdition,
    Translation,
    TranslationStep,
    TranslationVersion,
)


def get_translation(translation_id: str) -> Translation:
    return db.one_or_404(
        db.select(Translation)
        .where(Translation.id == translation_id)
        .options(
            joinedload(Translation.issue).joinedload(Issue.panel),
            joinedload(Translation.issue).selectinload(Issue.publication),
            selectinload(Translation.editions),
            selectinload(Translation.steps).joinedload(TranslationStep.by),
        )
    )


def find_translation(issue: Issue, language: str) -> Translation | None:
    return db.session.scalar(
        db.select(Translation).where(
            Translation.issue_id == issue.id, Translation.language == language
        )
    )


def list_translations(issue: Issue) -> list[Translation]:
    return list(
        db.session.scalars(
            db.select(Translation)
            .where(Translation.issue_id == issue.id)
            .order_by(Translation.language)
            .options(selectinload(Translation.editions))
        )
    )


def list_submitted(issue_ids: Sequence[str]) -> dict[str, list[Translation]]:
    """What waits for a sign-off, by issue."""
    found: dict[str, list[Translation]] = {}
    for each in db.session.scalars(
        db.select(Translation)
        .where(Translation.issue_id.in_(issue_ids), Translation.state == Stand.SUBMITTED)
        .order_by(Translation.language)
    ):
        found.setdefault(each.issue_id, []).append(each)
    return found


def present_version(issue: Issue) -> int:
    """The number of the original's last version."""
    last = find_last_version(issue)
    return last.number if last else 0


def has_fallen_behind(translation: Translation) -> bool:
    return is_behind(translation.made_from, present_version(translation.issue))


def list_versions(translation: Translation) -> list[TranslationVersion]:
    """Newest first."""
    return list(
        db.session.scalars(
            db.select(TranslationVersion)
            .where(TranslationVersion.translation_id == translation.id)
            .order_by(TranslationVersion.number.desc())
            .options(joinedload(TranslationVersion.by))
        )
    )


def find_last_saved(translation: Translation) -> TranslationVersion | None:
    return db.session.scalar(
        db.select(TranslationVersion)
        .where(TranslationVersion.translation_id == translation.id)
        .order_by(TranslationVersion.number.desc())
        .limit(1)
    )


def list_public(publications: Sequence[Publication]) -> dict[str, list[TranslatedEdition]]:
    """What stands in other languages of each publication, by its id; none of a withdrawn one."""
    found: dict[str, list[TranslatedEdition]] = {
        each.id: [] for each in publications if each.withdrawn_at is None
    }
    for edition in db.session.scalars(
        db.select(TranslatedEdition)
        .join(TranslatedEdition.translation)
        .where(
            TranslatedEdition.publication_id.in_(list(found)),
            Translation.withdrawn_at.is_(None),
        )
        .order_by(Translation.language, TranslatedEdition.number.desc())
        .options(
            joinedload(TranslatedEdition.translation).selectinload(Translation.editions),
            joinedload(TranslatedEdition.publication),
        )
    ):
        others = found[edition.publication_id]
        if not others or others[-1].translation_id != edition.translation_id:
            others.append(edition)
    return found


def find_edition(publication: Publication, language: str) -> TranslatedEdition | None:
    """The last edition in the language, withdrawn or not: its page says which."""
    return db.session.scalar(
        db.select(TranslatedEdition)
        .join(TranslatedEdition.translation)
        .where(
            TranslatedEdition.publication_id == publication.id,
            Translation.language == language,
        )
        .order_by(TranslatedEdition.number.desc())
        .limit(1)
        .options(joinedload(TranslatedEdition.translation))
    )
