"""Finds figures about deaths, children and families that somebody typed into a text.

Such a figure is put in by the number of its released table. A count of local deaths that is too
small to be published, or that leaves one so small, stops; every other figure needs a reason. A
national figure that cites its source, under a heading that says it is national, is left alone, and
so is every number that counts something else.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cdop.core.identity_guard.findings import Severity
from cdop.core.typed_figures.counting import MANY, Counted, figures_in
from cdop.core.typed_figures.findings import FigureKind
from cdop.core.typed_figures.listed import listed_in
from cdop.core.typed_figures.reading import Sentence, sentences_of
from cdop.core.typed_figures.vocabulary import (
    CHILDREN,
    DEATHS,
    FAMILIES,
    LESS,
    LOST,
    MORE,
    OF_CHILDREN,
    ONE_CHILD,
    ONE_DEATH,
    ONE_FAMILY,
    ONE_REVIEW,
    STAFF,
    VERBS,
)

BOUND = 24  # letters in which “fewer than” may stand before a number
REFERRING = frozenset(("", *"them these those whom which".split()))


@dataclass(frozen=True)
class TypedFigure:
    """One figure: where it stands, and how grave it is."""

    start: int
    end: int
    kind: FigureKind
    severity: Severity
    evidence: str


def find_typed_figures(text: str, threshold: int) -> list[TypedFigure]:
    """In the order of the text; counts from 1 to below the threshold are small."""
    return [
        _figure(_Read(counted, sentence, threshold), text)
        for sentence in sentences_of(text)
        for counted in _counted(sentence)
        if not _Read(counted, sentence, threshold).may_stand
    ]


def _counted(sentence: Sentence) -> Iterator[Counted]:
    listed = list(listed_in(sentence))
    yield from listed or figures_in(sentence)


def _figure(read: "_Read", text: str) -> TypedFigure:
    start, end = read.start, read.counted.end
    severity = Severity.STOP if read.is_small else Severity.REASON
    return TypedFigure(start, end, read.kind, severity, text[start:end])


@dataclass(frozen=True)
class _Read:
    """A number that counts something, in its sentence."""

    counted: Counted
    sentence: Sentence
    threshold: int

    @property
    def may_stand(self) -> bool:
        """It counts no children, tells of one, says what should be, or is national and cited."""
        return (
            not self._is_of_children
            or self._opens_a_story
            or not self._is_said_as_fact
            or (self.sentence.is_cited and self.sentence.is_national and not self._is_little)
        )

    @property
    def _opens_a_story(self) -> bool:
        """“In one review” does not say how many there were."""
        return self.counted.noun in ONE_REVIEW and not self.counted.is_single

    @property
    def is_small(self) -> bool:
        """A count of local deaths that may not be printed, or that leaves such a one."""
        return self._is_little and self._is_of_deaths and not self.sentence.is_national

    @property
    def kind(self) -> FigureKind:
        if self.is_small:
            return FigureKind.SMALL_COUNT
        if self.counted.is_rate:
            return FigureKind.RATE
        return FigureKind.SHARE if self.counted.is_share else FigureKind.COUNT

    @property
    def start(self) -> int:
        """With “fewer than” before it."""
        bound = LESS.search(self._before) or MORE.search(self._before)
        return self.counted.start - (len(bound[0]) if bound else 0)

    @property
    def _before(self) -> str:
        at = self.counted.start - self.sentence.start
        return self.sentence.quiet[max(at - BOUND, 0) : at]

    @property
    def _after(self) -> str:
        return self.sentence.quiet[self.counted.end - self.sentence.start :]

    @property
    def _is_little(self) -> bool:
        counted = self.counted
        if counted.is_share or counted.is_rate or MORE.search(self._before):
            return False
        left = [counted.number]
        if counted.out_of is not None:
            left += [counted.out_of, counted.out_of - counted.number]
        return any(1 <= number < self.threshold for number in left)

    @property
    def _is_of_children(self) -> bool:
        noun = self.counted.noun
        if self.counted.is_rate:
            return bool(OF_CHILDREN.search(self.sentence.quiet))
        if noun not in REFERRING:
            return True
        if self.counted.out_of and not self.counted.is_share and VERBS.match(self._after.strip()):
            return True
        return self._is_about_those_before

    @property
    def _is_about_those_before(self) -> bool:
        """Of whom the words before it speak: the last named are children, not their midwives."""
        words = [token.text for token in self.sentence.tokens if token.start < self.counted.start]
        before = self.sentence.before
        if before is not None:
            words = [token.text for token in before.tokens] + words
        named = [word for word in words if word in MANY or word in STAFF or word in ONE_DEATH]
        if named:
            return named[-1] not in STAFF
        return self.counted.noun == "" and self.sentence.has_topic

    @property
    def _is_said_as_fact(self) -> bool:
        noun, sentence = self.counted.noun, self.sentence
        if self.counted.is_rate or noun in DEATHS or self.counted.is_order:
            return not sentence.is_rule
        if self.counted.is_share or noun in REFERRING:
            return not sentence.is_rule
        return sentence.is_fact

    @property
    def _is_of_deaths(self) -> bool:
        noun, sentence = self.counted.noun, self.sentence
        if noun in ONE_REVIEW | ONE_DEATH and not self.counted.is_order:
            return self.counted.is_single
        if noun in FAMILIES | ONE_FAMILY:
            return bool(LOST.search(sentence.quiet))
        if noun in CHILDREN | ONE_CHILD or noun == "cases" or noun in REFERRING:
            before = sentence.before
            return sentence.is_of_deaths or (before is not None and before.is_of_deaths)
        return True
