"""Parts of a release that hang together: each is worked out by itself, and once if it recurs."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cdop.core.disclosure.model import Cell, Key, Statement, components, statements
from cdop.core.disclosure.plan import Plan
from cdop.core.disclosure.profiles import Level
from cdop.core.disclosure.search import Effort, Found, Requirement, Row, Search
from cdop.core.disclosure.solver import Table, Unproved


@dataclass(frozen=True)
class Solved:
    """The rows to hide, the proof of it, and the rows that nothing can protect.

    Of `unproved` ones it was not found out in time; then all small rows count as exposed.
    """

    found: Found
    exposed: tuple[int, ...]
    unproved: bool = False


@dataclass
class Memory:
    """Answers to parts met before: tables of one release often hang on the same few."""

    answers: dict[Hashable, Solved] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """Atoms tied together by what may be published, and the answer for their cells."""

    atoms: list[int]
    key_of: Mapping[int, Key]
    rows: Sequence[Row]
    solved: Solved

    @property
    def unproved(self) -> list[Key]:
        """What counts as exposed because nothing was proved."""
        return [self.key_of[row] for row in self.solved.exposed] if self.solved.unproved else []

    @property
    def hidden(self) -> set[Key]:
        return {self.key_of[row] for row in self.solved.found.hidden}


def groups(plan: Plan, weights: Mapping[Key, float], effort: Effort, memory: Memory) -> list[Group]:
    cells = [cell for cell in plan.release.cells if plan.matters(cell)]
    gone = {
        atom
        for cell in cells
        if plan.known.get(cell.key) == (0, 0)
        for atoms in cell.sums
        for atom in atoms
    }
    gone |= {atom for fact in plan.release.relations if fact.is_empty for atom, _ in fact.terms}
    tied = _tied(plan, cells, set(range(len(plan.release.truth))) - gone)
    inside = _cells_of(cells, tied)
    return [
        _group(plan, atoms, inside[number], weights, effort, memory)
        for number, atoms in enumerate(tied)
    ]


def _cells_of(cells: Sequence[Cell], tied: Sequence[Sequence[int]]) -> list[list[Cell]]:
    group_of = {atom: number for number, atoms in enumerate(tied) for atom in atoms}
    inside: list[list[Cell]] = [[] for _ in tied]
    for cell in cells:
        touched = {group_of[atom] for atoms in cell.sums for atom in atoms if atom in group_of}
        for number in touched:
            inside[number].append(cell)
    return inside


def _tied(plan: Plan, cells: Sequence[Cell], within: set[int]) -> list[list[int]]:
    """Atoms in the groups that stay linked whatever is shown besides what is known."""
    facts = []
    for fact in statements(cells, plan.known, plan.release.relations):
        terms = tuple((atom, times) for atom, times in fact.terms if atom in within)
        facts.append(Statement(terms, fact.lower, fact.upper))
    found = components(facts, len(plan.release.truth))
    return [kept for atoms in found if (kept := [atom for atom in atoms if atom in within])]


def _group(
    plan: Plan,
    atoms: list[int],
    cells: Sequence[Cell],
    weights: Mapping[Key, float],
    effort: Effort,
    memory: Memory,
) -> Group:
    rows, row_of = _rows(plan, atoms, cells, weights)
    small = {
        row: (plan.release.cell(key).value, plan.wanted.get(key, range(0)))
        for key, row in row_of.items()
        if key in plan.always or key in plan.wanted
    }
    truth = tuple(plan.release.truth[atom] for atom in atoms)
    known = (truth, plan.level, tuple(row.signature for row in rows), tuple(small.items()))
    solved = memory.answers[known] if known in memory.answers else None
    if solved is None:
        solved = _solve(truth, rows, small, plan.level, effort)
    if not solved.unproved:
        memory.answers[known] = solved
    return Group(atoms, {row: key for key, row in row_of.items()}, rows, solved)


def _rows(
    plan: Plan, atoms: list[int], cells: Sequence[Cell], weights: Mapping[Key, float]
) -> tuple[list[Row], dict[Key, int]]:
    """What is said about these atoms, and in which row each cell that is not known stands."""
    place = {atom: number for number, atom in enumerate(atoms)}
    rows: list[Row] = []
    row_of: dict[Key, int] = {}
    for cell in cells:
        sums = [{place[atom]: 1 for atom in sorted(atoms) if atom in place} for atoms in cell.sums]
        if cell.key in plan.known:
            known = plan.known[cell.key]
            rows.extend(Row(terms, known, known) for terms in sums if terms)
            if known[0] != known[1]:
                rows.extend(_same(sums))
            continue
        row_of[cell.key] = len(rows)
        hidden = plan.hidden_bounds(cell)
        shown = plan.shown_bounds(cell) if plan.is_open(cell) else hidden
        weight = weights.get(cell.key, 0.0)
        rows.append(Row(sums[0], shown, hidden, weight, plan.is_told_hidden(cell)))
        rows.extend(_same(sums))
    for relation in plan.release.relations:
        terms = {place[atom]: times for atom, times in relation.terms if atom in place}
        limits = (relation.lower, relation.upper)
        rows.extend([Row(terms, limits, limits)] if terms else [])
    return rows, row_of


def _same(sums: Sequence[Mapping[int, int]]) -> list[Row]:
    """A cell has one value, whichever crossing it is added up in."""
    return [Row(_difference(sums[0], terms), (0, 0), (0, 0)) for terms in sums[1:]]


def _difference(one: Mapping[int, int], other: Mapping[int, int]) -> dict[int, int]:
    terms = {atom: 1 for atom in one if atom not in other}
    return terms | {atom: -1 for atom in other if atom not in one}


def _solve(
    truth: Table,
    rows: Sequence[Row],
    small: Mapping[int, tuple[int, Iterable[int]]],
    level: Level,
    effort: Effort,
) -> Solved:
    search = Search(truth, rows)
    exposed, unproved = _settle(search, small, level, effort)
    found = search.run(effort)
    if level is Level.M and not unproved:
        left = [row for row in small if row not in exposed]
        try:
            others = {row: _others(search, small[row][0], row, effort) for row in left}
            found = _with_others(search, others, found, effort)
        except Unproved:
            exposed, unproved = list(small), True
    return Solved(found, tuple(exposed), unproved)


def _settle(
    search: Search,
    small: Mapping[int, tuple[int, Iterable[int]]],
    level: Level,
    effort: Effort,
) -> tuple[list[int], bool]:
    """What each small cell has to be able to be: all it can be when the rest is hidden.

    The rows for which that does not help; or all, if it was not found out.
    """
    wanted = {
        row: [Requirement(row, value, value) for value in values]
        for row, (_, values) in small.items()
    }
    exposed: list[int] = []
    try:
        possible = search.possible([wish for each in wanted.values() for wish in each], effort)
        for row, (true, _) in small.items():
            kept = [wish for wish in wanted[row] if wish in possible]
            alone = all(wish.met_by(true) for wish in kept)
            others = _others(search, true, row, effort) if alone or level is Level.M else []
            if (alone or level is Level.M) and not others:
                exposed.append(row)
                continue
            for wish in kept + (others[:1] if alone else []):
                search.require(wish)
    except Unproved:
        return list(small), True
    return exposed, False


def _others(search: Search, true: int, row: int, effort: Effort) -> list[Requirement]:
    """Any value but the true one, for a reader who knows that no hidden number is 0."""
    sides = (Requirement(row, true + 1, None, True), Requirement(row, 0, true - 1, True))
    return [side for side in sides if search.possible([side], effort)]


def _with_others(
    search: Search, others: Mapping[int, Sequence[Requirement]], found: Found, effort: Effort
) -> Found:
    """Hide more until each row has another value on one side; mostly it has one already."""
    first = found
    while True:
        met = {
            row: next((side for side in sides if search.is_met(found.hidden, side)), None)
            for row, sides in others.items()
        }
        unmet = [row for row, side in met.items() if side is None]
        if not unmet:
            break
        search.require(others[unmet[0]][0])
        found = search.run(effort)
    for side in met.values():
        if side is not None:
            search.require(side)
    return replace(
        found,
        tables=search.proof(found.hidden),
        bound=first.bound,
        optimal=found.optimal and found.hidden == first.hidden,
    )
