"""A figure with its limits, its verdict and, where there is no figure, the reason why."""

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from cdop.core.statistics.verdict import NO_VALUE, Verdict


class NoFigure(StrEnum):
    """Why a figure could not be worked out."""

    MISSING = "A number it needs is missing."
    NEGATIVE = "A count cannot be below zero."
    ABOVE_DENOMINATOR = "The count is larger than its denominator."
    NOT_WHOLE = "Deaths must be whole numbers for an exact method."
    NO_DENOMINATOR = "There are no births or people to divide by."
    NO_EXPECTED = "No events were expected, so there is nothing to compare with."
    NO_EVENTS = "There were no events."
    NO_EVENTS_EITHER = "There were no events in either group."
    NO_RECORDS = "There are no records with a known answer."
    NO_VARIATION = "Every record falls the same way, so there is nothing to compare."
    TOO_FEW_GROUPS = "There are too few years or groups."
    AT_THE_EDGE = "All the events fell at one end, so the ratio has no finite value."
    NOT_FITTED = "The model could not be fitted to these numbers."
    NOT_POSITIVE = "This method needs a value above zero in every group."
    CONFIDENCE = "The confidence level must lie between 0 and 1."


class Method(StrEnum):
    EXACT = "Exact"
    BYAR = "Byars"
    DOBSON = "Dobson"
    WALD = "Wald"
    EXACT_CONDITIONAL = "Exact conditional"
    SIMULATED = "Simulated"


@dataclass(frozen=True)
class Figure:
    """A value with limits at a confidence level; None with a reason where there is none.

    The value is there even when the verdict says that it may not be given: who prints it asks
    the verdict.
    """

    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    confidence: float = 0.95
    method: Method | None = None
    verdict: Verdict = NO_VALUE
    reason: NoFigure | None = None


def no_figure(reason: NoFigure, confidence: float = 0.95) -> Figure:
    return Figure(reason=reason, confidence=confidence)


def complaint(
    counts: list[float | None], denominators: list[float | None], confidence: float
) -> NoFigure | None:
    """What is wrong with the numbers a figure needs, if anything: the same questions everywhere."""
    if any(number is None or not isfinite(number) for number in (*counts, *denominators)):
        return NoFigure.MISSING
    if not 0 < confidence < 1:
        return NoFigure.CONFIDENCE
    if any(count < 0 for count in counts if count is not None):
        return NoFigure.NEGATIVE
    if any(number <= 0 for number in denominators if number is not None):
        return NoFigure.NO_DENOMINATOR
    return None
