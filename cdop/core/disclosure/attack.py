"""An independent reader who works out every whole number that each hidden cell can still be.

It knows the published figures, which cells are hidden, that zeros are shown where they are, and
that every count is a whole number. It shares the model with `protect` and no decision of it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from cdop.core.disclosure.highs import DONE, PROVED_NONE, milp_by_fractions, quietly
from cdop.core.disclosure.model import (
    Bounds,
    Cell,
    Key,
    Release,
    Statement,
    Zeros,
    statements,
)
from cdop.core.disclosure.parts import Fact, Part, Parts, Places, alike, covered

# Far above any count of deaths: a cell that can reach this has no upper end.
NO_END = 100_000
MOST_LOOKS = 40
MOST_LISTED = 50  # values that one table shows of one sum
ANY = 1e9  # a gap within which any table will do
NO_TABLE = "No whole-number table fits what was published."

Memory = dict[tuple[Part, Places, int, frozenset[int]], "Range"]


class Undecided(Exception):
    """The solver gave no proof, so nothing may be concluded."""


class Inconsistent(Exception):
    """No whole-number table fits what was published."""


@dataclass(frozen=True)
class Range:
    """What one cell can still be: ends, and each value up to the largest that was listed."""

    minimum: int
    maximum: int | None
    values: tuple[int, ...]

    @property
    def pinned(self) -> bool:
        return self.minimum == self.maximum

    def keeps(self, required: Iterable[int]) -> bool:
        return set(required) <= set(self.values)


def attack(
    release: Release,
    published: Mapping[Key, int | Bounds | None],
    *,
    largest: int = 20,
    targets: Iterable[Key] | None = None,
    zeros: Zeros | None = None,
    memory: Memory | None = None,
    enough: Mapping[Key, Collection[int]] = MappingProxyType({}),
) -> dict[Key, Range]:
    """The range left to every cell that `published` hides (None) or does not mention.

    `zeros` is the rule that the reader goes by, if not that of the release. `memory` saves going
    through a part again that an earlier attack with the same memory has met. Once tables are found
    for all `enough` values of a cell, two or more, the ends of its range are those of what was met.
    """
    at_least = (zeros or release.zeros).hidden_at_least
    known = {cell.key: _knowledge(cell, published, at_least) for cell in release.cells}
    wanted = set(targets) if targets is not None else None
    hidden = [
        cell
        for cell in release.cells
        if (cell.key in wanted if wanted is not None else published.get(cell.key) is None)
    ]
    facts = statements(release.cells, known, release.relations)
    return attack_statements(
        len(release.truth), facts, hidden, largest=largest, memory=memory, enough=enough
    )


def _knowledge(
    cell: Cell, published: Mapping[Key, int | Bounds | None], hidden_at_least: int
) -> Bounds:
    if cell.key not in published:
        return (0, None)
    figure = published[cell.key]
    if figure is None:
        return (hidden_at_least, None)
    return figure if isinstance(figure, tuple) else (figure, figure)


def attack_statements(
    size: int,
    facts: list[Statement],
    targets: Iterable[Cell],
    *,
    largest: int = 20,
    memory: Memory | None = None,
    enough: Mapping[Key, Collection[int]] = MappingProxyType({}),
) -> dict[Key, Range]:
    """The same for bare statements about atoms.

    What a cell can be is what its pieces in parts that nothing ties together can be, added up.
    """
    parts = Parts(size, facts)
    pieces = {cell.key: parts.pieces(cell.sums[0]) for cell in targets}
    asked: dict[int, dict[Places, set[int]]] = {}
    for key, found in pieces.items():
        wanted = enough.get(key, ()) if len(found) == 1 else ()
        for number, places in found:
            asked.setdefault(number, {}).setdefault(places, set()).update(wanted)
    ranges: dict[tuple[int, Places], Range] = {}
    with quietly():
        _check(parts, asked)
        for number, sums in asked.items():
            part = parts.part(number)
            answers = _ranges(part, sums, largest, {} if memory is None else memory)
            ranges |= {(number, places): answer for places, answer in answers.items()}
    return {
        key: _added_up([ranges[piece] for piece in found], largest) for key, found in pieces.items()
    }


def _check(parts: Parts, asked: Collection[int]) -> None:
    """That what was published of the parts that nobody asks about can be true as well."""
    size, facts = parts.beside(asked) if asked else (0, ())
    if parts.are_contradictory or (facts and not _Group(size, facts, ()).is_possible()):
        raise Inconsistent(NO_TABLE)


def _ranges(
    part: Part, asked: Mapping[Places, set[int]], largest: int, memory: Memory
) -> dict[Places, Range]:
    """By place among the atoms, and so the same for all parts that look the same."""
    names = {places: (part, places, largest, frozenset(asked[places])) for places in asked}
    fresh = [places for places, name in names.items() if name not in memory]
    if fresh:
        group = _Group(*part, fresh)
        group.look_about()
        for places in fresh:
            memory[names[places]] = group.range_of(places, largest, asked[places])
    return {places: memory[name] for places, name in names.items()}


def _added_up(ranges: Sequence[Range], largest: int) -> Range:
    """What a sum can be if each of its pieces can be anything within its own range."""
    values = {0}
    for each in ranges:
        values = {one + other for one in values for other in each.values if one + other <= largest}
    maximum = 0
    for each in ranges:
        if each.maximum is None:
            return Range(sum(each.minimum for each in ranges), None, tuple(sorted(values)))
        maximum += each.maximum
    return Range(sum(each.minimum for each in ranges), maximum, tuple(sorted(values)))


class _Group:
    """Atoms that hang together, what is known of them, and the sums to narrow down.

    Atoms that no fact tells apart are one column. A sum that takes in some of them, and not the
    others, can have any number of those in the column; so one table shows a row of its values.
    """

    def __init__(self, size: int, facts: Sequence[Fact], sums: Sequence[Places]) -> None:
        import numpy as np

        columns = alike(size, facts)
        self.size = len(columns)
        self.sums = list(sums)
        self.seen: dict[Places, set[int]] = {places: set() for places in sums}
        self.inner, self.outer, rows = {}, {}, dict[Places, int]()
        for places in sums:
            within, touched = covered(columns, frozenset(places))
            self.inner[places] = rows.setdefault(within, len(facts) + len(rows))
            self.outer[places] = rows.setdefault(touched, len(facts) + len(rows))
        first = {column[0]: number for number, column in enumerate(columns)}
        entries = [
            (row, first[atom], times)
            for row, (terms, _, _) in enumerate(facts)
            for atom, times in terms
            if atom in first
        ] + [(row, column, 1) for within, row in rows.items() for column in within]
        self.matrix = _matrix(entries, (len(facts) + len(rows), self.size))
        known = [(low, high) for _, low, high in facts] + [(None, None)] * len(rows)
        self.low = np.array([-np.inf if low is None else low for low, _ in known], dtype=float)
        self.high = np.array([np.inf if high is None else high for _, high in known], dtype=float)
        self.told: dict[Places, list[int]] = {}
        for row, (terms, _, _) in enumerate(facts):
            if all(times == 1 for _, times in terms):
                self.told.setdefault(tuple(sorted(atom for atom, _ in terms)), []).append(row)
        self.chance = np.random.default_rng(0)

    def is_possible(self) -> bool:
        return self._solve(self._anywhere(), near_enough=True) is not None

    def look_about(self) -> None:
        """A few tables from all sides: every one shows values of many cells at once."""
        for _ in range(MOST_LOOKS if len(self.sums) > MOST_LOOKS else 0):
            if not self.is_possible():
                raise Inconsistent(NO_TABLE)

    def _anywhere(self) -> Any:
        return self.chance.uniform(-1, 1, self.size)

    def range_of(self, places: Places, largest: int, enough: Collection[int] = ()) -> Range:
        """What a sum can be; once `enough` values are found, what was found of it."""
        seen = self.seen[places]
        if len(enough) > 1:
            self._list(places, enough)
        if len(enough) > 1 and seen.issuperset(enough):
            return Range(min(seen), max(seen), tuple(sorted(v for v in seen if v <= largest)))
        minimum, maximum = self._end(places, 1), self._end(places, -1)
        self._list(places, range(minimum, min(maximum, largest) + 1))
        values = tuple(sorted(value for value in seen if value <= largest))
        return Range(minimum, None if maximum >= NO_END else maximum, values)

    def _list(self, places: Places, values: Iterable[int]) -> None:
        """Look for a table with each of these values."""
        seen = self.seen[places]
        for value in sorted(values):
            if value not in seen:
                table = self._solve(self._anywhere(), places, value, near_enough=True)
                seen.update(() if table is None else (value,))

    def _end(self, places: Places, direction: int) -> int:
        stated = self._stated(places)[0 if direction > 0 else 1]
        if stated in self.seen[places]:
            return int(stated)
        row = (self.inner if direction > 0 else self.outer)[places]
        table = self._solve(direction * self.matrix[[row], :].toarray()[0])
        if table is None:
            raise Inconsistent(NO_TABLE)
        return min(NO_END, int((self.matrix @ table)[row]))

    def _stated(self, places: Places) -> tuple[float, float]:
        """The narrowest ends that were told of this very sum: nothing lies outside."""
        rows = self.told.get(places, [])
        return max([0.0, *self.low[rows]]), min([float(NO_END), *self.high[rows]])

    def _solve(
        self,
        aim: Any,
        places: Places | None = None,
        value: int | None = None,
        *,
        near_enough: bool = False,
    ) -> Any:
        """A table that is best for this aim, or just good; None if proved there is none."""
        import numpy as np
        from scipy.optimize import Bounds as Box
        from scipy.optimize import LinearConstraint

        low, high = self.low.copy(), self.high.copy()
        if places is not None:
            high[self.inner[places]] = low[self.outer[places]] = value
        for presolve in (True, False):
            answer = milp_by_fractions(
                aim,
                integrality=np.ones(self.size),
                bounds=Box(0, NO_END),
                constraints=LinearConstraint(self.matrix, low, high),
                options={"mip_rel_gap": ANY if near_enough else 0, "presolve": presolve},
            )
            if answer.status == PROVED_NONE:
                return None
            if answer.status == DONE and self._fits(np.rint(answer.x), low, high):
                return self._record(np.rint(answer.x))
        raise Undecided("The solver stopped without a proof.")

    def _fits(self, table: Any, low: Any, high: Any) -> bool:
        reached = self.matrix @ table
        kept = (reached >= low).all() and (reached <= high).all()
        return bool(kept and (table >= 0).all())

    def _record(self, table: Any) -> Any:
        reached = self.matrix @ table
        for places, seen in self.seen.items():
            least, most = int(reached[self.inner[places]]), int(reached[self.outer[places]])
            seen.update(range(least, min(most, least + MOST_LISTED) + 1))
            seen.add(most)
        return table


def _matrix(entries: Sequence[tuple[int, int, int]], shape: tuple[int, int]) -> Any:
    from scipy.sparse import csc_array

    rows, columns, values = zip(*entries, strict=True) if entries else ((), (), ())
    return csc_array((values, (rows, columns)), shape=shape, dtype=float)
