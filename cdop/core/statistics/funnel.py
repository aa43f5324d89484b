"""Funnel plots: the limits around an average, and on which side of them an area lies."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from cdop.core.statistics.counts import normal_quantile
from cdop.core.statistics.figure import Figure, NoFigure
from cdop.core.statistics.proportion import proportion
from cdop.core.statistics.rates import rate
from cdop.core.statistics.standardised import ratio_of_expected

# The two pairs of lines: one area in 20, and one in 500, lies outside by chance.
NEAR, FAR = 0.95, 0.998


class Significance(StrEnum):
    """Where an area lies, in the words of OHID."""

    LOW_FAR = "Low (0.001)"
    LOW = "Low (0.025)"
    NONE = "Not significant"
    HIGH = "High (0.025)"
    HIGH_FAR = "High (0.001)"


@dataclass(frozen=True)
class Limits:
    """A pair of funnel lines at one size of area; None where there is no line."""

    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Area:
    """One point: its events and its births, records or expected events."""

    name: str
    events: float | None
    size: float | None


@dataclass(frozen=True)
class Point:
    area: Area
    figure: Figure | None
    significance: Significance | None
    reason: str | None = None


def proportion_limits(average: float, size: float, confidence: float = NEAR) -> Limits:
    """p0 -+ z sqrt(p0(1-p0)/n), kept within 0 and 1: where a share just differs from the average.

    Units: shares from 0 to 1. No records: no lines. Source: Spiegelhalter 2005; the same as asking
    where the average lies on the Wilson limit of the share.
    """
    if size <= 0 or not 0 <= average <= 1:
        return Limits(None, None)
    spread = normal_quantile(confidence) * sqrt(average * (1 - average) / size)
    return Limits(max(0.0, average - spread), min(1.0, average + spread))


def expected_at_limits(observed: float, confidence: float = NEAR) -> Limits:
    """The expected events E at which `observed` just lies on a funnel line.

    lower = chi2(a/2, 2O)/2: so few expected that O is on the upper line; none where O is 0.
    upper = chi2(1-a/2, 2O+2)/2: so many expected that O is on the lower line.
    Units: events. Source: OHID's funnel functions, which search where this inverts (5e-5 apart).
    """
    from scipy.special import gammainccinv, gammaincinv

    tail = (1 - confidence) / 2
    lower = float(gammaincinv(observed, tail)) if observed > 0 else None
    return Limits(lower, float(gammainccinv(observed + 1, tail)))


def ratio_limits(observed: float, confidence: float = NEAR) -> Limits:
    """The ratios O/E on the lower and upper line for the E of `expected_at_limits`.

    Units: a ratio, 1 the average. With no events the lower line is at 0 and there is no upper one.
    """
    expected = expected_at_limits(observed, confidence)
    upper = observed / expected.lower if expected.lower else None
    return Limits(observed / expected.upper if expected.upper else None, upper)


def rate_limits(observed: float, average: float, confidence: float = NEAR) -> Limits:
    """The rates on the lines for a count: the ratio limits times the average rate (same units)."""
    ratio = ratio_limits(observed, confidence)
    return Limits(
        None if ratio.lower is None else ratio.lower * average,
        None if ratio.upper is None else ratio.upper * average,
    )


def births_at_limits(
    observed: float, average: float, *, per: float = 1000, confidence: float = NEAR
) -> Limits:
    """How many births put `observed` on the upper (`lower`) and lower (`upper`) line.

    Units: births (or people, or person-years); `average` is a rate per `per`, above 0.
    """
    if average <= 0:
        return Limits(None, None)
    expected = expected_at_limits(observed, confidence)
    each = per / average
    return Limits(
        None if expected.lower is None else expected.lower * each,
        None if expected.upper is None else expected.upper * each,
    )


def count_limits_at(expected: float, confidence: float = NEAR) -> Limits:
    """The events between which an area with `expected` events lies by chance, for drawing lines.

    The counts at which the exact Poisson limits of `expected_at_limits` just reach `expected`,
    taken as continuous: chi-square inverted in its degrees of freedom. Units: events. Below about
    3.7 expected (95%) there is no lower line: even no events are within chance.
    """
    from scipy.optimize import brentq
    from scipy.special import gammainc, gammaincc

    if expected <= 0:
        return Limits(None, None)
    tail = (1 - confidence) / 2
    far = expected + 40 * sqrt(expected) + 40
    upper = brentq(lambda o: gammainc(o, expected) - tail, 1e-12, far, xtol=1e-12)
    if gammaincc(1.0, expected) > tail:
        return Limits(0.0, float(upper))
    lower = brentq(lambda o: gammaincc(o + 1, expected) - tail, 0.0, expected, xtol=1e-12)
    return Limits(float(lower), float(upper))


def significance(near: Figure, far: Figure, average: float) -> Significance | None:
    """The label from the area's own limits at 95% and 99.8% against the average.

    Limits are exact below 10 events and Byar's from 10, as OHID's labels are. None without limits.
    """
    far_side = _side(far, average)
    near_side = _side(near, average)
    if near_side is None or far_side is None:
        return None
    if far_side:
        return Significance.HIGH_FAR if far_side > 0 else Significance.LOW_FAR
    if near_side:
        return Significance.HIGH if near_side > 0 else Significance.LOW
    return Significance.NONE


def rate_significance(
    events: float | None, births: float | None, average: float, *, per: float = 1000
) -> Significance | None:
    """The label of a rate against an average rate (both per `per`)."""
    return significance(
        rate(events, births, per=per, confidence=NEAR),
        rate(events, births, per=per, confidence=FAR),
        average,
    )


def ratio_significance(observed: float | None, expected: float | None) -> Significance | None:
    """The label of observed against expected events."""
    return significance(
        ratio_of_expected(observed, expected, confidence=NEAR),
        ratio_of_expected(observed, expected, confidence=FAR),
        1.0,
    )


def proportion_significance(
    count: float | None, size: float | None, average: float
) -> Significance | None:
    """The label of a share by its Wilson limits against an average share."""
    return significance(share_figure(count, size, NEAR), share_figure(count, size, FAR), average)


def rate_points(areas: Sequence[Area], *, per: float = 1000) -> tuple[float | None, list[Point]]:
    """The average rate of all areas together (each area included) and each area's point.

    An area without births or with events missing has no point but the reason.
    """
    known = [(a.events, a.size) for a in areas if a.events is not None and a.size]
    size = sum(n for _, n in known)
    if not size:
        return None, [Point(area, None, None, NoFigure.NO_DENOMINATOR) for area in areas]
    average = sum(x for x, _ in known) / size * per
    return average, [
        _point(area, rate(area.events, area.size, per=per), area_significance)
        for area in areas
        for area_significance in [rate_significance(area.events, area.size, average, per=per)]
    ]


def proportion_points(areas: Sequence[Area]) -> tuple[float | None, list[Point]]:
    """The average share of all areas together (each area included) and each area's point."""
    known = [(a.events, a.size) for a in areas if a.events is not None and a.size]
    size = sum(n for _, n in known)
    if not size:
        return None, [Point(area, None, None, NoFigure.NO_RECORDS) for area in areas]
    average = sum(x for x, _ in known) / size
    return average, [
        _point(area, share_figure(area.events, area.size), label)
        for area in areas
        for label in [proportion_significance(area.events, area.size, average)]
    ]


def share_figure(count: float | None, size: float | None, confidence: float = NEAR) -> Figure:
    """A share with its Wilson limits as a figure, so that it can stand beside rates."""
    share = proportion(count, size, confidence)
    if share.share is None:
        missing = count is None or size is None
        reason = NoFigure.MISSING if missing else NoFigure.NO_RECORDS
        return Figure(reason=reason, confidence=confidence)
    return Figure(share.share, share.lower, share.upper, confidence, None, share.verdict)


def _point(area: Area, figure: Figure, label: Significance | None) -> Point:
    return Point(area, figure if figure.value is not None else None, label, figure.reason)


def _side(figure: Figure, average: float) -> int | None:
    """1 where the whole interval lies above the average, -1 below, 0 where it holds it."""
    if figure.value is None or figure.upper is None:
        return None
    if figure.lower is not None and figure.lower > average:
        return 1
    return -1 if figure.upper < average else 0
