"""Who a release is for, from which count on it may be printed, and what else is looked at."""

from dataclasses import dataclass
from enum import StrEnum

from cdop.core.disclosure.model import Zeros


class Audience(StrEnum):
    PANEL = "panel"
    PARTNER = "partner"
    PUBLIC = "public"


class Level(StrEnum):
    """What every small count keeps, of the values from 1 to below the threshold.

    S: zeros are shown, and a reader reckons with that; every value that the zeros and the total
    alone leave possible. M: the same for a reader who does not know that hidden numbers are not 0,
    and for one who does at least two values. H: zeros may be hidden, and every value.
    """

    S = "S"
    M = "M"
    H = "H"

    @property
    def zeros(self) -> Zeros:
        return Zeros.HIDEABLE if self is Level.H else Zeros.SHOWN

    @property
    def hidden_at_least(self) -> int:
        """What a reader may take a hidden number to be at least, when the values are counted."""
        return 1 if self is Level.S else 0

    @classmethod
    def of(cls, zeros: Zeros) -> "Level":
        return cls.S if zeros is Zeros.SHOWN else cls.H


class Method(StrEnum):
    """Whether small counts are left out, or all counts rounded so that tables still add up."""

    HIDE = "hide"
    ROUND = "round"


class Attributes(StrEnum):
    """What is done about a number that tells something of everybody in its group."""

    REPORT = "tell the reviewer"
    HIDE = "hide the number"


@dataclass(frozen=True)
class Profile:
    """Counts from 1 to one below the threshold are hidden; no threshold hides nothing.

    A group that makes up at least the share `dominance` of the one around it is noted, and so is
    one that is all of it. Without a `level` it follows from whether zeros may be hidden.
    """

    audience: Audience
    threshold: int | None
    explanation: str
    level: Level | None = None
    dominance: float | None = 0.9
    attributes: Attributes = Attributes.REPORT

    def is_small(self, count: int) -> bool:
        return self.threshold is not None and 1 <= count < self.threshold


PROFILES = {
    profile.audience: profile
    for profile in (
        Profile(Audience.PANEL, None, "For the panel only: no number is hidden."),
        Profile(
            Audience.PARTNER,
            5,
            "Numbers from 1 to 4 are hidden, and others where they would give these away.",
        ),
        Profile(
            Audience.PUBLIC,
            8,
            "Numbers from 1 to 7 are hidden, and others where they would give these away.",
        ),
    )
}
