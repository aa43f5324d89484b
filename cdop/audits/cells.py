"""The tables of an audit as the cells that disclosure control knows, from the same entries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from cdop.audits.counting import MISSING, merged
from cdop.audits.deaths import Domains, Record, Where
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
    basis: str,
    years: Sequence[str],
    earlier: Sequence[Any],
    audience: str,
    secret: int,
    about: Where = REVIEWED,
) -> dict[str, Any]:
    """All that the child process is told: coded records, tables, and what was published before.

    The population is named by basis, by financial years, and by what the release is `about` (the
    review being complete), so that a year is the same cell in every release of the same basis.
    """
    used = {"year", "reviewed"}
    used |= {table["variable"] for table in cells.tables}
    used |= {name for table in cells.tables for name in table["where"]}
    variables = {name: set(domains[name]) for name in used} | {"basis": {basis}}
    for key, _ in earlier:
        for name, values in key:
            variables.setdefault(name, set(domains.get(name, ()))).update(values)
    return {
        "audience": audience,
        "secret": secret,
        "tables": cells.tables,
        "variables": {name: sorted(values) for name, values in sorted(variables.items())},
        "population": {**_plain(about), "year": sorted(years), "basis": [basis]},
        "records": [
            {"basis": basis} | {name: record[name] for name in variables if name != "basis"}
            for record in records
            if all(record[name] in values for name, values in about.items())
        ],
        "earlier": list(earlier),
    }
