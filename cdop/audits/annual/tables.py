"""The tables of an annual report: all deaths of children of the panel, over the years of it.

What is counted by year stands in tables of its own; everything else is pooled over the period,
since one year's deaths of a panel are too few to cut. Only deaths by date of death have rates:
what is reviewed in a year depends on the panel's diary.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cdop.audits.annual.context import rate_people
from cdop.audits.annual.sections import Section
from cdop.audits.kind import Study
from cdop.audits.models import Basis
from cdop.audits.rates import Rate
from cdop.audits.records import NO, YES
from cdop.audits.tables import parts
from cdop.audits.tables.model import REVIEWED, Line, Picture, Table, Where
from cdop.core.catalogues.child import AgeBand, PlaceOfDeath
from cdop.core.denominators import Measure

OF_ALL = "all deaths of children under 18 of the period"
OF_ALL_DEATHS = ", of all deaths of the period, reviewed or not."
INFANTS = frozenset(band.value for band in AgeBand if band.is_infant)
NEWBORN = frozenset({AgeBand.DAYS_0_27.value})
OLDER = frozenset(band.value for band in AgeBand if not band.is_infant)
PLACES = (
    (
        "hospital",
        "Hospital",
        ("hospital_ed", "hospital_ward", "hospital_neonatal", "hospital_intensive_care")
        + ("hospital_other", "mental_health_unit"),
    ),
    ("home", "Home or another private residence", ("home", "other_residence", "foster_home")),
    ("hospice", "Hospice or residential care", ("hospice", "residential_care")),
    ("public", "Public place or school", ("public_place", "school")),
    ("elsewhere", "Abroad or elsewhere", ("abroad", "other")),
)
FEW = 8  # as the public profile has it; partners are told no more
AGE_GROUPS = (
    ("newborn", "Under 28 days", NEWBORN),
    ("infant", "28 to 364 days", INFANTS - NEWBORN),
    ("child", "1 to 17 years", OLDER),
)
BIRTHS, CHILDREN = "Per 1,000 births", "Per 100,000 a year"


def annual_tables(study: Study) -> tuple[Table, ...]:
    """Every table, in the order in which they are read; what is released is of all deaths.

    Tables of reviewed deaths beside those of all tell how many wait for review. By year or by age
    they are for the panel alone; and while only few wait, none of them is released.
    """
    tables = (
        *_by_year(study),
        *_age_and_sex(study),
        *_category(),
        _grouped("ethnicity", Section.ETHNICITY, study, "ethnic_group"),
        _grouped("deprivation", Section.DEPRIVATION, study, "deprivation"),
        *_place(study),
        *_times(),
        *_modifiable(study),
        *_sudden(),
        parts.learning(Section.LEARNING, study.context.get("learning_labels", {}), study.records),
    )
    waiting = study.records.count({"reviewed": (NO,)})
    return tuple(
        replace(
            table,
            release_where=table.where,
            panel_only=table.panel_only or (0 < waiting < FEW and bool(table.where)),
        )
        for table in tables
    )


def _rate(study: Study, label: str, people: Mapping[str, int | None], prefix: str) -> Rate | None:
    """Over the groups that have people on record; none where deaths are placed by review."""
    found = {f"{prefix}{key}": number for key, number in people.items() if number}
    if study.context.get("basis") != Basis.DEATH or not found:
        return None
    measure = Measure.LIVE_BIRTHS if label == BIRTHS else Measure.CHILDREN
    sources = study.context["people"][measure.value]["sources"]
    said = "; ".join([f"{measure.label.lower()} on record", *sources]) + "."
    return Rate(label, 1000 if label == BIRTHS else 100_000, found, said)


def _plain(table: Table, rate: Rate | None = None) -> Table:
    """The table of all deaths, in a release too."""
    return replace(table, rate=rate, release_definition="", release_denominator="")


def _by_year(study: Study) -> Sequence[Table]:
    children = rate_people(study.context, Measure.CHILDREN)
    births = rate_people(study.context, Measure.LIVE_BIRTHS)
    years = parts.by_year(
        study.years,
        Section.POPULATION,
        "Deaths by financial year",
        "Every death of a child under 18 years, by the year of death or of review, as the basis"
        " says.",
        OF_ALL,
    )
    return (
        _plain(years, _rate(study, CHILDREN, children, "year:")),
        _of_each_year(
            study,
            "infants_by_year",
            "Deaths of infants under 1 year, by financial year",
            INFANTS,
            _rate(study, BIRTHS, births, "infants:"),
            "infants",
        ),
        _of_each_year(
            study,
            "newborn_by_year",
            "Deaths of infants under 28 days, by financial year",
            NEWBORN,
            _rate(study, BIRTHS, births, "newborn:"),
            "newborn",
        ),
        _reviewed(study),
    )


def _reviewed(study: Study) -> Table:
    return Table(
        "reviewed",
        Section.POPULATION,
        "Deaths whose review is complete, by financial year",
        "A review is complete when the chair has ratified the analysis.",
        "deaths of the year",
        tuple(
            Line(f"reviewed:{year}", year, "reviewed", frozenset({YES}), where=_in(year))
            for year in study.years
        ),
        panel_only=True,
    )


def _in(year: str) -> Where:
    return {"year": (year,)}


def _of_each_year(
    study: Study, code: str, title: str, bands: frozenset[str], rate: Rate | None, prefix: str
) -> Table:
    lines = tuple(
        Line(f"{prefix}:{year}", year, "age_band", bands, where=_in(year)) for year in study.years
    )
    said = "Deaths at this age, by the year of death or of review, as the basis says."
    return Table(code, Section.POPULATION, title, said, "all deaths of the year", lines, rate=rate)


def _age_and_sex(study: Study) -> Sequence[Table]:
    ages = rate_people(study.context, Measure.CHILDREN, "age")
    of_age = {band.value: ages.get(band.value) for band in AgeBand}
    sexes = rate_people(study.context, Measure.CHILDREN, "sex")
    return (
        _plain(
            parts.demographic("age", Section.AGE, OF_ALL, OF_ALL_DEATHS),
            _rate(study, CHILDREN, of_age, "age_band:"),
        ),
        _plain(
            parts.demographic("sex", Section.AGE, OF_ALL, OF_ALL_DEATHS),
            _rate(study, CHILDREN, sexes, "sex:"),
        ),
    )


def _grouped(code: str, section: str, study: Study, group: str) -> Table:
    people = rate_people(study.context, Measure.CHILDREN, group)
    table = parts.demographic(code, section, OF_ALL, OF_ALL_DEATHS)
    return _plain(table, _rate(study, CHILDREN, people, f"{group}:"))


def _category() -> Sequence[Table]:
    pooled = parts.categories(Section.CATEGORY)
    by_age = tuple(
        replace(
            line,
            code=f"{line.code}:{code}",
            label=line.label,
            group=label,
            where={"age_band": bands},
        )
        for code, label, bands in AGE_GROUPS
        for line in pooled.lines
    )
    return (
        pooled,
        replace(
            pooled,
            code="category_by_age",
            title="Category of death by age",
            denominator="reviewed deaths at that age with a confirmed category",
            lines=by_age,
            picture=Picture.NONE,
            panel_only=True,
        ),
    )


def _place(study: Study) -> Sequence[Table]:
    people = rate_people(study.context, Measure.CHILDREN, "area")
    known = {place.value for place in PlaceOfDeath}
    lines = tuple(
        Line(f"place:{code}", label, "place_of_death", frozenset(values) & known)
        for code, label, values in PLACES
    )
    return (
        _plain(
            parts.areas_of(study.areas, Section.PLACE, OF_ALL, OF_ALL_DEATHS),
            _rate(study, CHILDREN, people, "area:"),
        ),
        Table(
            "place",
            Section.PLACE,
            "Place of death",
            f"Where the child died, or where what led to the death happened{OF_ALL_DEATHS}",
            f"{OF_ALL}, with a known value",
            lines,
        ),
    )


def _times() -> Sequence[Table]:
    return (
        *(
            _plain(
                replace(
                    parts.demographic(code, Section.TIMES, "deaths", ""),
                    definition=f"From the notification of the death {said}. The exact day of death"
                    " is sealed, and notification follows within days.",
                    denominator=who,
                    where=REVIEWED,
                )
            )
            for code, said, who in (
                ("time_to_review", "to the panel’s review", "deaths whose review is complete"),
                ("time_to_close", "to the closing of the case", "cases that are closed"),
            )
        ),
    )


def _modifiable(study: Study) -> Sequence[Table]:
    outcomes = parts.outcomes(Section.MODIFIABLE)
    codes = parts.factors_found(study.records)
    return (
        outcomes,
        Table(
            "modifiable_by_year",
            Section.MODIFIABLE,
            "Modifiable factors identified, by financial year",
            "Reviewed deaths in which modifiable factors were identified, by the year of death or"
            " of review, as the basis says.",
            "reviewed deaths of the year",
            tuple(
                Line(f"modifiable:{year}", year, "outcome", frozenset({"MF"}), where=_in(year))
                for year in study.years
            ),
            where=REVIEWED,
            panel_only=True,
        ),
        Table(
            "domains",
            Section.MODIFIABLE,
            "Domains in which a factor may have contributed",
            "Reviewed deaths with at least one factor of the domain that may have contributed.",
            "reviewed deaths",
            tuple(
                Line(f"domain:{code}", label, f"factor_domain_{code}", frozenset({YES}))
                for code, label in DOMAINS
            ),
            where=REVIEWED,
        ),
        parts.modifiable_factors(Section.MODIFIABLE, codes),
    )


DOMAINS = (
    ("A", "The child, including pregnancy"),
    ("B", "Social environment"),
    ("C", "Physical environment"),
    ("D", "Service provision"),
)


def _sudden() -> Sequence[Table]:
    yes = frozenset({YES})
    return (
        Table(
            "sudden",
            Section.SUDDEN,
            "Sudden and unexpected deaths",
            "Sudden infant deaths: under 1 year, unexpected and sudden with no immediately apparent"
            " cause, whatever the final category. They have an audit of their own.",
            f"{OF_ALL}, with a known value",
            (
                Line("sudi", "Sudden infant deaths", "sudi", yes),
                Line("unexpected", "Unexpected deaths at any age", "expected", frozenset({"N"})),
                Line("joint", "Joint agency response", "joint_response", yes),
            ),
        ),
    )
