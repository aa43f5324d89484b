"""Imports: the file, every line of it, and what became of each."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from cdop.accounts.models import Panel, User
from cdop.cases.models import Case
from cdop.db.base import Id, Versioned, one_of, together
from cdop.db.columns import coded, identifying_json, sealed_personal, technical
from cdop.extensions import Model
from cdop.jobs.models import Job, JobState


class BatchState(StrEnum):
    UPLOADED = "uploaded"
    IMPORTING = "importing"
    IMPORTED = "imported"
    FAILED = "failed"
    UNDONE = "undone"


class LineStatus(StrEnum):
    IMPORTED = "imported"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    IGNORED = "ignored"


class ImportBatch(Versioned, Model):
    """One file brought in: kept sealed in the data folder until it is imported or thrown away."""

    __tablename__ = "import_batch"
    __table_args__ = (
        one_of("state", BatchState),
        together("undone_at", "undone_by_id", name="undone_at_and_by_together"),
    )

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    file_name: Mapped[str] = sealed_personal()  # as the person's computer called it
    file_hash: Mapped[str] = technical()
    stored_as: Mapped[str] = technical(default="")  # the sealed file, by a random name
    mapping: Mapped[dict[str, Any]] = identifying_json(default=dict)
    headers: Mapped[list[Any]] = identifying_json(default=list)
    state: Mapped[BatchState] = technical(default=BatchState.UPLOADED)
    counts: Mapped[dict[str, Any]] = coded(sa.JSON(), default=dict)
    uploaded_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))
    imported_at: Mapped[datetime | None] = technical()
    undone_at: Mapped[datetime | None] = technical()
    undone_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))
    job_id: Mapped[Id | None] = technical(sa.ForeignKey("job.id"))

    panel: Mapped[Panel] = relationship()
    job: Mapped[Job | None] = relationship()
    uploaded_by: Mapped[User | None] = relationship(foreign_keys=[uploaded_by_id])
    lines: Mapped[list["ImportLine"]] = relationship(
        back_populates="batch", order_by="ImportLine.position"
    )

    @property
    def current_state(self) -> BatchState:
        """A job that fails leaves no trace in the batch, so the job itself is asked."""
        failed = self.job is not None and self.job.state is JobState.FAILED
        return BatchState.FAILED if self.state is BatchState.IMPORTING and failed else self.state

    @property
    def is_open(self) -> bool:
        """Nothing is imported yet: its columns can be changed, and it can be thrown away."""
        return self.current_state in (BatchState.UPLOADED, BatchState.FAILED)

    @property
    def is_read(self) -> bool:
        """Its columns were confirmed, and what would become of each line is known."""
        return bool(self.counts)


class ImportLine(Model):
    """One line of the file, accounted for: imported, duplicate of, rejected because, ignored."""

    __tablename__ = "import_line"
    __table_args__ = (
        one_of("status", LineStatus),
        sa.UniqueConstraint("batch_id", "position"),
    )

    batch_id: Mapped[Id] = technical(sa.ForeignKey("import_batch.id"), index=True)
    position: Mapped[int] = technical()
    sheet: Mapped[str] = technical()
    line: Mapped[int] = technical()
    status: Mapped[LineStatus] = technical()
    column_name: Mapped[str] = technical(default="")
    details: Mapped[dict[str, Any]] = identifying_json(default=dict)  # reason, values, warnings
    case_id: Mapped[Id | None] = technical(sa.ForeignKey("child_case.id"), index=True)

    batch: Mapped[ImportBatch] = relationship(back_populates="lines")
    case: Mapped[Case | None] = relationship()
