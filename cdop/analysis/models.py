"""The panel's analysis of one death: category, factors, sudden-death facts, outcome, learning."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from cdop.accounts.models import User
from cdop.cases.models import Case
from cdop.core.answers import Answer
from cdop.core.catalogues.categories import Category
from cdop.core.catalogues.factors import Domain
from cdop.core.catalogues.labelled import LabelledEnum
from cdop.core.catalogues.sleep import (
    AdviceMethod,
    ContactPoint,
    Profession,
    SharedWith,
    SleepPosition,
    SleepSurface,
)
from cdop.core.influence import CURRENT_SCALE, Influence, ScaleVersion
from cdop.core.modifiability import Outcome
from cdop.db.base import Id, Versioned, one_of, together
from cdop.db.columns import coded, narrative, narrative_json, technical
from cdop.extensions import Model


class RecommendationLevel(LabelledEnum):
    """How far a recommendation reaches."""

    LOCAL = "local", "Local"
    REGIONAL = "regional", "Regional"
    NATIONAL = "national", "National"


class ReferTo(LabelledEnum):
    """Other bodies a panel may refer a death to. Source: analysis form (wording ours)."""

    POLICE = "police", "Police"
    CORONER = "coroner", "Coroner"
    SAFEGUARDING_PARTNERS = "safeguarding", "Safeguarding partners"
    MEDICAL_EXAMINER = "medical_examiner", "Medical examiner"
    HEALTH_AND_SAFETY = "hse", "Health and Safety Executive"
    PATIENT_SAFETY = "patient_safety", "Patient safety lead of the provider"
    PUBLIC_HEALTH = "public_health", "Director of public health"


class Analysis(Versioned, Model):
    """The Analysis form of one case. Ratified, it is closed to change until reopened."""

    __tablename__ = "analysis"
    __table_args__ = (
        one_of("category", Category),
        one_of("outcome", Outcome),
        together("ratified_at", "ratified_by_id", name="ratified_at_and_by_together"),
        together("confirmed_at", "confirmed_by_id", name="confirmed_at_and_by_together"),
    )

    case_id: Mapped[Id] = technical(sa.ForeignKey("child_case.id"), unique=True)
    case_summary: Mapped[str] = narrative(default="")
    cause_understood: Mapped[str] = narrative(default="")
    possible_categories: Mapped[list[str]] = coded(sa.JSON(), default=list)
    category: Mapped[Category | None] = coded()  # confirmed by the chair
    sub_category: Mapped[str | None] = coded()
    confirmed_at: Mapped[datetime | None] = technical()
    confirmed_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))
    outcome: Mapped[Outcome | None] = coded()  # set only where it overrides what factors imply
    outcome_reason: Mapped[str] = narrative(default="")
    issues: Mapped[str] = narrative(default="")
    good_practice: Mapped[str] = narrative(default="")
    family_follow_up: Mapped[str] = narrative(default="")
    refer_to: Mapped[list[str]] = coded(sa.JSON(), default=list)
    reviewed_on: Mapped[date | None] = coded()  # the panel meeting
    ratified_at: Mapped[datetime | None] = technical()
    ratified_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))
    imported: Mapped[bool] = technical(default=False)  # untouched since an import wrote it

    case: Mapped[Case] = relationship()
    facts: Mapped["SuddenDeathFacts | None"] = relationship(back_populates="analysis")
    scores: Mapped[list["FactorScore"]] = relationship(
        back_populates="analysis", order_by="FactorScore.factor_code"
    )
    advice: Mapped[list["AdviceGiven"]] = relationship(
        back_populates="analysis", order_by="AdviceGiven.created_at"
    )
    learning_points: Mapped[list["LearningPoint"]] = relationship(
        back_populates="analysis", order_by="LearningPoint.created_at"
    )
    recommendations: Mapped[list["Recommendation"]] = relationship(
        back_populates="analysis", order_by="Recommendation.created_at"
    )
    ratifications: Mapped[list["Ratification"]] = relationship(
        back_populates="analysis", order_by="Ratification.ratified_at"
    )

    @property
    def panel_id(self) -> str:
        return self.case.panel_id

    @property
    def is_closed(self) -> bool:
        """Ratified here, or of a case whose review has ended (as with imported ones)."""
        return self.ratified_at is not None or not self.case.stage.is_open


class OfAnalysis:
    """What belongs to an analysis stands under the same wall as its case."""

    analysis: Mapped[Analysis]

    @property
    def case(self) -> Case:
        return self.analysis.case

    @property
    def panel_id(self) -> str:
        return self.analysis.case.panel_id


class FactorScore(OfAnalysis, Versioned, Model):
    """One factor as the panel judged it: how much it mattered, and could it be changed."""

    __tablename__ = "factor_score"
    __table_args__ = (
        sa.UniqueConstraint("analysis_id", "factor_code"),
        one_of("influence", Influence),
        one_of("domain", Domain),
    )

    analysis_id: Mapped[Id] = technical(sa.ForeignKey("analysis.id"))
    factor_code: Mapped[str] = coded()
    domain: Mapped[Domain] = coded()
    influence: Mapped[Influence] = coded()
    modifiable: Mapped[bool] = coded()
    scale_version: Mapped[ScaleVersion] = coded(default=CURRENT_SCALE)
    evidence: Mapped[str] = narrative(default="")
    scored_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))

    analysis: Mapped[Analysis] = relationship(back_populates="scores")  # type: ignore[assignment]


class SuddenDeathFacts(OfAnalysis, Versioned, Model):
    """The facts that the sudden-death audit rests on; the questions are in `core.sudden_death`.

    Nothing recorded (NULL) is kept apart from "not known", which somebody answered.
    """

    __tablename__ = "sudden_death_facts"

    analysis_id: Mapped[Id] = technical(sa.ForeignKey("analysis.id"), unique=True)

    asleep: Mapped[Answer | None] = coded()
    position_put_down: Mapped[SleepPosition | None] = coded()
    position_found: Mapped[SleepPosition | None] = coded()
    surface: Mapped[SleepSurface | None] = coded()
    surface_found: Mapped[SleepSurface | None] = coded()
    shared_surface: Mapped[Answer | None] = coded()
    shared_with: Mapped[SharedWith | None] = coded()
    sharer_smokes: Mapped[Answer | None] = coded()
    sharer_alcohol: Mapped[Answer | None] = coded()
    sharer_drugs: Mapped[Answer | None] = coded()
    sharer_medicine: Mapped[Answer | None] = coded()
    sharer_tired: Mapped[Answer | None] = coded()
    room_with_carer: Mapped[Answer | None] = coded()
    head_covered: Mapped[Answer | None] = coded()
    loose_bedding: Mapped[Answer | None] = coded()
    clutter: Mapped[Answer | None] = coded()
    overheated: Mapped[Answer | None] = coded()
    swaddled: Mapped[Answer | None] = coded()
    wedged_or_overlaid: Mapped[Answer | None] = coded()
    dummy_usual: Mapped[Answer | None] = coded()
    dummy_used: Mapped[Answer | None] = coded()
    out_of_routine: Mapped[Answer | None] = coded()
    safe_space_available: Mapped[Answer | None] = coded()

    smoked_in_pregnancy: Mapped[Answer | None] = coded()
    mother_smokes: Mapped[Answer | None] = coded()
    partner_smokes: Mapped[Answer | None] = coded()
    household_smoker: Mapped[Answer | None] = coded()
    vaping: Mapped[Answer | None] = coded()

    carer_alcohol_24h: Mapped[Answer | None] = coded()
    carer_drugs_24h: Mapped[Answer | None] = coded()
    alcohol_misuse: Mapped[Answer | None] = coded()
    drug_misuse: Mapped[Answer | None] = coded()

    breastfed: Mapped[Answer | None] = coded()
    immunised: Mapped[Answer | None] = coded()
    ill_last_24h: Mapped[Answer | None] = coded()
    growth_concern: Mapped[Answer | None] = coded()
    neonatal_unit: Mapped[Answer | None] = coded()
    multiple_birth: Mapped[Answer | None] = coded()
    previous_sudi: Mapped[Answer | None] = coded()

    advice_midwife: Mapped[Answer | None] = coded()
    advice_health_visitor: Mapped[Answer | None] = coded()
    advice_consistent: Mapped[Answer | None] = coded()
    advice_smoking: Mapped[Answer | None] = coded()

    history_taken: Mapped[Answer | None] = coded()
    scene_visit: Mapped[Answer | None] = coded()
    post_mortem: Mapped[Answer | None] = coded()
    joint_response_in_time: Mapped[Answer | None] = coded()

    analysis: Mapped[Analysis] = relationship(back_populates="facts")  # type: ignore[assignment]


class AdviceGiven(OfAnalysis, Versioned, Model):
    """Safer-sleep advice at one contact: when, by whom, how, which messages, what is on record."""

    __tablename__ = "advice_given"

    analysis_id: Mapped[Id] = technical(sa.ForeignKey("analysis.id"), index=True)
    contact: Mapped[ContactPoint] = coded()
    profession: Mapped[Profession] = coded()
    method: Mapped[AdviceMethod | None] = coded()
    messages: Mapped[list[str]] = coded(sa.JSON(), default=list)  # SSM ids
    recorded: Mapped[Answer | None] = coded()
    understood: Mapped[Answer | None] = coded()
    others_included: Mapped[Answer | None] = coded()
    sleep_space_seen: Mapped[Answer | None] = coded()

    analysis: Mapped[Analysis] = relationship(back_populates="advice")  # type: ignore[assignment]


class LearningPoint(OfAnalysis, Versioned, Model):
    """Something this death teaches, in the panel's own words; it may be passed on reworded."""

    __tablename__ = "learning_point"

    analysis_id: Mapped[Id] = technical(sa.ForeignKey("analysis.id"), index=True)
    text: Mapped[str] = narrative()
    factor_codes: Mapped[list[str]] = coded(sa.JSON(), default=list)
    learning_code: Mapped[str | None] = coded()  # what it is about, so that it can be counted
    written_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))

    analysis: Mapped[Analysis] = relationship(  # type: ignore[assignment]
        back_populates="learning_points"
    )
    written_by: Mapped[User | None] = relationship()


