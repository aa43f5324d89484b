"""A draft read once: its plain letters, its words, and what it says of days and ages."""

from dataclasses import dataclass, field
from functools import cached_property

from cdop.core.identity_guard.days import DayMention, day_mentions
from cdop.core.identity_guard.exact_ages import AgeMention, age_mentions
from cdop.core.identity_guard.feast_days import (
    BirthdayMention,
    birthday_mentions,
    feast_mentions,
)
from cdop.core.identity_guard.folding import Folded, fold
from cdop.core.identity_guard.likeness import alike
from cdop.core.identity_guard.tokens import Word, words_of


@dataclass
class Reading:
    """What of a draft is the same for every record it is held against."""

    folded: Folded
    _like: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, draft: str) -> "Reading":
        return cls(fold(draft))

    @cached_property
    def words(self) -> list[Word]:
        return list(words_of(self.folded))

    @cached_property
    def _long_keys(self) -> tuple[str, ...]:
        return tuple({word.key for word in self.words if len(word.key) >= 4})

    def spelt_like(self, name: str) -> tuple[str, ...]:
        """The words that may be slips for the name, itself left out."""
        if name not in self._like:
            self._like[name] = tuple(key for key in self._long_keys if _is_slip(key, name))
        return self._like[name]

    @cached_property
    def days(self) -> list[DayMention]:
        return [*day_mentions(self.folded), *feast_mentions(self.folded)]

    @cached_property
    def birthdays(self) -> list[BirthdayMention]:
        return list(birthday_mentions(self.folded))

    @cached_property
    def ages(self) -> list[AgeMention]:
        return list(age_mentions(self.folded))


def _is_slip(key: str, name: str) -> bool:
    return key != name and (alike(key, name) or (key.endswith("s") and alike(key[:-1], name)))
