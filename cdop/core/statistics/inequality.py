"""How a rate differs from the most to the least deprived, by a model that bears few deaths."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, expm1

from cdop.core.statistics import poisson_regression
from cdop.core.statistics.figure import Figure, Method, NoFigure, complaint
from cdop.core.statistics.verdict import Kind, may_be_given

FEWEST_GROUPS = 3
MOST_AGAINST_LEAST = (
    "The rate at the most deprived end divided by the rate at the least deprived end; "
    "1 means no difference, above 1 means more deaths where deprivation is greatest."
)


@dataclass(frozen=True)
class Fifth:
    """Deaths and births of one group; groups run from the most to the least deprived."""

    deaths: float | None
    births: float | None


@dataclass(frozen=True)
class RelativeIndex(Figure):
    """`value` is the rate of the most deprived end over that of the least deprived end.

    The end rates and `slope` (least minus most deprived) come from the fitted model; the inverse
    ratio is `least_against_most` with its limits.
    """

    least_against_most: float | None = None
    least_lower: float | None = None
    least_upper: float | None = None
    wald_p: float | None = None
    likelihood_ratio_p: float | None = None
    rate_most: float | None = None
    rate_least: float | None = None
    slope: float | None = None
    deaths: float = 0


def midranks(populations: Sequence[float]) -> list[float]:
    """The middle of each group's range when all people are lined up from 0 to 1."""
    total, before, ranks = sum(populations), 0.0, []
    for people in populations:
        ranks.append((before + people / 2) / total)
        before += people
    return ranks


def relative_index(
    fifths: Sequence[Fifth], *, per: float = 1000, confidence: float = 0.95
) -> RelativeIndex:
    """The relative index of inequality by Poisson regression on the midrank, offset log births.

    Formula: log rate = a + b x, x the midrank from 0 (most deprived) to 1; most against least =
    exp(-b), limits exp(-b -+ z se), likelihood-ratio p; end rates exp(a) and exp(a+b), slope their
    difference. Groups without deaths are no trouble. Pool years until there are 20 deaths: under
    10 the verdict is not given, under 20 flagged. Units: a ratio; rates per `per`.
    Source: Sergeant and Firth 2006; agrees with R's glm. For deaths preferred to `slope_index`.
    """
    reason = complaint([f.deaths for f in fifths], [f.births for f in fifths], confidence)
    deaths = [f.deaths or 0.0 for f in fifths]
    births = [f.births or 0.0 for f in fifths]
    if reason is None and len(fifths) < FEWEST_GROUPS:
        reason = NoFigure.TOO_FEW_GROUPS
    if reason is None and not sum(deaths):
        reason = NoFigure.NO_EVENTS
    if reason:
        return RelativeIndex(reason=reason, confidence=confidence)
    model = poisson_regression.fit(midranks(births), deaths, births)
    if model is None:
        return RelativeIndex(reason=NoFigure.AT_THE_EDGE, confidence=confidence, deaths=sum(deaths))
    lower, upper = model.ratio_limits(confidence)
    most = exp(model.intercept) * per
    return RelativeIndex(
        exp(-model.slope),
        1 / upper,
        1 / lower,
        confidence,
        Method.WALD,
        may_be_given(Kind.INEQUALITY, sum(deaths)),
        least_against_most=exp(model.slope),
        least_lower=lower,
        least_upper=upper,
        wald_p=model.wald_p,
        likelihood_ratio_p=model.likelihood_ratio_p,
        rate_most=most,
        rate_least=most * exp(model.slope),
        slope=most * expm1(model.slope),
        deaths=sum(deaths),
    )
