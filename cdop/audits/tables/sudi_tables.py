"""The tables of the audit of sudden deaths in infancy, section by section."""

from enum import StrEnum

from cdop.audits.deaths import Records
from cdop.audits.kind import Study
from cdop.audits.records import MOST_HAZARDS, SLEEP_HAZARDS, SUDI_FACTORS, YES
from cdop.audits.tables import parts
from cdop.audits.tables.model import OF_REVIEWED, REVIEWED, Line, Picture, Table, Where
from cdop.audits.tables.parts import facts, labelled, split
from cdop.core.catalogues.categories import Category
from cdop.core.catalogues.sleep import (
    MESSAGES,
    ContactPoint,
    Profession,
    SharedWith,
    SleepPosition,
    SleepSurface,
)
from cdop.core.modifiability import Outcome
from cdop.core.sudden_death import FACTS, HAZARDS, FactGroup, explained


class Section(StrEnum):
    """The parts of the audit, in the order in which they are read."""

    POPULATION = "Who is counted"
    COMPLETENESS = "How complete the records are"
    DEMOGRAPHICS = "The infants and their families"
    CAUSE = "Category of death"
    SLEEP = "Sleep environment"
    SMOKING = "Smoking"
    SUBSTANCES = "Alcohol and drugs"
    HAZARDS = "Hazards that came together"
    ADVICE = "Safer-sleep advice"
    INVESTIGATION = "Investigation after the death"
    OUTCOME = "Modifiable factors identified"
    THEMES = "Factors that may have contributed"


ASLEEP: Where = {"reviewed": (YES,), "asleep": (YES,)}
SHARING: Where = {"reviewed": (YES,), "asleep": (YES,), "shared_surface": (YES,)}
RELEASED_SHARING: Where = {"reviewed": (YES,), "shared_surface": (YES,)}
OF_ALL = "sudden infant deaths in the period"
OF_ALL_DEATHS = ", of all sudden infant deaths in the period, reviewed or not."
OF_ASLEEP = "reviewed deaths of infants known to have been asleep, with a known answer"
OF_SHARING = "infants known to have shared a sleep surface, with a known answer"

SHARER_FACTS = (
    "sharer_smokes",
    "sharer_alcohol",
    "sharer_drugs",
    "sharer_medicine",
    "sharer_tired",
)
ABOUT_SHARERS = ("shared_with", *SHARER_FACTS)
SLEEP_FACTS = tuple(
    name
    for name, fact in FACTS.items()
    if fact.group is FactGroup.SLEEP and name not in (*SHARER_FACTS, "asleep")
)


SHARED: Where = {"shared_surface": (YES,)}
ASKED = (
    *(("gestation", "Gestation at birth"), ("birth_weight", "Birth weight")),
    *(("mother_age", "Mother's age"), ("deprivation", "Deprivation")),
    *((name, fact.short_label) for name, fact in FACTS.items()),
)


def sudi_tables(study: Study) -> tuple[Table, ...]:
    """Every table of the audit, in the order in which they are read.

    Only factors and pairs of hazards that some record shows have a line; all others are 0.
    """
    found = parts.factors_found(study.records, SUDI_FACTORS)
    return (
        *_population(study.years),
        parts.completeness(Section.COMPLETENESS, ASKED, dict.fromkeys(ABOUT_SHARERS, SHARED)),
        *_demographics(study.areas),
        *_cause(),
        *_sleep(),
        *_smoking_and_substances(),
        *_hazards(study.records),
        *_advice(),
        *_investigation_and_outcome(),
        parts.factors(Section.THEMES, found),
        parts.modifiable_factors(Section.THEMES, found),
        parts.factors_over_time(Section.THEMES, found, study.years),
    )


def _population(years: tuple[str, ...]) -> tuple[Table, ...]:
    return (
        parts.by_year(
            years,
            Section.POPULATION,
            "Sudden infant deaths by financial year",
            "Infants under 1 year whose death was sudden and unexpected, whatever its final"
            " category, by the year of death or of review, as the basis says.",
            OF_ALL,
        ),
        parts.share_reviewed(Section.POPULATION, OF_ALL),
    )


