"""Counts the tables of an audit over its records: each line a count among those who are known."""

from collections.abc import Iterable, Mapping
from typing import Any

from cdop.audits.deaths import Records, Where
from cdop.audits.records import BLANK, NOT_KNOWN
from cdop.audits.tables.model import Line, Table, known_values
from cdop.core.statistics.proportion import proportion

MISSING = frozenset({NOT_KNOWN, BLANK})


def merged(*wheres: Where) -> dict[str, frozenset[str]]:
    """What all of the conditions allow."""
    found: dict[str, frozenset[str]] = {}
    for where in wheres:
        for name, values in where.items():
            found[name] = found.get(name, frozenset(values)) & frozenset(values)
    return found


def count_tables(tables: Iterable[Table], records: Records) -> list[dict[str, Any]]:
    """Every table as plain values that can be stored, in the order in which it is declared."""
    return [
        {
            "code": table.code,
            "section": str(table.section),
            "title": table.title,
            "definition": table.definition,
            "denominator": table.denominator,
            "picture": table.picture.value,
            "panel_only": table.panel_only,
            "listed": table.listed,
            "rate": table.rate.stored() if table.rate else None,
            "population": (inside := records.mask(table.where)).bit_count(),
            "rows": [count_line(inside, line, records) for line in table.lines],
        }
        for table in tables
    ]


def count_line(inside: int, line: Line, records: Records) -> dict[str, Any]:
    """`inside` are the deaths that the table is about."""
    asked = inside & records.mask(line.where)
    counted = asked & records.of(line.variable, line.counted) & records.mask(line.also)
    known = asked & records.of(line.variable, known_values(line, records.domains))
    can_miss = not line.of_asked and bool(MISSING & set(records.domains[line.variable]))
    count, denominator = counted.bit_count(), known.bit_count()
    share = proportion(count, denominator)
    return {
        "code": line.code,
        "label": line.label,
        "group": line.group,
        "count": count,
        "denominator": denominator,
        "not_known": (asked & records.of(line.variable, MISSING)).bit_count() if can_miss else None,
        "share": share.share,
        "lower": share.lower,
        "upper": share.upper,
    }


def by_code(tables: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {table["code"]: table for table in tables}
