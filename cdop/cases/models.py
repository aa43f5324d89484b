"""The death under review: coded facts in the clear, who the child was sealed and apart."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from cdop.accounts.models import Panel, User
from cdop.core.answers import Answer
from cdop.core.catalogues.child import EthnicGroup, PlaceOfDeath, Sex
from cdop.core.clocks import PauseReason
from cdop.core.workflow import Stage
from cdop.db.base import Id, Versioned, one_of, together
from cdop.db.columns import (
    coded,
    identifying,
    identifying_date,
    identifying_json,
    narrative,
    technical,
)
from cdop.extensions import Model


class Case(Versioned, Model):
    """One child's death, as coded facts. It names nobody; `ChildIdentity` does, apart."""

    __tablename__ = "child_case"
    __table_args__ = (
        sa.UniqueConstraint("panel_id", "reference"),
        one_of("stage", Stage),
        one_of("expected", Answer),
        one_of("joint_response", Answer),
        one_of("sudden_unexpected", Answer),
        sa.CheckConstraint("age_days >= 0 AND age_days < 6580", name="age_of_a_child"),
        # All that the list counts, sorts and filters by, so that only one page of rows is read.
        sa.Index("ix_child_case_work_list", "panel_id", "stage", "next_due_on", "reference", "id"),
        sa.Index("ix_child_case_by_death", "panel_id", "death_month"),
        sa.Index("ix_child_case_by_review", "panel_id", "reviewed_on"),
    )

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"))
    reference: Mapped[str] = coded()
    stage: Mapped[Stage] = technical(default=Stage.NOTIFIED)

    sex: Mapped[Sex | None] = coded()
    age_days: Mapped[int] = coded()
    death_month: Mapped[date] = coded()  # the first of the month of death
    ethnic_group: Mapped[EthnicGroup | None] = coded()
    residence_area: Mapped[str] = coded(default="")  # a local authority
    deprivation_quintile: Mapped[int | None] = coded()  # 1 most deprived to 5 least
    place_of_death: Mapped[PlaceOfDeath | None] = coded()
    expected: Mapped[Answer | None] = coded()
    joint_response: Mapped[Answer | None] = coded()
    joint_response_criteria: Mapped[list[str]] = coded(sa.JSON(), default=list)
    sudden_unexpected: Mapped[Answer | None] = coded()  # as an older log classed the death
    gestation_weeks: Mapped[int | None] = coded()
    birth_weight_g: Mapped[int | None] = coded()
    mother_age: Mapped[int | None] = coded()
    mother_bmi: Mapped[float | None] = coded(sa.Float())

    notified_on: Mapped[date] = coded()
    ncmd_notified_on: Mapped[date | None] = coded()
    reports_requested_on: Mapped[date | None] = coded()
    reports_returned_on: Mapped[date | None] = coded()
    review_meeting_on: Mapped[date | None] = coded()
    reviewed_on: Mapped[date | None] = coded(index=True)
    next_due_on: Mapped[date | None] = coded()
    next_due_step: Mapped[str | None] = coded()  # the clock's code

    merged_into_id: Mapped[Id | None] = technical(sa.ForeignKey("child_case.id"))

    panel: Mapped[Panel] = relationship()
    merged_into: Mapped["Case | None"] = relationship(remote_side="Case.id")
    identity: Mapped["ChildIdentity | None"] = relationship(back_populates="case")
    account: Mapped["CaseAccount | None"] = relationship(back_populates="case")
    conflicts: Mapped[list["Conflict"]] = relationship(back_populates="case")
    moves: Mapped[list["StageMove"]] = relationship(
        back_populates="case", order_by="StageMove.created_at"
    )
    pauses: Mapped[list["ClockPause"]] = relationship(
        back_populates="case", order_by="ClockPause.started_on"
    )

    @property
    def conflicted_user_ids(self) -> set[str]:
        return {conflict.user_id for conflict in self.conflicts if conflict.lifted_at is None}


class ChildIdentity(Versioned, Model):
    """Who the child was. Only the coordinator's pages load this table."""

    __tablename__ = "child_identity"

    case_id: Mapped[Id] = technical(sa.ForeignKey("child_case.id"), unique=True)
    first_name: Mapped[str] = identifying()
    last_name: Mapped[str] = identifying()
    other_names: Mapped[str] = identifying(default="")
    nhs_number: Mapped[str | None] = identifying()
    nhs_number_absent: Mapped[str] = coded(default="")  # why: non-resident, not available
    born_on: Mapped[date | None] = identifying_date()
    died_on: Mapped[date] = identifying_date()
    died_at_time: Mapped[str] = identifying(default="")
    address: Mapped[str] = identifying(default="")
    postcode: Mapped[str] = identifying(default="")
    family: Mapped[list[dict[str, Any]]] = identifying_json(default=list)
    professionals: Mapped[list[dict[str, Any]]] = identifying_json(default=list)
    nhs_mark: Mapped[str | None] = technical(index=True)  # blind indexes: equal, never readable
    name_mark: Mapped[str] = technical(index=True)
    last_name_mark: Mapped[str] = technical(index=True)
    death_mark: Mapped[str] = technical(index=True)  # last name and date of death

    case: Mapped[Case] = relationship(back_populates="identity")

    @property
    def panel_id(self) -> str:
        return self.case.panel_id


