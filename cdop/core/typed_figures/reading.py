"""A text cut into sentences, each with what is known of it: national, cited, a rule or a fact."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cdop.core.typed_figures.masking import masked
from cdop.core.typed_figures.vocabulary import (
    CHILDREN,
    DEATHLY,
    DEATHS,
    FAMILIES,
    GUIDANCE,
    NATIONAL,
    NATIONAL_HEADING,
    OURS,
    PAST,
    SOURCE,
    TIME,
)

LONGEST = 2_000  # letters of a sentence
BLOCK = re.compile(r"(?:[^\n]|\n(?![ \t]*\n))+")
LINE = re.compile(r"[^\n]+")
OWN_LINE = re.compile(r"[ \t]*(?:[-*+][ \t]|\d{1,3}[.)][ \t]|\||#|>)")
STOPS = re.compile(r"(?<=[.!?])[\"”’)*_]*\s+(?=[^a-z\s])")
HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
TOKEN = re.compile(
    r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:st|nd|rd|th)?|[^\W\d_]+(?:['’-][^\W\d_]+)*|[%:=|()/]"
)


@dataclass(frozen=True)
class Token:
    """A word, a number or a sign, with where it stands in the whole text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A sentence, and the paragraph and section that it stands in."""

    start: int
    plain: str  # as typed
    quiet: str  # in small letters, without what counts nothing
    block: str  # its paragraph as typed
    heading: str  # the headings above it, in small letters
    before: "Sentence | None"  # the sentence before it in the same paragraph
    lead: str = ""  # the last line of the paragraph before, which may lead to a list

    @cached_property
    def tokens(self) -> list[Token]:
        return [
            Token(found[0], self.start + found.start(), self.start + found.end())
            for found in TOKEN.finditer(self.quiet)
        ]

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(token.text for token in self.tokens)

    @cached_property
    def is_national(self) -> bool:
        """Under a heading or with a word that says so, and nothing in it that says it is ours."""
        if OURS.search(self.quiet):
            return False
        return bool(NATIONAL_HEADING.search(self.heading) or NATIONAL.search(self.plain))

    @cached_property
    def is_cited(self) -> bool:
        """In a section on the nation, in a paragraph that leads to or names its source."""
        return bool(NATIONAL_HEADING.search(self.heading) and SOURCE.search(self.block))

    @cached_property
    def is_fact(self) -> bool:
        """Something that was, not what may be or should."""
        if GUIDANCE.search(self.quiet) and not TIME.search(self.plain.lower()):
            return False
        return bool(PAST.search(self.quiet) or TIME.search(self.plain.lower()))

    @cached_property
    def is_rule(self) -> bool:
        return bool(GUIDANCE.search(self.quiet)) and not PAST.search(self.quiet)

    @cached_property
    def is_of_deaths(self) -> bool:
        return bool(DEATHLY.search(self.quiet))

    @cached_property
    def has_topic(self) -> bool:
        return bool(self.words & (DEATHS | CHILDREN | FAMILIES))


def sentences_of(text: str) -> Iterator[Sentence]:
    """In the order of the text."""
    quiet = masked(text)
    headings: dict[int, str] = {}
    lead = ""
    for block in BLOCK.finditer(text):
        heading = HEADING.search(block[0])
        if heading:
            level = len(heading[1])
            headings = {each: words for each, words in headings.items() if each < level}
            headings[level] = heading[2].lower()
        before: Sentence | None = None
        for start, end in _stretches(text, block.start(), block.end()):
            before = Sentence(
                start,
                text[start:end],
                quiet[start:end],
                block[0],
                " / ".join(headings.values()),
                before,
                lead,
            )
            yield before
        lead = block[0].rstrip().rpartition("\n")[2].lower()


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Lines of lists, tables and headings by themselves; other lines run on; then by full stops."""
    at = start
    for line in LINE.finditer(text, start, end):
        if line.start() > at and OWN_LINE.match(line[0]):
            yield from _by_stops(text, at, line.start())
            at = line.start()
    yield from _by_stops(text, at, end)


def _by_stops(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for stop in STOPS.finditer(text, start, end):
        yield from _in_reach(text, at, stop.end())
        at = stop.end()
    if text[at:end].strip():
        yield from _in_reach(text, at, end)


def _in_reach(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What never ends is cut, so that the time it takes grows with the text and no faster."""
    while end - start > LONGEST:
        cut = text.rfind(" ", start, start + LONGEST) + 1 or start + LONGEST
        yield start, cut
        start = cut
    yield start, end
