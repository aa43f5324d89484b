"""Taking out cases that an import created, as long as nobody has worked on them."""

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel
from cdop.cases.models import (
    Case,
    CaseAccount,
    CaseExport,
    ChildIdentity,
    ClockPause,
    Conflict,
    StageMove,
    Transfer,
)
from cdop.extensions import db
from cdop.trail.record import record

CHUNK = 500  # ids in one statement


class Work(StrEnum):
    """What was done on a case after it was created."""

    EDITED = "edited"
    PAUSED = "paused"
    CONFLICT = "conflict"
    TRANSFER = "transfer"
    EXPORTED = "exported"
    MERGED = "merged"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Work.EDITED: "its facts, identity or stage were changed",
    Work.PAUSED: "its clocks were paused",
    Work.CONFLICT: "a conflict of interest was declared",
    Work.TRANSFER: "it was offered to another panel",
    Work.EXPORTED: "it was exported",
    Work.MERGED: "another case was merged into it",
}


def work_on(case_ids: Collection[str]) -> dict[str, Work]:
    """Of these cases, those that somebody has worked on since they were created."""
    found: dict[str, Work] = {}
    for ids in _chunks(case_ids):
        for work, case_id, where in _SIGNS:
            statement = sa.select(case_id).where(case_id.in_(ids), where)
            found |= dict.fromkeys(db.session.scalars(statement), work)
    return found


_SIGNS: tuple[tuple[Work, Any, Any], ...] = (
    (Work.EDITED, Case.id, Case.version > 1),
    (Work.EDITED, ChildIdentity.case_id, ChildIdentity.version > 1),
    (Work.EDITED, CaseAccount.case_id, CaseAccount.version > 1),
    (Work.PAUSED, ClockPause.case_id, sa.true()),
    (Work.CONFLICT, Conflict.case_id, sa.true()),
    (Work.TRANSFER, Transfer.case_id, sa.true()),
    (Work.EXPORTED, CaseExport.case_id, sa.true()),
    (Work.MERGED, Case.merged_into_id, sa.true()),
)


def remove_cases(panel: Panel, case_ids: Collection[str], *, actor: Any) -> None:
    """Remove untouched cases with all that belongs to them; ValueError where one was worked on.

    Their analyses must be gone already. The trail keeps that they were there.
    """
    policy.check(actor, Permission.IMPORT_RUN, panel)
    if work_on(case_ids):
        raise ValueError("A case was worked on after it was created")
    for ids in _chunks(case_ids):
        for model in (StageMove, CaseAccount, ChildIdentity):
            db.session.execute(sa.delete(model).where(model.case_id.in_(ids)))
        own = sa.delete(Case).where(Case.id.in_(ids), Case.panel_id == panel.id)
        db.session.execute(own)
    record(actor, "cases.removed", panel, count=len(case_ids))


def _chunks(case_ids: Collection[str]) -> Iterable[list[str]]:
    ids = sorted(case_ids)
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
