"""What changed between two versions of a text, paragraph by paragraph and word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

PARAGRAPHS = re.compile(r"\n\s*\n")
PIECES = re.compile(r"\s+|[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]|_")
ALIKE = 0.4  # less than so much in common is another paragraph, not the same one changed


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """Some words, and whether they stayed, came or went."""

    change: Change
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as pieces; `change` is SAME also where only some of its words changed."""

    pieces: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        return any(piece.change is not Change.SAME for piece in self.pieces)


def compare(before: str, after: str) -> list[Paragraph]:
    """All paragraphs, in the order in which one reads them."""
    old, new = _paragraphs(before), _paragraphs(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found: list[Paragraph] = []
    for kind, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if kind == "equal":
            found += [_whole(Change.SAME, text) for text in new[from_new:to_new]]
        else:
            found += _replaced(old[from_old:to_old], new[from_new:to_new])
    return found


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in PARAGRAPHS.split(text) if part.strip()]


def _whole(change: Change, text: str) -> Paragraph:
    return Paragraph((Piece(change, text),))


def _replaced(old: list[str], new: list[str]) -> Iterator[Paragraph]:
    """Pairs that are alike word by word, in order; what has no partner as a whole."""
    waiting = list(old)
    for text in new:
        partner = next((each for each in waiting if _alike(each, text)), None)
        if partner is None:
            yield _whole(Change.ADDED, text)
            continue
        while waiting[0] != partner:
            yield _whole(Change.REMOVED, waiting.pop(0))
        waiting.pop(0)
        yield Paragraph(tuple(_words(partner, text)))
    for text in waiting:
        yield _whole(Change.REMOVED, text)


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio() >= ALIKE


def _words(before: str, after: str) -> Iterator[Piece]:
    """Neighbouring words that changed are one change, so that a phrase is read as one."""
    old, new = PIECES.findall(before), PIECES.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    gone = come = ""
    for kind, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        left, right = "".join(old[from_old:to_old]), "".join(new[from_new:to_new])
        if kind == "equal" and not (right.isspace() and (gone or come)):
            yield from _changed(gone, come)
            yield Piece(Change.SAME, right)
            gone = come = ""
        else:
            gone, come = gone + left, come + right
    yield from _changed(gone, come)


def _changed(gone: str, come: str) -> Iterator[Piece]:
    if gone:
        yield Piece(Change.REMOVED, gone)
    if come:
        yield Piece(Change.ADDED, come)
