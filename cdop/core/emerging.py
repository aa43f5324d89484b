"""Whether something is seen in a larger share of deaths than before, and how surely.

The latest two years are pooled and compared with all years before them by the conditional odds
ratio and Fisher's exact test, which hold with few deaths. What was seen in too few deaths is not
judged at all, and a change is only called clear if it stands although many were looked at.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from cdop.core.catalogues.labelled import LabelledEnum

LATEST = 2  # years pooled as "lately"
FEWEST = 5  # deaths; with fewer nothing is said of a change
LEVEL = 0.05

Cells = tuple[int, int, int, int]  # with lately, without lately, with before, without before


class Direction(LabelledEnum):
    """What the comparison says, from what most needs a look to what least does."""

    CLEAR_RISE = "clear_rise", "Clear rise"
    POSSIBLE_RISE = "possible_rise", "Possible rise"
    NO_CHANGE = "no_change", "No clear change"
    POSSIBLE_FALL = "possible_fall", "Possible fall"
    CLEAR_FALL = "clear_fall", "Clear fall"
    TOO_FEW = "too_few", "Too few to say"


@dataclass(frozen=True)
class Association:
    """How strongly two things go together: odds ratio, 95% limits, two-sided exact p."""

    value: float | None
    lower: float
    upper: float
    p: float


@dataclass(frozen=True)
class Seen:
    """In how many reviewed deaths something was found, lately and before."""

    code: str
    recent: int
    recent_of: int
    before: int
    before_of: int

    @property
    def cells(self) -> Cells:
        without = self.recent_of - self.recent, self.before_of - self.before
        return (self.recent, without[0], self.before, without[1])

    @property
    def is_compared(self) -> bool:
        """Enough deaths lately to call a rise, or before to call a fall."""
        there = bool(self.recent_of and self.before_of)
        return there and max(self.recent, self.before) >= FEWEST


@dataclass(frozen=True)
class Judged:
    """What was seen, with what can be said of it."""

    seen: Seen
    association: Association | None
    direction: Direction


def split_years(years: Sequence[str]) -> tuple[list[str], list[str]]:
    """The years pooled as lately, and those before; without any before, nothing is compared."""
    return list(years[-LATEST:]), list(years[:-LATEST])


def judge(seen: Iterable[Seen], associations: Mapping[Cells, Association]) -> list[Judged]:
    """All of it, what rises most surely first: by the lower limit of its odds ratio."""
    found = list(seen)
    number = sum(each.is_compared for each in found)
    judged = [_judged(each, associations, number) for each in found]
    return sorted(judged, key=_order)


def _judged(seen: Seen, associations: Mapping[Cells, Association], number: int) -> Judged:
    association = associations.get(seen.cells) if seen.is_compared else None
    if association is None:
        return Judged(seen, None, Direction.TOO_FEW)
    direction = _direction(seen, association, number)
    return Judged(seen, None if direction is Direction.TOO_FEW else association, direction)


def _direction(seen: Seen, association: Association, number: int) -> Direction:
    rises = association.value is not None and association.value > 1
    if (seen.recent if rises else seen.before) < FEWEST:
        return Direction.TOO_FEW
    if association.p >= LEVEL:
        return Direction.NO_CHANGE
    if association.p < LEVEL / number:
        return Direction.CLEAR_RISE if rises else Direction.CLEAR_FALL
    return Direction.POSSIBLE_RISE if rises else Direction.POSSIBLE_FALL


def _order(judged: Judged) -> tuple[bool, float, float, str]:
    association = judged.association
    if association is None:
        return (True, 0.0, 0.0, judged.seen.code)
    value = association.value if association.value is not None else -inf
    return (False, -association.lower, -value, judged.seen.code)
