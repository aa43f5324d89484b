"""A themed audit: the tables that a panel's own definition asks for, of the deaths it names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from cdop.audits.dataset import learning_labels
from cdop.audits.deaths import Records
from cdop.audits.kind import Asked, Design, Kind, Population, Study
from cdop.audits.models import AuditKind
from cdop.audits.records import NO, YES
from cdop.audits.tables import parts
from cdop.audits.tables.model import OF_REVIEWED, REVIEWED, Table
from cdop.audits.themes import presenters
from cdop.audits.themes.findings import found_in, together
from cdop.audits.told import Told, of_known
from cdop.core.catalogues.categories import SUB_CATEGORIES, category_of
from cdop.core.catalogues.factors import FACTORS
from cdop.core.sudden_death import FACTS, FactGroup, FactKind
from cdop.core.theme import (
    BREAKDOWNS,
    Joined,
    Part,
    ThemeDefinition,
    conditions,
    fingerprint,
    of_plain,
)
from cdop.core.theme_words import words

COMMONEST_PAIRS = 15
OF_ALL = "deaths of the theme in the period"
OF_ALL_DEATHS = ", of all deaths of the theme in the period, reviewed or not."


class Section(StrEnum):
    """The parts of the audit, in the order in which they are read."""

    POPULATION = "Who is counted"
    COMPLETENESS = "How complete the records are"
    DEMOGRAPHICS = "The children and their families"
    CAUSE = "Category of death"
    INVESTIGATION = "Investigation after the death"
    BREAKDOWNS = "Further breakdowns"
    OUTCOME = "Modifiable factors identified"
    FACTORS = "Factors that may have contributed"
    LEARNING = "Learning points"


def definition_of(design: Design) -> ThemeDefinition:
    """The definition that was frozen with the audit."""
    return of_plain(design["definition"])


def population_of(theme: ThemeDefinition) -> Population:
    found = conditions(theme)
    named = {k: v for k, v in found[0].items() if k != "reviewed"} if len(found) == 1 else {}
    return Population(
        words(theme),
        name=f"theme-{fingerprint(theme)}",
        where=found,
        reviewed_only=theme.needs_review,
        named=named,
    )


def theme_tables(study: Study) -> tuple[Table, ...]:
    """The tables of the parts that the definition asks for, in the order in which they are read.

    Only factors, pairs and learning points that some record shows have a line.
    """
    theme = definition_of(study.design)
    found = [table for part in Part if theme.has(part) for table in _part(part, theme, study)]
    further = [_breakdown(name, study.records) for name in theme.breakdowns]
    order = {section.value: place for place, section in enumerate(Section)}
    return tuple(sorted([*found, *further], key=lambda table: order[table.section]))


def _part(part: Part, theme: ThemeDefinition, study: Study) -> Sequence[Table]:
    if part in _DEMOGRAPHIC:
        code = _DEMOGRAPHIC[part]
        labels = _ages(theme) if part is Part.AGE else None
        return (parts.demographic(code, Section.DEMOGRAPHICS, OF_ALL, OF_ALL_DEATHS, labels),)
    return _BUILDERS[part](theme, study)


_DEMOGRAPHIC = {
    Part.AGE: "age",
    Part.SEX: "sex",
    Part.ETHNICITY: "ethnicity",
    Part.DEPRIVATION: "deprivation",
}


def _years(theme: ThemeDefinition, study: Study) -> Sequence[Table]:
    return (
        parts.by_year(
            study.years,
            Section.POPULATION,
            "Deaths by financial year",
            "Deaths of the theme, by the year of death or of review, as the basis says.",
            OF_ALL,
        ),
        parts.share_reviewed(Section.POPULATION, OF_ALL),
    )


def _ages(theme: ThemeDefinition) -> list[tuple[str, str]]:
    """Only the ages that the theme is about: the others are 0 by definition."""
    wanted = theme.age_bands or tuple(value for value, _ in parts.age_bands())
    return [(value, label) for value, label in parts.age_bands() if value in wanted]


ASKED = (
    ("ethnic_group", "Ethnic group"),
    ("deprivation", "Deprivation"),
    ("place_of_death", "Place of death"),
    ("expected", "Whether the death was expected"),
    ("joint_response", "Joint agency response"),
)


def _completeness(theme: ThemeDefinition, study: Study) -> Sequence[Table]:
    asked = dict(ASKED) | {name: BREAKDOWNS[name] for name in theme.breakdowns}
    return (parts.completeness(Section.COMPLETENESS, asked.items()),)


def _area(theme: ThemeDefinition, study: Study) -> Sequence[Table]:
    return (parts.areas_of(study.areas, Section.DEMOGRAPHICS, OF_ALL, OF_ALL_DEATHS),)


def _category(theme: ThemeDefinition, study: Study) -> Sequence[Table]:
    """Only the categories that a death of the theme can have."""
    table = parts.categories(Section.CAUSE)
    if not theme.categories or theme.joined is Joined.EITHER:
        return (table,)
    wanted = {category_of(code).value for code in theme.categories}
    return (replace(table, lines=tuple(line for line in table.lines if line.counted <= wanted)),)


def _investigation(theme: ThemeDefinition, study: Study) -> Sequence[Table]:
    title = "Steps of the investigation"
    group = FactGroup.INVESTIGATION
    return (parts.fact_table("investigation", Section.INVESTIGATION, title, group),)


def _outcome(theme: ThemeDefinition, study: Study) -> Sequence[Table]:
    return (parts.outcomes(Section.OUTCOME),)


def _factors(theme: ThemeDefinition, study: Study) -> Sequence[Table]:
    codes = parts.factors_found(study.records)
    return (
        parts.factors(Section.FACTORS, codes),
        parts.modifiable_factors(Section.FACTORS, codes),
    )


def _factors_by_year(theme: ThemeDefinition, study: Study) -> Sequence[Table]:
    codes = parts.factors_found(study.records)
    return (parts.factors_over_time(Section.FACTORS, codes, study.years),)


def _together(theme: ThemeDefinition, study: Study) -> Sequence[Table]:
    codes = parts.factors_found(study.records)
    pairs = parts.together(study.records, codes, parts.FOUND, "factor_", COMMONEST_PAIRS)
    labels = {code: FACTORS[code].public_label for code in codes}
    title = "Factors most often found together"
    return (parts.pairs("pairs", Section.FACTORS, title, pairs, parts.FOUND, labels, "factor_"),)


def _learning(theme: ThemeDefinition, study: Study) -> Sequence[Table]:
    labels: Mapping[str, str] = study.context.get("learning_labels", {})
    return (parts.learning(Section.LEARNING, labels, study.records),)


def _found(records: Records, variable: str) -> Sequence[str]:
    return records.found(variable) if variable in records.domains else ()


_BUILDERS = {
    Part.YEARS: _years,
    Part.COMPLETENESS: _completeness,
    Part.AREA: _area,
    Part.CATEGORY: _category,
    Part.INVESTIGATION: _investigation,
    Part.OUTCOME: _outcome,
    Part.FACTORS: _factors,
    Part.FACTORS_BY_YEAR: _factors_by_year,
    Part.TOGETHER: _together,
    Part.LEARNING: _learning,
}


def _breakdown(variable: str, records: Records) -> Table:
    return Table(
        f"by_{variable}",
        Section.BREAKDOWNS,
        BREAKDOWNS[variable],
        "Reviewed deaths of the theme, by the answer on record.",
        OF_REVIEWED,
        parts.split(variable, _values(variable, records)),
        where=REVIEWED,
    )


_SPLITS = {variable: values for _, variable, values in parts.SPLITS.values()}
_YES_OR_NO = ((YES, "Yes"), (NO, "No"))


def _values(variable: str, records: Records) -> Iterable[tuple[str, str]]:
    """The values with their words; of the many sub-categories and places, those that occur."""
    present = set(_found(records, variable))
    if variable == "sub_category":
        return [(each.code, each.label) for each in SUB_CATEGORIES.values() if each.code in present]
    if variable == "place_of_death":
        return [(value, label) for value, label in _SPLITS[variable] if value in present]
    if variable in _SPLITS:
        return _SPLITS[variable]
    fact = FACTS.get(variable)
    if fact is None or fact.kind is FactKind.ANSWER:
        return _YES_OR_NO
    return parts.labelled(fact.choices)  # type: ignore[arg-type]


def _context(asked: Asked) -> dict[str, Any]:
    return {"learning_labels": learning_labels(asked.panel_ids)}


def _most_often(table: str, what: str) -> Any:
    """One sentence on the lines with the largest numbers."""

    def write(told: Told) -> str:
        lines = told.largest(table, 3)
        if not lines:
            return ""
        said = "; ".join(f"{told.label(table, line)}, {of_known(table, line)}" for line in lines)
        return f"{what}: {said}. That things are found together with a death does not say why."

    return write


def _findings(study: Study, tables: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """How strongly factors went together, in words that are kept as they were worked out."""
    if not definition_of(study.design).has(Part.TOGETHER):
        return {}
    reviewed = study.records.chosen(study.records.mask(REVIEWED))
    found = together(reviewed, found_in(reviewed, {}))
    return {
        "pairs": {
            "looked_at": found.looked_at,
            "rows": [
                {
                    "one": f"{row.one.code} {row.one.label}",
                    "other": f"{row.other.code} {row.other.label}",
                    "both": row.both,
                    "ratio": presenters.ratio(row.association),
                    "p": presenters.p_value(row.association),
                }
                for row in found.rows[:COMMONEST_PAIRS]
            ],
        }
    }


THEME = Kind(
    code=AuditKind.THEME,
    name="Themed audit",
    noun="death",
    title="Themed audit",
    population=lambda design: population_of(definition_of(design)),
    tables=theme_tables,
    context=_context,
    findings=_findings,
    words={
        Section.FACTORS: _most_often("factors", "Most often the panel found"),
        Section.LEARNING: _most_often("learning", "Most often the learning was about"),
    },
    new_page="audits.themes",
    page="audits/themes/audit.html",
)
