"""What can be taken away from an import: its report, and the rejected lines to correct."""

import json
from collections.abc import Callable, Sequence

from flask import Response
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.db.clock import today
from cdop.exchange import corrections, presenters, queries
from cdop.exchange.blueprint import bp
from cdop.exchange.models import ImportBatch, LineStatus

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/<opaque:batch_id>/report.json")
@requires(Permission.IMPORT_RUN, of=queries.get_batch, records="import.downloaded")
def report(batch: ImportBatch) -> Response:
    content = presenters.report_of(
        batch,
        queries.list_lines(batch),
        hidden=queries.list_hidden_cases(current_user, batch),
    )
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return _as_file(text.encode(), "application/json", "import-report", "json")


@bp.get("/<opaque:batch_id>/rejected.xlsx")
@requires(Permission.IMPORT_RUN, of=queries.get_batch, records="import.downloaded")
def rejected_workbook(batch: ImportBatch) -> Response:
    return _rejected(batch, corrections.as_xlsx, XLSX, "xlsx")


@bp.get("/<opaque:batch_id>/rejected.csv")
@requires(Permission.IMPORT_RUN, of=queries.get_batch, records="import.downloaded")
def rejected_text(batch: ImportBatch) -> Response:
    return _rejected(batch, corrections.as_csv, "text/csv", "csv")


def _rejected(
    batch: ImportBatch,
    write: Callable[[Sequence[Sequence[str]]], bytes],
    mimetype: str,
    ending: str,
) -> Response:
    lines = queries.list_lines(batch, LineStatus.REJECTED)
    content = write(corrections.corrections_of(lines))
    return _as_file(content, mimetype, "rejected-lines", ending)


def _as_file(content: bytes, mimetype: str, name: str, ending: str) -> Response:
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{name}-{today().isoformat()}.{ending}"'
    )
    return response
