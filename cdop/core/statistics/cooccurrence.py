"""Which factors come together: conditional odds ratio, exact limits, Fisher's exact test."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import exp, inf
from typing import Any

from cdop.core.statistics.discrete import two_sided, weights
from cdop.core.statistics.figure import Figure, Method, NoFigure
from cdop.core.statistics.verdict import Kind, may_be_given

STEEPEST = 700.0


@dataclass(frozen=True)
class OddsRatio(Figure):
    """How much likelier one factor is where the other is; `p` is Fisher's, two-sided."""

    p: float | None = None

    @property
    def one_sided(self) -> bool:
        """A cell without records leaves the interval open to one side."""
        return self.lower == 0 or self.upper == inf


@dataclass(frozen=True)
class Table:
    """Records in which both factors are known, by whether each is there."""

    both: int
    a_only: int
    b_only: int
    neither: int

    @property
    def known(self) -> int:
        return self.both + self.a_only + self.b_only + self.neither

    @property
    def with_a(self) -> int:
        return self.both + self.a_only

    @property
    def with_b(self) -> int:
        return self.both + self.b_only


@dataclass(frozen=True)
class Pair:
    a: str
    b: str
    table: Table
    odds_ratio: OddsRatio


@dataclass(frozen=True)
class Pairs:
    """Every pair of factors, smallest p first; of many looked at, some fit by chance alone."""

    looked_at: int
    pairs: tuple[Pair, ...]

    def by_chance(self, level: float = 0.05) -> float:
        """How many of the pairs would fall below this p-value if no factors went together."""
        return self.looked_at * level


def odds_ratio(table: Table, confidence: float = 0.95) -> OddsRatio:
    """The odds ratio given both margins, by conditional maximum likelihood, with exact limits.

    Formula: `both` is hypergeometric with terms x psi^k; the value solves mean = seen, the limits
    have a chance of a/2 for a count as high (low) as seen; p sums the tables no likelier than the
    one seen at psi = 1. Units: a ratio, 1 is no association. A cell without records: 0 or infinite
    and open to that side. A factor that all records or none have: no ratio, limits 0 to infinity,
    p = 1, with the reason (R prints 0 there).
    Errors: relative 1e-9; R's fisher.test stops at 1e-4. Source: Fisher 1935; Cornfield 1956.
    """
    if reason := _complaint(table, confidence):
        return OddsRatio(reason=reason, confidence=confidence)
    terms = _Terms(table)
    tail = (1 - confidence) / 2
    one_way = len(terms.counts) == 1
    at_low, at_high = terms.seen == terms.counts[0], terms.seen == terms.counts[-1]
    return OddsRatio(
        value=None if one_way else terms.value(at_low, at_high),
        lower=0.0 if at_low else terms.solve(lambda s: terms.at_least(s) - tail),
        upper=inf if at_high else terms.solve(lambda s: tail - terms.at_most(s)),
        confidence=confidence,
        method=Method.EXACT_CONDITIONAL,
        verdict=may_be_given(Kind.PROPORTION, table.known),
        reason=NoFigure.NO_VARIATION if one_way else None,
        p=two_sided(terms.central, terms.seen - terms.counts[0]),
    )


def tabulate(a: Sequence[bool | None], b: Sequence[bool | None]) -> Table:
    """Count the records in which both are known; a None on either side leaves the record out."""
    known = [(x, y) for x, y in zip(a, b, strict=True) if x is not None and y is not None]
    both = sum(x and y for x, y in known)
    with_a, with_b = sum(x for x, _ in known), sum(y for _, y in known)
    return Table(both, with_a - both, with_b - both, len(known) - with_a - with_b + both)


def pairs(factors: Mapping[str, Sequence[bool | None]], confidence: float = 0.95) -> Pairs:
    """Every pair of the factors over the same records, the strongest evidence first."""
    found = sorted(_pairs(factors, confidence), key=_evidence)
    return Pairs(len(found), tuple(found))


def _pairs(factors: Mapping[str, Sequence[bool | None]], confidence: float) -> Iterator[Pair]:
    for a, b in combinations(factors, 2):
        table = tabulate(factors[a], factors[b])
        yield Pair(a, b, table, odds_ratio(table, confidence))


def _evidence(pair: Pair) -> tuple[float, str, str]:
    p = pair.odds_ratio.p
    return (2.0 if p is None else p, pair.a, pair.b)


class _Terms:
    """The chance of each possible number of records with both, for any odds ratio."""

    def __init__(self, table: Table) -> None:
        import numpy as np

        low = max(0, table.with_a + table.with_b - table.known)
        high = min(table.with_a, table.with_b)
        k = np.arange(low, high)
        rest = table.known - table.with_a - table.with_b
        ratios = np.log((table.with_a - k) * (table.with_b - k)) - np.log(
            (k + 1.0) * (rest + k + 1.0)
        )
        self.counts = range(low, high + 1)
        self.seen = table.both
        self.central = weights(ratios)
        self._ratios = ratios
        self._counts = np.arange(low, high + 1)

    def _chances(self, log_odds: float) -> Any:
        terms = weights(self._ratios + log_odds)
        return terms / terms.sum()

    def at_least(self, log_odds: float) -> float:
        return float(self._chances(log_odds)[self.seen - self.counts[0] :].sum())

    def at_most(self, log_odds: float) -> float:
        return float(self._chances(log_odds)[: self.seen - self.counts[0] + 1].sum())

    def value(self, at_low: bool, at_high: bool) -> float:
        if at_low:
            return 0.0
        if at_high:
            return inf
        return self.solve(lambda s: float((self._chances(s) * (self._counts - self.seen)).sum()))

    def solve(self, rises: Any) -> float:
        """The odds ratio at which a function that rises with its log crosses nought."""
        from scipy.optimize import brentq

        return exp(float(brentq(rises, -STEEPEST, STEEPEST, xtol=1e-12, rtol=1e-14)))


def _complaint(table: Table, confidence: float) -> NoFigure | None:
    if not 0 < confidence < 1:
        return NoFigure.CONFIDENCE
    if min(table.both, table.a_only, table.b_only, table.neither) < 0:
        return NoFigure.NEGATIVE
    return None if table.known else NoFigure.NO_RECORDS
