"""The words of a draft as they could be read as names, whoever they may belong to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cdop.core.identity_guard.folding import Folded
from cdop.core.identity_guard.words import ACRONYMS, IDIOMS, is_word

_TOKEN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]+(?:'[A-Za-z]+)*'?(?![A-Za-z0-9])")


@dataclass(frozen=True)
class Word:
    """A word, where it stands, and how it is written."""

    start: int
    end: int
    key: str  # in small letters, without apostrophes or the 's of ownership
    capital: bool
    capitals: bool  # all of it, and no usual abbreviation
    ordinary: bool  # the dictionary has it
    split: bool  # markup or unseen letters stand inside: nobody does that to a noun


def words_of(folded: Folded) -> Iterator[Word]:
    """Every word, save those of sayings that only sound like a name (Leo the Lion)."""
    idioms = [match.span() for match in IDIOMS.finditer(folded.text)]
    for match in _TOKEN.finditer(folded.text):
        if not any(start <= match.start() < end for start, end in idioms):
            yield _word(match, folded)


def _word(match: re.Match[str], folded: Folded) -> Word:
    text, start = match[0], match.start()
    bare = re.sub(r"'s?$", "", text)
    end = match.end() if text.endswith(("'s", "s'")) else start + len(text.rstrip("'"))
    key = bare.replace("'", "").lower()
    return Word(
        start,
        end,
        key,
        capital=bare[:1].isupper(),
        capitals=bare.isupper() and 2 <= len(key) <= 5 and key not in ACRONYMS,
        ordinary=is_word(key),
        split=folded.starts[end - 1] - folded.starts[start] > end - 1 - start,
    )
