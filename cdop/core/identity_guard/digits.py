"""Digits that stand for letters inside a word: “J4ck”, “0liver”."""

import re
from collections.abc import Iterator
from itertools import product

STANDS_FOR = {"0": "o", "1": "il", "2": "z", "3": "e", "4": "a", "5": "s", "6": "gb", "7": "t"} | {
    "8": "b",
    "9": "g",
}
MOST = 3  # digits in one word; more are a code
_WORD = re.compile(r"(?<![\w/.-])(?=\d*[A-Za-z])(?=[A-Za-z]*\d)[A-Za-z\d]{3,20}(?![\w/]|[.-]\d)")


def words_with_digits(text: str) -> Iterator[re.Match[str]]:
    """Words of letters and a few digits, at least two letters in each."""
    for match in _WORD.finditer(text):
        digits = sum(each.isdigit() for each in match[0])
        if digits <= MOST and len(match[0]) - digits >= 2:
            yield match


def readings(word: str) -> set[str]:
    """What the word could say, in small letters."""
    return {"".join(letters) for letters in product(*(STANDS_FOR.get(c, c) for c in word.lower()))}
