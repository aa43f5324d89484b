"""Reads about imports: the batches of a person's panels, their lines, and what stands on them."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from cdop.access.roles import Role
from cdop.analysis.models import Analysis
from cdop.audits.models import Release
from cdop.cases.models import Case
from cdop.cases.queries import conflicted_cases
from cdop.cases.removal_changes import work_on
from cdop.exchange.models import BatchState, ImportBatch, ImportLine, LineStatus
from cdop.extensions import db
from cdop.web.paging import Page, page_of

LINES_ON_A_PAGE = 50
# What tells one line of a log from another, whatever became of its case since.
FINGERPRINT = ("ref", "first", "last", "nhs", "dob", "dod", "age_days")

Fingerprint = tuple[str, ...]


def get_batch(batch_id: str) -> ImportBatch:
    return db.get_or_404(
        ImportBatch,
        batch_id,
        options=(joinedload(ImportBatch.panel), joinedload(ImportBatch.job)),
    )


def list_batches(user: Any, *, number: int) -> Page[ImportBatch]:
    """The imports of the panels that the person coordinates, newest first."""
    return page_of(
        db.session,
        db.select(ImportBatch)
        .where(ImportBatch.panel_id.in_(user.panels_as(Role.COORDINATOR)))
        .options(
            joinedload(ImportBatch.panel),
            joinedload(ImportBatch.job),
            joinedload(ImportBatch.uploaded_by),
        )
        .order_by(ImportBatch.created_at.desc(), ImportBatch.id),
        number=number,
    )


def find_waiting_batch(panel_id: str, file_hash: str) -> ImportBatch | None:
    """The same file, uploaded before and neither imported nor thrown away."""
    return db.session.scalar(
        db.select(ImportBatch)
        .where(
            ImportBatch.panel_id == panel_id,
            ImportBatch.file_hash == file_hash,
            ImportBatch.state == BatchState.UPLOADED,
        )
        .limit(1)
    )


def page_of_lines(batch: ImportBatch, status: LineStatus | None, *, number: int) -> Page[Any]:
    """Lines in the order of the file, each with the reference of its case."""
    statement = (
        db.select(ImportLine, Case.reference)
        .outerjoin(Case, Case.id == ImportLine.case_id)
        .where(ImportLine.batch_id == batch.id)
        .order_by(ImportLine.position)
    )
    if status is not None:
        statement = statement.where(ImportLine.status == status)
    return page_of(db.session, statement, number=number, size=LINES_ON_A_PAGE, scalars=False)


def list_lines(batch: ImportBatch, status: LineStatus | None = None) -> list[ImportLine]:
    statement = db.select(ImportLine).where(ImportLine.batch_id == batch.id)
    if status is not None:
        statement = statement.where(ImportLine.status == status)
    return list(db.session.scalars(statement.order_by(ImportLine.position)))


def list_hidden_cases(user: Any, batch: ImportBatch) -> set[str]:
    """Cases of the batch that are not there for this person: shut to them, or given away since."""
    return set(
        db.session.scalars(
            db.select(ImportLine.case_id)
            .join(Case, Case.id == ImportLine.case_id)
            .where(
                ImportLine.batch_id == batch.id,
                sa.or_(Case.panel_id != batch.panel_id, Case.id.in_(conflicted_cases(user))),
            )
        )
    )


def fingerprint_of(values: Mapping[str, str]) -> Fingerprint:
    return tuple(values.get(name, "").casefold() for name in FINGERPRINT)


def imported_before(panel_id: str) -> dict[Fingerprint, str]:
    """The lines that became cases of this panel in earlier imports, with those cases."""
    rows = db.session.execute(
        db.select(ImportLine.details, ImportLine.case_id)
        .join(ImportBatch)
        .join(Case, Case.id == ImportLine.case_id)
        .where(
            ImportBatch.panel_id == panel_id,
            Case.panel_id == panel_id,
            ImportLine.status == LineStatus.IMPORTED,
        )
    )
    return {fingerprint_of(details["values"]): case_id for details, case_id in rows}


def list_created_cases(batch: ImportBatch) -> list[str]:
    """The cases that this import created."""
    return [
        case_id
        for case_id in db.session.scalars(
            db.select(ImportLine.case_id).where(
                ImportLine.batch_id == batch.id,
                ImportLine.status == LineStatus.IMPORTED,
                ImportLine.case_id.is_not(None),
            )
        )
        if case_id is not None
    ]


def why_not_undone(batch: ImportBatch) -> list[tuple[str, str]]:
    """What was built on the import: the reference of a case or release, and what was done."""
    case_ids = list_created_cases(batch)
    reasons = {case_id: work.label for case_id, work in work_on(case_ids).items()}
    reasons |= dict.fromkeys(_cases_analysed_since(batch), "its analysis was changed")
    references = _references(reasons)
    built = sorted((references[case_id], reason) for case_id, reason in reasons.items())
    return built + [
        (f"Release {number}", "was made after this import, and may count its deaths")
        for number in _releases_since(batch)
    ]


def _cases_analysed_since(batch: ImportBatch) -> list[str]:
    return list(
        db.session.scalars(
            db.select(Analysis.case_id)
            .join(ImportLine, ImportLine.case_id == Analysis.case_id)
            .where(
                ImportLine.batch_id == batch.id,
                ImportLine.status == LineStatus.IMPORTED,
                Analysis.imported.is_(False),
            )
        )
    )


def _references(case_ids: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    wanted = sorted(case_ids)
    for start in range(0, len(wanted), 500):
        rows = db.session.execute(
            db.select(Case.id, Case.reference).where(Case.id.in_(wanted[start : start + 500]))
        )
        found |= {case_id: reference for case_id, reference in rows}
    return found


def _releases_since(batch: ImportBatch) -> list[str]:
    return list(
        db.session.scalars(
            db.select(Release.number)
            .where(
                Release.panel_id == batch.panel_id,
                Release.created_at >= sa.func.coalesce(batch.imported_at, batch.created_at),
            )
            .order_by(Release.number)
        )
    )
