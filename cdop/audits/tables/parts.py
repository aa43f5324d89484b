"""Parts that any kind of audit puts its tables together from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from cdop.audits.deaths import Records, Where
from cdop.audits.records import BLANK, CONTRIBUTED, MODIFIABLE, NOT_KNOWN, YES
from cdop.audits.tables.model import OF_REVIEWED, REVIEWED, Line, Picture, Table
from cdop.core.catalogues.categories import Category
from cdop.core.catalogues.child import (
    AgeBand,
    BroadEthnicGroup,
    DeprivationQuintile,
    PlaceOfDeath,
    Sex,
)
from cdop.core.catalogues.factors import FACTORS
from cdop.core.catalogues.labelled import LabelledEnum
from cdop.core.modifiability import Outcome
from cdop.core.sudden_death import FACTS, FactGroup, FactKind

FOUND = frozenset({CONTRIBUTED, MODIFIABLE})
ONLY_YES = frozenset({YES})
Labels = Iterable[tuple[str, str]]


def split(variable: str, labels: Labels) -> tuple[Line, ...]:
    """One line for each value of one variable."""
    return tuple(
        Line(f"{variable}:{value}", label, variable, frozenset({value})) for value, label in labels
    )


def labelled(
    kind: type[LabelledEnum] | type[Category] | type[Outcome], *, without: Collection[str] = ()
) -> list[tuple[str, str]]:
    return [
        (member.value, member.label)
        for member in kind
        if member.value.upper() != NOT_KNOWN and member.value not in without
    ]


def facts(*groups: FactGroup, names: Collection[str] | None = None) -> tuple[Line, ...]:
    """One line for each yes/no fact: those that answered yes."""
    return tuple(
        Line(name, fact.short_label, name, ONLY_YES)
        for name, fact in FACTS.items()
        if fact.kind is FactKind.ANSWER
        and (fact.group in groups if names is None else name in names)
    )


def age_bands(infants: bool = False) -> list[tuple[str, str]]:
    return [(band.value, band.label) for band in AgeBand if band.is_infant or not infants]


QUINTILES = [(value, f"Fifth {label}") for value, label in labelled(DeprivationQuintile)]
GESTATION = [("under_37", "Under 37 weeks"), ("37_or_more", "37 weeks or more")]
GESTATION_BANDS = [
    ("under_24", "Under 24 weeks"),
    ("24_to_27", "24 to 27 weeks"),
    ("28_to_31", "28 to 31 weeks"),
    ("32_to_36", "32 to 36 weeks"),
    ("37_or_more", "37 weeks or more"),
]
BIRTH_WEIGHT = [("under_2500", "Under 2,500 g"), ("2500_or_more", "2,500 g or more")]
MOTHER_AGE = [
    ("under_20", "Under 20"),
    ("20_to_24", "20 to 24"),
    ("25_to_34", "25 to 34"),
    ("35_or_more", "35 or over"),
]
WAITING = [
    ("under_6m", "Within 6 months"),
    ("6_to_12m", "6 to 12 months"),
    ("12_to_24m", "1 to 2 years"),
    ("24m_or_more", "More than 2 years"),
]
# code of the table: title, variable, and the values with their words
SPLITS: dict[str, tuple[str, str, Sequence[tuple[str, str]]]] = {
    "age": ("Age at death", "age_band", age_bands()),
    "sex": ("Sex", "sex", labelled(Sex)),
    "ethnicity": ("Ethnic group", "ethnic_group", labelled(BroadEthnicGroup)),
    "deprivation": ("Deprivation of the home area", "deprivation", QUINTILES),
    "gestation": ("Gestation at birth", "gestation", GESTATION),
    "gestation_band": ("Gestation at birth, in bands", "gestation_band", GESTATION_BANDS),
    "birth_weight": ("Birth weight", "birth_weight", BIRTH_WEIGHT),
    "mother_age": ("Mother's age", "mother_age", MOTHER_AGE),
    "place": ("Place of death", "place_of_death", labelled(PlaceOfDeath)),
    "time_to_review": ("Time from notification to review", "time_to_review", WAITING),
    "time_to_close": ("Time from notification to closing", "time_to_close", WAITING),
}


def by_year(years: Iterable[str], section: str, title: str, definition: str, who: str) -> Table:
    """Deaths by financial year, of death or of review as the basis says."""
    lines = split("year", [(year, year) for year in years])
    return Table(
        "years",
        section,
        title,
        definition,
        who,
        lines,
        picture=Picture.COUNTS,
        release_denominator=OF_REVIEWED,
    )


def share_reviewed(section: str, who: str) -> Table:
    return Table(
        "reviewed",
        section,
        "Deaths whose review is complete",
        "A review is complete when the chair has ratified the analysis.",
        who,
        (Line("reviewed", "Review complete", "reviewed", ONLY_YES),),
        picture=Picture.NONE,
        panel_only=True,
    )


def demographic(
    code: str, section: str, who: str, of_all: str, labels: Labels | None = None
) -> Table:
    """One of SPLITS, of all deaths, reviewed or not; `of_all` ends the definition."""
    title, variable, values = SPLITS[code]
    lines = split(variable, values if labels is None else labels)
    return _of_all_deaths(code, section, title, who, of_all, lines)


def _of_all_deaths(
    code: str, section: str, title: str, who: str, of_all: str, lines: tuple[Line, ...]
) -> Table:
    return Table(
        code,
        section,
        title,
        f"{title}{of_all}",
        f"{who}, with a known value",
        lines,
        release_definition=f"{title}.",
        release_denominator=OF_REVIEWED,
    )


def areas_of(areas: Iterable[str], section: str, who: str, of_all: str) -> Table:
    lines = split("area", [(area, area) for area in areas])
    return _of_all_deaths("area", section, "Area of residence", who, of_all, lines)


def categories(section: str) -> Table:
    return Table(
        "category",
        section,
        "Category of death",
        "The category that the chair confirmed.",
        "reviewed deaths with a confirmed category",
        split("category", labelled(Category)),
        where=REVIEWED,
    )


def outcomes(section: str) -> Table:
    return Table(
        "outcome",
        section,
        "Whether modifiable factors were identified",
        "A factor counts when it may have contributed and action could have changed it.",
        "reviewed deaths",
        split("outcome", labelled(Outcome)),
        where=REVIEWED,
    )


def fact_table(code: str, section: str, title: str, group: FactGroup) -> Table:
    """The yes/no facts of one part of the form, of all reviewed deaths."""
    said = "Deaths for which the answer was yes."
    return Table(code, section, title, said, OF_REVIEWED, facts(group), where=REVIEWED)


def completeness(
    section: str, asked: Iterable[tuple[str, str]], narrower: dict[str, Where] | None = None
) -> Table:
    """What was not known or not recorded of each variable; some are asked of few alone."""
    few = narrower or {}
    return Table(
        "missing",
        section,
        "Facts that were not known or not recorded",
        "Deaths for which the answer was “not known”, or nothing was recorded.",
        "reviewed deaths to which the question applies",
        tuple(
            Line(
                f"missing:{name}",
                label,
                name,
                frozenset({NOT_KNOWN, BLANK}),
                of_asked=True,
                where=few.get(name, {}),
            )
            for name, label in asked
        ),
        where=REVIEWED,
        picture=Picture.NONE,
        panel_only=True,
    )


def factors_found(records: Records, among: Iterable[str] = tuple(FACTORS)) -> list[str]:
    """The factors that some record shows; all others are 0."""
    return [code for code in among if FOUND & set(records.found(f"factor_{code}"))]


def factors(section: str, codes: Iterable[str]) -> Table:
    return Table(
        "factors",
        section,
        "Factors that may have contributed",
        "Reviewed deaths in which the panel judged that the factor may have contributed; what"
        " could not be judged counts as not found.",
        "reviewed deaths",
        tuple(_factor_line(code, FOUND) for code in codes),
        where=REVIEWED,
        listed=True,
    )


def modifiable_factors(section: str, codes: Iterable[str]) -> Table:
    return Table(
        "modifiable_factors",
        section,
        "Factors judged modifiable",
        "Reviewed deaths in which the factor may have contributed and could be changed.",
        "reviewed deaths",
        tuple(_factor_line(code, frozenset({MODIFIABLE})) for code in codes),
        where=REVIEWED,
        picture=Picture.NONE,
        listed=True,
    )


def _factor_line(code: str, counted: frozenset[str]) -> Line:
    return Line(f"factor_{code}", FACTORS[code].public_label, f"factor_{code}", counted)


def learning(section: str, labels: Mapping[str, str], records: Records) -> Table:
    """What learning points were about: the codes that some record shows."""
    return Table(
        "learning",
        section,
        "What learning points were about",
        "Reviewed deaths with at least one learning point that carries the code. Points"
        " without a code are not counted.",
        "reviewed deaths",
        tuple(
            Line(f"learning_{code}", label, f"learning_{code}", ONLY_YES)
            for code, label in labels.items()
            if f"learning_{code}" in records.domains and YES in records.found(f"learning_{code}")
        ),
        where=REVIEWED,
        listed=True,
    )


def factors_over_time(section: str, codes: Iterable[str], years: Sequence[str]) -> Table:
    return Table(
        "factors_by_year",
        section,
        "Factors over time",
        "Reviewed deaths of each financial year in which the factor may have contributed.",
        "reviewed deaths of the year",
        tuple(
            replace(
                _factor_line(code, FOUND),
                code=f"factor_{code}:{year}",
                label=year,
                group=FACTORS[code].public_label,
                where={"year": (year,)},
            )
            for code in codes
            for year in years
        ),
        where=REVIEWED,
        picture=Picture.NONE,
        panel_only=True,
        listed=True,
    )


def together(
    records: Records, codes: Sequence[str], counted: frozenset[str], prefix: str, most: int
) -> list[tuple[str, str]]:
    """The pairs found in the same reviewed death most often, most frequent first."""
    reviewed = records.mask(REVIEWED)
    masks = {code: reviewed & records.of(f"{prefix}{code}", counted) for code in codes}
    found = {
        (one, other): number
        for one, other in combinations(codes, 2)
        if (number := (masks[one] & masks[other]).bit_count())
    }
    return sorted(found, key=lambda pair: (-found[pair], pair))[:most]


def pairs(
    code: str,
    section: str,
    title: str,
    found: Sequence[tuple[str, str]],
    counted: frozenset[str],
    words: Mapping[str, str],
    prefix: str,
) -> Table:
    """Deaths that have both of two things; `words` says what each is, after the `prefix`."""
    return Table(
        code,
        section,
        title,
        f"The {len(found)} pairs found most often in the same death.",
        "reviewed deaths",
        tuple(
            Line(
                f"pair:{one}:{other}",
                f"{words[one]}, and {_lower_first(words[other])}",
                f"{prefix}{one}",
                counted,
                also={f"{prefix}{other}": counted},
            )
            for one, other in found
        ),
        where=REVIEWED,
        picture=Picture.NONE,
        panel_only=True,
    )


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]
