"""What an edition is also kept as: made once after it went out, and served as it was made.

The mails of an issue are asked for when its files are there, so that nobody who follows a mail
comes before the PDF.
"""

import logging
from collections.abc import Iterator, Set

from sqlalchemy.orm import undefer

from cdop.extensions import db
from cdop.jobs.models import Job
from cdop.jobs.queue import enqueue, handles
from cdop.newsletters import queries
from cdop.newsletters.edition import Edition, card_of, of_publication, of_translation, pdf_of
from cdop.newsletters.models import FileKind, Publication, PublicationFile
from cdop.newsletters.translation_models import TranslatedEdition, TranslationFile
from cdop.web.pdf.rendering import LettersMissing, PdfFailed

MAKERS = {FileKind.PDF: pdf_of, FileKind.CARD: card_of}
log = logging.getLogger("cdop.newsletters")


def find_file(publication: Publication, kind: FileKind) -> PublicationFile | None:
    return db.session.scalar(
        db.select(PublicationFile)
        .where(PublicationFile.publication_id == publication.id, PublicationFile.kind == kind)
        .options(undefer(PublicationFile.content))
    )


def find_translated_file(translated: TranslatedEdition, kind: FileKind) -> TranslationFile | None:
    return db.session.scalar(
        db.select(TranslationFile)
        .where(TranslationFile.edition_id == translated.id, TranslationFile.kind == kind)
        .options(undefer(TranslationFile.content))
    )


def list_kinds(publication: Publication) -> set[FileKind]:
    """What there is already."""
    return set(
        db.session.scalars(
            db.select(PublicationFile.kind).where(PublicationFile.publication_id == publication.id)
        )
    )


def list_translated_kinds(translated: TranslatedEdition) -> set[FileKind]:
    return set(
        db.session.scalars(
            db.select(TranslationFile.kind).where(TranslationFile.edition_id == translated.id)
        )
    )


def _made(edition: Edition, there: Set[FileKind], about: str) -> Iterator[tuple[FileKind, bytes]]:
    """What is not there yet and can be made; a script of which we have no letters cannot."""
    for kind, make in MAKERS.items():
        if kind in there:
            continue
        try:
            yield kind, make(edition)
        except LettersMissing as missing:
            log.info("edition %s has no %s: %s", about, kind, missing)
        except PdfFailed as failed:
            log.warning("edition %s has no %s: %s", about, kind, failed)


@handles("newsletter.files", tries_again=True)
def make_files(job: Job) -> None:
    """What could not be made is left out: the web page and the mail say the same."""
    publication = queries.get_publication(job.payload["publication_id"])
    if publication.withdrawn_at is not None:
        return
    edition, there = of_publication(publication), list_kinds(publication)
    for kind, content in _made(edition, there, publication.id):
        db.session.add(PublicationFile(publication_id=publication.id, kind=kind, content=content))
    db.session.flush()
    if "base_url" in job.payload:
        enqueue("newsletter.send", **job.payload)


@handles("newsletter.translation_files", tries_again=True)
def make_translated_files(job: Job) -> None:
    translated = db.session.get(TranslatedEdition, job.payload["edition_id"])
    if translated is None or translated.publication.withdrawn_at is not None:
        return
    edition, there = of_translation(translated), list_translated_kinds(translated)
    for kind, content in _made(edition, there, translated.id):
        db.session.add(TranslationFile(edition_id=translated.id, kind=kind, content=content))
    db.session.flush()
    if "base_url" in job.payload:
        enqueue("newsletter.send_translation", **job.payload)
