"""The difference of two independent shares with an interval that holds for small numbers."""

from math import sqrt

from cdop.core.statistics.figure import Figure, NoFigure, no_figure
from cdop.core.statistics.proportion import NoProportion, proportion
from cdop.core.statistics.verdict import Kind, may_be_given


def difference(
    count_a: int, known_a: int, count_b: int, known_b: int, confidence: float = 0.95
) -> Figure:
    """p_a - p_b, limits by Newcombe's hybrid of the two Wilson intervals.

    Formula: d - sqrt((p_a - l_a)^2 + (u_b - p_b)^2) to d + sqrt((u_a - p_a)^2 + (p_b - l_b)^2).
    Units: shares from 0 to 1. No records on either side: no difference, with the reason.
    Source: Newcombe, Statistics in Medicine 1998, method 10 (56 of 70 and 48 of 80: 0.0524 to
    0.3339).
    """
    a = proportion(count_a, known_a, confidence)
    b = proportion(count_b, known_b, confidence)
    if a.share is None or a.lower is None or a.upper is None:
        return no_figure(_WHY[a.reason or NoProportion.NO_RECORDS], confidence)
    if b.share is None or b.lower is None or b.upper is None:
        return no_figure(_WHY[b.reason or NoProportion.NO_RECORDS], confidence)
    middle = a.share - b.share
    return Figure(
        middle,
        middle - sqrt((a.share - a.lower) ** 2 + (b.upper - b.share) ** 2),
        middle + sqrt((a.upper - a.share) ** 2 + (b.share - b.lower) ** 2),
        confidence,
        verdict=may_be_given(Kind.PROPORTION, known_a, known_b),
    )


_WHY = {
    NoProportion.MISSING: NoFigure.MISSING,
    NoProportion.NO_RECORDS: NoFigure.NO_RECORDS,
    NoProportion.NEGATIVE: NoFigure.NEGATIVE,
    NoProportion.ABOVE_DENOMINATOR: NoFigure.ABOVE_DENOMINATOR,
    NoProportion.CONFIDENCE: NoFigure.CONFIDENCE,
}
