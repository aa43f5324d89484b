"""Finds whole-number tables, and the fewest bounds to loosen for them; says "none" if proved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cdop.core.disclosure.highs import milp, milp_by_fractions

Terms = Mapping[int, int]
Table = tuple[int, ...]
# Far above any count of deaths, so that every problem is bounded.
MOST = 100_000
DONE, STOPPED, PROVED_NONE = 0, 1, 2
# Branches looked at before the best answer so far is taken: a count, so that runs can be repeated.
BRANCHES = 3000


class Unproved(Exception):
    """The solver ended without an answer that can be relied on."""


@dataclass(frozen=True)
class Demand:
    """Bounds of all rows under which a table has to exist, and whether of whole numbers."""

    low: Any
    high: Any
    whole: bool


@dataclass(frozen=True)
class Loosened:
    """The rows to loosen, the least that any answer can cost, and whether this is the cheapest."""

    rows: frozenset[int]
    bound: float
    cheapest: bool


class Tables:
    """Whole numbers, one for each atom, and rows of sums over them whose bounds may vary."""

    def __init__(self, size: int, rows: Sequence[Terms]) -> None:
        import numpy as np
        from scipy.sparse import csr_array

        places = [
            (row, atom, times) for row, terms in enumerate(rows) for atom, times in terms.items()
        ]
        columns = list(zip(*places, strict=True)) if places else [(), (), ()]
        values = np.array(columns[2], dtype=float)
        self.matrix = csr_array((values, (columns[0], columns[1])), shape=(len(rows), size))
        self.size = size
        self.aimed: list[int] = []
        self.with_misses: Any = self.matrix.tocsc()

    def find(
        self, low: Any, high: Any, aims: Mapping[int, float] | None = None, *, proved: bool = False
    ) -> Table | None:
        """A table within the bounds, with the rows in `aims` near these values; None if none fits.

        `proved` asks for the nearest table; otherwise any that fits will do.
        """
        for presolve in (True, False):
            settled, table = self._find(low, high, aims or {}, proved, presolve)
            if settled:
                return table
        raise Unproved("The solver stopped without a proof.")

    def _find(
        self, low: Any, high: Any, aims: Mapping[int, float], proved: bool, presolve: bool
    ) -> tuple[bool, Table | None]:
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint

        self._aim_at(aims)
        count = len(self.aimed)
        # A row that is aimed at now and then has no bounds of its own at other times.
        wanted = np.array(
            [[aims.get(row, side) for row in self.aimed] for side in (-np.inf, np.inf)]
        )
        cost = [float(row in aims) for row in self.aimed]
        answer = milp_by_fractions(
            np.concatenate([np.zeros(self.size), cost, cost]),
            integrality=np.concatenate([np.ones(self.size), np.zeros(2 * count)]),
            bounds=Bounds(
                0, np.concatenate([np.full(self.size, MOST), np.full(2 * count, np.inf)])
            ),
            constraints=LinearConstraint(
                self.with_misses,
                np.concatenate([low, wanted[0]]),
                np.concatenate([high, wanted[1]]),
            ),
            options={"mip_rel_gap": 0 if proved else 0.5, "presolve": presolve},
        )
        if answer.status != DONE:
            return answer.status == PROVED_NONE, None
        # HiGHS has been seen to call a table that does not fit the best: only sums are believed.
        table = np.rint(answer.x[: self.size])
        reached = self.matrix @ table
        fits = (reached >= low).all() and (reached <= high).all() and (table >= 0).all()
        return bool(fits), tuple(int(value) for value in table) if fits else None

    def _aim_at(self, rows: Iterable[int]) -> None:
        fresh = [row for row in rows if row not in self.aimed]
        if fresh:
            self.aimed += fresh
            self.with_misses = _with_misses(self.matrix, self.aimed)

    def sums(self, table: Table) -> list[int]:
        return [int(value) for value in self.matrix @ table]

    def loosen(
        self, tight: Mapping[int, tuple[float, float]], costs: Any, demands: Sequence[Demand]
    ) -> Loosened:
        """The cheapest rows to free from their tight bounds, so that each demand can be met.

        One copy of the atoms for each demand; a row that stays tight is tight in all of them.
        """
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint
        from scipy.sparse import block_array, block_diag, hstack

        rows, count = list(tight), len(tight)
        ends = np.array([tight[row] for row in rows], dtype=float)
        chosen = self.matrix[rows, :]
        blocks, low, high = [], [], []
        for demand in demands:
            downs = np.maximum(ends[:, 0] - demand.low[rows], 0)
            ups = np.clip(demand.high[rows] - ends[:, 1], 0, MOST)
            blocks.append(_block(self.matrix, chosen, downs, ups))
            low += [demand.low, ends[:, 0], np.full(count, -np.inf)]
            high += [demand.high, np.full(count, np.inf), ends[:, 1]]
        choices = block_array([[choice] for choice, _ in blocks])
        copies = block_diag([copy for _, copy in blocks])
        whole = [np.full(self.size, int(demand.whole)) for demand in demands]
        wide = self.size * len(demands)
        answer = milp(
            np.concatenate([costs, np.zeros(wide)]),
            integrality=np.concatenate([np.ones(count), *whole]),
            bounds=Bounds(0, np.concatenate([np.ones(count), np.full(wide, np.inf)])),
            constraints=LinearConstraint(
                hstack([choices, copies]).tocsr(), np.concatenate(low), np.concatenate(high)
            ),
            # Less than half a row, so the number of rows is the least all the same.
            options={"mip_rel_gap": 0.4 / count, "node_limit": BRANCHES},
        )
        if answer.status not in (DONE, STOPPED) or answer.x is None:
            raise Unproved("The solver stopped without an answer.")
        loose = frozenset(row for row, value in zip(rows, answer.x, strict=False) if value > 0.5)
        return Loosened(loose, float(answer.mip_dual_bound), answer.status == DONE)


def _with_misses(matrix: Any, rows: Sequence[int]) -> Any:
    """The rows, then those with an aim once more, each free to miss it either way."""
    from scipy.sparse import csr_array, eye_array, hstack, vstack

    count = len(rows)
    first = hstack([matrix, csr_array((matrix.shape[0], 2 * count))])
    again = hstack([matrix[rows, :], eye_array(count), -eye_array(count)])
    return vstack([first, again]).tocsc()


def _block(matrix: Any, chosen: Any, downs: Any, ups: Any) -> tuple[Any, Any]:
    """One demand's rows: all bounds, then the tight ends less the room that choosing gives."""
    from scipy.sparse import csr_array, diags_array, vstack

    none = csr_array((matrix.shape[0], len(downs)))
    choice = vstack([none, diags_array(downs), -diags_array(ups)])
    return choice, vstack([matrix, chosen, chosen])
