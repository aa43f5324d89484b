"""A house by its number and street, which leads to one door however common the street is."""

import re

from cdop.core.identity_guard.numbers import spoken, value

_BEFORE_STREET = re.compile(r"(\d{1,5})[a-z]?(?:\s*[-/]\s*\d{1,5}[a-z]?)?\s*$", re.I)
_PIECE = re.compile(r"\d+|[a-z]+")
_LABEL = r"(?:at\s+|house\s+|number\s+|no\.?\s*|nr\.?\s*)"
_NEXT, _LAST = 2, 6  # words after and before a number in which its street may begin


def house_number(before: str) -> str:
    """The number that stands right before the street's own words, without a letter of its own."""
    found = _BEFORE_STREET.search(before)
    return found[1] if found else ""


def numbered(house: str, street: str) -> str:
    """The street, a pattern, with the number before or after it, in figures or in words."""
    said = spoken(int(house)).replace(" ", "[- ]")
    number = rf"(?:{house}|{said})" if said else house
    before = rf"(?<![\w.]){number}[a-z]?(?:\s*[-/]\s*\d+[a-z]?)?[\s,.:)-]{{1,4}}(?:the\s+)?{street}"
    after = (
        rf"{street}[\s,(]{{1,3}}(?:{_LABEL}{{1,2}}{number}|{house})[a-z]?(?![\w%]|[./-]\d|\s[a-z])"
    )
    return f"{before}|{after}"


def numbered_type(house: str, kind: str) -> str:
    """“Number 64 on the Bank”: the house with no more of its street than what it is."""
    said = spoken(int(house)).replace(" ", "[- ]")
    number = rf"(?:{house}|{said})" if said else house
    return (
        rf"\b(?:number|no\.?|nr\.?)\s*{number}[a-z]?,?\s+(?:(?:on|in|of|at|along|up)\s+)?"
        rf"(?:the|our|that)\s+{kind}\b"
    )


def doors(lower: str) -> frozenset[tuple[int, str]]:
    """Each number of a text with the first letters of the words near it: a quick look for homes."""
    pieces = [match[0] for match in _PIECE.finditer(lower)]
    found: set[tuple[int, str]] = set()
    for at, piece in enumerate(pieces):
        number = value(piece) if len(piece) < 12 else None
        if number is None or number > 99_999:
            continue
        near = (*pieces[max(0, at - _LAST) : at], *pieces[at + 1 : at + 2 + _NEXT])
        numbers = {number, _tens(number, pieces[at + 1 : at + 2])}
        found |= {(each, word[0]) for each in numbers for word in near}
    return frozenset(found)


def _tens(number: int, following: list[str]) -> int:
    """“Twenty two” as one number."""
    unit = value(following[0]) if following and following[0].isalpha() else None
    return number + unit if number in range(20, 100, 10) and unit and unit < 10 else number
