"""A share of records with its Wilson or exact interval, or the reason why there is none."""

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, sqrt

from cdop.core.statistics.counts import normal_quantile
from cdop.core.statistics.verdict import (
    HIDDEN,
    NO_VALUE,
    Kind,
    Verdict,
    Withheld,
    may_be_given,
)

__all__ = ["NoProportion", "Proportion", "Withheld", "exact_proportion", "proportion", "verdict"]


class NoProportion(StrEnum):
    """Why a share could not be worked out."""

    MISSING = "The count or the denominator is missing."
    NO_RECORDS = "There are no records with a known answer."
    NEGATIVE = "A count cannot be below zero."
    ABOVE_DENOMINATOR = "The count is larger than its denominator."
    CONFIDENCE = "The confidence level must lie between 0 and 1."


@dataclass(frozen=True)
class Proportion:
    count: float | None
    denominator: float | None
    share: float | None = None
    lower: float | None = None
    upper: float | None = None
    reason: NoProportion | None = None

    @property
    def verdict(self) -> Verdict:
        """A share of fewer than 20 records with a known answer is given, but marked."""
        if self.share is None or self.denominator is None:
            return NO_VALUE
        return may_be_given(Kind.PROPORTION, self.denominator)


def proportion(
    count: float | None, denominator: float | None, confidence: float = 0.95
) -> Proportion:
    """The share x/n with its Wilson score interval; a reason in place of a value, never an error.

    Formula: (2x + z^2 -+ z sqrt(z^2 + 4x(1 - x/n))) / (2(n + z^2)). Units: a share from 0 to 1 of
    the records with a known answer; print the not known beside it. None of them has a lower limit
    of exactly 0, all of them an upper limit of exactly 1.
    Source: Wilson 1927; Newcombe 1998; OHID's method for proportions.
    """
    found = _checked(count, denominator, confidence)
    if isinstance(found, NoProportion):
        return Proportion(count, denominator, reason=found)
    lower, upper = _wilson(*found, confidence)
    return Proportion(count, denominator, found[0] / found[1], lower, upper)


def exact_proportion(
    count: float | None, denominator: float | None, confidence: float = 0.95
) -> Proportion:
    """The share x/n with its exact (Clopper-Pearson) interval, never too narrow.

    Formula: beta quantiles B(a/2; x, n-x+1) and B(1-a/2; x+1, n-x), a = 1 - confidence.
    Units and reasons as `proportion`. Source: Clopper and Pearson 1934.
    """
    found = _checked(count, denominator, confidence)
    if isinstance(found, NoProportion):
        return Proportion(count, denominator, reason=found)
    lower, upper = clopper_pearson(*found, confidence)
    return Proportion(count, denominator, found[0] / found[1], lower, upper)


def clopper_pearson(count: float, denominator: float, confidence: float) -> tuple[float, float]:
    """The exact binomial limits of a count of at most its denominator."""
    from scipy.special import betainccinv, betaincinv

    tail = (1 - confidence) / 2
    others = denominator - count
    lower = float(betaincinv(count, others + 1, tail)) if count > 0 else 0.0
    upper = float(betainccinv(count + 1, others, tail)) if others > 0 else 1.0
    return lower, upper


def verdict(value: Proportion, *, count_shown: bool, denominator_shown: bool) -> Verdict:
    """A share and its interval give away the counts behind them, so they share their fate."""
    if value.share is not None and not (count_shown and denominator_shown):
        return HIDDEN
    return value.verdict


def _checked(
    count: float | None, denominator: float | None, confidence: float
) -> tuple[float, float] | NoProportion:
    if count is None or denominator is None:
        return NoProportion.MISSING
    return _reason_for_none(count, denominator, confidence) or (count, denominator)


def _reason_for_none(count: float, denominator: float, confidence: float) -> NoProportion | None:
    if not (isfinite(count) and isfinite(denominator)):
        return NoProportion.MISSING
    if not 0 < confidence < 1:
        return NoProportion.CONFIDENCE
    if count < 0 or denominator < 0:
        return NoProportion.NEGATIVE
    if denominator == 0:
        return NoProportion.NO_RECORDS
    return NoProportion.ABOVE_DENOMINATOR if count > denominator else None


def _wilson(count: float, denominator: float, confidence: float) -> tuple[float, float]:
    z = normal_quantile(confidence)
    middle = 2 * count + z * z
    spread = z * sqrt(z * z + 4 * count * (1 - count / denominator))
    width = 2 * (denominator + z * z)
    # The formula gives exactly 0 and 1 at the ends; floating point gives -1e-17.
    lower = 0.0 if count == 0 else (middle - spread) / width
    upper = 1.0 if count == denominator else (middle + spread) / width
    return lower, upper
