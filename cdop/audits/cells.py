"""The tables of an audit as the cells that disclosure control knows, from the same entries."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from cdop.audits.counting import MISSING, merged
from cdop.audits.deaths import Domains, Record, Where
from cdop.audits.records import YES
from cdop.audits.tables.model import REVIEWED, Line, Table, known_values


class Role(StrEnum):
    """What a printed number of a line is."""

    COUNT = "count"
    DENOMINATOR = "denominator"
    NOT_KNOWN = "not_known"


@dataclass
class Cells:
    """Disclosure tables, and where each printed number is among them."""

    tables: list[dict[str, Any]] = field(default_factory=list)
    places: dict[tuple[str, str, Role], tuple[str, str]] = field(default_factory=dict)

    def without(self, names: Iterable[str]) -> list[dict[str, Any]]:
        left = set(names)
        return [table for table in self.tables if table["name"] not in left]


def released_tables(tables: Iterable[Table]) -> list[Table]:
    """The tables as they are released: about reviewed deaths alone."""
    return [
        replace(
            table,
            where=_released_where(table),
            definition=table.release_definition or table.definition,
            denominator=table.release_denominator or table.denominator,
        )
        for table in tables
        if table.lines and not table.panel_only
    ]


def _released_where(table: Table) -> Where:
    return {**table.where, **REVIEWED} if table.release_where is None else table.release_where


def cells_of(tables: Iterable[Table], domains: Domains) -> Cells:
    """One disclosure table for each variable and condition of a table's lines."""
    found = Cells()
    for table in tables:
        groups: dict[tuple[str, str], dict[str, Any]] = {}
        for line in table.lines:
            where = merged(table.where, line.where)
            name = f"{table.code}:{len(groups)}"
            group = groups.setdefault(
                (line.variable, _text(where)),
                {
                    "name": name,
                    "variable": line.variable,
                    "where": _plain(where),
                    "labels": {},
                },
            )
            _place(found, table, line, group, domains)
        found.tables.extend(groups.values())
    return found


def _place(found: Cells, table: Table, line: Line, group: dict[str, Any], domains: Domains) -> None:
    wanted = {
        Role.COUNT: (line.code, line.counted),
        Role.DENOMINATOR: ("asked" if line.of_asked else "known", known_values(line, domains)),
        Role.NOT_KNOWN: ("missing", MISSING & set(domains[line.variable])),
    }
    if line.of_asked or not wanted[Role.NOT_KNOWN][1]:
        del wanted[Role.NOT_KNOWN]
    for role, (label, values) in wanted.items():
        group["labels"][label] = sorted(values)
        found.places[table.code, line.code, role] = (group["name"], label)


def _plain(where: Where) -> dict[str, list[str]]:
    return {name: sorted(values) for name, values in sorted(where.items())}


def _text(where: Where) -> str:
    return repr(_plain(where))


def task_of(
    cells: Cells,
    records: Sequence[Record],
    domains: Domains,
    *,
    year: str,
    population: Mapping[str, Sequence[str]],
    earlier: Sequence[Any],
    audience: str,
    secret: int,
    limits: Sequence[str] = (),
    never: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> dict[str, Any]:
    """All that the child process is told: coded records, tables, and what was published before.

    The population is named by what limits it (years of death or of review, review complete, and
    whose deaths), so that the same deaths are the same cell in every release. `year` is the
    variable that tables call the year; `limits` are all variables by which this release and others
    limit their deaths; `never` are values that no death of the population has.
    """
    tables = [_dated(table, year) for table in cells.tables]
    wanted = {"reviewed", year, *population, *limits}
    wanted |= {table["variable"] for table in tables}
    wanted |= {name for table in tables for name in table["where"]}
    told = [key for key, _ in earlier]
    counted = _counted(records, [*told, list(population.items())])
    variables = {name: set(domains.get(name, ())) for name in wanted}
    for key in (*told, list(population.items())):
        for name, values in key:
            variables.setdefault(name, set(domains.get(name, ()))).update(values)
    for name, values in variables.items():
        values.update(record.get(name, "") for record in counted)
    return {
        "audience": audience,
        "secret": secret,
        "year": year,
        "limits": sorted({"reviewed", year, *limits}),
        "tables": tables,
        "variables": {name: sorted(values) for name, values in sorted(variables.items())},
        "population": {name: sorted(values) for name, values in population.items()},
        "records": [{name: record.get(name, "") for name in variables} for record in counted],
        "earlier": list(earlier),
        "relations": [
            _never(population, name, variables[name] - set(allowed))
            for name, allowed in never.items()
            if name in variables and name not in population and variables[name] - set(allowed)
        ],
    }


def _counted(records: Sequence[Record], told: Iterable[Any]) -> list[Record]:
    """Reviewed deaths; the others as well where somebody published a number of all."""
    if all("reviewed" in dict(key) for key in told):
        return [record for record in records if record["reviewed"] == YES]
    return list(records)


def _dated(table: Mapping[str, Any], year: str) -> dict[str, Any]:
    """The table with its years named as years of death or of review."""
    where = {year if name == "year" else name: kept for name, kept in table["where"].items()}
    variable = year if table["variable"] == "year" else table["variable"]
    return dict(table) | {"variable": variable, "where": where}


def _never(population: Mapping[str, Sequence[str]], name: str, values: set[str]) -> dict[str, Any]:
    """That no death of the population has one of these values, which every reader knows."""
    limited = {each: sorted(kept) for each, kept in population.items() if each != name}
    key = sorted([*limited.items(), (name, sorted(values))])
    return {"terms": [[[list(pair) for pair in key], 1]], "lower": 0, "upper": 0}
