"""Charts for rare events: births or days between deaths, and small counts a period."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum, isfinite, log, log1p, sqrt
from statistics import median

from cdop.core.statistics.spc import moving_range_mean

# The chance beyond each exact limit, that of three standard deviations of a normal distribution.
LOW, HIGH = 0.00135, 0.99865
NORMALISING = 3.6
THREE_SIGMA = 3 / 1.128
# Two deaths on one day: no time passed between them, but the chart needs some.
SAME_DAY = 0.5


class Signal(StrEnum):
    """A short gap (or a high count) speaks of worsening, a long gap of improvement."""

    WORSENING = "Deaths closer together than chance explains"
    IMPROVEMENT = "Deaths further apart than chance explains"
    NONE = "Within what chance explains"


class NoChart(StrEnum):
    NO_POINTS = "There are no gaps between deaths to draw."
    MISSING = "A value is missing, and none is guessed."
    NEGATIVE = "A gap or count cannot be below zero."
    ZERO_GAP = "A gap of no time cannot be transformed; use the exact limits."
    NO_DEATHS = "There were no deaths, so there is no rate to compare with."
    NO_EXPOSURE = "A period has no births to compare with."


@dataclass(frozen=True)
class Chart:
    """Centre and limits, one signal a point; `adjusted` counts same-day gaps entered as 0.5."""

    values: tuple[float, ...]
    centre: float | None = None
    lower: float | None = None
    upper: float | None = None
    signals: tuple[Signal, ...] = ()
    adjusted: int = 0
    reason: NoChart | None = None


@dataclass(frozen=True)
class CountPoint:
    value: float
    expected: float
    lower: float
    upper: float
    signal: Signal


@dataclass(frozen=True)
class CountChart:
    points: tuple[CountPoint, ...]
    rate: float | None = None
    reason: NoChart | None = None


def g_chart(gaps: Sequence[float]) -> Chart:
    """Births (or cases) between deaths as usually drawn: centre the median gap.

    Upper limit m + 3 sqrt(m(m+1)), m the mean gap; the lower limit is 0, so this chart can never
    signal worsening: prefer `exact_g_chart`. Units: births.
    Source: Benneyan 2001; agrees with qicharts2 0.8.1.
    """
    if reason := _complaint(gaps):
        return Chart(tuple(gaps), reason=reason)
    mean = fsum(gaps) / len(gaps)
    return _chart(gaps, median(gaps), 0.0, mean + 3 * sqrt(mean * (mean + 1)))


def t_chart(gaps: Sequence[float]) -> Chart:
    """Days between deaths as usually drawn: y^(1/3.6), XmR with screening, and back.

    Limits mean -+ 3/1.128 x mean moving range of the transformed gaps; below zero the lower limit
    is 0. A gap of 0 gives a reason instead of a chart. Units: days.
    Source: Nelson 1994; agrees with qicharts2 0.8.1 (which uses 3/1.128 where others use 2.66).
    """
    reason = _complaint(gaps)
    if reason is None and min(gaps) == 0:
        reason = NoChart.ZERO_GAP
    if reason:
        return Chart(tuple(gaps), reason=reason)
    normal = [gap ** (1 / NORMALISING) for gap in gaps]
    mean = fsum(normal) / len(normal)
    moving = moving_range_mean(normal, screen=True)
    if moving is None:
        return _chart(gaps, mean**NORMALISING, None, None)
    spread = THREE_SIGMA * moving
    lower = max(0.0, mean - spread) ** NORMALISING
    return _chart(gaps, mean**NORMALISING, lower, (mean + spread) ** NORMALISING)


def exact_t_chart(gaps: Sequence[float]) -> Chart:
    """Days between deaths with exact limits, which do signal worsening: -ln(1-q) x mean gap.

    Gaps between independent deaths at a steady rate are exponential; q = 0.00135 and 0.99865, the
    centre is the median. Two deaths on one day enter as 0.5 day and are counted in `adjusted`.
    The rate is taken from the same gaps. Units: days. Source: exponential quantiles.
    """
    if reason := _complaint(gaps):
        return Chart(tuple(gaps), reason=reason)
    apart = [gap if gap > 0 else SAME_DAY for gap in gaps]
    mean = fsum(apart) / len(apart)
    lower, centre, upper = (-log1p(-q) * mean for q in (LOW, 0.5, HIGH))
    return _chart(apart, centre, lower, upper, sum(gap == 0 for gap in gaps))


def exact_g_chart(gaps: Sequence[float]) -> Chart:
    """Births between deaths with exact limits: geometric with p = 1/(mean + 1).

    A gap x signals worsening when P(X <= x) < 0.00135 and improvement when P(X >= x) < 0.00135;
    the lines are where these chances are met. Below a mean of about 740 the lower line is 0 and
    no gap is short enough to signal. Units: births. Source: geometric distribution.
    """
    if reason := _complaint(gaps):
        return Chart(tuple(gaps), reason=reason)
    mean = fsum(gaps) / len(gaps)
    if mean == 0:
        return _chart(gaps, 0.0, 0.0, 0.0)
    log_no_death = -log1p(1 / mean)
    lower = log1p(-LOW) / log_no_death - 1
    centre = log(0.5) / log_no_death - 1
    upper = log1p(-HIGH) / log_no_death
    return _chart(gaps, max(0.0, centre), max(0.0, lower), upper)


def count_chart(counts: Sequence[float], exposure: Sequence[float] | None = None) -> CountChart:
    """Deaths a period with exact Poisson limits (c chart; u chart where births are given).

    Expected in a period: all deaths x its share of the births (equal shares without births).
    Limits are the Poisson quantiles at 0.00135 and 0.99865; a point signals beyond them, each side
    with a chance of at most 0.00135. Units: deaths. For means of 1 to 10 a period, where 3 standard
    deviations would put the lower line below zero. Source: exact Poisson quantiles.
    """
    births = list(exposure) if exposure is not None else [1.0] * len(counts)
    if reason := _complaint(counts) or _exposure_complaint(births):
        return CountChart((), reason=reason)
    total = fsum(counts)
    if total == 0:
        return CountChart((), rate=0.0, reason=NoChart.NO_DEATHS)
    rate = total / fsum(births)
    points = [_count_point(y, rate * n) for y, n in zip(counts, births, strict=True)]
    return CountChart(tuple(points), rate)


def poisson_quantile(chance: float, expected: float) -> int:
    """The smallest count k with P(X <= k) of at least `chance`."""
    from scipy.special import pdtr, pdtrik

    k = max(0, int(pdtrik(chance, expected)) - 1)
    while pdtr(k, expected) < chance:
        k += 1
    return k


def _count_point(value: float, expected: float) -> CountPoint:
    lower, upper = poisson_quantile(LOW, expected), poisson_quantile(HIGH, expected)
    signal = Signal.NONE
    if value > upper:
        signal = Signal.WORSENING
    elif value < lower:
        signal = Signal.IMPROVEMENT
    return CountPoint(value, expected, lower, upper, signal)


def _chart(
    gaps: Sequence[float],
    centre: float,
    lower: float | None,
    upper: float | None,
    adjusted: int = 0,
) -> Chart:
    signals = tuple(_signal(gap, lower, upper) for gap in gaps)
    return Chart(tuple(gaps), centre, lower, upper, signals, adjusted)


def _signal(gap: float, lower: float | None, upper: float | None) -> Signal:
    if upper is not None and gap > upper:
        return Signal.IMPROVEMENT
    if lower is not None and gap < lower:
        return Signal.WORSENING
    return Signal.NONE


def _complaint(values: Sequence[float]) -> NoChart | None:
    if not values:
        return NoChart.NO_POINTS
    if _any_missing(values):
        return NoChart.MISSING
    return NoChart.NEGATIVE if min(values) < 0 else None


def _exposure_complaint(births: Sequence[float]) -> NoChart | None:
    if _any_missing(births):
        return NoChart.MISSING
    return NoChart.NO_EXPOSURE if min(births) <= 0 else None


def _any_missing(values: Sequence[float | None]) -> bool:
    return any(value is None or not isfinite(value) for value in values)
