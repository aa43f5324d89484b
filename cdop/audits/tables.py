"""The tables of the audit of sudden deaths in infancy: what each counts, among whom, and in words.

To add a table is to add one entry to `sudi_tables`. Counting, disclosure control and every
output read these entries, so they cannot count different things.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from cdop.audits.records import (
    BLANK,
    CONTRIBUTED,
    MODIFIABLE,
    MOST_HAZARDS,
    NOT_APPLICABLE,
    NOT_KNOWN,
    SLEEP_HAZARDS,
    SUDI_FACTORS,
    YES,
    Domains,
    Record,
)
from cdop.core.catalogues.categories import Category
from cdop.core.catalogues.child import AgeBand, BroadEthnicGroup, DeprivationQuintile, Sex
from cdop.core.catalogues.factors import FACTORS
from cdop.core.catalogues.labelled import LabelledEnum
from cdop.core.catalogues.sleep import (
    MESSAGES,
    ContactPoint,
    Profession,
    SharedWith,
    SleepPosition,
    SleepSurface,
)
from cdop.core.modifiability import Outcome
from cdop.core.sudden_death import FACTS, HAZARDS, FactGroup, FactKind, explained

Where = Mapping[str, Collection[str]]


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


class Picture(StrEnum):
    """How a table is drawn."""

    NONE = "none"
    SHARES = "shares"  # bars with intervals
    COUNTS = "counts"


@dataclass(frozen=True)
class Line:
    """One line: the deaths whose variable has one of the `counted` values.

    `group` is the heading it stands under. `where` narrows the line further than its table;
    `also` narrows what is counted, but not its denominator.
    """

    code: str
    label: str
    variable: str
    counted: frozenset[str]
    of_asked: bool = False  # the denominator takes in those not known and not recorded
    group: str = ""
    where: Where = field(default_factory=dict)
    also: Where = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """One table: its lines, the deaths it is about, and what it says it counts.

    `panel_only` tables are never released: disclosure control does not see how they are made up
    of others.
    """

    code: str
    section: Section
    title: str
    definition: str
    denominator: str
    lines: tuple[Line, ...]
    where: Where = field(default_factory=dict)
    picture: Picture = Picture.SHARES
    panel_only: bool = False


REVIEWED: Where = {"reviewed": (YES,)}
ASLEEP: Where = {"reviewed": (YES,), "asleep": (YES,)}
SHARING: Where = {"reviewed": (YES,), "asleep": (YES,), "shared_surface": (YES,)}
OF_ALL = "sudden infant deaths in the period"
OF_ALL_DEATHS = ", of all sudden infant deaths in the period, reviewed or not."
OF_REVIEWED = "reviewed deaths with a known answer"
OF_ASLEEP = "reviewed deaths of infants known to have been asleep, with a known answer"
OF_SHARING = "infants known to have shared a sleep surface, with a known answer"


def known_values(line: Line, domains: Domains) -> frozenset[str]:
    """The values that make up the line's denominator."""
    missing = set() if line.of_asked else {BLANK, NOT_KNOWN}
    return frozenset(domains[line.variable]) - missing - {NOT_APPLICABLE}


def _split(variable: str, labels: Iterable[tuple[str, str]]) -> tuple[Line, ...]:
    """One line for each value of one variable."""
    return tuple(
        Line(f"{variable}:{value}", label, variable, frozenset({value})) for value, label in labels
    )


def _labelled(
    kind: type[LabelledEnum] | type[Category], *, without: Collection[str] = ()
) -> list[tuple[str, str]]:
    return [
        (member.value, member.label)
        for member in kind
        if member.value.upper() != NOT_KNOWN and member.value not in without
    ]


def _facts(*groups: FactGroup, names: Collection[str] | None = None) -> tuple[Line, ...]:
    """One line for each yes/no fact: those that answered yes."""
    return tuple(
        Line(name, fact.short_label, name, frozenset({YES}))
        for name, fact in FACTS.items()
        if fact.kind is FactKind.ANSWER
        and (fact.group in groups if names is None else name in names)
    )


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


