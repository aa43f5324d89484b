"""Numbers read out digit by digit, as over a telephone: “nine nine nine, five double-eight”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cdop.core.identity_guard.numbers import CARDINALS

_DIGITS = {word: str(number) for word, number in CARDINALS.items() if number < 10}
_DIGITS |= dict.fromkeys(("oh", "o", "nought", "naught", "nil"), "0")
_NOUGHTS = {"hundred": "00", "thousand": "000"}
_TIMES = {"double": 2, "treble": 3, "triple": 3}
_ONE = rf"(?:(?:{'|'.join(_TIMES)})[\s-]{{1,2}})?(?:{'|'.join(_DIGITS)}|\d)"
_ONE += rf"(?:[\s-](?:{'|'.join(_NOUGHTS)})\b)?"
_RUN = re.compile(rf"\b{_ONE}(?:[\s,;/.-]{{1,3}}{_ONE}){{4,}}\b", re.IGNORECASE)


@dataclass(frozen=True)
class SpokenNumber:
    """A row of digits in words, where it stands."""

    start: int
    end: int
    digits: str


def spoken_numbers(text: str) -> Iterator[SpokenNumber]:
    """Each row of five digits or more of which at least one is a word."""
    for match in _RUN.finditer(text):
        words = re.findall(r"[a-z]+|\d", match[0].lower())
        if any(word in _DIGITS for word in words):
            yield SpokenNumber(*match.span(), _written(words))


def _written(words: list[str]) -> str:
    digits, times = "", 1
    for word in words:
        if word in _TIMES:
            times = _TIMES[word]
        else:
            digits += _NOUGHTS.get(word) or _DIGITS.get(word, word) * times
            times = 1
    return digits
