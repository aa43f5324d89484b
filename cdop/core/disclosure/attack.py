"""An independent reader who works out every whole number that each hidden cell can still be.

It knows the published figures, which cells are hidden, that zeros are shown where they are, and
that every count is a whole number. It shares the model with `protect` and no decision of it.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cdop.core.disclosure.highs import DONE, PROVED_NONE, milp_by_fractions, quietly
from cdop.core.disclosure.model import (
    Bounds,
    Cell,
    Key,
    Release,
    Statement,
    Zeros,
    components,
    statements,
)

# Far above any count of deaths: a cell that can reach this has no upper end.
NO_END = 100_000
MOST_LOOKS = 40
ANY = 1e9  # a gap within which any table will do

Fact = tuple[tuple[tuple[int, int], ...], int | None, int | None]
Memory = dict[Hashable, list["Range"]]


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
) -> dict[Key, Range]:
    """The range left to every cell that `published` hides (None) or does not mention.

    `zeros` is the rule that the reader goes by, if not that of the release. `memory` saves going
    through a part again that an earlier attack with the same memory has met.
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
    return attack_statements(len(release.truth), facts, hidden, largest=largest, memory=memory)


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
) -> dict[Key, Range]:
    """The same for bare statements about atoms."""
    kept = {} if memory is None else memory
    by_group: dict[int, list[Cell]] = {}
    groups = components(facts, size)
    group_of = {atom: number for number, atoms in enumerate(groups) for atom in atoms}
    split = _split(facts, group_of)
    found: dict[Key, Range] = {}
    with quietly():
        for cell in targets:
            touched = {group_of[atom] for atom in cell.sums[0]}
            if len(touched) == 1:
                by_group.setdefault(touched.pop(), []).append(cell)
            else:
                found.update(_ranges(list(range(size)), facts, [cell], largest, kept))
        for number, cells in by_group.items():
            found.update(_ranges(groups[number], split.get(number, []), cells, largest, kept))
    return found


def _ranges(
    atoms: list[int], facts: list[Statement], cells: list[Cell], largest: int, memory: Memory
) -> dict[Key, Range]:
    """By place among the atoms, and so the same for all parts that look the same."""
    column = {atom: place for place, atom in enumerate(atoms)}
    placed = [
        (tuple((column[atom], times) for atom, times in fact.terms), fact.lower, fact.upper)
        for fact in facts
    ]
    sums = tuple(tuple(sorted(column[atom] for atom in cell.sums[0])) for cell in cells)
    known = (len(atoms), tuple(placed), sums, largest)
    if known not in memory:
        memory[known] = _Group(len(atoms), placed, sums).ranges(largest)
    return dict(zip((cell.key for cell in cells), memory[known], strict=True))


def _split(facts: list[Statement], group_of: dict[int, int]) -> dict[int, list[Statement]]:
    split: dict[int, list[Statement]] = {}
    for fact in facts:
        if fact.terms:
            split.setdefault(group_of[fact.terms[0][0]], []).append(fact)
    return split


class _Group:
    """Atoms that hang together, what is known of them, and the sums to narrow down."""

    def __init__(self, size: int, facts: Sequence[Fact], sums: Sequence[tuple[int, ...]]) -> None:
        import numpy as np
        from scipy.sparse import csc_array, csr_array

        places = [
            (row, atom, times) for row, (terms, _, _) in enumerate(facts) for atom, times in terms
        ]
        rows, columns, values = zip(*places, strict=True) if places else ((), (), ())
        self.matrix = csr_array((values, (rows, columns)), shape=(len(facts), size), dtype=float)
        self.low = np.array([-np.inf if low is None else low for _, low, _ in facts], dtype=float)
        self.high = np.array([np.inf if high is None else high for *_, high in facts], dtype=float)
        self.sums = list(dict.fromkeys(sums))
        self.wanted = sums
        self.seen: dict[tuple[int, ...], set[int]] = {places: set() for places in sums}
        self.row_of = {places: row for row, places in enumerate(self.sums, len(facts))}
        entries = [(row, atom) for places, row in self.row_of.items() for atom in places]
        shape = (len(facts) + len(self.sums), size)
        ones = csr_array((np.ones(len(entries)), tuple(zip(*entries, strict=True))), shape=shape)
        self.matrix.resize(shape)
        self.matrix = csc_array(self.matrix + ones)
        self.low = np.concatenate([self.low, np.full(len(self.sums), -np.inf)])
        self.high = np.concatenate([self.high, np.full(len(self.sums), np.inf)])
        self.size = size
        self.chance = np.random.default_rng(0)
        self.told: dict[tuple[int, ...], list[int]] = {}
        for row, (terms, _, _) in enumerate(facts):
            if all(times == 1 for _, times in terms):
                self.told.setdefault(tuple(sorted(atom for atom, _ in terms)), []).append(row)

    def ranges(self, largest: int) -> list[Range]:
        self._look_about()
        found = {places: self._range(places, largest) for places in self.sums}
        return [found[places] for places in self.wanted]

    def _look_about(self) -> None:
        """A few tables from all sides: every one shows values of many cells at once."""
        for _ in range(MOST_LOOKS if len(self.sums) > MOST_LOOKS else 0):
            if self._solve(self._anywhere(), near_enough=True) is None:
                raise Inconsistent("No whole-number table fits what was published.")

    def _anywhere(self) -> Any:
        return self.chance.uniform(-1, 1, self.size)

    def _range(self, places: tuple[int, ...], largest: int) -> Range:
        minimum, maximum = self._end(places, 1), self._end(places, -1)
        for value in range(minimum, min(maximum, largest) + 1):
            if value not in self.seen[places]:
                self._solve(self._anywhere(), places, value, near_enough=True)
        values = tuple(sorted(value for value in self.seen[places] if value <= largest))
        return Range(minimum, None if maximum >= NO_END else maximum, values)

    def _end(self, places: tuple[int, ...], direction: int) -> int:
        stated = self._stated(places)[0 if direction > 0 else 1]
        if stated in self.seen[places]:
            return int(stated)
        import numpy as np

        aim = np.zeros(self.size)
        aim[list(places)] = direction
        table = self._solve(aim)
        if table is None:
            raise Inconsistent("No whole-number table fits what was published.")
        return int(sum(table[place] for place in places))

    def _stated(self, places: tuple[int, ...]) -> tuple[float, float]:
        """The narrowest ends that were told of this very sum: nothing lies outside."""
        rows = self.told.get(places, [])
        return max([0.0, *self.low[rows]]), min([float(NO_END), *self.high[rows]])

    def _solve(
        self,
        aim: Any,
        places: tuple[int, ...] | None = None,
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
            low[self.row_of[places]] = high[self.row_of[places]] = value
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
        for places, row in self.row_of.items():
            self.seen[places].add(int(reached[row]))
        return table
