"""What hiding numbers cannot protect: small numbers that totals and earlier releases tell.

A table whose numbers cannot be protected is left out. What its totals tell stays told without it,
and then the release as a whole must not leave.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from cdop.core.disclosure.earlier import Earlier
from cdop.core.disclosure.tables import Condition, Tabulation

Years = frozenset[str]


class FollowsFrom:
    """Small numbers beyond protection: which tables to leave out, and what is left even so."""

    def __init__(self, limits: Collection[str]) -> None:
        self.limits = frozenset(limits)
        self.left_out: set[Condition] = set()  # of the years alone, to be looked at once more
        self.from_totals: list[Condition] = []

    def unsafe(
        self,
        tabulation: Tabulation,
        exposed: Iterable[Condition],
        tables: Sequence[Mapping[str, Any]],
    ) -> set[str]:
        """The tables to leave out because of what is exposed."""
        found: set[str] = set()
        self.from_totals = []
        for key in exposed:
            counted = {name for name, _ in key} - self.limits
            names = tabulation.origins.get(key) or _tables_about(counted, tables)
            found |= names
            if not counted:
                self.left_out.add(key)
                self.from_totals.extend([] if names else [key])
        return found


def _tables_about(counted: Collection[str], tables: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(table["name"] for table in tables if table["variable"] in counted)


def added_up(
    printed: Iterable[Condition], earlier: Sequence[Earlier], year: str
) -> Iterator[Earlier]:
    """What earlier figures of single years add up to, where only their sum is printed now."""
    told = {figure.key for figure in earlier if isinstance(figure.value, int)}
    parts: dict[Condition, dict[Years, int]] = {}
    for figure in earlier:
        if isinstance(figure.value, int):
            rest, years = _apart(figure.key, year)
            parts.setdefault(rest, {})[years] = figure.value
    for key in sorted(set(printed) - told):
        rest, years = _apart(key, year)
        if years and rest in parts:
            yield from (Earlier(key, value) for value in _sums(years, parts[rest]))


def _apart(key: Condition, year: str) -> tuple[Condition, Years]:
    rest = tuple(part for part in key if part[0] != year)
    return rest, frozenset(dict(key).get(year, ()))


def _sums(years: Years, parts: Mapping[Years, int]) -> Iterator[int]:
    """The sum of each choice of parts that cover every year once."""
    if not years:
        yield 0
        return
    first = min(years)
    for covered, value in parts.items():
        if first in covered and covered <= years:
            yield from (value + more for more in _sums(years - covered, parts))
