"""An independent reader who works out every whole number that each hidden cell can still be.

It knows the published figures, which cells are hidden, that zeros are shown where they are, and
that every count is a whole number. It shares the model with `protect` and no decision of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cdop.core.disclosure.highs import milp
from cdop.core.disclosure.model import (
    Bounds,
    Cell,
    Key,
    Release,
    Statement,
    components,
    statements,
)

# Far above any count of deaths: a cell that can reach this has no upper end.
NO_END = 100_000
PROVED_NONE = 2


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
) -> dict[Key, Range]:
    """The range left to every cell that `published` hides (None) or does not mention."""
    known = {cell.key: _knowledge(release, cell, published) for cell in release.cells}
    wanted = set(targets) if targets is not None else None
    hidden = [
        cell
        for cell in release.cells
        if (cell.key in wanted if wanted is not None else published.get(cell.key) is None)
    ]
    facts = statements(release.cells, known, release.relations)
    return attack_statements(len(release.truth), facts, hidden, largest=largest)


def _knowledge(
    release: Release, cell: Cell, published: Mapping[Key, int | Bounds | None]
) -> Bounds:
    if cell.key not in published:
        return (0, None)
    figure = published[cell.key]
    if figure is None:
        return (release.zeros.hidden_at_least, None)
    return figure if isinstance(figure, tuple) else (figure, figure)


def attack_statements(
    size: int, facts: list[Statement], targets: Iterable[Cell], *, largest: int = 20
) -> dict[Key, Range]:
    """The same for bare statements about atoms."""
    by_group: dict[int, list[Cell]] = {}
    groups = components(facts, size)
    group_of = {atom: number for number, atoms in enumerate(groups) for atom in atoms}
    split = _split(facts, group_of)
    found: dict[Key, Range] = {}
    for cell in targets:
        touched = {group_of[atom] for atom in cell.sums[0]}
        if len(touched) == 1:
            by_group.setdefault(touched.pop(), []).append(cell)
        else:
            everything = list(range(size))
            found.update(_Group(everything, facts, [cell]).ranges(largest))
    for number, cells in by_group.items():
        found.update(_Group(groups[number], split.get(number, []), cells).ranges(largest))
    return found


def _split(facts: list[Statement], group_of: dict[int, int]) -> dict[int, list[Statement]]:
    split: dict[int, list[Statement]] = {}
    for fact in facts:
        if fact.terms:
            split.setdefault(group_of[fact.terms[0][0]], []).append(fact)
    return split


class _Group:
    """Atoms that hang together, what is known of them, and the cells to narrow down."""

    def __init__(self, atoms: list[int], facts: list[Statement], cells: list[Cell]) -> None:
        import numpy as np
        from scipy.optimize import LinearConstraint
        from scipy.sparse import csr_array

        column = {atom: place for place, atom in enumerate(atoms)}
        places = [
            (row, column[atom], times)
            for row, fact in enumerate(facts)
            for atom, times in fact.terms
        ]
        rows, columns, values = zip(*places, strict=True) if places else ((), (), ())
        shape = (len(facts), len(atoms))
        self.matrix = csr_array((values, (rows, columns)), shape=shape)
        self.low = np.array([-np.inf if f.lower is None else f.lower for f in facts], dtype=float)
        self.high = np.array([np.inf if f.upper is None else f.upper for f in facts], dtype=float)
        self.facts = LinearConstraint(self.matrix, self.low, self.high)
        self.size = len(atoms)
        self.cells = cells
        self.sums = {cell.key: [column[atom] for atom in cell.sums[0]] for cell in cells}
        self.seen: dict[Key, set[int]] = {cell.key: set() for cell in cells}

    def ranges(self, largest: int) -> dict[Key, Range]:
        return {cell.key: self._range(cell.key, largest) for cell in self.cells}

    def _range(self, key: Key, largest: int) -> Range:
        minimum, maximum = self._end(key, 1), self._end(key, -1)
        for value in range(minimum, min(maximum, largest) + 1):
            if value not in self.seen[key]:
                self._solve(key, 0, value)
        values = tuple(sorted(value for value in self.seen[key] if value <= largest))
        return Range(minimum, None if maximum >= NO_END else maximum, values)

    def _end(self, key: Key, direction: int) -> int:
        table = self._solve(key, direction, None)
        if table is None:
            raise Inconsistent("No whole-number table fits what was published.")
        return int(sum(table[place] for place in self.sums[key]))

    def _solve(self, key: Key, direction: int, value: int | None) -> Any:
        """A table with this value, or with the lowest or highest; None if proved there is none."""
        import numpy as np
        from scipy.optimize import Bounds as Box
        from scipy.optimize import LinearConstraint

        row = np.zeros(self.size)
        row[self.sums[key]] = 1
        constraints = [self.facts] if self.matrix.shape[0] else []
        if value is not None:
            constraints.append(LinearConstraint(row.reshape(1, -1), value, value))
        for presolve in (True, False):
            answer = milp(
                direction * row,
                integrality=np.ones(self.size),
                bounds=Box(0, NO_END),
                constraints=constraints,
                options={"mip_rel_gap": 0, "presolve": presolve},
            )
            if answer.status == PROVED_NONE:
                return None
            if answer.status == 0 and self._fits(np.rint(answer.x)):
                return self._record(np.rint(answer.x))
        raise Undecided("The solver stopped without a proof.")

    def _fits(self, table: Any) -> bool:
        reached = self.matrix @ table
        kept = (reached >= self.low).all() and (reached <= self.high).all()
        return bool(kept and (table >= 0).all())

    def _record(self, table: Any) -> Any:
        for key, places in self.sums.items():
            self.seen[key].add(int(sum(table[place] for place in places)))
        return table
