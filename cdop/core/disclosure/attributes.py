"""Numbers that tell something of everybody: a cell that is all, or nearly all, of its group."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cdop.core.disclosure.model import Cell, Key, Release
from cdop.core.disclosure.profiles import Profile


class Attribute(StrEnum):
    ALL = "All of a group are in this number, so it tells something of each of them."
    COMPLEMENT = "The rest of the group is a small number, which follows by subtraction."
    DOMINATES = "This number makes up nearly all of its group."
    SAME_WHEN_ROUNDED = "Rounded, it is as large as its group: it tells something of each of them."


@dataclass(frozen=True)
class Finding:
    """A printed cell, the group around it, and what the two tell together."""

    key: Key
    margin: Key
    kind: Attribute
    count: int
    of: int


def findings(release: Release, profile: Profile) -> list[Finding]:
    """For every printed cell, what it tells of the smallest printed groups around it."""
    if profile.threshold is None:
        return []
    printed = [cell for cell in release.cells if cell.printed and cell.value]
    found = []
    for cell in printed:
        for margin in _around(cell, printed):
            kind = _kind(cell, margin, profile)
            if kind is not None:
                found.append(Finding(cell.key, margin.key, kind, cell.value, margin.value))
    return found


def _around(cell: Cell, printed: Sequence[Cell]) -> list[Cell]:
    """Those that hold the cell, without those that hold another of them."""
    outer = [other for other in printed if other is not cell and _inside(cell, other)]
    return [
        margin
        for margin in outer
        if not any(other is not margin and _inside(other, margin) for other in outer)
    ]


def _inside(cell: Cell, margin: Cell) -> bool:
    if cell.value > margin.value:
        return False
    return any(one < other for one in cell.sums for other in margin.sums)


def _kind(cell: Cell, margin: Cell, profile: Profile) -> Attribute | None:
    if cell.value == margin.value:
        return Attribute.ALL
    if profile.is_small(cell.value):
        return None
    if profile.is_small(margin.value - cell.value):
        return Attribute.COMPLEMENT
    if profile.dominance is not None and cell.value >= profile.dominance * margin.value:
        return Attribute.DOMINATES
    return None


def rests(cells: Iterable[Cell], profile: Profile) -> list[Cell]:
    """The small remainders of groups of which another part is printed, as cells of their own."""
    printed = [cell for cell in cells if cell.printed]
    known = {atoms for cell in cells for atoms in cell.sums}
    found: dict[frozenset[int], Cell] = {}
    for cell in printed:
        for margin in _around(cell, printed):
            rest = margin.sums[0] - cell.sums[0]
            value = margin.value - cell.value
            if rest not in known and profile.is_small(value):
                found[rest] = Cell(("rest", *sorted(rest)), value, (rest,), printed=False)
    return list(found.values())
