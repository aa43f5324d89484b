"""Poisson regression by iteratively reweighted least squares, for one explanatory variable."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf, sqrt
from typing import TYPE_CHECKING, Any

from cdop.core.statistics.counts import normal_quantile

if TYPE_CHECKING:
    import numpy as np

MAX_STEPS = 25
CLOSE_ENOUGH = 1e-8
WORST_CONDITION = 1e15
LARGEST_LOG = 709.0


@dataclass(frozen=True)
class Fit:
    """log rate = intercept + slope x, with the standard error of the slope and two tests."""

    intercept: float
    slope: float
    slope_error: float
    likelihood_ratio: float
    dispersion: float | None

    @property
    def wald_p(self) -> float:
        """Two-sided p of slope / standard error against the normal distribution."""
        from scipy.special import ndtr

        return float(2 * ndtr(-abs(self.slope / self.slope_error)))

    @property
    def likelihood_ratio_p(self) -> float:
        """The chance of a larger likelihood ratio: chi-square with one degree of freedom."""
        from scipy.special import chdtrc

        return float(chdtrc(1, max(0.0, self.likelihood_ratio)))

    def ratio_limits(self, confidence: float) -> tuple[float, float]:
        """exp(slope -+ z standard error); no limit where that is beyond the largest number."""
        step = normal_quantile(confidence) * self.slope_error
        upper = self.slope + step
        return exp(self.slope - step), exp(upper) if upper < LARGEST_LOG else inf


def fit(x: Sequence[float], events: Sequence[float], exposure: Sequence[float]) -> Fit | None:
    """Fit log(events / exposure) = a + b x by maximum likelihood; None where it has no maximum.

    Formula: weighted least squares of the working response with weights equal to the fitted
    events, begun at events + 0.1 and ended when the deviance moves by less than 1e-8 of itself,
    the standard error taken from the weights of the last step: R's glm does just so, and its
    numbers are met to 1e-9 where a longer search would move the p-value in its fifth digit.
    No maximum: no events, or all of them at the lowest or the highest x. None as well where the
    search does not settle, or exposures lie so many powers of ten apart that rounding eats the fit.
    Pearson dispersion = sum((o-e)^2/e)/(n-2), none with two points.
    Source: McCullagh and Nelder 1989.
    """
    import numpy as np

    when, seen, births = (np.asarray(v, dtype=float) for v in (x, events, exposure))
    fatal = when[seen > 0]
    if not fatal.size or fatal.min() == when.max() or fatal.max() == when.min():
        return None
    centre = float((when * births).sum() / births.sum())
    design = np.column_stack([np.ones_like(when), when - centre])
    found = _iterate(design, seen, np.log(births))
    if found is None:
        return None
    coefficients, information, fitted = found
    slope = float(coefficients[1])
    flat = seen.sum() / births.sum() * births
    pearson = float((((seen - fitted) ** 2) / fitted).sum())
    return Fit(
        intercept=float(coefficients[0]) - slope * centre,
        slope=slope,
        slope_error=sqrt(float(np.linalg.inv(information)[1, 1])),
        likelihood_ratio=_deviance(seen, flat) - _deviance(seen, fitted),
        dispersion=pearson / (len(seen) - 2) if len(seen) > 2 else None,
    )


def _iterate(design: Any, seen: Any, offset: Any) -> tuple[Any, Any, Any] | None:
    """Coefficients, the information of the last step and the fitted events; None if unsettled."""
    import numpy as np

    fitted = seen + 0.1
    eta, before = np.log(fitted), _deviance(seen, fitted)
    for _ in range(MAX_STEPS):
        response = eta - offset + (seen - fitted) / fitted
        information = design.T @ (design * fitted[:, None])
        if not np.linalg.cond(information) < WORST_CONDITION:
            return None
        coefficients = np.linalg.solve(information, design.T @ (fitted * response))
        eta = design @ coefficients + offset
        fitted = np.exp(eta)
        deviance = _deviance(seen, fitted)
        if abs(deviance - before) / (abs(deviance) + 0.1) < CLOSE_ENOUGH:
            return coefficients, information, fitted
        before = deviance
    return None


def _deviance(seen: "np.ndarray[Any, Any]", fitted: "np.ndarray[Any, Any]") -> float:
    from scipy.special import xlogy

    return float(2 * (xlogy(seen, seen) - xlogy(seen, fitted) - (seen - fitted)).sum())
