"""Funnel plots of a table whose lines are panels, from what is printed in it and nothing else.

A panel whose numbers are hidden has no point, no name, and no part in the average.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cdop.audits.rates import restored
from cdop.core.statistics import funnel as limits
from cdop.core.statistics.funnel import Area, Point, Significance
from cdop.web.charts.funnel import FunnelLine, FunnelPoint, funnel

FEWEST = 3  # with fewer panels there is nothing to compare
STEPS = 40
HIGH = (Significance.HIGH, Significance.HIGH_FAR)
LOW = (Significance.LOW, Significance.LOW_FAR)
TOO_FEW = "Fewer than three panels have numbers that can be shown, so they are not compared."


@dataclass(frozen=True)
class PanelLine:
    """One printed line; None is hidden."""

    code: str
    label: str
    count: int | None
    denominator: int | None


@dataclass(frozen=True)
class Funnel:
    """The panels that are shown, and their average."""

    points: tuple[Point, ...]
    average: float
    per: int  # 0 for shares

    def significant(self, labels: Sequence[Significance]) -> list[str]:
        return [point.area.name for point in self.points if point.significance in labels]


def funnel_of(lines: Sequence[PanelLine], rate: Mapping[str, Any] | None) -> Funnel | None:
    """The panels of printed lines; by births where the table has a rate, else by their deaths.

    None where fewer than three can be shown.
    """
    divided = restored(rate)
    areas = []
    for line in lines:
        size = divided.people.get(line.code) if divided else line.denominator
        if line.count is not None and size:
            areas.append(Area(line.label, line.count, size))
    if len(areas) < FEWEST:
        return None
    if divided is None:
        average, points = limits.proportion_points(areas)
    else:
        average, points = limits.rate_points(areas, per=divided.per)
    return Funnel(tuple(points), average or 0.0, divided.per if divided else 0)


def funnel_sentence(title: str, found: Funnel | None) -> str:
    """What the picture shows, in words; a panel is named only where it lies outside."""
    if found is None:
        return f"{title}: {TOO_FEW[0].lower()}{TOO_FEW[1:]}"
    average = f"{found.average:.2f} per {found.per:,}" if found.per else f"{found.average:.1%}"
    high, low = found.significant(HIGH), found.significant(LOW)
    outside = [
        f"{' and '.join(names)} {'lies' if len(names) == 1 else 'lie'} {side} it by more than"
        " chance explains"
        for names, side in ((high, "above"), (low, "below"))
        if names
    ]
    told = "; ".join(outside) or "none differs from it by more than chance explains (95%)"
    return f"{title}: the average of the {len(found.points)} panels shown is {average}; {told}."


def funnel_picture(found: Funnel, title: str, sentence: str, who: str) -> dict[str, Any]:
    """The plot, with lines at 95% and 99.8% round the average."""
    sizes = [float(point.area.size or 0) for point in found.points]
    return funnel(
        [_drawn(point) for point in found.points],
        [_line(found, max(sizes) * 1.1 * (step / STEPS) ** 2) for step in range(1, STEPS + 1)],
        found.average,
        title,
        sentence,
        size_title="Live births" if found.per else who,
        value_title=f"Deaths per {found.per:,} live births" if found.per else "Percentage",
        share=not found.per,
    )


def _drawn(point: Point) -> FunnelPoint:
    value = point.figure.value if point.figure and point.figure.value is not None else 0.0
    outside = point.significance not in (None, Significance.NONE)
    return FunnelPoint(point.area.name, point.area.size or 0, value, outside)


def _line(found: Funnel, size: float) -> FunnelLine:
    near, far = (_limits(found, size, level) for level in (limits.NEAR, limits.FAR))
    return FunnelLine(size, near.lower, near.upper, far.lower, far.upper)


def _limits(found: Funnel, size: float, confidence: float) -> limits.Limits:
    if not found.per:
        return limits.proportion_limits(found.average, size, confidence)
    counts = limits.count_limits_at(found.average / found.per * size, confidence)
    each = found.per / size
    return limits.Limits(
        None if counts.lower is None else counts.lower * each,
        None if counts.upper is None else counts.upper * each,
    )
