"""Finds whole-number tables, and the fewest bounds to loosen for them; says "none" if proved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cdop.core.disclosure.highs import DONE, PROVED_NONE, milp

Terms = Mapping[int, int]
Table = tuple[int, ...]
# Far above any count of deaths, so that every problem is bounded.
MOST = 100_000
STOPPED = 1
# Branches looked at before the best answer so far is taken: a count, so that runs can be repeated.
BRANCHES = 3000
NEAR_BRANCHES = 20
# Far more than any problem of a release has needed; what takes longer counts as not proved.
FIND_SECONDS = 20.0
ROUNDING = 1e-6


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

    def find(self, low: Any, high: Any, aims: Mapping[int, float] | None = None) -> Table | None:
        """A table within the bounds, with rows in `aims` near these values; None if none fits.

        Fractions tell most: if none fit, no table does, and mostly the nearest are whole. Else a
        short search for a near table, and then one for any table at all.
        """
        for presolve in (True, False):
            answer = self._ask(low, high, aims or {}, whole=False, presolve=presolve)
            if answer.status == PROVED_NONE:
                return None
            for tried in (answer, None):
                tried = tried or self._ask(low, high, aims or {}, whole=True, presolve=presolve)
                table = self._table(tried, low, high)
                if table is not None:
                    return table
            answer = self._ask(low, high, {}, whole=True, presolve=presolve)
            table = self._table(answer, low, high)
            if answer.status == PROVED_NONE or table is not None:
                return table
        raise Unproved("The solver stopped without a proof.")

    def _ask(
        self, low: Any, high: Any, aims: Mapping[int, float], *, whole: bool, presolve: bool
    ) -> Any:
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint

        self._aim_at(aims)
        count = len(self.aimed)
        # A row that is aimed at now and then has no bounds of its own at other times.
        wanted = np.array(
            [[aims.get(row, side) for row in self.aimed] for side in (-np.inf, np.inf)]
        )
        cost = [float(row in aims) for row in self.aimed]
        limits = {"node_limit": NEAR_BRANCHES} if aims else {"time_limit": FIND_SECONDS}
        return milp(
            np.concatenate([np.zeros(self.size), cost, cost]),
            integrality=np.concatenate(
                [np.full(self.size, int(whole)), np.zeros(2 * count, dtype=int)]
            ),
            bounds=Bounds(
                0, np.concatenate([np.full(self.size, MOST), np.full(2 * count, np.inf)])
            ),
            constraints=LinearConstraint(
                self.with_misses,
                np.concatenate([low, wanted[0]]),
                np.concatenate([high, wanted[1]]),
            ),
            options={"mip_rel_gap": 0.5, "presolve": presolve} | (limits if whole else {}),
        )

    def _table(self, answer: Any, low: Any, high: Any) -> Table | None:
        """HiGHS has been seen to call best a table that does not fit: only sums are believed."""
        import numpy as np

        if answer.x is None:
            return None
        table = np.rint(answer.x[: self.size])
        reached = self.matrix @ table
        fits = (reached >= low).all() and (reached <= high).all() and (table >= 0).all()
        return tuple(int(value) for value in table) if fits else None

    def most(self, low: Any, high: Any, row: int) -> int | None:
        """No table within the bounds has more in this row; None if there is no such end."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint

        answer = milp(
            -self.matrix[[row], :].toarray()[0],
            integrality=np.zeros(self.size),
            bounds=Bounds(0, MOST),
            constraints=LinearConstraint(self.matrix, low, high),
            options={},
        )
        return int(np.floor(-answer.fun + ROUNDING)) if answer.status == DONE else None

    def _aim_at(self, rows: Iterable[int]) -> None:
        fresh = [row for row in rows if row not in self.aimed]
        if fresh:
            self.aimed += fresh
            self.with_misses = _with_misses(self.matrix, self.aimed)

    def sums(self, table: Table) -> list[int]:
        return [int(value) for value in self.matrix @ table]

    def loosen(
        self,
        tight: Mapping[int, tuple[float, float]],
        costs: Any,
        demands: Sequence[Demand],
        seconds: float,
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
            options={"mip_rel_gap": 0.4 / count, "node_limit": BRANCHES, "time_limit": seconds},
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