def sudi_tables(
    years: Iterable[str], areas: Iterable[str], records: Collection[Record]
) -> tuple[Table, ...]:
    """Every table of the audit, for these financial years and local authorities.

    Only factors and pairs of hazards that some record shows have a line; all others are 0.
    """
    years = tuple(years)
    found = [
        code
        for code in SUDI_FACTORS
        if any(record[f"factor_{code}"] in (CONTRIBUTED, MODIFIABLE) for record in records)
    ]
    return (
        *_population(years),
        *_completeness(),
        *_demographics(tuple(areas)),
        *_cause(),
        *_sleep(),
        *_smoking_and_substances(),
        *_hazards(records),
        *_advice(),
        *_investigation_and_outcome(),
        *_themes(years, found),
    )


def _population(years: tuple[str, ...]) -> tuple[Table, ...]:
    return (
        Table(
            "years",
            Section.POPULATION,
            "Sudden infant deaths by financial year",
            "Infants under 1 year whose death was sudden and unexpected, whatever its final"
            " category, by the year of death or of review, as the basis says.",
            OF_ALL,
            _split("year", [(year, year) for year in years]),
            picture=Picture.COUNTS,
        ),
        Table(
            "reviewed",
            Section.POPULATION,
            "Deaths whose review is complete",
            "A review is complete when the chair has ratified the analysis.",
            OF_ALL,
            (Line("reviewed", "Review complete", "reviewed", frozenset({YES})),),
            picture=Picture.NONE,
            panel_only=True,
        ),
    )


def _completeness() -> tuple[Table, ...]:
    missing = frozenset({NOT_KNOWN, BLANK})
    asked = [
        *(("gestation", "Gestation at birth"), ("birth_weight", "Birth weight")),
        *(("mother_age", "Mother's age"), ("deprivation", "Deprivation")),
        *((name, fact.short_label) for name, fact in FACTS.items()),
    ]
    shared: Where = {"shared_surface": (YES,)}
    lines = tuple(
        Line(
            f"missing:{name}",
            label,
            name,
            missing,
            of_asked=True,
            where=shared if name in ABOUT_SHARERS else {},
        )
        for name, label in asked
    )
    return (
        Table(
            "missing",
            Section.COMPLETENESS,
            "Facts that were not known or not recorded",
            "Deaths for which the answer was “not known”, or nothing was recorded.",
            "reviewed deaths to which the question applies",
            lines,
            where=REVIEWED,
            picture=Picture.NONE,
            panel_only=True,
        ),
    )


def _demographics(areas: tuple[str, ...]) -> tuple[Table, ...]:
    rows = (
        ("age", "Age at death", _split("age_band", _infant_bands())),
        ("sex", "Sex", _split("sex", _labelled(Sex))),
        ("ethnicity", "Ethnic group", _split("ethnic_group", _labelled(BroadEthnicGroup))),
        ("deprivation", "Deprivation of the home area", _split("deprivation", _quintiles())),
        ("area", "Area of residence", _split("area", [(area, area) for area in areas])),
        (
            "gestation",
            "Gestation at birth",
            _split(
                "gestation", [("under_37", "Under 37 weeks"), ("37_or_more", "37 weeks or more")]
            ),
        ),
        (
            "birth_weight",
            "Birth weight",
            _split(
                "birth_weight",
                [("under_2500", "Under 2,500 g"), ("2500_or_more", "2,500 g or more")],
            ),
        ),
        (
            "mother_age",
            "Mother's age",
            _split(
                "mother_age",
                [
                    ("under_20", "Under 20"),
                    ("20_to_24", "20 to 24"),
                    ("25_to_34", "25 to 34"),
                    ("35_or_more", "35 or over"),
                ],
            ),
        ),
    )
    return tuple(
        Table(
            code,
            Section.DEMOGRAPHICS,
            title,
            f"{title}{OF_ALL_DEATHS}",
            f"{OF_ALL}, with a known value",
            lines,
        )
        for code, title, lines in rows
    )