def _demographics(areas: tuple[str, ...]) -> tuple[Table, ...]:
    def one(code: str, labels: parts.Labels | None = None) -> Table:
        return parts.demographic(code, Section.DEMOGRAPHICS, OF_ALL, OF_ALL_DEATHS, labels)

    return (
        one("age", parts.age_bands(infants=True)),
        one("sex"),
        one("ethnicity"),
        one("deprivation"),
        parts.areas_of(areas, Section.DEMOGRAPHICS, OF_ALL, OF_ALL_DEATHS),
        one("gestation"),
        one("birth_weight"),
        one("mother_age"),
    )


EXPLAINED = frozenset(member.value for member in Category if explained(member))
UNEXPLAINED = frozenset(member.value for member in Category if not explained(member))


def _cause() -> tuple[Table, ...]:
    return (
        Table(
            "explained",
            Section.CAUSE,
            "Explained and unexplained deaths",
            "Explained: the confirmed category is any but 10, sudden unexpected and unexplained.",
            "reviewed deaths with a confirmed category",
            (
                Line("explained", "Explained", "category", EXPLAINED),
                Line("unexplained", "Unexplained", "category", UNEXPLAINED),
            ),
            where=REVIEWED,
        ),
        parts.categories(Section.CAUSE),
    )


def _sleep() -> tuple[Table, ...]:
    """Facts of sleep, which a release counts among all reviewed deaths.

    Were some about the infants known to have been asleep, the few who were not would follow by
    subtraction, and hiding that would hide nearly all there is to say of sleep. What is asked of
    sharers alone is crossed with sharing, because a reader knows from it how many were asked.
    """
    about = Section.SLEEP
    return (
        Table(
            "asleep",
            about,
            "Asleep when the event happened",
            "Whether the infant was thought to be asleep.",
            OF_REVIEWED,
            facts(names=("asleep",)),
            where=REVIEWED,
            picture=Picture.NONE,
        ),
        Table(
            "position_put_down",
            about,
            "Position in which the infant was put down",
            "The position in which the infant was put down for the last sleep.",
            OF_ASLEEP,
            split("position_put_down", labelled(SleepPosition)),
            where=ASLEEP,
            release_where=REVIEWED,
            release_denominator=OF_REVIEWED,
        ),
        Table(
            "position_found",
            about,
            "Position in which the infant was found",
            "An older infant may have rolled unaided.",
            OF_ASLEEP,
            split("position_found", labelled(SleepPosition)),
            where=ASLEEP,
            release_where=REVIEWED,
            release_denominator=OF_REVIEWED,
        ),
        Table(
            "surface",
            about,
            "Surface on which the infant was put down",
            "Where the infant was put down for the last sleep.",
            OF_ASLEEP,
            split("surface", labelled(SleepSurface)),
            where=ASLEEP,
            release_where=REVIEWED,
            release_denominator=OF_REVIEWED,
        ),
        Table(
            "sleep",
            about,
            "Circumstances of the last sleep",
            "Deaths for which the answer was yes.",
            OF_ASLEEP,
            facts(names=SLEEP_FACTS),
            where=ASLEEP,
            release_where=REVIEWED,
            release_denominator=OF_REVIEWED,
        ),
        Table(
            "shared_with",
            about,
            "Who shared the sleep surface",
            "The main sharer, where there were several.",
            OF_SHARING,
            split("shared_with", labelled(SharedWith)),
            where=SHARING,
            release_where=RELEASED_SHARING,
        ),
        Table(
            "sharers",
            about,
            "Hazards in sharing a sleep surface",
            "Deaths for which the answer was yes for anyone who shared the surface.",
            OF_SHARING,
            facts(names=SHARER_FACTS),
            where=SHARING,
            release_where=RELEASED_SHARING,
        ),
    )


