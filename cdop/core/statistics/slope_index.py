"""The slope and relative index of inequality as OHID publishes them, for large numbers only."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from cdop.core.statistics.counts import normal_quantile
from cdop.core.statistics.figure import Figure, Method, NoFigure, complaint
from cdop.core.statistics.inequality import FEWEST_GROUPS, midranks
from cdop.core.statistics.verdict import GIVEN, Kind, may_be_given


class ValueType(StrEnum):
    """How a group's value is spread: as it is, on a log scale, or on a logit scale."""

    OTHER = "other"
    RATE = "rate"
    PROPORTION = "proportion"


class Transform(StrEnum):
    NONE = "none"
    LOG = "log"
    LOGIT = "logit"


@dataclass(frozen=True)
class GroupValue:
    """A group's value with its standard error (on the scale of its type) or its 95% limits."""

    population: float
    value: float
    standard_error: float | None = None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class SlopeIndex:
    slope: Figure
    relative: Figure
    intercept: float | None = None


def slope_index(
    groups: Sequence[GroupValue],
    *,
    value_type: ValueType = ValueType.OTHER,
    transform: Transform = Transform.NONE,
    multiplier: float = 1,
    confidence: float = 0.95,
    draws: int = 100_000,
    seed: int = 20_260_331,
    deaths: float | None = None,
) -> SlopeIndex:
    """OHID's slope and relative index: weighted least squares of the value on the midrank.

    Formula: regress sqrt(a) y on sqrt(a) and b sqrt(a), a the share of people, b the midrank;
    slope = Y1 - Y0 and relative index = Y1 / Y0 of the fitted ends, turned back where y was
    transformed. Limits: `draws` values a group from its normal distribution (on the log scale for
    rates, logit for proportions), the index of each draw, their quantiles; with a transform the
    line's slope is limited so and the line turned about its middle. The seed is fixed, so the
    same data give the same limits. A negative multiplier turns the ratio over.
    Units: those of the value x multiplier; a ratio. Errors: limits vary by 2% with the seed.
    Not for a panel's counts: with 1 to 6 deaths a fifth the limits are nonsense (-10.9 to 12.1)
    and a group with 0 has no log; use `inequality.relative_index`.
    `deaths`, where given, sets the verdict.
    Source: Low and Low 2004; PHEindicatormethods.
    """
    scale = _SCALES[value_type]
    if reason := _value_complaint(groups, scale, transform, confidence):
        none = Figure(reason=reason, confidence=confidence)
        return SlopeIndex(none, none)
    start, steep = _line(groups, _to(transform, [g.value for g in groups]))
    y0, y1 = float(_back(transform, start)), float(_back(transform, start + steep))
    verdict = GIVEN if deaths is None else may_be_given(Kind.INEQUALITY, deaths)
    slope = Figure((y1 - y0) * multiplier, confidence=confidence, verdict=verdict)
    if y0 == 0 or y1 == 0:
        return SlopeIndex(slope, Figure(reason=NoFigure.AT_THE_EDGE, confidence=confidence), y0)
    relative = replace(slope, value=_turned(y1 / y0, multiplier))
    if draws:
        slope, relative = _simulated(
            groups, scale, transform, multiplier, draws, seed, slope, relative
        )
    return SlopeIndex(slope, relative, y0)


_SCALES = {
    ValueType.OTHER: Transform.NONE,
    ValueType.RATE: Transform.LOG,
    ValueType.PROPORTION: Transform.LOGIT,
}


def _simulated(
    groups: Sequence[GroupValue],
    scale: Transform,
    transform: Transform,
    multiplier: float,
    draws: int,
    seed: int,
    slope: Figure,
    relative: Figure,
) -> tuple[Figure, Figure]:
    import numpy as np

    if any(_error(group, scale) is None for group in groups):
        return slope, relative
    random = np.random.default_rng(seed)
    middle = _to(scale, [g.value for g in groups])
    spread = np.array([_error(group, scale) for group in groups], dtype=float)
    values = _back(scale, random.normal(middle, spread, size=(draws, len(groups))))
    start, steep = _line(groups, _to(transform, values).T)
    if transform is Transform.NONE:
        slopes = _quantiles(steep, slope.confidence)
        ratios = _quantiles((start + steep) / start, slope.confidence)
    else:
        slopes, ratios = _turned_about_the_middle(
            groups, transform, _quantiles(steep, slope.confidence)
        )
    slopes = [multiplier * limit for limit in slopes]
    return _limited(slope, slopes), _limited(relative, [_turned(r, multiplier) for r in ratios])


def _turned_about_the_middle(
    groups: Sequence[GroupValue], transform: Transform, steepness: Sequence[float]
) -> tuple[list[float], list[float]]:
    """Differences and ratios of the line's ends when it is turned about its middle."""
    start, slope = _line(groups, _to(transform, [g.value for g in groups]))
    middle = start + slope / 2
    ends = [
        (float(_back(transform, middle - limit / 2)), float(_back(transform, middle + limit / 2)))
        for limit in steepness
    ]
    return [y1 - y0 for y0, y1 in ends], [y1 / y0 for y0, y1 in ends]


def _quantiles(draws: Any, confidence: float) -> list[float]:
    import numpy as np

    tail = (1 - confidence) / 2
    return [float(limit) for limit in np.quantile(draws, [tail, 1 - tail])]


def _limited(figure: Figure, limits: Sequence[float]) -> Figure:
    return replace(figure, lower=min(limits), upper=max(limits), method=Method.SIMULATED)


def _line(groups: Sequence[GroupValue], y: Any) -> tuple[Any, Any]:
    """Start and slope of the weighted line through the groups' values, for one or many draws."""
    import numpy as np

    people = np.array([g.population for g in groups], dtype=float)
    root = np.sqrt(people / people.sum())
    design = np.column_stack([root, root * np.array(midranks(people.tolist()))])
    (start, slope), *_ = np.linalg.lstsq(design, (y.T * root).T, rcond=None)
    return start, slope


def _to(transform: Transform, values: Any) -> Any:
    import numpy as np

    values = np.asarray(values, dtype=float)
    if transform is Transform.LOG:
        return np.log(values)
    return np.log(values / (1 - values)) if transform is Transform.LOGIT else values


def _back(transform: Transform, values: Any) -> Any:
    import numpy as np

    if transform is Transform.LOG:
        return np.exp(values)
    return 1 / (1 + np.exp(-values)) if transform is Transform.LOGIT else values


def _error(group: GroupValue, scale: Transform) -> float | None:
    if group.standard_error is not None:
        return group.standard_error
    if group.lower is None or group.upper is None:
        return None
    lower, upper = _to(scale, [group.lower, group.upper])
    return float(upper - lower) / (2 * normal_quantile(0.95))


def _turned(ratio: Any, multiplier: float) -> Any:
    return 1 / ratio if multiplier < 0 else ratio


def _value_complaint(
    groups: Sequence[GroupValue], scale: Transform, transform: Transform, confidence: float
) -> NoFigure | None:
    if len(groups) < FEWEST_GROUPS:
        return NoFigure.TOO_FEW_GROUPS
    if reason := complaint([], [g.population for g in groups], confidence):
        return reason
    values = [g.value for g in groups]
    if any(v is None or v != v for v in values):
        return NoFigure.MISSING
    if {scale, transform} != {Transform.NONE} and min(values) <= 0:
        return NoFigure.NOT_POSITIVE
    if Transform.LOGIT in (scale, transform) and max(values) >= 1:
        return NoFigure.NO_VARIATION
    return None
