"""Whether a rate rises or falls over the years: a Poisson model, or an exact test of few deaths."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, inf, isfinite
from typing import Any

from cdop.core.statistics import poisson_regression
from cdop.core.statistics.figure import Figure, Method, NoFigure, complaint
from cdop.core.statistics.verdict import UNRELIABLE_UNDER, Kind, may_be_given

EXACT_UNDER = UNRELIABLE_UNDER
STEEPEST = 30.0


class Direction(StrEnum):
    RISING = "rising"
    FALLING = "falling"
    UNCLEAR = "no clear change"


@dataclass(frozen=True)
class Year:
    """Deaths and births of one year (or period); `time` is its number."""

    time: float
    deaths: float | None
    births: float | None


@dataclass(frozen=True)
class CochranArmitage:
    chi_square: float | None
    p: float | None
    reason: NoFigure | None = None


@dataclass(frozen=True)
class Trend(Figure):
    """The rate ratio a year with its limits and the tests; `p` is the one to quote."""

    deaths: float = 0
    wald_p: float | None = None
    likelihood_ratio: float | None = None
    likelihood_ratio_p: float | None = None
    exact_p: float | None = None
    dispersion: float | None = None

    @property
    def p(self) -> float | None:
        return self.exact_p if self.exact_p is not None else self.likelihood_ratio_p

    @property
    def direction(self) -> Direction:
        """Said only where the limits leave out 1 and the verdict lets the figure be given."""
        if self.lower is None or self.upper is None or not self.verdict.may_publish:
            return Direction.UNCLEAR
        if self.lower > 1:
            return Direction.RISING
        return Direction.FALLING if self.upper < 1 else Direction.UNCLEAR


def trend(years: Sequence[Year], confidence: float = 0.95) -> Trend:
    """The change of the rate a year: the model from 20 deaths on, the exact method below.

    Units: a rate ratio for one unit of `time`; 1 is no change.
    """
    deaths = sum(year.deaths or 0 for year in years)
    return (exact_trend if deaths < EXACT_UNDER else modelled_trend)(years, confidence)


def modelled_trend(years: Sequence[Year], confidence: float = 0.95) -> Trend:
    """exp(b) of the Poisson model log rate = a + b t, offset log births.

    Wald limits exp(b -+ z se) and p; likelihood-ratio chi-square (1 df) against no change and p;
    Pearson dispersion (well above 1: more scatter than chance, limits too narrow). Years without
    births are left out. All deaths at one end: no finite value, with the reason.
    Source: McCullagh and Nelder 1989; agrees with R's glm.
    """
    found = _usable(years, confidence)
    if isinstance(found, Trend):
        return found
    times, deaths, births = found
    model = poisson_regression.fit(times, deaths, births)
    if model is None:
        reason = _edge(times, deaths) or NoFigure.NOT_FITTED
        return Trend(reason=reason, confidence=confidence, deaths=sum(deaths))
    lower, upper = model.ratio_limits(confidence)
    return Trend(
        exp(model.slope),
        lower,
        upper,
        confidence,
        Method.WALD,
        may_be_given(Kind.TREND, sum(deaths)),
        deaths=sum(deaths),
        wald_p=model.wald_p,
        likelihood_ratio=model.likelihood_ratio,
        likelihood_ratio_p=model.likelihood_ratio_p,
        dispersion=model.dispersion,
    )


def exact_trend(years: Sequence[Year], confidence: float = 0.95) -> Trend:
    """The rate ratio a year with exact limits and p, given the number of deaths.

    Given their number, deaths fall on years in proportion to births x r^t; T is the sum of the
    years of death. p = P(|T - E| >= |seen - E|) with r = 1, over every way the deaths could fall;
    the limits are the r at which T as high (low) as seen has a chance of a/2; the value is the
    model's. All deaths in the first or last year: open to one side. Whole deaths and years only.
    Cost grows with the square of deaths times years; meant for fewer than some hundred deaths.
    Source: Cox and Lewis 1966, the exact conditional test of a Poisson trend.
    """
    found = _usable(years, confidence)
    if isinstance(found, Trend):
        return found
    times, deaths, births = found
    if any(number != int(number) for number in (*times, *deaths)):
        return Trend(reason=NoFigure.NOT_WHOLE, confidence=confidence, deaths=sum(deaths))
    sums = _Sums([int(t - min(times)) for t in times], births, int(sum(deaths)))
    seen = sum(int(t - min(times)) * int(d) for t, d in zip(times, deaths, strict=True))
    edge = _edge(times, deaths)
    model = None if edge else poisson_regression.fit(times, deaths, births)
    tail = (1 - confidence) / 2
    return Trend(
        value=exp(model.slope) if model else None,
        lower=sums.ratio_where(lambda r: sums.at_least(seen, r) - tail, seen == 0, low=True),
        upper=sums.ratio_where(
            lambda r: tail - sums.at_most(seen, r), seen == sums.highest, low=False
        ),
        confidence=confidence,
        method=Method.EXACT_CONDITIONAL,
        verdict=may_be_given(Kind.TREND, sum(deaths)),
        reason=edge or (None if model else NoFigure.NOT_FITTED),
        deaths=sum(deaths),
        exact_p=sums.p_value(seen),
        dispersion=model.dispersion if model else None,
    )


def cochran_armitage(years: Sequence[Year]) -> CochranArmitage:
    """The chi-square test of a linear trend in proportions, 1 degree of freedom.

    Formula: (sum x(t - m))^2 / (p(1-p) sum n(t - m)^2), m the mean of t weighted by births, p all
    deaths over all births. Units: chi-square. No p-value where nobody or everybody died.
    Source: Armitage 1955; as R's prop.trend.test.
    """
    from scipy.special import chdtrc

    found = _usable(years, 0.95)
    if isinstance(found, Trend):
        return CochranArmitage(None, None, found.reason)
    times, deaths, births = found
    share = sum(deaths) / sum(births)
    if share >= 1:
        return CochranArmitage(None, None, NoFigure.NO_VARIATION)
    mean = sum(n * t for t, n in zip(times, births, strict=True)) / sum(births)
    shift = sum(x * (t - mean) for t, x in zip(times, deaths, strict=True))
    spread = sum(n * (t - mean) ** 2 for t, n in zip(times, births, strict=True))
    chi_square = shift**2 / (share * (1 - share) * spread)
    return CochranArmitage(chi_square, float(chdtrc(1, chi_square)))


class _Sums:
    """The exact distribution of the sum of the years of death, for any rate ratio a year."""

    def __init__(self, times: Sequence[int], births: Sequence[float], deaths: int) -> None:
        import numpy as np

        share = np.zeros(max(times) + 1)
        np.add.at(share, list(times), births)
        self.highest = max(times) * deaths
        even = share / share.sum()
        self._even = np.ones(1)
        for _ in range(deaths):
            self._even = np.convolve(self._even, even)
        self._sums = np.arange(self.highest + 1)

    def _terms(self, log_ratio: float) -> Any:
        import numpy as np

        with np.errstate(divide="ignore"):
            logs = np.log(self._even) + log_ratio * self._sums
        terms = np.exp(logs - logs.max())
        return terms / terms.sum()

    def at_least(self, seen: int, log_ratio: float) -> float:
        return float(self._terms(log_ratio)[seen:].sum())

    def at_most(self, seen: int, log_ratio: float) -> float:
        return float(self._terms(log_ratio)[: seen + 1].sum())

    def p_value(self, seen: int) -> float:
        terms = self._terms(0.0)
        mean = float((terms * self._sums).sum())
        far = abs(self._sums - mean) >= abs(seen - mean) - 1e-9
        return min(1.0, float(terms[far].sum()))

    def ratio_where(
        self, falls_short: Callable[[float], float], open_side: bool, *, low: bool
    ) -> float:
        """The rate ratio at which a function that rises with its log crosses nought."""
        from scipy.optimize import brentq

        if open_side:
            return 0.0 if low else inf
        return exp(float(brentq(falls_short, -STEEPEST, STEEPEST, xtol=1e-12)))


def _usable(
    years: Sequence[Year], confidence: float
) -> Trend | tuple[list[float], list[float], list[float]]:
    """The years with births, or the answer that there is no trend and why."""
    lived = [year for year in years if year.births != 0]
    reason = complaint([y.deaths for y in years], [y.births for y in lived], confidence)
    deaths = [y.deaths or 0.0 for y in lived]
    if reason is None:
        reason = _shape_complaint(years, lived, sum(deaths))
    if reason:
        return Trend(reason=reason, confidence=confidence)
    return [y.time for y in lived], deaths, [y.births or 0.0 for y in lived]


def _shape_complaint(
    years: Sequence[Year], lived: Sequence[Year], deaths: float
) -> NoFigure | None:
    if any(year.deaths and year.births == 0 for year in years):
        return NoFigure.NO_DENOMINATOR
    if not all(isfinite(year.time) for year in years):
        return NoFigure.MISSING
    if len({year.time for year in lived}) < 2:
        return NoFigure.TOO_FEW_GROUPS
    return None if deaths else NoFigure.NO_EVENTS


def _edge(times: Sequence[float], deaths: Sequence[float]) -> NoFigure | None:
    fatal = {t for t, d in zip(times, deaths, strict=True) if d}
    at_one_end = fatal in ({min(times)}, {max(times)})
    return NoFigure.AT_THE_EDGE if at_one_end else None
