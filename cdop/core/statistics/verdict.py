"""Whether a figure may be given at all: a decision with its reason, kept apart from the value."""

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    GIVEN = "given"
    FLAGGED = "given, marked unreliable"
    NOT_GIVEN = "not given"


class Kind(StrEnum):
    """What sort of figure it is; each sort has its own least number of events."""

    CRUDE_RATE = "crude rate"
    STANDARDISED_RATE = "standardised rate"
    RATE_RATIO = "rate ratio"
    PROPORTION = "proportion"
    TREND = "trend"
    INEQUALITY = "index of inequality"


class Withheld(StrEnum):
    """Why a value that could be worked out may still not be printed, or only with a mark."""

    NOT_CALCULATED = "There is no value to print."
    HIDDEN_COUNT = "A count it is worked out from is hidden to protect a small number."
    UNDER_THREE = "Not given: fewer than 3 events are too few for a rate."
    UNDER_TEN = "Not given: fewer than 10 events are too few for a standardised or modelled figure."
    UNDER_TWENTY = "Unreliable: worked out from fewer than 20 events."
    FEW_RECORDS = "Unreliable: worked out from fewer than 20 records."


@dataclass(frozen=True)
class Verdict:
    standing: Standing
    reason: Withheld | None = None

    @property
    def may_publish(self) -> bool:
        return self.standing is not Standing.NOT_GIVEN

    @property
    def unreliable(self) -> bool:
        return self.standing is Standing.FLAGGED


GIVEN = Verdict(Standing.GIVEN)
NO_VALUE = Verdict(Standing.NOT_GIVEN, Withheld.NOT_CALCULATED)
HIDDEN = Verdict(Standing.NOT_GIVEN, Withheld.HIDDEN_COUNT)

UNRELIABLE_UNDER = 20
_LEAST = {
    Kind.CRUDE_RATE: (3, Withheld.UNDER_THREE),
    Kind.RATE_RATIO: (3, Withheld.UNDER_THREE),
    Kind.STANDARDISED_RATE: (10, Withheld.UNDER_TEN),
    Kind.TREND: (10, Withheld.UNDER_TEN),
    Kind.INEQUALITY: (10, Withheld.UNDER_TEN),
    Kind.PROPORTION: (0, Withheld.FEW_RECORDS),
}


def may_be_given(kind: Kind, *events: float) -> Verdict:
    """Judge a figure by the events behind it; of several counts the smallest decides.

    Units: events for rates (each area's for a ratio, the total for a trend or an index), records
    with a known answer for a proportion. Under 3 events no crude rate, under 10 no standardised
    or modelled figure, under 20 marked unreliable.
    Source: ONS user guide to mortality statistics (crude rates from 3 deaths, standardised from
    10, marked under 20). That a ratio needs 3 in each area, and a modelled figure 10 in all, is
    ours: either would give back the figure that is withheld.
    """
    fewest = min(events)
    least, reason = _LEAST[kind]
    if fewest < least:
        return Verdict(Standing.NOT_GIVEN, reason)
    if fewest < UNRELIABLE_UNDER:
        mark = Withheld.FEW_RECORDS if kind is Kind.PROPORTION else Withheld.UNDER_TWENTY
        return Verdict(Standing.FLAGGED, mark)
    return GIVEN
