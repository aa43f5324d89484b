"""Hides as few cells of one release as possible, so that no small number can be worked out.

The promise, for every count from 1 to below the threshold, printed or not: each of those values
that the zeros, the grand total and earlier releases leave possible stays possible. Where that is
only the true value, suppression cannot help, and the cell is reported as exposed.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log2

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
from cdop.core.disclosure.profiles import Profile
from cdop.core.disclosure.protection import (
    Decision,
    Protection,
    Reason,
    Status,
    Withheld,
    Witness,
)
from cdop.core.disclosure.search import Effort, Found, Requirement, Row, Search
from cdop.core.disclosure.solver import Unproved
from cdop.core.disclosure.witnesses import failures

SHOWN = Decision(Status.SHOWN)


class NotProved(Exception):
    """The proof of a protection does not add up: a fault of ours, and nothing may be published."""


@dataclass(frozen=True)
class Earlier:
    """A figure of an earlier release that can still be read: its value, or None if hidden."""

    key: Key
    value: int | None


def protect(
    release: Release,
    profile: Profile,
    *,
    fixed: Iterable[Key] = (),
    earlier: Iterable[Earlier] = (),
    secret: int | None = None,
    effort: Effort | None = None,
) -> Protection:
    """Decide for every printed cell whether it is shown.

    `fixed` cells are public whatever we do. A `secret` number picks at random among equally good
    choices, so that a reader cannot learn from re-running this program.
    """
    before = _readable(earlier)
    figures = {cell.key: cell.shown_as for cell in release.cells if cell.printed}
    if profile.threshold is None:
        return Protection(dict.fromkeys(figures, SHOWN), figures)
    plan = _Plan(release, profile, frozenset(fixed), before)
    if plan.withheld is not None:
        hidden = Decision(Status.HIDDEN, Reason.WITHHELD)
        return Protection(dict.fromkeys(figures, hidden), figures, withheld=plan.withheld)
    groups = _groups(plan, secret, effort or Effort())
    protection = _gather(plan, figures, groups)
    wrong = failures(release, protection, before)
    if wrong:
        raise NotProved(wrong[0])
    return protection


def _readable(earlier: Iterable[Earlier]) -> dict[Key, int | None]:
    """The last value that was shown of each figure, by whichever release; None if none was."""
    known: dict[Key, int | None] = {}
    for figure in earlier:
        if figure.value is not None or figure.key not in known:
            known[figure.key] = figure.value
    return known


class _Plan:
    """What each cell is before any choice: known, hidden for good, or open to choice."""

    def __init__(
        self,
        release: Release,
        profile: Profile,
        fixed: frozenset[Key],
        before: Mapping[Key, int | None],
    ) -> None:
        self.release, self.profile, self.threshold = release, profile, profile.threshold or 0
        self.known: dict[Key, Bounds] = {}
        self.always: dict[Key, Reason] = {}
        self.wanted: dict[Key, range] = {}
        self.given_away: list[Key] = []
        self.revised: list[Key] = []
        self.withheld = self._refusal()
        self.fixed = fixed | ({release.total} if release.total is not None else set())
        self.own_atoms = self._own_atoms()
        for cell in release.cells:
            if cell.key in before:
                self._note_earlier(cell, before[cell.key])
            self._note(cell)

    def _refusal(self) -> Withheld | None:
        if self.release.total is None:
            return None
        total = self.release.cell(self.release.total)
        return Withheld.FEW_RECORDS if self.profile.is_small(total.value) else None

    def _own_atoms(self) -> frozenset[int]:
        if self.release.total is None:
            return frozenset()
        return frozenset().union(*self.release.cell(self.release.total).sums)

    def _note_earlier(self, cell: Cell, value: int | None) -> None:
        if value is None:
            self.always[cell.key] = Reason.EARLIER
        elif value == cell.value:
            self.known[cell.key] = (value, value)
        else:
            self._note_revision(cell, value)

    def _note_revision(self, cell: Cell, value: int) -> None:
        self.revised.append(cell.key)
        if not self.profile.is_small(abs(value - cell.value)) or not cell.printed:
            return
        if cell.key in self.fixed:
            self.withheld = Withheld.SMALL_REVISION
            return
        self.always[cell.key] = Reason.REVISED
        self.wanted[cell.key] = range(max(1, value - self.threshold + 1), value + self.threshold)

    def _note(self, cell: Cell) -> None:
        small = self.profile.is_small(cell.value)
        if cell.key in self.known or cell.key in self.fixed:
            self.known.setdefault(cell.key, cell.shown_as)
            if small:
                self.given_away.append(cell.key)
                self.always.setdefault(cell.key, Reason.SMALL)
        elif small:
            self.always.setdefault(cell.key, Reason.SMALL)
            self.wanted.setdefault(cell.key, range(1, self.threshold))
        elif cell.value == 0 and cell.printed and cell.key not in self.always:
            if self.release.zeros is Zeros.SHOWN:
                self.known[cell.key] = (0, 0)

    def is_open(self, cell: Cell) -> bool:
        return cell.printed and cell.key not in self.known and cell.key not in self.always

    def matters(self, cell: Cell) -> bool:
        """Not: something nobody has printed, that is not small and that ties no tables."""
        told = cell.printed or cell.key in self.known or cell.key in self.always
        return told or cell.key in self.wanted or len(cell.sums) > 1

    def hidden_bounds(self, cell: Cell) -> Bounds:
        told = cell.printed or self.always.get(cell.key) is Reason.EARLIER
        at_least = self.release.zeros.hidden_at_least if told and cell.value else 0
        return (at_least, self._most(cell))

    def _most(self, cell: Cell) -> int | None:
        """No part of the release's own records is larger than their total."""
        inside = all(atoms <= self.own_atoms for atoms in cell.sums)
        return self.known[self.release.total][1] if inside and self.own_atoms else None


