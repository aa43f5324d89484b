"""A day that texts call by its name: how they name it, and when it was in a year."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from cdop.core.identity_guard.moons import Days

SAINT = r"(?:st\.?|saint)\s+"
DAY = r"(?:\s+day)?"


@dataclass(frozen=True)
class Feast:
    """A day or season that a text can name, and when it was in a year."""

    ways: str  # of naming it, as a regular expression
    days: Callable[[int], list[Days]]
    season: bool = False  # names a time of the year too: tells a day only beside an event
    slack: int = 0
    cues: tuple[str, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Made when first asked for: a start of the service asks for none."""
        return re.compile(rf"\b(?:{self.ways})(?![a-z])", re.IGNORECASE)

    def may_stand_in(self, lower: str) -> bool:
        """A quick look: without one of its own words the text cannot name the day."""
        return not self.cues or any(cue in lower for cue in self.cues)


_NO_CUES = frozenset("day the eve first last night days year new saint after and our that".split())


def _cues(pattern: str) -> tuple[str, ...]:
    """For each way of saying it one word that has to be there; nothing where one has none."""
    found = []
    for way in re.split(r"\|(?![^(]*\))", pattern):
        always = re.sub(r"\((?:[^()]|\([^()]*\))*\)[?]?|\[[^]]*\]|.\?", " ", way)
        own = [word for word in re.findall(r"[a-z]{3,}", always) if word not in _NO_CUES]
        if not own:
            return ()
        found.append(max(own, key=len))
    return tuple(found)


def feast(
    ways: str, days: Callable[[int], list[Days]], *, season: bool = False, slack: int = 0
) -> Feast:
    return Feast(ways, days, season, slack, _cues(ways))
