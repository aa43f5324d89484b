"""The ratio of two rates by the exact conditional method, which holds with few deaths."""

from dataclasses import dataclass
from math import inf

from cdop.core.statistics.discrete import two_sided, weights
from cdop.core.statistics.figure import Figure, Method, NoFigure, complaint
from cdop.core.statistics.proportion import clopper_pearson
from cdop.core.statistics.verdict import NO_VALUE, Kind, may_be_given


@dataclass(frozen=True)
class RateRatio(Figure):
    """A rate ratio; `p` is two-sided against a ratio of 1; `upper` may be infinite."""

    p: float | None = None

    @property
    def one_sided(self) -> bool:
        """With no deaths in one of the areas the interval is open to that side."""
        return self.lower == 0 or self.upper == inf


def rate_ratio(
    deaths_a: float | None,
    births_a: float | None,
    deaths_b: float | None,
    births_b: float | None,
    confidence: float = 0.95,
) -> RateRatio:
    """(deaths_a / births_a) / (deaths_b / births_b), exact given the two areas' deaths together.

    Formula: given k = a + b, a is binomial with p = R n1/(R n1 + n2); Clopper-Pearson limits of p
    turned back into R = p n2 / ((1-p) n1); p-value sums the outcomes no likelier than the one seen.
    Units: a ratio, 1 is no difference. No deaths in b: infinite, lower limit only. None in either:
    undefined with a reason, limits 0 to infinity, p = 1. Whole deaths only.
    Source: Przyborowski and Wilenski 1940; as R's poisson.test.
    """
    reason = complaint([deaths_a, deaths_b], [births_a, births_b], confidence)
    if reason or deaths_a is None or births_a is None or deaths_b is None or births_b is None:
        return RateRatio(reason=reason or NoFigure.MISSING, confidence=confidence)
    if deaths_a != int(deaths_a) or deaths_b != int(deaths_b):
        return RateRatio(reason=NoFigure.NOT_WHOLE, confidence=confidence)
    both = int(deaths_a + deaths_b)
    odds = births_b / births_a
    low, high = clopper_pearson(deaths_a, both, confidence)
    return RateRatio(
        value=_ratio(deaths_a, deaths_b, odds),
        lower=low / (1 - low) * odds if low < 1 else inf,
        upper=high / (1 - high) * odds if high < 1 else inf,
        confidence=confidence,
        method=Method.EXACT_CONDITIONAL,
        verdict=may_be_given(Kind.RATE_RATIO, deaths_a, deaths_b) if both else NO_VALUE,
        reason=None if both else NoFigure.NO_EVENTS_EITHER,
        p=_p_value(int(deaths_a), both, 1 / (1 + odds)),
    )


def _ratio(deaths_a: float, deaths_b: float, odds: float) -> float | None:
    if deaths_b == 0:
        return inf if deaths_a else None
    return deaths_a / deaths_b * odds


def _p_value(observed: int, trials: int, chance: float) -> float:
    import numpy as np

    if trials == 0:
        return 1.0
    k = np.arange(trials)
    terms = weights(np.log((trials - k) / (k + 1)) + np.log(chance / (1 - chance)))
    return two_sided(terms, observed)
