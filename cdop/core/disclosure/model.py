"""One model of a release: every figure is a statement about a sum of whole numbers, the atoms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

# Whatever can be hashed: the builder of a release chooses.
Key = Any
Bounds = tuple[int, int | None]


class Zeros(StrEnum):
    """Whether a reader knows that a hidden cell is not 0."""

    SHOWN = "zeros are always shown, so a suppressed cell is at least 1"
    HIDEABLE = "a zero may be hidden, so a suppressed cell is at least 0"

    @property
    def hidden_at_least(self) -> int:
        return 1 if self is Zeros.SHOWN else 0


@dataclass(frozen=True)
class Statement:
    """lower <= sum of coefficient times atom <= upper; None leaves that side open."""

    terms: tuple[tuple[int, int], ...]
    lower: int | None
    upper: int | None

    @property
    def goes_without_saying(self) -> bool:
        """Whether all counts meet it, since none is less than 0."""
        open_above = self.upper is None and (self.lower or 0) <= 0
        return open_above and all(times > 0 for _, times in self.terms)

    @property
    def is_empty(self) -> bool:
        """Whether it says that there is nobody in any of its atoms."""
        nobody = self.upper == 0 and (self.lower or 0) <= 0
        return nobody and all(times > 0 for _, times in self.terms)

    def holds(self, table: tuple[int, ...]) -> bool:
        total = sum(times * table[atom] for atom, times in self.terms)
        above = self.lower is None or total >= self.lower
        return above and (self.upper is None or total <= self.upper)


@dataclass(frozen=True)
class Cell:
    """One group of records. Each of its sums adds up to it, in tables that share no atoms.

    A cell that is not printed is one that a reader could work out: what is printed must protect it
    as well. `figure` is what stands for it when it is shown, if that is not the value itself.
    """

    key: Key
    value: int
    sums: tuple[frozenset[int], ...]
    printed: bool = True
    figure: Bounds | None = None
    weight: float = 1.0

    @property
    def shown_as(self) -> Bounds:
        return self.figure or (self.value, self.value)


@dataclass(frozen=True)
class Release:
    """Everything that is published together: true atoms, the cells over them, what ties them."""

    truth: tuple[int, ...]
    cells: tuple[Cell, ...]
    total: Key | None = None
    relations: tuple[Statement, ...] = ()
    zeros: Zeros = Zeros.SHOWN

    def __post_init__(self) -> None:
        if len({cell.key for cell in self.cells}) != len(self.cells):
            raise ValueError("Two cells of a release have the same key.")
        for cell in self.cells:
            if any(sum(self.truth[atom] for atom in atoms) != cell.value for atoms in cell.sums):
                raise ValueError("A cell does not add up to its value.")
        if not all(relation.holds(self.truth) for relation in self.relations):
            raise ValueError("A relation between cells does not hold in the true figures.")

    def cell(self, key: Key) -> Cell:
        for cell in self.cells:
            if cell.key == key:
                return cell
        raise KeyError(key)


def statements(
    cells: Iterable[Cell], known: Mapping[Key, Bounds], relations: Iterable[Statement] = ()
) -> list[Statement]:
    """All that follows from knowing these bounds; a cell without any is only at least 0."""
    found = list(relations)
    for cell in cells:
        lower, upper = known.get(cell.key, (0, None))
        for atoms in cell.sums:
            found.append(Statement(tuple((atom, 1) for atom in sorted(atoms)), lower, upper))
        if lower != upper:
            found.extend(_equal(cell.sums[0], other) for other in cell.sums[1:])
    return found


def _equal(one: frozenset[int], other: frozenset[int]) -> Statement:
    plus = tuple((atom, 1) for atom in sorted(one - other))
    return Statement(plus + tuple((atom, -1) for atom in sorted(other - one)), 0, 0)


def within_both(one: Bounds, other: Bounds) -> Bounds | None:
    """What lies within two ranges; None if nothing does."""
    lower = max(one[0], other[0])
    ends = [end for end in (one[1], other[1]) if end is not None]
    upper = min(ends) if ends else None
    return None if upper is not None and upper < lower else (lower, upper)


def components(statements: Iterable[Statement], size: int) -> list[list[int]]:
    """Atoms in the groups that statements tie together, each group and its atoms in order."""
    parent = list(range(size))

    def root(atom: int) -> int:
        while parent[atom] != atom:
            parent[atom] = parent[parent[atom]]
            atom = parent[atom]
        return atom

    for statement in statements:
        for atom, _ in statement.terms[1:]:
            parent[root(atom)] = root(statement.terms[0][0])
    groups: dict[int, list[int]] = {}
    for atom in range(size):
        groups.setdefault(root(atom), []).append(atom)
    return list(groups.values())
