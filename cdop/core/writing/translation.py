"""A translation beside its original: numbers, paragraphs and pieces that must be the same in both.

Numbers are read in every script that has digits of its own, so that 12, ١٢ and ১২ are one number.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

NUMBER = re.compile(r"\d(?:[.,٫٬\u00a0\u202f](?=\d)|\d)*")
TARGET = re.compile(r"\]\([^)\n]*\)|<https?:[^>\n]*>|https?://\S+")
LIST_MARK = re.compile(r"^\s{0,3}\d{1,3}[.)]\s", re.MULTILINE)
PARAGRAPHS = re.compile(r"\n\s*\n")
WORDS = re.compile(r"[^\W\d_]+")
FEWEST_WORDS = 6  # fewer may be a name, or the same in both languages


@dataclass(frozen=True)
class Pair:
    """A text in two languages, all of its parts together."""

    original: str
    translated: str

    def numbers_added(self) -> list[str]:
        """Numbers that are not in the original, as they were typed."""
        known = {digits for digits, _ in numbers_of(self.original)}
        return _each(typed for digits, typed in numbers_of(self.translated) if digits not in known)

    def numbers_lost(self) -> list[str]:
        """Numbers of the original that are not in the translation; they may stand in words."""
        known = {digits for digits, _ in numbers_of(self.translated)}
        return _each(typed for digits, typed in numbers_of(self.original) if digits not in known)

    def left_as_it_was(self) -> list[str]:
        """Paragraphs that are word by word those of the original."""
        known = {_folded(each) for each in PARAGRAPHS.split(self.original)}
        return [
            paragraph.strip()
            for paragraph in PARAGRAPHS.split(self.translated)
            if len(WORDS.findall(paragraph)) >= FEWEST_WORDS and _folded(paragraph) in known
        ]


def numbers_of(text: str) -> list[tuple[str, str]]:
    """Each number as plain digits and as typed; addresses and the marks of lists hold none."""
    text = LIST_MARK.sub(" ", TARGET.sub("] ", text))
    return [(_digits(match[0]), match[0]) for match in NUMBER.finditer(text)]


def is_behind(made_from: int | None, present: int | None) -> bool:
    """Whether the original went on since the version from which the translation was made."""
    return present is not None and (made_from or 0) < present


def _digits(typed: str) -> str:
    return "".join(str(int(letter)) for letter in typed if letter.isdecimal())


def _each(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found))


def _folded(paragraph: str) -> str:
    return " ".join(WORDS.findall(paragraph.casefold()))
