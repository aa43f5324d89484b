"""Finds most tables without a solver: by moving records from one atom to another of a known table.

What it finds is checked against every bound. That it finds nothing means nothing.
"""

from typing import Any

# Beyond this many atoms, trying every pair costs more than asking the solver.
MOST_ATOMS = 60
STARTS = 12

Table = tuple[int, ...]


class Moves:
    def __init__(self, matrix: Any) -> None:
        self.size = matrix.shape[1]
        self.dense: Any = matrix.toarray() if self.size <= MOST_ATOMS else None
        self.starts: list[Any] = []

    def start_from(self, table: Table) -> None:
        """Keep a table to move records in; the first, which is the true one, for good."""
        import numpy as np

        if self.dense is not None:
            self.starts = [*self.starts[:1], *self.starts[1:][1 - STARTS :], np.array(table)]

    def find(self, low: Any, high: Any, row: int) -> Table | None:
        """A table within the bounds, of which only this row's are new to the known ones."""
        for table in reversed(self.starts):
            found = self._from(table, low, high, row)
            if found is not None:
                return tuple(int(value) for value in found)
        return None

    def _from(self, table: Any, low: Any, high: Any, row: int) -> Any:
        import numpy as np

        sums = self.dense @ table
        missing = max(low[row] - sums[row], 0) + min(high[row] - sums[row], 0)
        if missing == 0:
            return table if _within(sums, low, high) else None
        part = self.dense[row]
        inside, outside, many = np.flatnonzero(part), np.flatnonzero(part == 0), abs(missing)
        gains, others = (inside, outside) if missing > 0 else (outside, inside)
        others = others[table[others] >= many]
        if not len(gains) or not len(others):
            return None
        changed = many * (self.dense[:, gains, None] - self.dense[:, None, others])
        reached = sums[:, None, None] + changed
        fits = (reached >= low[:, None, None]) & (reached <= high[:, None, None])
        places = np.argwhere(fits.all(axis=0))
        if not len(places):
            return None
        gain, loss = places[0]
        moved = table.copy()
        moved[gains[gain]] += int(many)
        moved[others[loss]] -= int(many)
        return moved


def _within(sums: Any, low: Any, high: Any) -> bool:
    return bool((sums >= low).all() and (sums <= high).all())
