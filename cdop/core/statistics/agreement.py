"""How far two people who judged the same cases agree, beyond what chance would give."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import Any

from cdop.core.statistics.counts import normal_quantile
from cdop.core.statistics.figure import Figure, Method, NoFigure
from cdop.core.statistics.verdict import Kind, may_be_given


class Weights(StrEnum):
    """How much a near miss counts on an ordered scale."""

    NONE = "none"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


@dataclass(frozen=True)
class Agreement(Figure):
    """`value` is the coefficient, `observed` the plain share of agreement, `cases` their number."""

    observed: float | None = None
    by_chance: float | None = None
    cases: int = 0


def cohens_kappa(
    ratings: Sequence[tuple[str, str]],
    categories: Sequence[str],
    *,
    weights: Weights = Weights.NONE,
    confidence: float = 0.95,
) -> Agreement:
    """Cohen's kappa (po - pe)/(1 - pe), weighted where the categories are an ordered scale.

    po: share (weighted) of agreement; pe: what the two people's own frequencies would give.
    Linear weights 1 - |i-j|/(k-1), quadratic 1 - (i-j)^2/(k-1)^2. Limits: value -+ z se by Fleiss,
    Cohen and Everitt 1969, kept within -1 and 1. Units: 1 is full agreement, 0 what chance gives.
    Both always choose one and the same category: no kappa, with the reason. With lopsided
    categories kappa is low however well people agree: read it beside `gwets_ac1`.
    """
    if reason := _complaint(ratings, categories, confidence):
        return Agreement(reason=reason, confidence=confidence, cases=len(ratings))
    shares = _shares(ratings, categories)
    weight = _weights(len(categories), weights)
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    observed = float((weight * shares).sum())
    chance = float(rows @ weight @ columns)
    if 1 - chance < 1e-12:
        return _no_variation(observed, chance, len(ratings), confidence)
    kappa = (observed - chance) / (1 - chance)
    mean = (weight @ columns)[:, None] + (rows @ weight)[None, :]
    spread = float((shares * (weight - mean * (1 - kappa)) ** 2).sum())
    spread -= (kappa - chance * (1 - kappa)) ** 2
    error = sqrt(max(0.0, spread) / len(ratings)) / (1 - chance)
    step = normal_quantile(confidence) * error
    return _agreement(kappa, step, observed, chance, len(ratings), confidence)


def gwets_ac1(
    ratings: Sequence[tuple[str, str]], categories: Sequence[str], *, confidence: float = 0.95
) -> Agreement:
    """Gwet's AC1 (po - pe)/(1 - pe), pe = sum(pi_k (1 - pi_k))/(K - 1), pi_k the mean share of k.

    Stays sensible where nearly all cases fall in one category. Limits: value -+ t se with n - 1
    degrees of freedom, the variance over cases linearised as in Gwet 2014 (chapter 5), kept within
    -1 and 1. Units: 1 is full agreement. Source: Gwet 2008.
    """
    import numpy as np
    from scipy.special import stdtrit

    if reason := _complaint(ratings, categories, confidence):
        return Agreement(reason=reason, confidence=confidence, cases=len(ratings))
    shares = _shares(ratings, categories)
    mean = (shares.sum(axis=1) + shares.sum(axis=0)) / 2
    chance = float((mean * (1 - mean)).sum() / (len(categories) - 1))
    place = {category: i for i, category in enumerate(categories)}
    agreed = np.array([a == b for a, b in ratings], dtype=float)
    own = np.array([1 - (mean[place[a]] + mean[place[b]]) / 2 for a, b in ratings])
    observed = float(agreed.mean())
    value = (observed - chance) / (1 - chance)
    cases = (agreed - chance) / (1 - chance)
    cases -= 2 * (1 - value) * (own / (len(categories) - 1) - chance) / (1 - chance)
    n = len(ratings)
    error = sqrt(float(((cases - value) ** 2).sum()) / (n * (n - 1))) if n > 1 else 0.0
    step = float(stdtrit(n - 1, 0.5 + confidence / 2)) * error if n > 1 else 2.0
    return _agreement(value, step, observed, chance, n, confidence)


def _agreement(
    value: float, step: float, observed: float, chance: float, cases: int, confidence: float
) -> Agreement:
    return Agreement(
        value,
        max(-1.0, value - step),
        min(1.0, value + step),
        confidence,
        Method.WALD,
        may_be_given(Kind.PROPORTION, cases),
        observed=observed,
        by_chance=chance,
        cases=cases,
    )


def _no_variation(observed: float, chance: float, cases: int, confidence: float) -> Agreement:
    return Agreement(
        reason=NoFigure.NO_VARIATION,
        confidence=confidence,
        observed=observed,
        by_chance=chance,
        cases=cases,
    )


def _shares(ratings: Sequence[tuple[str, str]], categories: Sequence[str]) -> Any:
    import numpy as np

    place = {category: i for i, category in enumerate(categories)}
    counts = np.zeros((len(categories), len(categories)))
    for first, second in ratings:
        counts[place[first], place[second]] += 1
    return counts / len(ratings)


def _weights(size: int, weights: Weights) -> Any:
    import numpy as np

    if weights is Weights.NONE:
        return np.eye(size)
    apart = np.abs(np.subtract.outer(np.arange(size), np.arange(size))) / (size - 1)
    return 1 - (apart if weights is Weights.LINEAR else apart**2)


def _complaint(
    ratings: Sequence[tuple[str, str]], categories: Sequence[str], confidence: float
) -> NoFigure | None:
    if not ratings:
        return NoFigure.NO_RECORDS
    if not 0 < confidence < 1:
        return NoFigure.CONFIDENCE
    if len(categories) < 2:
        return NoFigure.NO_VARIATION
    known = set(categories)
    return None if all({a, b} <= known for a, b in ratings) else NoFigure.MISSING
