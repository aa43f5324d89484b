"""Numbers in the cells of a typed table and at the ends of a typed list, under words on deaths."""

import re
from collections.abc import Iterator

from cdop.core.typed_figures.counting import MANY, Counted
from cdop.core.typed_figures.reading import Sentence

CELL = re.compile(r"(?<=\|)[^|\n]*(?=\|)")
VALUE = re.compile(r"\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(%?)\s*")
ITEM = re.compile(
    r"[ \t]*[-*+]?[ \t]*[^:=\n|]{1,60}(?:[:=]|\s[–-])\s+(\d{1,3}(?:,\d{3})+|\d+)[ \t.]*\n?"
)
WORD = re.compile(r"[a-z]+")


def listed_in(sentence: Sentence) -> Iterator[Counted]:
    """Of one line; what its column or list is about stands in the lines above."""
    if sentence.quiet.lstrip().startswith("|"):
        yield from _cells(sentence)
        return
    item = ITEM.fullmatch(sentence.quiet.rstrip())
    if item and _is_topic(_intro(sentence)):
        at = sentence.start
        yield Counted(at + item.start(1), at + item.end(1), _value(item[1]), "deaths")


def _cells(sentence: Sentence) -> Iterator[Counted]:
    head = _head(sentence)
    topical = [_is_topic(title) for title in head]
    around = any(topical) or _is_topic(_intro(sentence))
    for column, cell in enumerate(CELL.finditer(sentence.quiet)):
        value = VALUE.fullmatch(cell[0])
        if not value or not column or not around:
            continue
        if any(topical) and column < len(topical) and not topical[column] and not topical[0]:
            continue
        start = sentence.start + cell.start() + len(cell[0]) - len(cell[0].lstrip())
        yield Counted(
            start,
            start + len(cell[0].strip()),
            _value(value[1]),
            "deaths",
            is_share=bool(value[3] or value[2]),
        )


def _head(sentence: Sentence) -> list[str]:
    """The titles of the columns."""
    row = next((line for line in sentence.block.splitlines() if line.lstrip().startswith("|")), "")
    return [cell[0].lower() for cell in CELL.finditer(row)]


def _intro(sentence: Sentence) -> str:
    """The line of the paragraph that leads to the list or table, or else the heading."""
    first = sentence.block.strip().splitlines()[0].lower()
    return f"{sentence.lead} {first} {sentence.heading.rpartition(' / ')[2]}"


def _is_topic(words: str) -> bool:
    return not MANY.isdisjoint(WORD.findall(words))


def _value(typed: str) -> float:
    return float(typed.replace(",", ""))
