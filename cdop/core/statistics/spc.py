"""XmR charts with the rules of NHS "plot the dots", and whether one may be drawn at all."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum, isfinite

from cdop.core.statistics.verdict import Standing

LIMIT = 2.66
SCREEN = 3.267
RUN = 7
LEAST_MEAN = 5
FIRM_FROM = 12


class Flag(StrEnum):
    """What a point signals, in the order in which the rules are asked."""

    ABOVE = "Above UCL"
    BELOW = "Below LCL"
    RISING = "7 Point Trend (Increasing)"
    FALLING = "7 Point Trend (Decreasing)"
    TWO_ABOVE = "2 in 3 Above CL"
    TWO_BELOW = "2 in 3 Below CL"
    RUN_ABOVE = "7 Points Above CL"
    RUN_BELOW = "7 Points Below CL"
    COMMON = "Common Cause"


class NoChart(StrEnum):
    """Why an XmR chart is refused or read with care."""

    NO_POINTS = "There are no points to draw."
    MISSING = "A value is missing; a gap would raise false signals."
    FEW_EVENTS = (
        "The mean is under 5 a period, where these limits mislead; "
        "draw the time or births between deaths instead."
    )
    MANY_ZEROS = (
        "Over half the periods have no deaths, where these limits mislead; "
        "draw the time or births between deaths instead."
    )
    NO_VARIATION = "All the values are the same, so there are no limits."
    FEW_POINTS = "Fewer than 12 points: the limits are not firm yet."


@dataclass(frozen=True)
class ChartVerdict:
    standing: Standing
    reason: NoChart | None = None
    offer_rare_events: bool = False

    @property
    def may_draw(self) -> bool:
        return self.standing is not Standing.NOT_GIVEN


@dataclass(frozen=True)
class Baseline:
    """Mean and limits of one stretch; no limits where no moving range is left to take them from."""

    mean: float
    spread: float | None

    def limit(self, times: float) -> float | None:
        return None if self.spread is None else self.mean + times * self.spread


@dataclass(frozen=True)
class XmrPoint:
    value: float
    mean: float
    lower: float | None
    upper: float | None
    near_lower: float | None
    near_upper: float | None
    side: int
    outside: bool
    near: bool
    flag: Flag


@dataclass(frozen=True)
class Xmr:
    points: tuple[XmrPoint, ...]
    verdict: ChartVerdict


def xmr(
    values: Sequence[float | None],
    *,
    rebase_at: Collection[int] = (),
    screen_outliers: bool = True,
    fix_after: int | None = None,
) -> Xmr:
    """Mean -+ 2.66 x mean moving range, near limits at two thirds, and a flag for each point.

    Screening drops moving ranges of 3.267 times their mean or more, once, then takes the mean
    again. `rebase_at` holds positions (from 0) at which a new baseline starts; `fix_after` uses
    the first so many points of each baseline for its limits. Rules in order: outside the limits;
    seven in a row rising or falling (strictly); two of three beyond the near limit with all three
    on one side of the mean; seven in a row on one side (a point on the mean breaks it).
    Units: those of the values. All values alike under screening: no limits. The verdict refuses
    the chart for rare events (`chart_verdict`); the calculation is there all the same.
    Source: Wheeler; NHS England, Making data count; agrees with NHSRplotthedots 0.2.2.
    """
    known = [value for value in values if value is not None and isfinite(value)]
    if len(known) < len(values):
        return Xmr((), ChartVerdict(Standing.NOT_GIVEN, NoChart.MISSING))
    starts = sorted({0, *rebase_at}) + [len(known)]
    points: list[XmrPoint] = []
    for start, end in zip(starts, starts[1:], strict=False):
        stretch = known[start:end]
        if stretch:
            points.extend(_stretch(stretch, screen_outliers, fix_after))
    return Xmr(tuple(points), chart_verdict(known, points))


def chart_verdict(values: Sequence[float], points: Sequence[XmrPoint] = ()) -> ChartVerdict:
    """Whether an XmR chart of these counts may be drawn.

    Refused when the mean is under 5 or over half the values are 0 (screening then makes limits
    equal to the mean and flags every point): a rare-event chart is offered. Flagged under 12.
    """
    if not values:
        return ChartVerdict(Standing.NOT_GIVEN, NoChart.NO_POINTS)
    if 2 * sum(value == 0 for value in values) > len(values):
        return ChartVerdict(Standing.NOT_GIVEN, NoChart.MANY_ZEROS, offer_rare_events=True)
    if sum(values) / len(values) < LEAST_MEAN:
        return ChartVerdict(Standing.NOT_GIVEN, NoChart.FEW_EVENTS, offer_rare_events=True)
    if len(set(values)) == 1 or any(point.upper is None for point in points):
        return ChartVerdict(Standing.NOT_GIVEN, NoChart.NO_VARIATION)
    if len(values) < FIRM_FROM:
        return ChartVerdict(Standing.FLAGGED, NoChart.FEW_POINTS)
    return ChartVerdict(Standing.GIVEN)


def moving_range_mean(values: Sequence[float], *, screen: bool) -> float | None:
    """The mean of the differences between neighbours; None where screening leaves none."""
    ranges = [abs(b - a) for a, b in zip(values, values[1:], strict=False)]
    if screen and ranges:
        bar = SCREEN * _mean(ranges)
        ranges = [r for r in ranges if r < bar]
    return _mean(ranges) if ranges else None


def _mean(values: Sequence[float]) -> float:
    """Added up twice, as R does, so that equal values have themselves for a mean."""
    once = fsum(values) / len(values)
    return once + fsum(value - once for value in values) / len(values)


def _stretch(values: Sequence[float], screen: bool, fix_after: int | None) -> list[XmrPoint]:
    base = values[:fix_after] if fix_after else values
    moving = moving_range_mean(base, screen=screen)
    baseline = Baseline(_mean(base), None if moving is None else LIMIT * moving)
    bare = [_place(value, baseline) for value in values]
    flags = _flags(values, bare)
    return [XmrPoint(**{**vars(p), "flag": flag}) for p, flag in zip(bare, flags, strict=True)]


def _place(value: float, base: Baseline) -> XmrPoint:
    lower, upper = base.limit(-1), base.limit(1)
    near_lower, near_upper = base.limit(-2 / 3), base.limit(2 / 3)
    outside = _beyond(value, lower, upper)
    return XmrPoint(
        value,
        base.mean,
        lower,
        upper,
        near_lower,
        near_upper,
        side=(value > base.mean) - (value < base.mean),
        outside=outside,
        near=not outside and _beyond(value, near_lower, near_upper),
        flag=Flag.COMMON,
    )


def _beyond(value: float, lower: float | None, upper: float | None) -> bool:
    return lower is not None and upper is not None and not lower <= value <= upper


def _flags(values: Sequence[float], points: Sequence[XmrPoint]) -> list[Flag]:
    trend = _trend(values)
    pairs = _two_in_three(points)
    runs = _run(points)
    return [
        _flag(point, rising, pair, run)
        for point, rising, pair, run in zip(points, trend, pairs, runs, strict=True)
    ]


def _flag(point: XmrPoint, trend: int, pair: bool, run: bool) -> Flag:
    above = point.side > 0
    if point.outside:
        return Flag.ABOVE if above else Flag.BELOW
    if trend:
        return Flag.RISING if trend > 0 else Flag.FALLING
    if pair:
        return Flag.TWO_ABOVE if above else Flag.TWO_BELOW
    if run:
        return Flag.RUN_ABOVE if above else Flag.RUN_BELOW
    return Flag.COMMON


def _trend(values: Sequence[float]) -> list[int]:
    """1 or -1 for each point of seven in a row; where two trends meet, the later one counts."""
    marks = [0] * len(values)
    for end in range(RUN, len(values) + 1):
        window = values[end - RUN : end]
        steps = [(b > a) - (b < a) for a, b in zip(window, window[1:], strict=False)]
        if abs(sum(steps)) == RUN - 1:
            marks[end - RUN : end] = [steps[0]] * RUN
    return marks


def _two_in_three(points: Sequence[XmrPoint]) -> list[bool]:
    marks = [False] * len(points)
    for start in range(len(points) - 2):
        three = points[start : start + 3]
        if abs(sum(p.side for p in three)) == 3 and sum(p.near for p in three) >= 2:
            for offset, point in enumerate(three):
                marks[start + offset] |= point.near
    return marks


def _run(points: Sequence[XmrPoint]) -> list[bool]:
    marks = [False] * len(points)
    for start in range(len(points) - RUN + 1):
        if abs(sum(p.side for p in points[start : start + RUN])) == RUN:
            marks[start : start + RUN] = [True] * RUN
    return marks
