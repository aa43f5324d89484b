"""A draft read once: its plain letters, its words, and what it says of days and ages."""

from dataclasses import dataclass
from functools import cached_property

from cdop.core.identity_guard.days import DayMention, day_mentions
from cdop.core.identity_guard.exact_ages import AgeMention, age_mentions
from cdop.core.identity_guard.feast_days import (
    BirthdayMention,
    birthday_mentions,
    feast_mentions,
)
from cdop.core.identity_guard.folding import Folded, fold


@dataclass
class Reading:
    """What of a draft is the same for every record it is held against."""

    folded: Folded

    @classmethod
    def of(cls, draft: str) -> "Reading":
        return cls(fold(draft))

    @cached_property
    def days(self) -> list[DayMention]:
        return [*day_mentions(self.folded), *feast_mentions(self.folded)]

    @cached_property
    def birthdays(self) -> list[BirthdayMention]:
        return list(birthday_mentions(self.folded))

    @cached_property
    def ages(self) -> list[AgeMention]:
        return list(age_mentions(self.folded))
