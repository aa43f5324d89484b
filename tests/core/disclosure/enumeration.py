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


@cache
def all_sums(atoms: int, total: int, of: tuple[frozenset[int], ...]) -> np.ndarray:
    """What each of these sums is in each table: worked out once for all releases of a shape."""
    tables = all_tables(atoms, total)
    return np.column_stack([tables[:, sorted(places)].sum(axis=1) for places in of]).astype(
        np.int16
    )


def fitting(release: Release, published: dict) -> np.ndarray:
    """The sums of each table that agrees with what was published: a figure, or None if hidden."""
    of = tuple(cell.sums[0] for cell in release.cells)
    sums = all_sums(len(release.truth), sum(release.truth), of)
    kept = np.ones(len(sums), dtype=bool)
    for place, cell in enumerate(release.cells):
        if cell.key in published:
            figure = published[cell.key]
            hidden = (release.zeros.hidden_at_least, None)
            low, high = hidden if figure is None else figure
            kept &= sums[:, place] >= low
            if high is not None:
                kept &= sums[:, place] <= high
    return sums[kept]


def values_left(release: Release, published: dict) -> dict:
    ranges = {
        key: (figure, figure) if isinstance(figure, int) else figure
        for key, figure in published.items()
    }
    left = fitting(release, ranges)
    return {
        cell.key: set(np.unique(left[:, place]).tolist())
        for place, cell in enumerate(release.cells)
    }


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
        [
            *[((4,), 14), ((2, 2), 14), ((2, 3), 9), ((3, 3), 7), ((2, 4), 7), ((2, 2, 2), 7)],
            *[((3, 4), 6), ((2, 2, 3), 6)],
        ]
    )
    atoms = int(np.prod(shape))
    truth = shared_out(chance, atoms, chance.randint(most - 3, most))
    return crossed(shape, truth, zeros or chance.choice(list(Zeros)))