def _infant_bands() -> list[tuple[str, str]]:
    return [(band.value, band.label) for band in AgeBand if band.is_infant]


def _quintiles() -> list[tuple[str, str]]:
    return [(value, f"Fifth {label}") for value, label in _labelled(DeprivationQuintile)]


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
        Table(
            "category",
            Section.CAUSE,
            "Category of death",
            "The category that the chair confirmed.",
            "reviewed deaths with a confirmed category",
            _split("category", _labelled(Category)),
            where=REVIEWED,
        ),
    )


def _sleep() -> tuple[Table, ...]:
    about = Section.SLEEP
    return (
        Table(
            "asleep",
            about,
            "Asleep when the event happened",
            "Whether the infant was thought to be asleep.",
            OF_REVIEWED,
            _facts(names=("asleep",)),
            where=REVIEWED,
            picture=Picture.NONE,
        ),
        Table(
            "position_put_down",
            about,
            "Position in which the infant was put down",
            "The position in which the infant was put down for the last sleep.",
            OF_ASLEEP,
            _split("position_put_down", _labelled(SleepPosition)),
            where=ASLEEP,
        ),
        Table(
            "position_found",
            about,
            "Position in which the infant was found",
            "An older infant may have rolled unaided.",
            OF_ASLEEP,
            _split("position_found", _labelled(SleepPosition)),
            where=ASLEEP,
        ),
        Table(
            "surface",
            about,
            "Surface on which the infant was put down",
            "Where the infant was put down for the last sleep.",
            OF_ASLEEP,
            _split("surface", _labelled(SleepSurface)),
            where=ASLEEP,
        ),
        Table(
            "sleep",
            about,
            "Circumstances of the last sleep",
            "Deaths for which the answer was yes.",
            OF_ASLEEP,
            _facts(names=SLEEP_FACTS),
            where=ASLEEP,
        ),
        Table(
            "shared_with",
            about,
            "Who shared the sleep surface",
            "The main sharer, where there were several.",
            OF_SHARING,
            _split("shared_with", _labelled(SharedWith)),
            where=SHARING,
        ),
        Table(
            "sharers",
            about,
            "Hazards in sharing a sleep surface",
            "Deaths for which the answer was yes for anyone who shared the surface.",
            OF_SHARING,
            _facts(names=SHARER_FACTS),
            where=SHARING,
        ),
    )


def _smoking_and_substances() -> tuple[Table, ...]:
    rows = (
        ("smoking", Section.SMOKING, "Smoking round the infant", FactGroup.SMOKING),
        ("substances", Section.SUBSTANCES, "Alcohol and drugs", FactGroup.ALCOHOL_DRUGS),
    )
    return tuple(
        Table(
            code,
            section,
            title,
            "Deaths for which the answer was yes.",
            OF_REVIEWED,
            _facts(group),
            where=REVIEWED,
        )
        for code, section, title, group in rows
    )


COMMONEST_PAIRS = 10


def _pairs(records: Collection[Record]) -> list[tuple[str, str]]:
    """The pairs of hazards found together most often, most frequent first."""
    codes = [code for code in HAZARDS if code in SLEEP_HAZARDS]
    found = Counter(
        pair
        for record in records
        for pair in combinations([c for c in codes if record[f"hazard_{c}"] == YES], 2)
    )
    return sorted(found, key=lambda pair: (-found[pair], pair))[:COMMONEST_PAIRS]