@dataclass
class _Group:
    """Atoms tied together by what may be published, and the search over their cells."""

    atoms: list[int]
    search: Search
    row_of: dict[Key, int]
    wishes: dict[Requirement, Key]
    exposed: list[Key]
    found: Found


def _groups(plan: _Plan, secret: int | None, effort: Effort) -> list[_Group]:
    cells = [cell for cell in plan.release.cells if plan.matters(cell)]
    weights = _weights([cell for cell in cells if plan.is_open(cell)], secret)
    gone = {
        atom
        for cell in cells
        if plan.known.get(cell.key) == (0, 0)
        for atoms in cell.sums
        for atom in atoms
    }
    tied = _tied(plan, cells, set(range(len(plan.release.truth))) - gone)
    return [_group(plan, atoms, cells, weights, effort) for atoms in tied]


def _tied(plan: _Plan, cells: Sequence[Cell], within: set[int]) -> list[list[int]]:
    """Atoms in the groups that stay linked whatever is shown besides what is known."""
    facts = []
    for fact in statements(cells, plan.known, plan.release.relations):
        terms = tuple((atom, times) for atom, times in fact.terms if atom in within)
        facts.append(Statement(terms, fact.lower, fact.upper))
    groups = components(facts, len(plan.release.truth))
    return [kept for atoms in groups if (kept := [atom for atom in atoms if atom in within])]


def _weights(cells: Sequence[Cell], secret: int | None) -> dict[Key, float]:
    """Fewest cells first; among equals the ones that tell least, or as a secret number decides."""
    chance = random.Random(secret)
    share = 0.25 / max(1, len(cells))
    return {
        cell.key: cell.weight
        + share * (log2(1 + cell.value) / 20 + (chance.random() if secret is not None else 0))
        for cell in cells
    }


def _group(
    plan: _Plan,
    atoms: list[int],
    cells: Sequence[Cell],
    weights: Mapping[Key, float],
    effort: Effort,
) -> _Group:
    rows, row_of = _rows(plan, atoms, cells, weights)
    search = Search(len(atoms), rows)
    wishes, exposed = _settle(plan, search, row_of)
    return _Group(atoms, search, row_of, wishes, exposed, search.run(effort))


