"""Audits, their frozen releases, and the ledger of every figure that ever left."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from cdop.accounts.models import Panel, User
from cdop.db.base import Id, Versioned, one_of, together
from cdop.db.columns import coded, narrative, narrative_json, public, technical
from cdop.extensions import Model


class Basis(StrEnum):
    """Which date places a death in the period."""

    DEATH = "death"
    REVIEW = "review"


class AuditKind(StrEnum):
    """What an audit is about; `kinds.KINDS` says what each counts."""

    SUDI = "sudi"
    ANNUAL = "annual"
    THEME = "theme"
    NATIONAL = "national"


class AuditState(StrEnum):
    BUILDING = "building"  # asked for; the worker counts, and there are no results yet
    DRAFT = "draft"
    OFFERED = "offered"  # the author asks for release
    RELEASED = "released"


class Profile(StrEnum):
    """Who a release is for; it sets the threshold under which counts are hidden."""

    PUBLIC = "public"
    PARTNER = "partner"
    PANEL = "panel"


class Audit(Versioned, Model):
    """An audit as built: its definition, and the exact results, sealed, for the panel alone."""

    __tablename__ = "audit"
    __table_args__ = (
        one_of("basis", Basis),
        one_of("state", AuditState),
        sa.CheckConstraint("from_month <= to_month", name="period_in_order"),
    )

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"), index=True)
    kind: Mapped[AuditKind] = coded(default=AuditKind.SUDI, server_default=AuditKind.SUDI)
    design: Mapped[dict[str, Any]] = narrative_json(default=dict, server_default="{}")
    title: Mapped[str] = narrative()
    basis: Mapped[Basis] = coded()
    from_month: Mapped[date] = coded()  # the first of the first month
    to_month: Mapped[date] = coded()  # the first of the last month
    state: Mapped[AuditState] = technical(default=AuditState.DRAFT)
    built_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    as_of: Mapped[datetime] = technical()
    code_version: Mapped[str] = technical()
    # Exact counts, for the panel's eyes; large, so loaded only where they are read.
    results: Mapped[dict[str, Any]] = narrative_json(deferred=True)
    commentary: Mapped[str] = narrative(default="")  # the chair's words; Markdown
    writer_ids: Mapped[list[str] | None] = technical(sa.JSON(), default=list)  # None: not kept yet

    panel: Mapped[Panel] = relationship()
    built_by: Mapped[User] = relationship()
    releases: Mapped[list["Release"]] = relationship(
        back_populates="audit", order_by="Release.created_at"
    )

    @property
    def author_ids(self) -> set[str]:
        """Who chose what is counted, and everybody who put in or took out words."""
        return {self.built_by_id, *(self.writer_ids or [])}

    def add_writers(self, user_ids: Iterable[str]) -> None:
        self.writer_ids = sorted({*(self.writer_ids or []), *user_ids})

    @property
    def is_built(self) -> bool:
        return self.state is not AuditState.BUILDING

    @property
    def pools_panels(self) -> bool:
        """Whether it is of several panels' deaths: then nobody sees its exact numbers."""
        return self.kind is AuditKind.NATIONAL


class SectionWords(Model):
    """What a chair wrote of one section, with tokens for its numbers; each saving is a new row."""

    __tablename__ = "audit_section_words"
    __table_args__ = (sa.Index("ix_audit_section_words_of", "audit_id", "section"),)

    audit_id: Mapped[Id] = technical(sa.ForeignKey("audit.id"))
    section: Mapped[str] = coded()
    text: Mapped[str] = narrative()
    written_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))

    audit: Mapped[Audit] = relationship()
    written_by: Mapped[User] = relationship()


class RecommendationState(StrEnum):
    """How far a recommendation of an audit has come."""

    OPEN = "open"
    UNDER_WAY = "under_way"
    DONE = "done"
    NOT_TAKEN_UP = "not_taken_up"


