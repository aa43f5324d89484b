"""The ways of protecting small numbers that a chair can choose, and what each says of itself."""

from enum import StrEnum
from typing import Any

from cdop.audits.models import Audit, Profile
from cdop.core.disclosure.profiles import PROFILES, Audience, Level, Method
from cdop.core.disclosure.rounding import BASE

SYMBOL = "[c]"


class Way(StrEnum):
    """Three levels of hiding, and rounding; the first is taken where nothing is chosen."""

    S = "S"
    M = "M"
    H = "H"
    ROUNDED = "rounded"

    @property
    def level(self) -> Level:
        return Level.H if self is Way.ROUNDED else Level(self.value)

    @property
    def method(self) -> Method:
        return Method.ROUND if self is Way.ROUNDED else Method.HIDE

    @property
    def asked(self) -> dict[str, Any]:
        """What a job, an address or a form says of it: nothing of the usual way."""
        return {} if self is Way.S else {"way": self.value}


LABELS = {
    Way.S: "Hide small numbers, and show every zero (level S)",
    Way.M: "Hide fewer others, and show every zero (level M)",
    Way.H: "Hide small numbers, and zeros where that helps (level H)",
    Way.ROUNDED: f"Round all numbers to {BASE}",
}
EXPLAINED = {
    Way.S: "Even a reader who reckons that nothing hidden is 0 can rule out no value of a small"
    " number. Right for most releases.",
    Way.M: "A reader who reckons that nothing hidden is 0 can narrow a small number down, but"
    " never to one value. It mostly shows more in dense tables. It is refused if it would tell"
    " more of what earlier releases hid.",
    Way.H: "A hidden number may be 0. Readers can rule out no value of a small number, but they"
    " cannot tell none from a few.",
    Way.ROUNDED: f"Nothing is hidden, and every number is off by up to {BASE - 1}. For dense"
    " tables. Where earlier releases hid numbers of these deaths, it is refused if it would tell"
    " more of them.",
}
SHORT = {
    Way.S: "hidden, level S",
    Way.M: "hidden, level M",
    Way.H: "hidden, level H",
    Way.ROUNDED: f"rounded to {BASE}",
}


def may_choose(audit: Audit, profile: Profile) -> bool:
    """Whether other ways than the usual one are open: not where panels know their own deaths."""
    return PROFILES[Audience(profile)].threshold is not None and not audit.pools_panels


def printed_words(way: Way, threshold: int) -> str:
    """What every form of a release says of its small numbers."""
    small = f"Numbers from 1 to {threshold - 1} are hidden"
    return {
        Way.S: f"{small}, and others where they would give these away (level S). Zeros are shown.",
        Way.M: f"{small}, and others until none of these can be found out (level M). Zeros are"
        " shown.",
        Way.H: f"{small}, and others, zeros among them, where they would give these away"
        " (level H). A hidden number can be 0.",
        Way.ROUNDED: f"Every number is rounded to a multiple of {BASE}, and is off by"
        f" {BASE - 1} at most. Percentages, intervals and rates are worked out from rounded"
        " numbers.",
    }[way]


def sign_note(way: Way, threshold: int | None) -> str:
    """One sign for both reasons: telling them apart would help to narrow a number down."""
    small = "a small number of deaths"
    if threshold and way is Way.H:
        small = f"fewer than {threshold} deaths"
    elif threshold:
        small = f"fewer than {threshold} deaths (but not 0)"
    return f"{SYMBOL}: hidden. It is {small}, or a number that would give such a number away."


def key_words(way: Way) -> str:
    """What the sign says, for a whole release."""
    zeros = "It can be 0." if way is Way.H else "Zeros are shown."
    return f"{SYMBOL} stands for a number that is hidden. {zeros}"