def _rows(
    plan: _Plan, atoms: list[int], cells: Sequence[Cell], weights: Mapping[Key, float]
) -> tuple[list[Row], dict[Key, int]]:
    """What is said about these atoms, and in which row each cell that is not known stands."""
    place = {atom: number for number, atom in enumerate(atoms)}
    rows: list[Row] = []
    row_of: dict[Key, int] = {}
    for cell in cells:
        sums = [{place[atom]: 1 for atom in sorted(atoms) if atom in place} for atoms in cell.sums]
        if not any(sums):
            continue
        if cell.key in plan.known:
            known = plan.known[cell.key]
            rows.extend(Row(terms, known, known) for terms in sums if terms)
            continue
        row_of[cell.key] = len(rows)
        hidden = plan.hidden_bounds(cell)
        shown = cell.shown_as if plan.is_open(cell) else hidden
        rows.append(Row(sums[0], shown, hidden, weights.get(cell.key, 0.0)))
        rows.extend(Row(_difference(sums[0], terms), (0, 0), (0, 0)) for terms in sums[1:])
    for relation in plan.release.relations:
        terms = {place[atom]: times for atom, times in relation.terms if atom in place}
        limits = (relation.lower, relation.upper)
        rows.extend([Row(terms, limits, limits)] if terms else [])
    return rows, row_of


def _difference(one: Mapping[int, int], other: Mapping[int, int]) -> dict[int, int]:
    terms = {atom: 1 for atom in one if atom not in other}
    return terms | {atom: -1 for atom in other if atom not in one}


def _settle(
    plan: _Plan, search: Search, row_of: Mapping[Key, int]
) -> tuple[dict[Requirement, Key], list[Key]]:
    """What each small cell has to be able to be: all it can be when the rest is hidden."""
    rows = {key: row for key, row in row_of.items() if key in plan.always or key in plan.wanted}
    wanted = {
        key: [Requirement(row, value, value) for value in plan.wanted.get(key, ())]
        for key, row in rows.items()
    }
    wishes: dict[Requirement, Key] = {}
    exposed: list[Key] = []
    try:
        possible = search.possible([wish for each in wanted.values() for wish in each])
        for key, row in rows.items():
            kept = [wish for wish in wanted[key] if wish in possible]
            kept += _beside(search, kept, plan.release.cell(key).value, row)
            if all(wish.met_by(plan.release.cell(key).value) for wish in kept):
                exposed.append(key)
                continue
            for wish in kept:
                search.require(wish)
                wishes[wish] = key
    except Unproved:
        exposed = list(rows)
    return wishes, exposed


def _beside(search: Search, kept: list[Requirement], true: int, row: int) -> list[Requirement]:
    """If only the true value is kept: any other value, wherever there is one."""
    if not all(wish.met_by(true) for wish in kept):
        return []
    others = (Requirement(row, true + 1, None), Requirement(row, 0, true - 1))
    return [other for other in others if search.possible([other])][:1]


def _gather(plan: _Plan, figures: Mapping[Key, Bounds], groups: Sequence[_Group]) -> Protection:
    hidden: set[Key] = set()
    for group in groups:
        hidden |= {key for key, row in group.row_of.items() if row in group.found.hidden}
    decisions = {}
    for key in figures:
        if key in plan.always:
            decisions[key] = Decision(Status.HIDDEN, plan.always[key])
        else:
            decisions[key] = Decision(Status.HIDDEN, Reason.PROTECTS) if key in hidden else SHOWN
    required: dict[Key, set[int]] = {}
    witnesses = [
        witness for group in groups for witness in _witnesses(plan.release, group, required)
    ]
    return Protection(
        decisions,
        figures,
        exposed=tuple(key for group in groups for key in group.exposed),
        given_away=tuple(plan.given_away),
        revised=tuple(plan.revised),
        required={key: tuple(sorted(values)) for key, values in required.items()},
        witnesses=tuple(witnesses),
        least_hidden=sum(ceil(group.found.bound - 0.5) for group in groups),
        optimal=all(group.found.optimal for group in groups),
    )


def _witnesses(release: Release, group: _Group, required: dict[Key, set[int]]) -> Iterable[Witness]:
    """Each table of a group, set among the true figures of all others."""
    proofs: dict[tuple[int, ...], list[tuple[Key, int]]] = {}
    for wish, table in group.found.tables.items():
        key = group.wishes[wish]
        value = group.search.tables.sums(table)[wish.row]
        required.setdefault(key, set()).add(value)
        proofs.setdefault(table, []).append((key, value))
    for table, proves in proofs.items():
        atoms = list(release.truth)
        for atom, value in zip(group.atoms, table, strict=True):
            atoms[atom] = value
        yield Witness(tuple(atoms), tuple(proves))