class AuditRecommendation(Versioned, Model):
    """What an audit recommends, to whom, by when, and what came of it: the chair's words."""

    __tablename__ = "audit_recommendation"

    audit_id: Mapped[Id] = technical(sa.ForeignKey("audit.id"), index=True)
    text: Mapped[str] = narrative()
    owner: Mapped[str] = narrative(default="")
    due_on: Mapped[date | None] = public()
    drafted_for: Mapped[str] = coded(default="")  # the standard that it was drafted for
    state: Mapped[RecommendationState] = coded(default=RecommendationState.OPEN)
    progress: Mapped[str] = narrative(default="")

    audit: Mapped[Audit] = relationship()

    @property
    def panel_id(self) -> str:
        return self.audit.panel_id

    @property
    def author_ids(self) -> set[str]:
        return self.audit.author_ids


class PanelStandard(Versioned, Model):
    """A standard as one panel words and sets it, in place of the one that the service ships."""

    __tablename__ = "audit_standard"
    __table_args__ = (
        sa.UniqueConstraint("panel_id", "code"),
        sa.CheckConstraint("target BETWEEN 1 AND 100", name="target_in_per_cent"),
    )

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"))
    code: Mapped[str] = coded()
    criterion: Mapped[str] = narrative()
    target: Mapped[int] = coded()
    source: Mapped[str] = narrative(default="")
    in_use: Mapped[bool] = coded(default=True)
    set_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))

    panel: Mapped[Panel] = relationship()


class Release(Versioned, Model):
    """A frozen copy that passed disclosure control, released by somebody else than its author."""

    __tablename__ = "release"
    __table_args__ = (
        one_of("profile", Profile),
        sa.UniqueConstraint("panel_id", "number"),
        together("withdrawn_at", "withdrawn_by_id", name="withdrawn_at_and_by_together"),
    )

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"))
    audit_id: Mapped[Id] = technical(sa.ForeignKey("audit.id"), index=True)
    number: Mapped[str] = public()  # "2026-01", in order of release
    title: Mapped[str] = public()
    profile: Mapped[Profile] = public()
    definition: Mapped[dict[str, Any]] = public(sa.JSON())
    commentary_html: Mapped[str] = public(default="")
    protection: Mapped[dict[str, Any]] = narrative_json()  # the proof, and which cells are small
    checksum: Mapped[str] = public()
    released_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    withdrawn_at: Mapped[datetime | None] = public()
    withdrawn_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))
    withdrawal_notice: Mapped[str] = public(default="")
    replaced_by_id: Mapped[Id | None] = public(sa.ForeignKey("release.id"))

    audit: Mapped[Audit] = relationship(back_populates="releases")
    panel: Mapped[Panel] = relationship()
    tables: Mapped[list["ReleasedTable"]] = relationship(
        back_populates="release", order_by="ReleasedTable.position"
    )
    released_by: Mapped[User] = relationship(foreign_keys=[released_by_id])

    @property
    def author_ids(self) -> set[str]:
        return {self.audit.built_by_id}


class ReleasedTable(Model):
    """One numbered table of a release, as published; nothing else may be quoted or embedded."""

    __tablename__ = "released_table"
    __table_args__ = (sa.UniqueConstraint("release_id", "number"),)

    release_id: Mapped[Id] = technical(sa.ForeignKey("release.id"), index=True)
    number: Mapped[str] = public()  # "2026-01/3"
    position: Mapped[int] = public()
    title: Mapped[str] = public()
    content: Mapped[dict[str, Any]] = public(sa.JSON())
    sentence: Mapped[str] = public(default="")
    chart_svg: Mapped[str] = public(default="")

    release: Mapped[Release] = relationship(back_populates="tables")

    @property
    def panel_id(self) -> str:
        return self.release.panel_id


class LedgerEntry(Model):
    """One figure that left, or was kept back, in one release: what later ones are checked by."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        sa.UniqueConstraint("release_id", "cell"),
        sa.Index("ix_ledger_entry_population", "panel_id", "population"),
    )

    panel_id: Mapped[Id] = technical(sa.ForeignKey("panel.id"))
    release_id: Mapped[Id] = technical(sa.ForeignKey("release.id"))
    population: Mapped[str] = coded()  # basis and period, in codes
    cell: Mapped[str] = coded()  # the sub-population counted, in codes
    shown: Mapped[bool] = coded()
    value: Mapped[int] = narrative_json()  # the true count, sealed
