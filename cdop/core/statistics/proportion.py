"""A share of records with its Wilson interval, or the reason why there is none."""

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, sqrt
from statistics import NormalDist


class NoProportion(StrEnum):
    """Why a share could not be worked out."""

    MISSING = "The count or the denominator is missing."
    NO_RECORDS = "There are no records with a known answer."
    NEGATIVE = "A count cannot be below zero."
    ABOVE_DENOMINATOR = "The count is larger than its denominator."
    CONFIDENCE = "The confidence level must lie between 0 and 1."


class Withheld(StrEnum):
    """Why a share that could be worked out may still not be printed."""

    NOT_CALCULATED = "There is no value to print."
    HIDDEN_COUNT = "A count it is worked out from is hidden to protect a small number."


@dataclass(frozen=True)
class Proportion:
    count: float | None
    denominator: float | None
    share: float | None = None
    lower: float | None = None
    upper: float | None = None
    reason: NoProportion | None = None


@dataclass(frozen=True)
class Verdict:
    """Whether a value may be published; kept apart from the value itself."""

    may_publish: bool
    reason: Withheld | None = None


def proportion(
    count: float | None, denominator: float | None, confidence: float = 0.95
) -> Proportion:
    """The share with its Wilson score interval; a reason in place of a value, never an error."""
    if count is None or denominator is None:
        return Proportion(count, denominator, reason=NoProportion.MISSING)
    reason = _reason_for_none(count, denominator, confidence)
    if reason is not None:
        return Proportion(count, denominator, reason=reason)
    lower, upper = _wilson(count, denominator, confidence)
    return Proportion(count, denominator, count / denominator, lower, upper)


def verdict(value: Proportion, *, count_shown: bool, denominator_shown: bool) -> Verdict:
    """A share and its interval give away the counts behind them, so they share their fate."""
    if value.share is None:
        return Verdict(False, Withheld.NOT_CALCULATED)
    if not (count_shown and denominator_shown):
        return Verdict(False, Withheld.HIDDEN_COUNT)
    return Verdict(True)


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
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    middle = 2 * count + z * z
    spread = z * sqrt(z * z + 4 * count * (1 - count / denominator))
    width = 2 * (denominator + z * z)
    # The formula gives exactly 0 and 1 at the ends; floating point gives -1e-17.
    lower = 0.0 if count == 0 else (middle - spread) / width
    upper = 1.0 if count == denominator else (middle + spread) / width
    return lower, upper
