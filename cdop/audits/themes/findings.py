"""What a panel's reviews keep finding: factors and learning codes, counted over its deaths."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf

from cdop.audits.deaths import Records
from cdop.audits.themes.associations import associations
from cdop.core.catalogues.categories import Category
from cdop.core.catalogues.child import AgeBand
from cdop.core.catalogues.factors import FACTORS
from cdop.core.emerging import FEWEST, Association, Cells, Judged, Seen, judge, split_years
from cdop.core.theme import CONTRIBUTORY

MOST_PAIRS = 100
FACTOR, LEARNING = "factor_", "learning_"
YES = ("Y",)


@dataclass(frozen=True)
class Finding:
    """A factor that may have contributed, or a learning code, as a variable of the records."""

    variable: str
    code: str
    label: str
    is_factor: bool

    @property
    def values(self) -> tuple[str, ...]:
        return CONTRIBUTORY if self.is_factor else YES

    @property
    def kind(self) -> str:
        return "Factor" if self.is_factor else "Learning point"


def found_in(records: Records, learning_labels: Mapping[str, str]) -> list[Finding]:
    """Everything that some death shows, factors first, in the order of the catalogues."""
    every = [
        *(Finding(FACTOR + code, code, each.name, True) for code, each in FACTORS.items()),
        *(Finding(LEARNING + code, code, label, False) for code, label in learning_labels.items()),
    ]
    return [
        each
        for each in every
        if each.variable in records.domains and records.of(each.variable, each.values)
    ]


@dataclass(frozen=True)
class Emerging:
    """Every finding with what can be said of its change, and between which years."""

    rows: list[tuple[Finding, Judged]]
    recent: list[str]
    before: list[str]
    compared: int
    failed: bool  # the exact test could not be worked out

    @property
    def by_chance(self) -> float:
        return self.compared * 0.05


def emerging(records: Records, findings: Sequence[Finding], years: Sequence[str]) -> Emerging:
    recent, before = split_years(years)
    lately, earlier = records.of("year", recent), records.of("year", before)
    seen = []
    for each in findings:
        mask = records.of(each.variable, each.values)
        seen.append(
            Seen(
                each.variable,
                (mask & lately).bit_count(),
                lately.bit_count(),
                (mask & earlier).bit_count(),
                earlier.bit_count(),
            )
        )
    compared = [each.cells for each in seen if each.is_compared]
    worked_out = associations(compared)
    by_variable = {each.variable: each for each in findings}
    judged = judge(seen, worked_out)
    return Emerging(
        rows=[(by_variable[each.seen.code], each) for each in judged],
        recent=recent,
        before=before,
        compared=len(compared),
        failed=bool(compared) and not worked_out,
    )


@dataclass(frozen=True)
class Matrix:
    """In how many deaths of each column a finding was made, and how many deaths that is of."""

    columns: list[tuple[str, str]]  # value, label
    of: list[int]
    rows: list[tuple[Finding, list[int], int]]


AGES = [(band.value, band.label) for band in AgeBand]
CATEGORIES = [(each.value, each.label) for each in Category]


def matrix(
    records: Records,
    findings: Iterable[Finding],
    variable: str,
    columns: Sequence[tuple[str, str]],
) -> Matrix:
    """Only columns that have deaths."""
    shown = [each for each in columns if records.of(variable, (each[0],))]
    masks = [records.of(variable, (value,)) for value, _ in shown]
    rows = []
    for each in findings:
        mask = records.of(each.variable, each.values)
        counts = [(mask & column).bit_count() for column in masks]
        rows.append((each, counts, mask.bit_count()))
    return Matrix(list(shown), [mask.bit_count() for mask in masks], rows)


@dataclass(frozen=True)
class Together:
    """Two factors found in the same deaths, and how that compares with chance."""

    one: Finding
    other: Finding
    cells: Cells
    association: Association | None

    @property
    def both(self) -> int:
        return self.cells[0]

    @property
    def p(self) -> float:
        return self.association.p if self.association else inf

    @property
    def ratio(self) -> float:
        found = self.association
        return found.value if found and found.value is not None else -inf


@dataclass(frozen=True)
class Pairs:
    """The pairs of factors found in enough deaths together, the strongest evidence first."""

    rows: list[Together]
    looked_at: int

    @property
    def by_chance(self) -> float:
        return self.looked_at * 0.05


def together(records: Records, findings: Iterable[Finding]) -> Pairs:
    """Pairs of factors of which each was found in at least FEWEST deaths; those with FEWEST both.

    All such pairs count as looked at, also those that were not found together often enough. Where
    very many were, the exact test is kept for those furthest from chance.
    """
    common = [
        (each, mask)
        for each in findings
        if each.is_factor and (mask := records.of(each.variable, each.values)).bit_count() >= FEWEST
    ]
    looked_at = len(common) * (len(common) - 1) // 2
    wanted = []
    for (one, mask), (other, mask_of_other) in combinations(common, 2):
        both = (mask & mask_of_other).bit_count()
        if both >= FEWEST:
            wanted.append((one, other, _cells(records.size, mask, mask_of_other, both)))
    wanted = sorted(wanted, key=lambda pair: -_distance(*pair[2]))[:MOST_PAIRS]
    worked_out = associations(cells for _, _, cells in wanted)
    rows = [Together(one, other, cells, worked_out.get(cells)) for one, other, cells in wanted]
    rows.sort(key=lambda row: (row.p, -row.both, row.one.code, row.other.code))
    return Pairs(rows, looked_at)


def _distance(both: int, only: int, only_other: int, neither: int) -> float:
    """Pearson's chi-squared, which costs little; it chooses, and is never shown."""
    margins = (both + only) * (only_other + neither) * (both + only_other) * (only + neither)
    return (both * neither - only * only_other) ** 2 / margins if margins else 0.0


def _cells(size: int, one: int, other: int, both: int) -> Cells:
    only, only_other = one.bit_count() - both, other.bit_count() - both
    return (both, only, only_other, size - both - only - only_other)
