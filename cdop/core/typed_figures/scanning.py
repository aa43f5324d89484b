"""The words of a sentence, read from one of them on: numbers, and the nouns that they count."""

from collections.abc import Sequence

from cdop.core.typed_figures.reading import Sentence, Token
from cdop.core.typed_figures.vocabulary import COUNTS, DETERMINERS, HEADS, NO_DESCRIPTION, TWO

SIGNS = frozenset("%:=|()/")
DESCRIBING = 4  # words between a number and its noun


class Scan:
    """The tokens of a sentence, read from one place on."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens: Sequence[Token] = sentence.tokens

    def word(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def number(self, at: int) -> tuple[float, int] | None:
        """The number that begins here, and the place after it."""
        word = self.word(at)
        if word[:1].isdecimal():
            return (_digits(word), at + 1) if word[-1].isdecimal() else None
        if word in TWO:
            return 2.0, at + 1 + (self.word(at + 1) == "of" and word != "both")
        if word in ("single", "sole"):
            return 1.0, at + 1
        tens, _, units = word.partition("-")
        if tens not in COUNTS or (units and units not in COUNTS):
            return None
        value = COUNTS[tens] + COUNTS.get(units, 0)
        return self._more_words(value, at + 1)

    def _more_words(self, value: int, at: int) -> tuple[float, int]:
        """“Twenty one” and “two hundred” go on; “dozen” after a number multiplies."""
        word = self.word(at)
        if word in ("hundred", "dozen"):
            return float(value * COUNTS[word]), at + 1
        if value >= 20 and value % 10 == 0 and COUNTS.get(word, 10) < 10:
            return float(value + COUNTS[word]), at + 1
        return float(value), at

    def noun(self, at: int, among: frozenset[str]) -> int | None:
        """The place of the first such noun, if only words that describe it stand before."""
        for place in range(at, min(at + DESCRIBING + 1, len(self.tokens))):
            if not self.joined(at, place):
                return None
            if self._names(place, among):
                return place
            if self._ends(place):
                return None
        return None

    def _names(self, place: int, among: frozenset[str]) -> bool:
        word = self.word(place)
        if word == "people" and self.word(place - 1) == "young":
            return "children" in among
        return word in among and self.word(place + 1) not in HEADS

    def _ends(self, place: int) -> bool:
        """Whether this word cannot stand between a number and what it counts."""
        word = self.word(place)
        if word == "and":  # “sudden and unexpected deaths”, not “cots and babies”
            return self.word(place - 1).endswith("s")
        if word == "people" or _is_another_plural(word):
            return True
        return word in NO_DESCRIPTION or bool(self.number(place)) or word in SIGNS

    def joined(self, first: int, last: int) -> bool:
        """Whether nothing but blanks stands between the words."""
        start = self.sentence.start
        quiet = self.sentence.quiet
        between = (
            quiet[self.tokens[n].end - start : self.tokens[n + 1].start - start]
            for n in range(max(first - 1, 0), last)
        )
        return not any(each.strip(" \n\t,-") for each in between)

    def past_determiners(self, at: int) -> int:
        while self.word(at) in DETERMINERS or self.word(at) in ("of", "out"):
            at += 1
        return at

    def span(self, first: int, after: int) -> tuple[int, int]:
        return self.tokens[first].start, self.tokens[after - 1].end


def _is_another_plural(word: str) -> bool:
    """“Three leaflets explain deaths” counts leaflets; “previous” and “homeless” only describe."""
    return word.endswith("s") and not word.endswith(("ss", "ous", "’s", "'s", "s’", "sids"))


def _digits(word: str) -> float:
    return float(word.replace(",", ""))
