"""Whether a summary for the panel says who the child was: an exact check against the own case.

It looks for names, the NHS number, the dates and the postcode of this child and family. That it
finds nothing does not prove that a text is anonymous.
"""

import re
from collections.abc import Iterator
from datetime import date

from cdop.cases.models import ChildIdentity
from cdop.core import names

SHORTEST_NAME = 2
POSSESSIVE = re.compile(r"['’]s\b", flags=re.IGNORECASE)
UNNAMED = frozenset({"baby", "boy", "girl", "twin", "infant", "unnamed", "not", "known"})


def what_it_reveals(text: str, identity: ChildIdentity) -> list[str]:
    """What of the child's identity stands in the text, in words that do not repeat it."""
    words = set(names.words(POSSESSIVE.sub("", text)))
    found = [what for what, name in _names_of(identity) if _names(name) & words]
    if identity.nhs_number and identity.nhs_number in re.sub(r"[\s-]", "", text):
        found.append("the NHS number")
    for what, day in (("date of birth", identity.born_on), ("date of death", identity.died_on)):
        if day is not None and _stands_in(day, text):
            found.append(f"the {what}")
    postcode = re.sub(r"\s", "", identity.postcode).upper()
    if postcode and postcode in re.sub(r"\s", "", text).upper():
        found.append("the postcode")
    return list(dict.fromkeys(found))


def _names_of(identity: ChildIdentity) -> Iterator[tuple[str, str]]:
    yield "the child's first name", identity.first_name
    yield "the child's last name", identity.last_name
    yield "another name of the child", identity.other_names
    for person in identity.family:
        yield "the name of someone in the family", person.get("name", "")


def _names(text: str) -> set[str]:
    return {word for word in names.words(text) if len(word) >= SHORTEST_NAME} - UNNAMED


def _stands_in(day: date, text: str) -> bool:
    """The date as digits or words, with or without its year where the month is a word."""
    number = rf"0?{day.day}(?:st|nd|rd|th)?"
    word = rf"(?:{day:%B}|{day:%b})"
    spellings = (
        rf"\b0?{day.day}\s*[./-]\s*0?{day.month}\s*[./-]\s*(?:{day:%Y}|{day:%y})\b",
        rf"\b{number}\s+(?:of\s+)?{word}\b",
        rf"\b{word}\s+{number}\b",
        re.escape(day.isoformat()),
    )
    return any(re.search(spelling, text, flags=re.IGNORECASE) for spelling in spellings)
