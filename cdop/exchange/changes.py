"""Writes of an import: the lines go in as one transaction, and every line is accounted for."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel
from cdop.analysis.past_changes import record_past_analyses
from cdop.cases.changes import COMMAND, notify_deaths
from cdop.core.legacy.reader import Reading
from cdop.core.moves import NotNow
from cdop.db.base import new_id
from cdop.db.clock import now, today
from cdop.exchange import sealed_files
from cdop.exchange.headings import Heading
from cdop.exchange.intake import analysis_of
from cdop.exchange.models import BatchState, ImportBatch, ImportLine
from cdop.exchange.plan import Plan, plan_import
from cdop.exchange.queries import find_waiting_batch
from cdop.extensions import db
from cdop.jobs.queue import enqueue
from cdop.trail.record import record
from cdop.web.versions import check_version

Progress = Callable[[int, int], None]
STEPS = 4
LONGEST_FILE_NAME = 200


def check_may_import(actor: Any, panel: Panel) -> None:
    if actor != COMMAND:
        policy.check(actor, Permission.IMPORT_RUN, panel)


def open_batch(panel: Panel, content: bytes, *, actor: Any, file_name: str) -> ImportBatch:
    """A new batch for a file; nothing of it is imported yet."""
    check_may_import(actor, panel)
    batch = ImportBatch(
        panel_id=panel.id,
        file_name=file_name[:LONGEST_FILE_NAME],
        file_hash=hashlib.sha256(content).hexdigest(),
        uploaded_by_id=getattr(actor, "id", None),
    )
    db.session.add(batch)
    db.session.flush()
    record(actor, "import.uploaded", batch)
    return batch


def upload(
    panel: Panel, content: bytes, headings: Sequence[Heading], *, actor: Any, file_name: str
) -> ImportBatch:
    """Keep a file, sealed, until it is imported or thrown away. The same file is kept once."""
    check_may_import(actor, panel)
    waiting = find_waiting_batch(panel.id, hashlib.sha256(content).hexdigest())
    if waiting is not None:
        return waiting
    batch = open_batch(panel, content, actor=actor, file_name=file_name)
    batch.headers = [each.kept() for each in headings]
    batch.stored_as = sealed_files.keep(content)
    db.session.flush()
    return batch


def keep_preview(
    batch: ImportBatch, told: dict[str, str | None], reading: Reading, *, actor: Any
) -> None:
    """Remember the columns and what would become of each line; no case is written."""
    check_may_import(actor, batch.panel)
    if not batch.is_open:
        raise NotNow("This file is being imported already.")
    plan = plan_import(batch.panel, reading, today=today())
    batch.state, batch.job_id = BatchState.UPLOADED, None
    _account_for_lines(batch, told, plan, {})
    record(actor, "import.read", batch, **batch.counts)


def start_import(batch: ImportBatch, *, actor: Any, version: int | str | None) -> None:
    """Ask for the import of the lines that were shown."""
    check_may_import(actor, batch.panel)
    if not (batch.is_open and batch.is_read):
        raise NotNow("This file is being imported already.")
    check_version(batch, version)
    job = enqueue("exchange.import", actor=actor, steps=STEPS + 1, batch_id=batch.id)
    batch.state, batch.job_id = BatchState.IMPORTING, job.id
    db.session.flush()
    record(actor, "import.confirmed", batch)


def carry_out(
    batch: ImportBatch,
    told: dict[str, str | None],
    reading: Reading,
    *,
    actor: Any,
    progress: Progress | None = None,
) -> Plan:
    """Create the cases and analyses, and account for every line of the file.

    The lines are compared with the panel's cases only when no other import can add to them.
    """
    panel = batch.panel
    check_may_import(actor, panel)
    tell = progress or (lambda _done, _all: None)
    _wait_for_other_imports(panel)
    plan = plan_import(panel, reading, today=today())
    tell(1, STEPS)
    notified = notify_deaths(
        panel, ((each.notification, each.reference) for each in plan.accepted), actor=actor
    )
    tell(2, STEPS)
    case_ids = {
        each.position: case.case_id for each, case in zip(plan.accepted, notified, strict=True)
    }
    analyses = [analysis_of(each.line, case_ids[each.position]) for each in plan.accepted]
    record_past_analyses(panel, [found for found in analyses if found is not None], actor=actor)
    tell(3, STEPS)
    _account_for_lines(batch, told, plan, case_ids)
    batch.state, batch.imported_at = BatchState.IMPORTED, now()
    _forget_file(batch)
    tell(STEPS, STEPS)
    record(actor, "import.completed", batch, **batch.counts)
    return plan


def _wait_for_other_imports(panel: Panel) -> None:
    """Hold the panel's row till the end; SQLite lets one writer in at a time anyway."""
    db.session.execute(
        db.select(Panel.id).where(Panel.id == panel.id).with_for_update(key_share=True)
    )


def discard(batch: ImportBatch, *, actor: Any) -> None:
    """Throw an upload away: the file, and everything that was read of it."""
    check_may_import(actor, batch.panel)
    if not batch.is_open:
        raise NotNow("This file is imported, or is being imported, so it cannot be thrown away.")
    record(actor, "import.discarded", batch)
    _forget_file(batch)
    _forget_lines(batch)
    db.session.delete(batch)
    db.session.flush()


def _forget_file(batch: ImportBatch) -> None:
    if batch.stored_as:
        sealed_files.forget(batch.stored_as)
    batch.stored_as, batch.headers = "", []


def _forget_lines(batch: ImportBatch) -> None:
    db.session.execute(sa.delete(ImportLine).where(ImportLine.batch_id == batch.id))


def _account_for_lines(
    batch: ImportBatch, told: dict[str, str | None], plan: Plan, case_ids: dict[int, str]
) -> None:
    batch.counts = plan.counts
    batch.mapping = {"told": told, "sheets": [asdict(each) for each in plan.reading.sheets]}
    db.session.flush()
    _forget_lines(batch)
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
