"""Every whole-number table of a release, written down one by one: no solver, nothing shared."""

import random
from functools import cache
from itertools import product

import numpy as np

from cdop.core.disclosure.model import Cell, Release, Zeros


@cache
def all_tables(atoms: int, total: int) -> np.ndarray:
    """All ways of sharing out `total` records over the atoms."""
    if atoms == 1:
        return np.array([[total]])
    return np.vstack(
        [
            np.column_stack([np.full(len(rest), first), rest])
            for first in range(total + 1)
            for rest in [all_tables(atoms - 1, total - first)]
        ]
    )


def sums_of(cell: Cell, tables: np.ndarray) -> np.ndarray:
    return tables[:, sorted(cell.sums[0])].sum(axis=1)


def fitting(release: Release, published: dict) -> np.ndarray:
    """The tables that agree with what was published: a figure, or None where it was hidden."""
    tables = all_tables(len(release.truth), sum(release.truth))
    kept = np.ones(len(tables), dtype=bool)
    for cell in release.cells:
        if cell.key not in published:
            continue
        found, figure = sums_of(cell, tables), published[cell.key]
        if figure is None:
            kept &= found >= release.zeros.hidden_at_least
        else:
            low, high = figure if isinstance(figure, tuple) else (figure, figure)
            kept &= (found >= low) & (found <= high)
    return tables[kept]


def values_left(release: Release, published: dict) -> dict:
    tables = fitting(release, published)
    return {cell.key: set(sums_of(cell, tables).tolist()) for cell in release.cells}


def nothing_but_zeros_and_total(release: Release) -> dict:
    """What is public even when all that may be hidden is hidden."""
    return {
        cell.key: cell.value
        if cell.key == release.total or (cell.value == 0 and release.zeros is Zeros.SHOWN)
        else None
        for cell in release.cells
        if cell.printed
    }


def crossed(shape: tuple[int, ...], truth: list[int], zeros: Zeros = Zeros.SHOWN) -> Release:
    """A table of these sizes with every margin."""
    places = list(product(*(range(size) for size in shape)))
    cells = []
    for key in product(*((*range(size), "all") for size in shape)):
        atoms = frozenset(
            number
            for number, place in enumerate(places)
            if all(wanted in ("all", found) for wanted, found in zip(key, place, strict=True))
        )
        cells.append(Cell(key, sum(truth[atom] for atom in atoms), (atoms,)))
    return Release(tuple(truth), tuple(cells), ("all",) * len(shape), zeros=zeros)


def shared_out(chance: random.Random, atoms: int, total: int) -> list[int]:
    truth = [0] * atoms
    for _ in range(total):
        truth[min(int(chance.expovariate(3 / atoms)), atoms - 1)] += 1
    chance.shuffle(truth)
    return truth


def random_release(chance: random.Random, zeros: Zeros | None = None) -> Release:
    shape, most = chance.choice(
        [((4,), 14), ((2, 2), 14), ((2, 3), 9), ((3, 3), 7), ((2, 4), 7), ((2, 2, 2), 7)]
    )
    atoms = int(np.prod(shape))
    truth = shared_out(chance, atoms, chance.randint(most - 3, most))
    return crossed(shape, truth, zeros or chance.choice(list(Zeros)))
