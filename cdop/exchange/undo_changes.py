"""Taking an import back, as long as nothing has been built on it."""

from typing import Any

import sqlalchemy as sa

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.analysis.past_changes import remove_past_analyses
from cdop.cases.removal_changes import remove_cases
from cdop.core.moves import NotNow
from cdop.db.clock import now
from cdop.exchange.models import BatchState, ImportBatch, ImportLine
from cdop.exchange.queries import list_created_cases, why_not_undone
from cdop.extensions import db
from cdop.trail.record import record

CHUNK = 500


def undo(batch: ImportBatch, *, actor: Any) -> None:
    """Remove every case that the import created. The lines stay, as a record of what was read."""
    policy.check(actor, Permission.IMPORT_RUN, batch.panel)
    if batch.state is not BatchState.IMPORTED:
        raise NotNow("Only a finished import can be undone, and only once.")
    if why_not_undone(batch):
        raise NotNow("Somebody has worked on what this import brought in, so it stays.")
    case_ids = list_created_cases(batch)
    for start in range(0, len(case_ids), CHUNK):
        ids = case_ids[start : start + CHUNK]
        # Lines of later imports, too, may name these cases as those they repeat.
        db.session.execute(
            sa.update(ImportLine).where(ImportLine.case_id.in_(ids)).values(case_id=None)
        )
    remove_past_analyses(batch.panel, case_ids, actor=actor)
    remove_cases(batch.panel, case_ids, actor=actor)
    batch.state, batch.undone_at, batch.undone_by_id = BatchState.UNDONE, now(), actor.id
    db.session.flush()
    record(actor, "import.undone", batch, count=len(case_ids))
