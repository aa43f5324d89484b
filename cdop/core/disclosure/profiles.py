"""Who a release is for, and from which count on it may be printed."""

from dataclasses import dataclass
from enum import StrEnum


class Audience(StrEnum):
    PANEL = "panel"
    PARTNER = "partner"
    PUBLIC = "public"


@dataclass(frozen=True)
class Profile:
    """Counts from 1 to one below the threshold are hidden; no threshold hides nothing."""

    audience: Audience
    threshold: int | None
    explanation: str

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
