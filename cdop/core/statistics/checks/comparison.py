"""One published number beside ours: how far apart they are, and whether that is near enough."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isinf

Row = Mapping[str, str]
# Reads another file of the same folder: the inputs that go with a file of expected values.
Reader = Callable[[str], Sequence[Row]]


@dataclass(frozen=True)
class Tolerance:
    """How far apart two numbers may lie: relative to the published one, or in its own units."""

    relative: float = 0.0
    absolute: float = 0.0

    def holds(self, expected: float, found: float) -> bool:
        return abs(found - expected) <= max(self.absolute, self.relative * abs(expected))


EXACT = Tolerance()


@dataclass(frozen=True)
class Comparison:
    """`expected` as printed in the file, blank where the source gives nothing.

    `explained` says why the two are meant to differ; such a number is counted apart.
    """

    case: str
    column: str
    expected: str
    found: float | str | None
    tolerance: Tolerance = EXACT
    explained: str | None = None

    @property
    def agrees(self) -> bool:
        if self.expected == "" or self.found is None:
            return self.expected == "" and self.found is None
        if isinstance(self.found, str):
            return self.expected == self.found
        expected = float(self.expected)
        if isinf(expected) or isinf(self.found):
            return expected == self.found
        return self.tolerance.holds(expected, self.found)

    @property
    def relative_difference(self) -> float:
        """|ours - theirs| / |theirs|; 0 where either is not a finite number."""
        if self.expected == "" or self.found is None or isinstance(self.found, str):
            return 0.0
        expected = float(self.expected)
        if isinf(expected) or isinf(self.found) or expected == self.found:
            return 0.0
        return abs(self.found - expected) / (abs(expected) or 1.0)


def compare(
    case: str,
    row: Row,
    found: Mapping[str, float | str | None],
    tolerance: Tolerance = EXACT,
) -> Iterator[Comparison]:
    """Each of our numbers against the column of the row with its name."""
    for column, value in found.items():
        plain = value.value if isinstance(value, StrEnum) else value
        yield Comparison(case, column, row[column], plain, tolerance)


def number(text: str) -> float | None:
    return float(text) if text else None
