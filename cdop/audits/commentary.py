"""Finds passages of a commentary that may tell a number of deaths which the tables hide."""

import re
from dataclasses import dataclass

AROUND = 40
MOST = 30
WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    "|hundred|dozen|single|couple|pair|both|half|third|thirds|quarter|quarters"
)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# Years, dates and the numbers of tables and standards say no number of deaths.
NO_COUNT = re.compile(
    r"\b(?:19|20)\d\d(?:/\d\d(?:\d\d)?)?\b(?!\s*(?:deaths|infants|babies|children)\b)"
    rf"|\b\d{{1,2}}\s+(?=(?:{MONTHS})\b)"
    r"|\bno one\b|\bone another\b|\bone or more\b"
    r"|\[\[[^\]]*\]\]"
    r"|\bstandard S\d\d\b",
    re.I,
)
NUMBER = re.compile(rf"\d+(?:[.,]\d+)*(?:\s?%)?|\b(?:{WORDS})\b", re.I)


@dataclass(frozen=True)
class Passage:
    """A number, with the words round it."""

    before: str
    number: str
    after: str


def numbers_in(text: str) -> list[Passage]:
    """Each number in digits or words that could be a count, in order."""
    plain = " ".join(text.split())
    hidden = NO_COUNT.sub(lambda found: " " * len(found.group()), plain)
    found = [_passage(plain, match.span()) for match in NUMBER.finditer(hidden)]
    return found[:MOST]


def _passage(text: str, span: tuple[int, int]) -> Passage:
    start, end = span
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND:
        before = "… " + before.partition(" ")[2]
    if end + AROUND < len(text):
        after = after.rpartition(" ")[0] + " …"
    return Passage(before, text[start:end], after)
