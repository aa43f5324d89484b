"""Turns a list of tables over records into one release, in which the same records are one cell.

A cell is named by its condition: the values that each variable may take in it. A variable that is
not named may take any value, so the margins that tables share, and the total, get one name
everywhere, in this release and in earlier ones. What limits the records as a whole (the
`population`, such as the years) is always named, since it changes from release to release.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from math import prod

from cdop.core.disclosure.joins import Variables, crossings
from cdop.core.disclosure.model import Cell, Release, Statement

Condition = tuple[tuple[str, tuple[str, ...]], ...]
Record = Mapping[str, str | None]
# The value of a variable that was never filled in.
BLANK = ""
MOST_ATOMS = 2000


class TooTangled(ValueError):
    """Tables cross so many variables in a ring that what they reveal cannot be worked out."""


@dataclass(frozen=True)
class Table:
    """For each variable its printed lines: a label and the values counted in it.

    One cell is printed for each combination of labels. A line of all values is a margin. Only
    records that meet `where` are counted. `weights` say which labels are worth keeping: a cell of
    weight 2 is hidden only where that saves two others.
    """

    name: str
    lines: Mapping[str, Mapping[str, Collection[str]]]
    where: Mapping[str, Collection[str]] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Relation:
    """What else is known to hold: a sum of cells, each so many times, lies between two numbers."""

    terms: tuple[tuple[Condition, int], ...]
    lower: int | None
    upper: int | None


@dataclass(frozen=True)
class Tabulation:
    """A release, the cell of every printed line, and the tables that each cell comes from."""

    release: Release
    keys: Mapping[str, Mapping[tuple[str, ...], Condition]]
    origins: Mapping[Condition, frozenset[str]]

    def key(self, table: str, *labels: str) -> Condition:
        return self.keys[table][labels]


def condition(values: Mapping[str, Iterable[str]]) -> Condition:
    """The name of the records whose variables take these values; nothing named is all records."""
    return tuple(sorted((name, tuple(sorted(set(kept)))) for name, kept in values.items()))


def tabulate(
    tables: Sequence[Table],
    records: Iterable[Record],
    variables: Mapping[str, Collection[str]],
    *,
    population: Mapping[str, Collection[str]] | None = None,
    earlier: Iterable[Condition] = (),
    relations: Iterable[Relation] = (),
) -> Tabulation:
    """One release of all tables.

    `variables` lists every value each variable can take; `records` covers the population and those
    of `earlier` conditions. Each table's lines may only use values of its variables.
    """
    earlier = list(earlier)
    frame = _Frame(variables, population or {}, earlier)
    keys = {table.name: frame.keys_of(table) for table in tables}
    if len(keys) != len(tables):
        raise ValueError("Two tables have the same name.")
    printed: dict[Condition, float] = {frame.name({}): 1.0}
    for table in tables:
        for labels, key in keys[table.name].items():
            weight = prod(table.weights.get(label, 1.0) for label in labels)
            printed[key] = max(printed.get(key, weight), weight)
    origins: dict[Condition, set[str]] = {}
    for name, cells in keys.items():
        for key in (*cells.values(), *frame.derived(set(cells.values()))):
            origins.setdefault(key, set()).add(name)
    extra = {key for key in origins if key not in printed}
    extra |= set(earlier) | set(frame.differences({*printed, *earlier}))
    extra |= {key for relation in relations for key, _ in relation.terms}
    found, truth = _cells(frame, printed, extra, records)
    release = Release(truth, found, frame.name({}), _statements(relations, found))
    kept = {key: frozenset(names) for key, names in origins.items()}
    return Tabulation(release, keys, kept)


def _statements(relations: Iterable[Relation], cells: Iterable[Cell]) -> tuple[Statement, ...]:
    atoms_of = {cell.key: cell.sums[0] for cell in cells}
    found = []
    for relation in relations:
        terms: Counter[int] = Counter()
        for key, times in relation.terms:
            terms.update(dict.fromkeys(atoms_of[key], times))
        found.append(Statement(tuple(sorted(terms.items())), relation.lower, relation.upper))
    return tuple(found)


class _Frame:
    """The variables, and how conditions on them are named."""

    def __init__(
        self,
        variables: Mapping[str, Collection[str]],
        population: Mapping[str, Collection[str]],
        earlier: Iterable[Condition],
    ) -> None:
        self.domains = {name: frozenset(values) for name, values in variables.items()}
        self.population = {name: frozenset(values) for name, values in population.items()}
        for name, values in self.population.items():
            before = (dict(key).get(name, ()) for key in earlier)
            self.domains[name] = self.domains.get(name, frozenset()).union(values, *before)

    def name(self, values: Mapping[str, Collection[str]]) -> Condition:
        kept = dict(self.population)
        for variable, allowed in values.items():
            kept[variable] = kept.get(variable, self.domains[variable]) & frozenset(allowed)
        return self.named(kept)

    def named(self, values: Mapping[str, frozenset[str]]) -> Condition:
        return condition(
            {
                variable: allowed
                for variable, allowed in values.items()
                if variable in self.population or allowed != self.domains[variable]
            }
        )

    def keys_of(self, table: Table) -> dict[tuple[str, ...], Condition]:
        axes = []
        for variable, lines in table.lines.items():
            self._check(variable, lines.values())
            axes.append([(label, variable, values) for label, values in lines.items()])
        for variable, allowed in table.where.items():
            self._check(variable, [allowed])
        keys = {}
        for combination in product(*axes):
            values = {name: frozenset(kept) for name, kept in table.where.items()}
            for _, variable, kept in combination:
                values[variable] = values.get(variable, self.domains[variable]) & frozenset(kept)
            keys[tuple(label for label, _, _ in combination)] = self.name(values)
        return keys

    def _check(self, variable: str, lines: Iterable[Collection[str]]) -> None:
        for values in lines:
            if not values or not set(values) <= self.domains[variable]:
                raise ValueError(f"A line has no value, or one that {variable} does not have.")

    def values(self, key: Condition, variable: str) -> frozenset[str]:
        return frozenset(dict(key).get(variable, self.domains[variable]))

    def derived(self, keys: Collection[Condition]) -> set[Condition]:
        """What a reader gets from one table by subtraction: from all, from a margin, from both."""
        everything = {*keys, self.name({})}
        finest = self._finest(keys)
        return finest | self.differences(everything)

    def _finest(self, keys: Collection[Condition]) -> set[Condition]:
        """Every combination of parts, those that no line counts among them."""
        used = sorted({variable for key in keys for variable, _ in key})
        everything = self.name({})
        parts = []
        for variable in used:
            distinct = {self.values(key, variable) for key in keys}
            whole = everything if len(distinct) > 1 else next(iter(keys))
            outer = self.values(whole, variable)
            found = self.parts([*keys, everything], variable)
            parts.append([(variable, part & outer) for part in found])
        return {
            self.named(dict(combination))
            for combination in product(*parts)
            if all(values for _, values in combination)
        }

    def parts(self, keys: Iterable[Condition], variable: str) -> list[frozenset[str]]:
        """Values that no condition tells apart, and that some condition counts."""
        sets = sorted({tuple(sorted(self.values(key, variable))) for key in keys})
        grouped: dict[tuple[bool, ...], set[str]] = {}
        for value in sorted(self.domains[variable]):
            grouped.setdefault(tuple(value in kept for kept in sets), set()).add(value)
        return [frozenset(values) for signs, values in grouped.items() if any(signs)]

    def differences(self, keys: Collection[Condition]) -> set[Condition]:
        """Of each pair that differs in one variable, one within the other: the rest."""
        groups: dict[tuple[str, Condition], list[Condition]] = {}
        variables = {variable for key in keys for variable, _ in key}
        for key in sorted(keys):
            for variable in variables:
                rest = tuple(part for part in key if part[0] != variable)
                groups.setdefault((variable, rest), []).append(key)
        found = set()
        for (variable, rest), group in groups.items():
            for one, other in combinations(group, 2):
                small, large = sorted(
                    (self.values(one, variable), self.values(other, variable)), key=len
                )
                if small < large:
                    found.add(self.named({**self._sets(rest), variable: large - small}))
        return found

    def _sets(self, key: Condition) -> dict[str, frozenset[str]]:
        return {variable: frozenset(values) for variable, values in key}


def _cells(
    frame: _Frame,
    printed: Mapping[Condition, float],
    extra: Collection[Condition],
    records: Iterable[Record],
) -> tuple[tuple[Cell, ...], tuple[int, ...]]:
    grid = _Grid(frame, {*printed, *extra})
    truth = grid.count(records)
    shared = grid.shared()
    names = [*printed, *sorted({*extra, *shared} - set(printed))]
    cells = []
    for key in names:
        # Crossings that agree in every part of a margin agree in all that is added up from it.
        sums = grid.sums(key)[: None if key in printed or key in shared else 1]
        value = sum(truth[atom] for atom in sums[0])
        weight = printed.get(key, 1.0)
        cells.append(Cell(key, value, sums, printed=key in printed, weight=weight))
    return tuple(cells), truth


class _Grid:
    """Atoms: for each set of variables that is crossed, every combination of their values."""

    def __init__(self, frame: _Frame, keys: Collection[Condition]) -> None:
        self.frame = frame
        parts = {variable: frame.parts(keys, variable) for variable in frame.domains}
        self.split = {variable for variable, found in parts.items() if len(found) > 1}
        self.parts = {
            variable: found
            for variable, found in parts.items()
            if variable in self.split or variable in frame.population
        }
        self.whole = {name: frozenset().union(*parts[name]) for name in self.split}
        wanted = [self._needed(key) for key in keys]
        self.edges, self.margins = crossings(wanted)
        self.names = {edge: sorted(edge) for edge in self.edges}
        self.first: dict[Variables, int] = {}
        size = 0
        for edge in self.edges:
            self.first[edge] = size
            size += self._size(edge)

    def _size(self, edge: Variables) -> int:
        size = prod(len(self.parts[name]) for name in edge)
        if size > MOST_ATOMS:
            raise TooTangled("Too many variables are crossed: " + ", ".join(sorted(edge)) + ".")
        return size

    def _needed(self, key: Condition) -> Variables:
        """The variables that tell the cell's records from others: not one that may be anything."""
        return frozenset(
            name for name, values in key if name in self.split and self.whole[name] != set(values)
        )

    def shared(self) -> set[Condition]:
        """Every cell of the margins in which tables have to agree."""
        found = set()
        for margin in self.margins:
            names = sorted(margin)
            for combination in product(*(self.parts[name] for name in names)):
                found.add(self.frame.named(dict(zip(names, combination, strict=True))))
        return found

    def sums(self, key: Condition) -> tuple[frozenset[int], ...]:
        """The atoms of a cell, once for each crossing that can tell it apart."""
        needed = self._needed(key)
        limits = {variable: frozenset(values) for variable, values in key}
        return tuple(
            frozenset(map(sum, product([self.first[edge]], *self._steps(edge, limits))))
            for edge in self.edges
            if needed <= edge
        )

    def _steps(self, edge: Variables, limits: Mapping[str, frozenset[str]]) -> list[list[int]]:
        """For each variable of a crossing how far its parts within the limits are on."""
        found: list[list[int]] = []
        step = 1
        for name in reversed(self.names[edge]):
            kept = [
                place
                for place, part in enumerate(self.parts[name])
                if name not in limits or part <= limits[name]
            ]
            found.append([step * place for place in kept])
            step *= len(self.parts[name])
        return found

    def count(self, records: Iterable[Record]) -> tuple[int, ...]:
        part_of = {
            variable: {value: place for place, part in enumerate(parts) for value in part}
            for variable, parts in self.parts.items()
        }
        counts: dict[Variables, Counter[tuple[int, ...]]] = {edge: Counter() for edge in self.edges}
        for record in records:
            places = self._places(record, part_of)
            if places is not None:
                for edge, names in self.names.items():
                    counts[edge][tuple(places[name] for name in names)] += 1
        truth: list[int] = []
        for edge, names in self.names.items():
            places_of = product(*(range(len(self.parts[name])) for name in names))
            truth.extend(counts[edge][combination] for combination in places_of)
        return tuple(truth)

    def _places(
        self, record: Record, part_of: Mapping[str, Mapping[str, int]]
    ) -> dict[str, int] | None:
        """Where a record belongs; None if it is of no population that is counted."""
        places = {}
        for variable, known in part_of.items():
            value = record.get(variable) or BLANK
            if value in known:
                places[variable] = known[value]
            elif variable in self.frame.population:
                return None
            else:
                raise ValueError(f"A record has a value that {variable} does not have.")
        return places