class CaseAccount(Versioned, Model):
    """What was written about the death: as notified (may hold names), and fit for the panel."""

    __tablename__ = "case_account"

    case_id: Mapped[Id] = technical(sa.ForeignKey("child_case.id"), unique=True)
    referrer: Mapped[dict[str, Any]] = identifying_json(default=dict)
    circumstances: Mapped[str] = narrative(default="")
    suspected_cause: Mapped[str] = narrative(default="")
    certified_cause: Mapped[str] = narrative(default="")
    other_reviews: Mapped[list[str]] = coded(sa.JSON(), default=list)
    alert_to_ncmd: Mapped[Answer | None] = coded()
    coroner_informed: Mapped[Answer | None] = coded()
    post_mortem: Mapped[Answer | None] = coded()
    anonymised_summary: Mapped[str] = narrative(default="")

    case: Mapped[Case] = relationship(back_populates="account")

    @property
    def panel_id(self) -> str:
        return self.case.panel_id


class StageMove(Model):
    """One move from stage to stage; the history a reader sees."""

    __tablename__ = "stage_move"

    case_id: Mapped[Id] = technical(sa.ForeignKey("child_case.id"), index=True)
    move: Mapped[str] = technical()
    from_stage: Mapped[Stage | None] = technical()
    to_stage: Mapped[Stage] = technical()
    by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))
    effective_on: Mapped[date] = technical()
    reason: Mapped[str] = narrative(default="")

    case: Mapped[Case] = relationship(back_populates="moves")
    by: Mapped[User | None] = relationship()


class ClockPause(Versioned, Model):
    """A time in which the clocks stand still, and why."""

    __tablename__ = "clock_pause"
    __table_args__ = (one_of("reason", PauseReason),)

    case_id: Mapped[Id] = technical(sa.ForeignKey("child_case.id"), index=True)
    reason: Mapped[PauseReason] = coded()
    started_on: Mapped[date] = coded()
    ended_on: Mapped[date | None] = coded()
    note: Mapped[str] = narrative(default="")
    by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))

    case: Mapped[Case] = relationship(back_populates="pauses")

    @property
    def panel_id(self) -> str:
        return self.case.panel_id


class Conflict(Model):
    """A member's declared conflict of interest: from this row on, the case is not there."""

    __tablename__ = "conflict"
    __table_args__ = (
        together("lifted_at", "lifted_by_id", name="lifted_at_and_by_together"),
        sa.Index(
            "uq_conflict_current",
            "case_id",
            "user_id",
            unique=True,
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        ),
    )

    case_id: Mapped[Id] = technical(sa.ForeignKey("child_case.id"), index=True)
    user_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"), index=True)
    declared_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    reason: Mapped[str] = narrative(default="")
    lifted_at: Mapped[datetime | None] = technical()
    lifted_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))
    lift_reason: Mapped[str] = narrative(default="")

    case: Mapped[Case] = relationship(back_populates="conflicts")
    user: Mapped[User] = relationship(foreign_keys=[user_id])

    @property
    def panel_id(self) -> str:
        return self.case.panel_id


class TransferState(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Transfer(Model):
    """A case offered to another panel; it moves only when that panel's coordinator accepts."""

    __tablename__ = "case_transfer"
    __table_args__ = (
        one_of("state", TransferState),
        together("decided_at", "decided_by_id", name="decided_at_and_by_together"),
        sa.CheckConstraint("from_panel_id <> to_panel_id", name="to_another_panel"),
        sa.Index(
            "uq_case_transfer_open",
            "case_id",
            unique=True,
            sqlite_where=sa.text("state = 'offered'"),
            postgresql_where=sa.text("state = 'offered'"),
        ),
    )

    case_id: Mapped[Id] = technical(sa.ForeignKey("child_case.id"), index=True)
    from_panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    to_panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    state: Mapped[TransferState] = technical(default=TransferState.OFFERED)
    reason: Mapped[str] = narrative(default="")
    answer: Mapped[str] = narrative(default="")
    old_reference: Mapped[str] = coded()
    offered_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None] = technical()
    decided_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))

    case: Mapped[Case] = relationship()
    from_panel: Mapped[Panel] = relationship(foreign_keys=[from_panel_id])
    to_panel: Mapped[Panel] = relationship(foreign_keys=[to_panel_id])

    @property
    def panel_id(self) -> str:
        """The panel that is asked: its coordinator decides."""
        return self.to_panel_id


class CaseExport(Model):
    """A case that was taken out whole: by whom, in which form, and why."""

    __tablename__ = "case_export"

    case_id: Mapped[Id] = technical(sa.ForeignKey("child_case.id"), index=True)
    by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    form: Mapped[str] = technical()
    reason: Mapped[str] = narrative()

    case: Mapped[Case] = relationship()