def _smoking_and_substances() -> tuple[Table, ...]:
    return (
        parts.fact_table("smoking", Section.SMOKING, "Smoking round the infant", FactGroup.SMOKING),
        parts.fact_table(
            "substances", Section.SUBSTANCES, "Alcohol and drugs", FactGroup.ALCOHOL_DRUGS
        ),
    )


COMMONEST_PAIRS = 10
HAZARD_CODES = [code for code in HAZARDS if code in SLEEP_HAZARDS]
# What is made up of other hazards always comes together with them, which says nothing.
SINGLE_HAZARDS = [code for code in HAZARD_CODES if code != "hazardous_sharing"]


def _hazards(records: Records) -> tuple[Table, ...]:
    counts = [(str(n), f"{n}") for n in range(MOST_HAZARDS)]
    counts.append((f"{MOST_HAZARDS}+", f"{MOST_HAZARDS} or more"))
    return (
        Table(
            "hazard_count",
            Section.HAZARDS,
            "Number of hazards that came together",
            "How many hazards of the sleep environment, smoking, alcohol and drugs were recorded;"
            " what was not known counts as no hazard. Hazardous sharing counts beside the sharing"
            " and what made it hazardous.",
            "reviewed deaths",
            split("hazard_count", counts),
            where=REVIEWED,
        ),
        Table(
            "hazards",
            Section.HAZARDS,
            "Each hazard",
            "Deaths with the hazard on record; what was not known counts as no hazard.",
            "reviewed deaths",
            tuple(
                Line(f"hazard_{code}", HAZARDS[code].label, f"hazard_{code}", parts.ONLY_YES)
                for code in HAZARD_CODES
            ),
            where=REVIEWED,
            panel_only=True,
        ),
        parts.pairs(
            "hazard_pairs",
            Section.HAZARDS,
            "Hazards most often found together",
            parts.together(records, SINGLE_HAZARDS, parts.ONLY_YES, "hazard_", COMMONEST_PAIRS),
            parts.ONLY_YES,
            {code: hazard.label for code, hazard in HAZARDS.items()},
            "hazard_",
        ),
    )


def _advice() -> tuple[Table, ...]:
    by = [(f"advice_by_{member}", member.label) for member in Profession]
    at = [(f"advice_at_{member}", member.label) for member in ContactPoint]
    said = [(f"message_{code}", message.text) for code, message in MESSAGES.items()]
    recorded = "Deaths with at least one contact on record; no record does not prove no advice."
    return (
        parts.fact_table(
            "advice",
            Section.ADVICE,
            "Whether safer-sleep advice was given",
            FactGroup.ADVICE,
        ),
        *(
            Table(
                code,
                Section.ADVICE,
                title,
                recorded,
                "reviewed deaths",
                tuple(Line(name, label, name, frozenset({YES})) for name, label in rows),
                where=REVIEWED,
                picture=Picture.NONE,
            )
            for code, title, rows in (
                ("advice_by", "By whom advice was given", by),
                ("advice_at", "When advice was given", at),
                ("messages", "Which messages are on record", said),
            )
        ),
    )


def _investigation_and_outcome() -> tuple[Table, ...]:
    outcomes = [(member.value, member.label) for member in Outcome]
    by_cause = tuple(
        Line(
            f"outcome:{outcome}:{group.lower()}",
            label,
            "outcome",
            frozenset({outcome}),
            group=group,
            where={"category": sorted(categories)},
        )
        for categories, group in ((EXPLAINED, "Explained"), (UNEXPLAINED, "Unexplained"))
        for outcome, label in outcomes
    )
    return (
        parts.fact_table(
            "investigation",
            Section.INVESTIGATION,
            "Steps of the investigation",
            FactGroup.INVESTIGATION,
        ),
        parts.outcomes(Section.OUTCOME),
        Table(
            "outcome_by_cause",
            Section.OUTCOME,
            "Modifiable factors, by whether the death was explained",
            "As above, apart for explained and unexplained deaths.",
            "reviewed deaths of each kind",
            by_cause,
            where=REVIEWED,
            picture=Picture.NONE,
            panel_only=True,
        ),
    )