def _hazards(records: Collection[Record]) -> tuple[Table, ...]:
    counts = [(str(n), f"{n}") for n in range(MOST_HAZARDS)]
    counts.append((f"{MOST_HAZARDS}+", f"{MOST_HAZARDS} or more"))
    return (
        Table(
            "hazard_count",
            Section.HAZARDS,
            "Number of hazards that came together",
            "How many hazards of the sleep environment, smoking, alcohol and drugs were recorded;"
            " what was not known counts as no hazard.",
            "reviewed deaths",
            _split("hazard_count", counts),
            where=REVIEWED,
        ),
        Table(
            "hazards",
            Section.HAZARDS,
            "Each hazard",
            "Deaths with the hazard on record; what was not known counts as no hazard.",
            "reviewed deaths",
            tuple(
                Line(f"hazard_{code}", hazard.label, f"hazard_{code}", frozenset({YES}))
                for code, hazard in HAZARDS.items()
                if code in SLEEP_HAZARDS
            ),
            where=REVIEWED,
            panel_only=True,
        ),
        Table(
            "hazard_pairs",
            Section.HAZARDS,
            "Hazards most often found together",
            f"The {COMMONEST_PAIRS} pairs of hazards found most often in the same death.",
            "reviewed deaths",
            tuple(
                Line(
                    f"pair:{one}:{other}",
                    f"{HAZARDS[one].label}, and {_lower_first(HAZARDS[other].label)}",
                    f"hazard_{one}",
                    frozenset({YES}),
                    also={f"hazard_{other}": (YES,)},
                )
                for one, other in _pairs(records)
            ),
            where=REVIEWED,
            picture=Picture.NONE,
            panel_only=True,
        ),
    )


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def _advice() -> tuple[Table, ...]:
    by = [(f"advice_by_{member}", member.label) for member in Profession]
    at = [(f"advice_at_{member}", member.label) for member in ContactPoint]
    said = [(f"message_{code}", message.text) for code, message in MESSAGES.items()]
    recorded = "Deaths with at least one contact on record; no record does not prove no advice."
    return (
        Table(
            "advice",
            Section.ADVICE,
            "Whether safer-sleep advice was given",
            "Deaths for which the answer was yes.",
            OF_REVIEWED,
            _facts(FactGroup.ADVICE),
            where=REVIEWED,
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
        Table(
            "investigation",
            Section.INVESTIGATION,
            "Steps of the investigation",
            "Deaths for which the answer was yes.",
            OF_REVIEWED,
            _facts(FactGroup.INVESTIGATION),
            where=REVIEWED,
        ),
        Table(
            "outcome",
            Section.OUTCOME,
            "Whether modifiable factors were identified",
            "A factor counts when it may have contributed and action could have changed it.",
            "reviewed deaths",
            _split("outcome", outcomes),
            where=REVIEWED,
        ),
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


def _themes(years: tuple[str, ...], codes: Collection[str]) -> tuple[Table, ...]:
    found = frozenset({CONTRIBUTED, MODIFIABLE})
    return (
        Table(
            "factors",
            Section.THEMES,
            "Factors that may have contributed",
            "Reviewed deaths in which the panel judged that the factor may have contributed; what"
            " could not be judged counts as not found.",
            "reviewed deaths",
            tuple(_factor_line(code, found) for code in codes),
            where=REVIEWED,
        ),
        Table(
            "modifiable_factors",
            Section.THEMES,
            "Factors judged modifiable",
            "Reviewed deaths in which the factor may have contributed and could be changed.",
            "reviewed deaths",
            tuple(_factor_line(code, frozenset({MODIFIABLE})) for code in codes),
            where=REVIEWED,
            picture=Picture.NONE,
        ),
        Table(
            "factors_by_year",
            Section.THEMES,
            "Factors over time",
            "Reviewed deaths of each financial year in which the factor may have contributed.",
            "reviewed deaths of the year",
            tuple(
                Line(
                    f"factor_{code}:{year}",
                    year,
                    f"factor_{code}",
                    found,
                    group=FACTORS[code].public_label,
                    where={"year": (year,)},
                )
                for code in codes
                for year in years
            ),
            where=REVIEWED,
            picture=Picture.NONE,
            panel_only=True,
        ),
    )


def _factor_line(code: str, counted: frozenset[str]) -> Line:
    label = FACTORS[code].public_label
    return Line(f"factor_{code}", label, f"factor_{code}", counted)
