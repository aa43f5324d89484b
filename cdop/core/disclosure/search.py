"""The fewest cells to hide so that every required value stays possible; safe whenever it stops.

Hiding more never rules a value out. So the search may start from everything hidden, which is safe,
and any set of hidden cells for which a whole-number table has been found for each requirement is
safe too. The least for some of the requirements is a bound on the least for all of them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from time import monotonic
from typing import Any

from cdop.core.disclosure.moves import Moves
from cdop.core.disclosure.solver import (
    MOST,
    Demand,
    Loosened,
    Table,
    Tables,
    Terms,
    Unproved,
)

Limits = tuple[int | None, int | None]
LONGEST_SECONDS = 600.0
GRACE_SECONDS = 30.0


@dataclass(frozen=True)
class Row:
    """A sum of atoms, bounded as shown or as hidden; the two differ only where one may choose.

    `not_zero` is what a reader knows of it who reckons that zeros are never hidden.
    """

    terms: Terms
    shown: Limits
    hidden: Limits
    weight: float = 0.0
    not_zero: bool = False

    @property
    def may_be_shown(self) -> bool:
        return self.shown != self.hidden

    @property
    def signature(self) -> tuple[Any, ...]:
        """What makes two rows the same, in a form that can be looked up."""
        terms = tuple(sorted(self.terms.items()))
        return terms, self.shown, self.hidden, self.weight, self.not_zero


@dataclass(frozen=True)
class Requirement:
    """Some table must be left in which this row lies within these values.

    With `no_zeros`, one in which no hidden number is 0 either.
    """

    row: int
    lower: int
    upper: int | None
    no_zeros: bool = False

    def met_by(self, value: int) -> bool:
        return value >= self.lower and (self.upper is None or value <= self.upper)


@dataclass(frozen=True)
class Known:
    """A table that was found: the open rows it needs hidden, its sums, and if none is a zero."""

    needs: int
    table: Table
    sums: Sequence[int]
    no_zeros: bool

    def serves(self, wish: Requirement) -> bool:
        return wish.met_by(self.sums[wish.row]) and (self.no_zeros or not wish.no_zeros)


@dataclass(frozen=True)
class Found:
    """The rows to hide, a table for each requirement, the least that any answer can weigh."""

    hidden: frozenset[int]
    tables: dict[Requirement, Table]
    bound: float
    optimal: bool


@dataclass
class Effort:
    """How much a search may do: the size of its largest problem, and a reason to stop early."""

    variables: int = 40_000
    at_once: int = 6_000
    may_go_on: Callable[[], bool] = field(default=lambda: True)
    seconds_left: Callable[[], float] = field(default=lambda: LONGEST_SECONDS)
    is_hopeless: Callable[[], bool] = field(default=lambda: False)

    @classmethod
    def within(cls, seconds: float) -> "Effort":
        """Stops after so many seconds; what is hidden by then is safe, if more than need be.

        Long after that it is hopeless even to find out what could be kept possible.
        """
        end = monotonic() + seconds
        return cls(
            may_go_on=lambda: monotonic() < end,
            seconds_left=lambda: max(0.1, end - monotonic()),
            is_hopeless=lambda: monotonic() > end + GRACE_SECONDS,
        )


class Search:
    def __init__(self, truth: Table, rows: Sequence[Row]) -> None:
        self.rows = list(rows)
        self.tables = Tables(len(truth), [row.terms for row in rows])
        self.moves = Moves(self.tables.matrix)
        self.moves.start_from(truth)
        self.choices = [number for number, row in enumerate(rows) if row.may_be_shown]
        self.everything = _mask(self.choices)
        self.requirements: list[Requirement] = []
        self.exact: dict[tuple[int, int], Requirement] = {}
        self.others: list[Requirement] = []
        self.refused: Counter[Requirement] = Counter()
        self.pool: dict[Requirement, list[tuple[int, Table]]] = {}
        self.not_zero = [number for number, row in enumerate(rows) if row.not_zero]
        self.known: list[Known] = []
        self.bound = 0.0
        self.start = 0  # the cheapest for some of the requirements, to go on from

    def possible(self, wishes: Sequence[Requirement], effort: Effort) -> set[Requirement]:
        """Those that can be met at all, with everything hidden that may be hidden."""
        kept: set[Requirement] = set()
        for known in self.known:
            kept |= {wish for wish in wishes if known.serves(wish)}
        open_wishes = [wish for wish in wishes if wish not in kept]
        while open_wishes:
            if effort.is_hopeless():
                raise Unproved("There is no time to find out what is possible.")
            if self._solve(self.everything, open_wishes[0], open_wishes) is None:
                open_wishes = open_wishes[1:]
                continue
            kept |= {wish for wish in open_wishes if self.known[-1].serves(wish)}
            open_wishes = [wish for wish in open_wishes if wish not in kept]
        return kept

    def require(self, requirement: Requirement) -> None:
        if requirement not in self.pool:
            self.requirements.append(requirement)
            if requirement.lower == requirement.upper and not requirement.no_zeros:
                self.exact[requirement.row, requirement.lower] = requirement
            else:
                self.others.append(requirement)
            self.pool[requirement] = []
            for known in self.known:
                if known.serves(requirement):
                    self._file(requirement, known)

    def run(self, effort: Effort) -> Found:
        try:
            self._narrow()
            hidden = self._optimum(effort)
        except Unproved:
            hidden = None
        optimal = hidden is not None
        if hidden is None:
            hidden = self._by_showing_again(effort)
        chosen = frozenset(_members(hidden))
        return Found(chosen, self.proof(chosen), self.bound, optimal)

    def proof(self, hidden: Iterable[int]) -> dict[Requirement, Table]:
        """For each requirement a table that these hidden rows allow."""
        mask = _mask(hidden)
        covering = ((wish, self._covering(wish, mask)) for wish in self.requirements)
        return {wish: table for wish, table in covering if table is not None}

    def is_met(self, hidden: Iterable[int], wish: Requirement) -> bool:
        """Whether some table meets a wish, of the requirements or not, with these rows hidden."""
        mask = _mask(hidden)
        if any(known.needs & ~mask == 0 and known.serves(wish) for known in self.known):
            return True
        return self._solve(mask, wish) is not None

    def _narrow(self) -> None:
        """No hidden row can be larger than it is with everything hidden; this helps the solver."""
        for row in self.choices:
            if self.rows[row].hidden[1] is None:
                self._narrow_row(row)

    def _narrow_row(self, row: int) -> None:
        wish = Requirement(row, self.rows[row].hidden[0] or 0, None)
        low, high = self._bounds(self.everything, wish)
        most = self.tables.most(low, high, row)
        if most is not None and most < MOST:
            # What is shown is true, and so no larger than the largest.
            self.rows[row] = replace(self.rows[row], hidden=(wish.lower, most))

    # The optimum: the cheapest cells for some of the requirements, until these imply the rest.

    def _optimum(self, effort: Effort) -> int | None:
        demanded: dict[Requirement, bool] = {}
        hidden = 0
        while effort.may_go_on():
            unmet = self._exposed(hidden)
            if not unmet:
                return hidden
            # Fractions first, which are quick and nearly always enough; whole where they are not.
            # In a large table some at a time: each round raises the bound, and is a better start.
            at_once = max(1, effort.at_once // self.tables.size)
            ends = self._ends_of_rows(unmet)[:at_once]
            hopeless = all(demanded.get(wish) for wish in ends)
            demanded |= {wish: wish in demanded for wish in ends}
            if hopeless or len(demanded) * self.tables.size > effort.variables:
                return None
            # Half of what is left: the other half is for making safe what was found.
            answer = self._cheapest(demanded, effort.seconds_left() / 2)
            self.bound = max(self.bound, answer.bound)
            hidden = self.start = _mask(answer.rows)
            if not answer.cheapest:
                return None
        return None

    def _ends_of_rows(self, unmet: Iterable[Requirement]) -> list[Requirement]:
        """The outermost unmet values of each row: what lies between mostly follows."""
        rows: dict[int, list[Requirement]] = {}
        for wish in unmet:
            rows.setdefault(wish.row, []).append(wish)
        return [wish for wishes in rows.values() for wish in dict.fromkeys([wishes[0], wishes[-1]])]

    def _cheapest(
        self, demanded: dict[Requirement, bool], seconds: float, hidden: int = 0
    ) -> Loosened:
        shown = [row for row in self.choices if not hidden >> row & 1]
        tight = {row: _ends(self.rows[row].shown) for row in shown}
        costs = [self.rows[row].weight for row in shown]
        demands = []
        for wish, whole in demanded.items():
            low, high = self._bounds(self.everything, wish)
            demands.append(Demand(low, high, whole))
        return self.tables.loosen(tight, costs, demands, seconds)

    def _exposed(self, hidden: int) -> list[Requirement]:
        """The requirements that are proved to be unmet."""
        unmet, exposed = self._unmet(hidden, self.requirements), []
        while unmet:
            if self._solve(hidden, unmet[0], unmet) is None:
                exposed.append(unmet.pop(0))
            unmet = self._unmet(hidden, unmet)
        return exposed

    def _is_met(self, hidden: int, wish: Requirement) -> bool:
        return self._covering(wish, hidden) is not None or self._solve(hidden, wish) is not None

    # The way that always ends: from a safe choice, show again whatever may be shown.

    def _by_showing_again(self, effort: Effort) -> int:
        hidden = self._by_adding(effort)
        for row in sorted(_members(hidden), key=lambda row: (-self.rows[row].weight, row)):
            if not effort.may_go_on():
                break
            if self._is_safe(hidden & ~(1 << row)):
                hidden &= ~(1 << row)
        return hidden

    def _by_adding(self, effort: Effort) -> int:
        """For one requirement after another the cheapest cells to hide besides those hidden."""
        hidden = self.start
        try:
            for wish in sorted(self.requirements, key=lambda wish: -wish.lower):
                if not effort.may_go_on():
                    return self.everything
                if not self._is_met(hidden, wish):
                    seconds = effort.seconds_left() / 4
                    hidden |= _mask(self._cheapest({wish: True}, seconds, hidden).rows)
        except Unproved:
            return self.everything
        return hidden if self._is_safe(hidden) else self.everything

    def _is_safe(self, hidden: int) -> bool:
        """Requirements that failed before are tried first, since they are likely to fail again."""
        unmet = self._unmet(hidden, self.requirements)
        while unmet:
            hardest = max(unmet, key=lambda wish: self.refused[wish])
            try:
                table = self._solve(hidden, hardest, unmet)
            except Unproved:
                table = None
            if table is None:
                self.refused[hardest] += 1
                return False
            unmet = self._unmet(hidden, unmet)
        return True

    def _unmet(self, hidden: int, wishes: Iterable[Requirement]) -> list[Requirement]:
        return [wish for wish in wishes if self._covering(wish, hidden) is None]

    # Whole-number tables: each one found serves every requirement that it happens to meet.

    def _solve(
        self, hidden: int, requirement: Requirement, others: Iterable[Requirement] = ()
    ) -> Table | None:
        """A table that meets a requirement, and for good measure as many others as it can."""
        aims = {wish.row: wish.lower for wish in others if wish.lower == wish.upper}
        aims.pop(requirement.row, None)
        low, high = self._bounds(hidden, requirement)
        table = self.moves.find(low, high, requirement.row) or self.tables.find(low, high, aims)
        if table is not None:
            self.moves.start_from(table)
            sums = self.tables.sums(table)
            needs = _mask(row for row in self.choices if not _within(sums[row], self.rows[row]))
            known = Known(needs, table, sums, all(sums[row] for row in self.not_zero))
            self.known.append(known)
            for wish in self._served(known):
                self._file(wish, known)
        return table

    def _served(self, known: Known) -> Iterable[Requirement]:
        for row in {row for row, _ in self.exact}:
            if (row, known.sums[row]) in self.exact:
                yield self.exact[row, known.sums[row]]
        yield from (wish for wish in self.others if known.serves(wish))

    def _file(self, wish: Requirement, known: Known) -> None:
        kept, needs = self.pool[wish], known.needs
        if not any(old & ~needs == 0 for old, _ in kept):
            fresh = [(needs, known.table)]
            kept[:] = [(old, other) for old, other in kept if needs & ~old] + fresh

    def _covering(self, requirement: Requirement, hidden: int) -> Table | None:
        for needs, table in self.pool[requirement]:
            if needs & ~hidden == 0:
                return table
        return None

    def _bounds(self, hidden: int, requirement: Requirement) -> tuple[Any, Any]:
        import numpy as np

        ends = [
            _ends(row.hidden if hidden >> number & 1 else row.shown)
            for number, row in enumerate(self.rows)
        ]
        low, high = (np.array(side, dtype=float) for side in zip(*ends, strict=True))
        if requirement.no_zeros:
            low[self.not_zero] = np.maximum(low[self.not_zero], 1)
        low[requirement.row] = max(low[requirement.row], requirement.lower)
        if requirement.upper is not None:
            high[requirement.row] = min(high[requirement.row], requirement.upper)
        return low, high


def _ends(bounds: Limits) -> tuple[float, float]:
    lower, upper = bounds
    return -inf if lower is None else lower, inf if upper is None else upper


def _within(value: int, row: Row) -> bool:
    lower, upper = _ends(row.shown)
    return lower <= value <= upper


def _mask(rows: Iterable[int]) -> int:
    mask = 0
    for row in rows:
        mask |= 1 << row
    return mask


def _members(mask: int) -> list[int]:
    return [row for row in range(mask.bit_length()) if mask >> row & 1]
