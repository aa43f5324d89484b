"""Stops wording that still holds who a child was: the case's own names, numbers and dates.

An exact check, for what may never leave: it says that something was found, and where, in the
words the person typed themselves. It is no judge of what else could give a child away.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from cdop.cases.models import ChildIdentity
from cdop.core import names, nhs_numbers
from cdop.extensions import db


class Kind(StrEnum):
    """What sort of identifier was found."""

    NAME = "name"
    NHS_NUMBER = "nhs_number"
    POSTCODE = "postcode"
    ADDRESS = "address"
    DATE = "date"

    @property
    def label(self) -> str:
        return {"nhs_number": "NHS number"}.get(self.value, self.value)


@dataclass(frozen=True)
class Finding:
    """One identifier in the text: its kind, the line it stands in, and the words as typed."""

    kind: Kind
    line: int
    words: str


class IdentityFound(Exception):
    """The wording may not leave; the findings say why."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("The wording holds what identifies a child")
        self.findings = findings


SHORTEST_NAME = 2
# Given and family names that are words as well: found only where they are written as a name.
ALSO_WORDS = frozenset(
    "april august baker bell bird black brook brown cook day drew faith field fields fisher ford"
    " frank grace grant gray green hall hand hill hope house hunt iris ivy joy june king lane lee"
    " long love mark may miller moss noble north page park parks parker pat pearl penny pope poppy"
    " price ray reed rice rich rob rose ruby ryan sandy savage sharp short skye smart sue summer"
    " swift taylor temple walker wall ward waters way wells west white will winter wise wood young"
    " an as be by do he in is it me my no of on or so to up us we".split()
)
WORD = re.compile(r"[^\W_]+(?:['’‘`][^\W_]+)*")
TEN_DIGITS = re.compile(r"(?<!\d)\d(?:[\s\-‐-―.]*\d){9}(?!\d)")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?[\s-]*\d[A-Z]{2}\b", re.IGNORECASE)
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?:[\s,-]*(?:of\s+)?('?\d{2}|\d{4})\b)?"
DATES = (
    (re.compile(rf"\b{DAY}[\s-]*(?:of\s+)?{MONTH}{YEAR}", re.IGNORECASE), "dmy"),
    (re.compile(rf"\b{MONTH}\s*(?:the\s+)?{DAY}\b{YEAR}", re.IGNORECASE), "mdy"),
    (re.compile(r"\b(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})\b"), "dmy"),
    (re.compile(r"\b(\d{4})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{1,2})\b"), "ymd"),
)


def check_against_case(text: str, case_id: str) -> list[Finding]:
    """What the text says of who this one child was; nobody else's identity is opened."""
    identity = db.session.scalar(db.select(ChildIdentity).where(ChildIdentity.case_id == case_id))
    return [] if identity is None else find(text, identity)


def find(text: str, identity: ChildIdentity) -> list[Finding]:
    """Every identifier of the child in the text, line by line."""
    found = [
        *_names(text, _known_names(identity)),
        *_numbers(text, identity.nhs_number),
        *_postcodes(text, identity.postcode),
        *_address(text, identity.address),
        *_dates(text, [day for day in (identity.born_on, identity.died_on) if day]),
    ]
    return sorted(found, key=lambda finding: finding.line)


def _finding(kind: Kind, text: str, start: int, end: int) -> Finding:
    return Finding(kind, text.count("\n", 0, start) + 1, " ".join(text[start:end].split()))


def _known_names(identity: ChildIdentity) -> set[str]:
    people = [*(identity.family or []), *(identity.professionals or [])]
    written = [identity.first_name, identity.last_name, identity.other_names]
    written += [text for person in people for text in _names_of(person)]
    return {
        word
        for text in written
        for word in names.words(text or "")
        if len(word) >= SHORTEST_NAME and word not in TITLES
    }


TITLES = frozenset("dr mr mrs ms miss prof professor sister nurse baby twin".split())


def _names_of(person: dict[str, Any]) -> Iterator[str]:
    for key, value in person.items():
        if "name" in key and isinstance(value, str):
            yield value


def _names(text: str, known: set[str]) -> Iterator[Finding]:
    for match in WORD.finditer(text):
        parts = names.words(re.sub(r"['’‘`]s$", "", match[0]))
        if any(_is_name(part, match[0], known) for part in parts):
            yield _finding(Kind.NAME, text, *match.span())


def _is_name(word: str, as_typed: str, known: set[str]) -> bool:
    return word in known and (word not in ALSO_WORDS or as_typed[:1].isupper())


def _numbers(text: str, known: str | None) -> Iterator[Finding]:
    digits = re.sub(r"\D", "", known or "")
    for match in TEN_DIGITS.finditer(text):
        if nhs_numbers.normalise(re.sub(r"\s", " ", match[0])) == digits != "":
            yield _finding(Kind.NHS_NUMBER, text, *match.span())


def _postcodes(text: str, known: str) -> Iterator[Finding]:
    wanted = _bare(known)
    for match in POSTCODE.finditer(text):
        if wanted and _bare(match[0]) == wanted:
            yield _finding(Kind.POSTCODE, text, *match.span())


def _bare(text: str | None) -> str:
    return re.sub(r"[^a-z0-9]", "", (text or "").lower())


def _address(text: str, known: str) -> Iterator[Finding]:
    """The first line of the address, however it is spaced and punctuated."""
    words = re.findall(r"\w+", re.split(r"[\n,]", known or "")[0])
    if len(words) < 2:
        return
    pattern = r"\b" + r"\W+".join(map(re.escape, words)) + r"\b"
    for match in re.finditer(pattern, text, re.IGNORECASE):
        yield _finding(Kind.ADDRESS, text, *match.span())


def _dates(text: str, known: Iterable[date]) -> Iterator[Finding]:
    days = list(known)
    for pattern, order in DATES:
        for match in pattern.finditer(text):
            parts = dict(zip(order, match.groups(), strict=True))
            if any(_is_day(parts, day) for day in days):
                yield _finding(Kind.DATE, text, *match.span())


def _is_day(parts: dict[str, str | None], day: date) -> bool:
    """Whether day and month are those of the date, and the year, where one was given."""
    month = str(parts["m"]).lower()
    number = int(month) if month.isdigit() else MONTHS.index(month[:3]) + 1
    if (int(parts["d"] or 0), number) != (day.day, day.month):
        return False
    year = (parts["y"] or "").lstrip("'")
    return not year or int(year) in (day.year, day.year % 100)