class Recommendation(OfAnalysis, Versioned, Model):
    """What the panel asks of whom, by when."""

    __tablename__ = "recommendation"
    __table_args__ = (one_of("level", RecommendationLevel),)

    analysis_id: Mapped[Id] = technical(sa.ForeignKey("analysis.id"), index=True)
    text: Mapped[str] = narrative()
    to_whom: Mapped[str] = narrative(default="")
    level: Mapped[RecommendationLevel] = coded(default=RecommendationLevel.LOCAL)
    lead: Mapped[str] = narrative(default="")
    due_on: Mapped[date | None] = coded()

    analysis: Mapped[Analysis] = relationship(  # type: ignore[assignment]
        back_populates="recommendations"
    )


class Ratification(OfAnalysis, Model):
    """What was ratified, word for word, kept although the analysis was reopened afterwards."""

    __tablename__ = "ratification"
    __table_args__ = (
        together("reopened_at", "reopened_by_id", name="reopened_at_and_by_together"),
    )

    analysis_id: Mapped[Id] = technical(sa.ForeignKey("analysis.id"), index=True)
    ratified_at: Mapped[datetime] = technical()
    ratified_by_id: Mapped[Id] = technical(sa.ForeignKey("user_account.id"))
    reviewed_on: Mapped[date] = coded()
    content: Mapped[dict[str, Any]] = narrative_json()
    reopened_at: Mapped[datetime | None] = technical()
    reopened_by_id: Mapped[Id | None] = technical(sa.ForeignKey("user_account.id"))
    reason: Mapped[str] = narrative(default="")

    analysis: Mapped[Analysis] = relationship(  # type: ignore[assignment]
        back_populates="ratifications"
    )
    ratified_by: Mapped[User] = relationship(foreign_keys=[ratified_by_id])
    reopened_by: Mapped[User | None] = relationship(foreign_keys=[reopened_by_id])
