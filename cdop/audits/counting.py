"""Counts the tables of an audit over its records: each line a count among those who are known."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from cdop.audits.records import BLANK, NOT_KNOWN, Domains, Record
from cdop.audits.tables import Line, Table, Where, known_values
from cdop.core.statistics.proportion import proportion

MISSING = frozenset({NOT_KNOWN, BLANK})


def merged(*wheres: Where) -> dict[str, frozenset[str]]:
    """What all of the conditions allow."""
    found: dict[str, frozenset[str]] = {}
    for where in wheres:
        for name, values in where.items():
            found[name] = found.get(name, frozenset(values)) & frozenset(values)
    return found


def meets(record: Record, where: Where) -> bool:
    return all(record[name] in values for name, values in where.items())


def count_tables(
    tables: Iterable[Table], records: Sequence[Record], domains: Domains
) -> list[dict[str, Any]]:
    """Every table as plain values that can be stored, in the order in which it is declared."""
    return [
        {
            "code": table.code,
            "section": table.section.value,
            "title": table.title,
            "definition": table.definition,
            "denominator": table.denominator,
            "picture": table.picture.value,
            "panel_only": table.panel_only,
            "population": sum(meets(record, table.where) for record in records),
            "rows": [count_line(table, line, records, domains) for line in table.lines],
        }
        for table in tables
    ]


def count_line(
    table: Table, line: Line, records: Sequence[Record], domains: Domains
) -> dict[str, Any]:
    where = merged(table.where, line.where)
    inside = [record for record in records if meets(record, where)]
    known = known_values(line, domains)
    count = sum(
        record[line.variable] in line.counted and meets(record, line.also) for record in inside
    )
    denominator = _among(inside, line.variable, known)
    can_miss = not line.of_asked and bool(MISSING & set(domains[line.variable]))
    share = proportion(count, denominator)
    return {
        "code": line.code,
        "label": line.label,
        "group": line.group,
        "count": count,
        "denominator": denominator,
        "not_known": _among(inside, line.variable, MISSING) if can_miss else None,
        "share": share.share,
        "lower": share.lower,
        "upper": share.upper,
    }


def _among(records: Iterable[Record], variable: str, values: Collection[str]) -> int:
    return sum(record[variable] in values for record in records)


def by_code(tables: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {table["code"]: table for table in tables}
