"""Ways of putting lines of a table together, and a quick guess at what each would leave visible."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from cdop.core.disclosure.profiles import Profile
from cdop.core.disclosure.tables import BLANK, Record, Table

Lines = Mapping[str, frozenset[str]]
# With more lines than this, neighbours are merged one after another, not in every way.
MOST_LINES = 10


@dataclass(frozen=True)
class Hierarchy:
    """How the lines of a variable may be pooled.

    An `ordered` variable's neighbours may be put together (years, age bands); of any other, the
    small lines into one called `other`. `kept` lines stay as they are, such as "not known".
    `groupings` are ready-made ones to try first.
    """

    variable: str
    ordered: bool = False
    kept: frozenset[str] = frozenset()
    groupings: tuple[Mapping[str, Collection[str]], ...] = ()
    other: str = "Other"


@dataclass(frozen=True)
class Pooling:
    """New lines of one variable, each made of old ones."""

    variable: str
    made_of: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def new_lines(self) -> tuple[str, ...]:
        return tuple(label for label, old in self.made_of if len(old) > 1)

    def applied_to(self, table: Table) -> Table:
        """The table with its lines put together; margins stay."""
        lines = table.lines.get(self.variable)
        if lines is None or not {old for _, parts in self.made_of for old in parts} <= set(lines):
            return table
        pooled = {old: label for label, parts in self.made_of for old in parts}
        new: dict[str, frozenset[str]] = {}
        for label, values in lines.items():
            name = pooled.get(label, label)
            new[name] = new.get(name, frozenset()) | frozenset(values)
        return replace(table, lines={**table.lines, self.variable: new})


def inner_lines(lines: Mapping[str, Collection[str]]) -> list[str]:
    """Those that are no margin: no other line lies within them."""
    sets = {label: frozenset(values) for label, values in lines.items()}
    return [
        label
        for label, values in sets.items()
        if not any(other < values for other in sets.values())
    ]


def candidates(
    hierarchy: Hierarchy, lines: Mapping[str, Collection[str]], counts: Mapping[str, int]
) -> list[Pooling]:
    """Every way worth trying, of at least two lines."""
    inner = [label for label in inner_lines(lines) if label not in hierarchy.kept]
    if len(inner) < 3:
        return []
    found = [_ready(hierarchy, grouping, inner) for grouping in hierarchy.groupings]
    kept = [pooling for pooling in found if pooling is not None]
    partitions = _neighbours(inner, counts) if hierarchy.ordered else _smallest(inner, counts)
    for parts in partitions:
        if 2 <= len(parts) < len(inner):
            made_of = tuple((_name(hierarchy, part), part) for part in parts)
            kept.append(Pooling(hierarchy.variable, made_of))
    return kept


def _ready(
    hierarchy: Hierarchy, grouping: Mapping[str, Collection[str]], inner: Sequence[str]
) -> Pooling | None:
    made_of = {
        label: tuple(old for old in inner if old in parts) for label, parts in grouping.items()
    }
    rest = {label: (label,) for label in inner if not any(label in old for old in made_of.values())}
    together = {**{label: old for label, old in made_of.items() if old}, **rest}
    return Pooling(hierarchy.variable, tuple(together.items())) if len(together) > 1 else None


def _name(hierarchy: Hierarchy, part: Sequence[str]) -> str:
    if len(part) == 1:
        return part[0]
    return f"{part[0]} to {part[-1]}" if hierarchy.ordered else hierarchy.other


def _neighbours(inner: Sequence[str], counts: Mapping[str, int]) -> Iterable[list[tuple[str, ...]]]:
    if len(inner) <= MOST_LINES:
        for many in range(len(inner) - 2, 0, -1):
            for cuts in combinations(range(1, len(inner)), many):
                ends = (0, *cuts, len(inner))
                yield [tuple(inner[a:b]) for a, b in zip(ends, ends[1:], strict=False)]
        return
    parts: list[tuple[str, ...]] = [(label,) for label in inner]
    while len(parts) > 2:
        sums = [sum(counts[label] for label in part) for part in parts]
        place = min(range(len(parts) - 1), key=lambda number: sums[number] + sums[number + 1])
        parts[place : place + 2] = [parts[place] + parts[place + 1]]
        yield list(parts)


def _smallest(inner: Sequence[str], counts: Mapping[str, int]) -> Iterable[list[tuple[str, ...]]]:
    """Into one line: the smallest lines, with those of nobody and without."""
    ranked = sorted(inner, key=lambda label: counts[label])
    for start in sorted({0, sum(not counts[label] for label in inner)}):
        for many in range(2, len(inner) - start):
            pooled = set(ranked[start : start + many])
            rest = [(label,) for label in inner if label not in pooled]
            yield [*rest, tuple(label for label in inner if label in pooled)]


@dataclass(frozen=True)
class Guess:
    """What a table would leave visible by rules of thumb: deaths, and lines."""

    visible: int
    deaths: int
    lines: int

    @property
    def share(self) -> float:
        return self.visible / self.deaths if self.deaths else 1.0


def guess(table: Table, records: Sequence[Record], profile: Profile) -> Guess:
    """Small cells hidden, and in every line with one hidden cell the next smallest as well."""
    counts = inner_counts(table, records)
    hidden = {place for place, count in counts.items() if profile.is_small(count)}
    changed = True
    while changed:
        fresh = {place for line in _slices(counts) for place in _second(line, counts, hidden)}
        changed = not fresh <= hidden
        hidden |= fresh
    deaths, nonzero = sum(counts.values()), sum(count > 0 for count in counts.values())
    if hidden and deaths == nonzero:
        hidden = set(counts)  # each has exactly one, and the zeros say so
    visible = sum(count for place, count in counts.items() if place not in hidden)
    return Guess(visible, deaths, sum(len(inner_lines(lines)) for lines in table.lines.values()))


def inner_counts(table: Table, records: Sequence[Record]) -> dict[tuple[str, ...], int]:
    names = list(table.lines)
    inner = {name: inner_lines(table.lines[name]) for name in names}
    line_of = {
        name: {value: label for label in inner[name] for value in table.lines[name][label]}
        for name in names
    }
    counted: Counter[tuple[str, ...]] = Counter()
    for record in records:
        if all((record.get(name) or BLANK) in kept for name, kept in table.where.items()):
            places = [line_of[name].get(record.get(name) or BLANK) for name in names]
            if all(place is not None for place in places):
                counted[tuple(str(place) for place in places)] += 1
    return {place: counted[place] for place in product(*(inner[name] for name in names))}


def _slices(counts: Mapping[tuple[str, ...], int]) -> Iterable[list[tuple[str, ...]]]:
    """Cells that add up to a margin: all but one variable the same."""
    lines: dict[tuple[int, tuple[str, ...]], list[tuple[str, ...]]] = {}
    for place in counts:
        for axis in range(len(place)):
            lines.setdefault((axis, place[:axis] + place[axis + 1 :]), []).append(place)
    return lines.values()


def _second(
    line: Sequence[tuple[str, ...]],
    counts: Mapping[tuple[str, ...], int],
    hidden: Collection[tuple[str, ...]],
) -> list[tuple[str, ...]]:
    here = [place for place in line if place in hidden]
    open_ones = [place for place in line if place not in hidden and counts[place]]
    if len(here) != 1 or not open_ones:
        return []
    return [min(open_ones, key=lambda place: counts[place])]
