"""The national view: the sudden infant deaths of several panels together, and panels compared.

Nobody sees its exact numbers. It is counted and protected in one go, and what is read, before and
after release, is the protected result.
"""

from dataclasses import replace
from typing import Any

from cdop.access.permissions import Permission
from cdop.accounts.models import Panel
from cdop.accounts.queries import list_panels
from cdop.audits.deaths import Records
from cdop.audits.kind import Asked, Design, Kind, Population, Study
from cdop.audits.models import AuditKind, Basis
from cdop.audits.rates import Rate
from cdop.audits.records import YES
from cdop.audits.tables import parts
from cdop.audits.tables.model import REVIEWED, Line, Picture, Table
from cdop.core.catalogues.factors import FACTORS
from cdop.core.catalogues.sudden_death_facts import FactGroup
from cdop.core.denominators import Measure
from cdop.core.modifiability import Outcome
from cdop.populations.queries import denominators

PANELS = "Panels compared"
ALL = "The panels together"
REVIEWS = "What reviews found"
WHO = "sudden infant deaths"
PER = 1000
POPULATION = Population(
    "Every infant under 1 year, of the panels that take part, whose death was unexpected and"
    " sudden with no immediately apparent cause, whatever its final category. Void and merged"
    " cases are not counted. What a review found counts once the chair has ratified the analysis.",
    name="national",
    sudi=True,
    named={"sudi": (YES,)},
    released={},
    covers="sudden infant deaths of the period",
)


def pooled(_: Panel, design: Design) -> tuple[str, ...]:
    """The panels that took part when the view was asked for."""
    return tuple(design["panels"])


def whose(_: Panel, design: Design) -> str:
    names = sorted(design["panels"].values())
    return f"{len(names)} panels together: {', '.join(names)}"


def births_of(asked: Asked) -> dict[str, Any]:
    """The live births of each panel over the years, where every year is on record.

    None where deaths are placed by review: how many are reviewed in a year depends on the panel.
    """
    if asked.basis is not Basis.DEATH:
        return {}
    found: dict[str, int] = {}
    sources: set[str] = set()
    for panel in list_panels():
        if panel.id not in asked.panel_ids:
            continue
        total = denominators(panel).total(Measure.LIVE_BIRTHS, asked.years)
        if total.value:
            found[panel.id] = total.value
            sources.update(total.sources)
    return {"births": found, "sources": sorted(sources)}


def national_tables(study: Study) -> tuple[Table, ...]:
    names = dict(study.design["panels"])
    return (
        _deaths_of_panels(study, names),
        _modifiable_by_panel(names),
        _all_deaths(parts.by_year(study.years, ALL, "Deaths by year", f"All {WHO}.", WHO)),
        *(
            _all_deaths(parts.demographic(code, ALL, WHO, f" of all {WHO}.", labels))
            for code, labels in (
                ("age", parts.age_bands(infants=True)),
                ("sex", None),
                ("ethnicity", None),
                ("deprivation", None),
                ("gestation", None),
                ("birth_weight", None),
                ("mother_age", None),
            )
        ),
        *_reviewed(study.records),
    )


def _all_deaths(table: Table) -> Table:
    """A table of all deaths, reviewed or not, in the release too."""
    return replace(
        table,
        release_where=table.where,
        release_definition=table.definition,
        release_denominator=table.denominator,
    )


def _deaths_of_panels(study: Study, names: dict[str, str]) -> Table:
    births = study.context.get("births", {})
    sources = "; ".join(study.context.get("sources", ()))
    rate = Rate(
        f"Per {PER:,} live births",
        PER,
        {f"panel:{panel_id}": births[panel_id] for panel_id in names if panel_id in births},
        f"live births of the same years as each panel has them on record. {sources}",
    )
    lines = parts.split("panel", sorted(names.items(), key=lambda each: each[1]))
    return _all_deaths(
        Table(
            "panels",
            PANELS,
            "Deaths by panel",
            "Sudden infant deaths of each panel, by its cases.",
            WHO,
            lines,
            picture=Picture.FUNNEL if rate.people else Picture.NONE,
            rate=rate if rate.people else None,
        )
    )


def _modifiable_by_panel(names: dict[str, str]) -> Table:
    lines = tuple(
        Line(
            f"modifiable:{panel_id}",
            name,
            "outcome",
            frozenset({Outcome.IDENTIFIED.value}),
            where={"panel": (panel_id,)},
        )
        for panel_id, name in sorted(names.items(), key=lambda each: each[1])
    )
    table = Table(
        "modifiable_by_panel",
        PANELS,
        "Reviews that identified modifiable factors, by panel",
        "A factor counts when it may have contributed and action could have changed it.",
        "reviewed deaths of the panel with an outcome on record",
        lines,
        where=REVIEWED,
        picture=Picture.FUNNEL,
    )
    return replace(table, release_where=REVIEWED)


def _reviewed(records: Records) -> tuple[Table, ...]:
    found = parts.factors_found(records)
    codes = [code for code in FACTORS if code in found]
    return (
        parts.outcomes(REVIEWS),
        parts.categories(REVIEWS),
        parts.fact_table("sleep", REVIEWS, "Where and how the infant slept", FactGroup.SLEEP),
        parts.factors(REVIEWS, codes),
        parts.modifiable_factors(REVIEWS, codes),
    )


NATIONAL = Kind(
    code=AuditKind.NATIONAL,
    name="National view",
    noun="sudden infant death",
    title="Sudden unexpected deaths in infancy, several panels together",
    population=lambda _: POPULATION,
    tables=national_tables,
    context=births_of,
    panels=pooled,
    whose=whose,
    new_page=None,
    page="audits/national.html",
    build=Permission.NATIONAL_ASK,
    release=Permission.NATIONAL_RELEASE,
)
