"""Audits and releases as files: one booklet in four forms."""

from collections.abc import Callable
from enum import StrEnum

from cdop.audits.booklets import Booklet, of_audit, of_release
from cdop.audits.documents import document
from cdop.audits.models import Audit, Release
from cdop.audits.spreadsheets import workbook
from cdop.audits.tidy import csvw, tidy_csv


class Form(StrEnum):
    """How a file ends."""

    XLSX = "xlsx"
    CSV = "csv"
    DESCRIPTION = "json"
    PDF = "pdf"


TYPES = {
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.CSV: "text/csv; charset=utf-8",
    Form.DESCRIPTION: "application/csvm+json",
    Form.PDF: "application/pdf",
}
MAKERS: dict[Form, Callable[[Booklet], bytes]] = {
    Form.XLSX: workbook,
    Form.CSV: tidy_csv,
    Form.DESCRIPTION: lambda booklet: csvw(booklet, f"{booklet.stem}.csv"),
    Form.PDF: document,
}


def release_file(release: Release, form: Form) -> tuple[str, bytes]:
    """Its name and its content."""
    booklet = of_release(release)
    return f"{booklet.stem}.{form}", MAKERS[form](booklet)


def audit_xlsx(audit: Audit) -> bytes:
    return workbook(of_audit(audit))


def audit_csv(audit: Audit) -> bytes:
    return tidy_csv(of_audit(audit))


def audit_pdf(audit: Audit) -> bytes:
    return document(of_audit(audit))
