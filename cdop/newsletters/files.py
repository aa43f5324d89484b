"""What a publication is also kept as: made once after it went out, and served as it was made."""

import logging

from sqlalchemy.orm import undefer

from cdop.extensions import db
from cdop.jobs.models import Job
from cdop.jobs.queue import handles
from cdop.newsletters import queries
from cdop.newsletters.edition import card_of, of_publication, pdf_of
from cdop.newsletters.models import FileKind, Publication, PublicationFile
from cdop.web.pdf.rendering import PdfFailed

MAKERS = {FileKind.PDF: pdf_of, FileKind.CARD: card_of}
log = logging.getLogger("cdop.newsletters")


def find_file(publication: Publication, kind: FileKind) -> PublicationFile | None:
    return db.session.scalar(
        db.select(PublicationFile)
        .where(PublicationFile.publication_id == publication.id, PublicationFile.kind == kind)
        .options(undefer(PublicationFile.content))
    )


def list_kinds(publication: Publication) -> set[FileKind]:
    """What there is already."""
    return set(
        db.session.scalars(
            db.select(PublicationFile.kind).where(PublicationFile.publication_id == publication.id)
        )
    )


@handles("newsletter.files", tries_again=True)
def make_files(job: Job) -> None:
    """What could not be made is left out: the web page and the mail say the same."""
    publication = queries.get_publication(job.payload["publication_id"])
    if publication.withdrawn_at is not None:
        return
    edition, there = of_publication(publication), list_kinds(publication)
    for kind, make in MAKERS.items():
        if kind in there:
            continue
        try:
            content = make(edition)
        except PdfFailed as failed:
            log.warning("publication %s has no %s: %s", publication.id, kind, failed)
            continue
        db.session.add(PublicationFile(publication_id=publication.id, kind=kind, content=content))
    db.session.flush()
