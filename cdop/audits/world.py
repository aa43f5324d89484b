"""The deaths behind all that is known of a release and round it, each once.

They are what the attack model counts: our own as the audit counted them, the others as they are
recorded now.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from cdop.audits import building
from cdop.audits.dataset import Period, counted_deaths
from cdop.audits.deaths import Record
from cdop.audits.kind import Population
from cdop.audits.known import Group, Key, Known
from cdop.audits.models import Audit, Basis
from cdop.core import ages

EVERYONE = Population("Every child death")


def world(audit: Audit, own: Sequence[dict[str, str]], known: Known) -> list[dict[str, str]]:
    """Every death that any of the figures may be about, each once and with all that limits it.

    Our own deaths are as they were counted. Where all figures are of one group of deaths, only
    that group is needed.
    """
    ours = known.ours
    mine = set(building.years_of(audit.from_month, audit.to_month))
    if not known.is_joint:
        other_years = _years(known, ours.year) - mine
        found = [*own, *_read(ours, audit.basis, other_years, ours.population)]
        return _marked(found, [ours])
    by_death = _years(known, "death_year") | (mine if ours.year == "death_year" else set())
    by_review = _years(known, "review_year") | (mine if ours.year == "review_year" else set())
    panels = frozenset().union(*(group.panel_ids for group in known.groups))
    everyone = Group(ours.year, panels, EVERYONE, {})
    others = _read(everyone, Basis.DEATH, by_death, EVERYONE)
    others += [
        record
        for record in _read(everyone, Basis.REVIEW, by_review, EVERYONE)
        if record["death_year"] not in by_death
    ]
    found = [*own, *(record for record in others if not _is_ours(record, ours, mine))]
    return _marked(found, known.groups)


def _marked(records: list[dict[str, str]], groups: Iterable[Group]) -> list[dict[str, str]]:
    """Each record says which of the groups it belongs to."""
    for group in groups:
        for record in records:
            group.mark(record)
    return records


def _is_ours(record: Record, ours: Group, years: set[str]) -> bool:
    return (
        record["panel"] in ours.panel_ids and record[ours.year] in years and ours.includes(record)
    )


def _years(known: Known, name: str) -> set[str]:
    return {
        year
        for figure in known.figures
        for variable, values in figure.key
        if variable == name
        for year in values
    }


def _read(
    group: Group, basis: Basis, years: Iterable[str], population: Population
) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for label in sorted(years):
        year = ages.FinancialYear.parse(label)
        period = Period(sorted(group.panel_ids), basis, year.start, ages.month_of(year.end))
        found.extend(counted_deaths(period, population).records.rows())
    return found


def truths(known: Known, records: Sequence[Record]) -> list[list[Any]]:
    """What is known, with our own count in place of what others say of the same deaths.

    They may have counted a little otherwise; that their readers know our number is the safe guess.
    """
    theirs = {json.dumps(known.key(each)) for each in known.figures if each.of_others}
    return [
        [key, _count(key, records) if json.dumps(key) in theirs else value]
        for key, value in known.listed
    ]


def _count(key: Key, records: Sequence[Record]) -> int:
    wanted = [(name, set(values)) for name, values in key]
    return sum(all(record[name] in values for name, values in wanted) for record in records)
