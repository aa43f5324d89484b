"""Writes of an import: the lines go in as one transaction, and can be taken out again."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel
from cdop.analysis.past_changes import record_past_analyses
from cdop.cases.changes import COMMAND, notify_deaths
from cdop.db.base import new_id
from cdop.db.clock import now
from cdop.exchange.intake import analysis_of
from cdop.exchange.models import BatchState, ImportBatch, ImportLine
from cdop.exchange.plan import Plan
from cdop.extensions import db
from cdop.trail.record import record

Progress = Callable[[int, int], None]
STEPS = 4


def check_may_import(actor: Any, panel: Panel) -> None:
    if actor != COMMAND:
        policy.check(actor, Permission.IMPORT_RUN, panel)


def open_batch(
    panel: Panel, *, actor: Any, file_name: str, file_hash: str, **values: Any
) -> ImportBatch:
    """A new batch for a file; nothing of it is imported yet."""
    check_may_import(actor, panel)
    batch = ImportBatch(
        panel_id=panel.id,
        file_name=file_name,
        file_hash=file_hash,
        uploaded_by_id=getattr(actor, "id", None),
        **values,
    )
    db.session.add(batch)
    db.session.flush()
    record(actor, "import.uploaded", batch)
    return batch


def carry_out(
    batch: ImportBatch, plan: Plan, *, actor: Any, progress: Progress | None = None
) -> None:
    """Create the cases and analyses, and account for every line of the file."""
    panel = batch.panel
    check_may_import(actor, panel)
    tell = progress or (lambda _done, _all: None)
    notified = notify_deaths(
        panel, ((each.notification, each.reference) for each in plan.accepted), actor=actor
    )
    tell(1, STEPS)
    case_ids = {
        each.position: case.case_id for each, case in zip(plan.accepted, notified, strict=True)
    }
    analyses = [analysis_of(each.line, case_ids[each.position]) for each in plan.accepted]
    record_past_analyses(panel, [found for found in analyses if found is not None], actor=actor)
    tell(2, STEPS)
    _account_for_lines(batch, plan, case_ids)
    tell(3, STEPS)
    batch.state, batch.imported_at, batch.counts = BatchState.IMPORTED, now(), plan.counts
    counts: dict[str, Any] = plan.counts
    record(actor, "import.completed", batch, **counts)


def _account_for_lines(batch: ImportBatch, plan: Plan, case_ids: dict[int, str]) -> None:
    rows = [
        {
            "id": new_id(),
            "created_at": now(),
            "batch_id": batch.id,
            "position": position,
            "sheet": line.sheet,
            "line": line.line,
            "status": line.status.value,
            "column_name": line.column,
            "details": line.report(),
            "case_id": case_ids.get(position) or plan.already.get(position),
        }
        for position, line in enumerate(plan.reading.lines)
    ]
    if rows:
        db.session.execute(sa.insert(ImportLine), rows)
