"""Whether a table prints the figure that somebody typed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cdop.core.typed_figures.findings import FigureKind
from cdop.core.typed_figures.reading import sentences_of
from cdop.core.typed_figures.scanning import Scan

CELL = re.compile(r"\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(%?)")


@dataclass(frozen=True)
class Typed:
    """The numbers of a typed figure, such as 5 and 12, and of which kind it is."""

    numbers: tuple[float, ...]
    kind: FigureKind

    @classmethod
    def of(cls, words: str, kind: FigureKind) -> "Typed":
        found: list[float] = []
        for sentence in sentences_of(words):
            scan = Scan(sentence)
            at = 0
            while at < len(scan.tokens):
                number = scan.number(at)
                found += [number[0]] if number else []
                at = number[1] if number else at + 1
        return cls(tuple(found), kind)

    def is_printed_in(self, row: Mapping[str, str]) -> bool:
        """In one line of a table: a share as a share, a count as a count, out of as many."""
        cells = [cell for cell in map(CELL.match, row.values()) if cell]
        shares = {float(cell[1] + (cell[2] or "")) for cell in cells if cell[3]}
        rates = {float(cell[1].replace(",", "") + cell[2]) for cell in cells if cell[2]}
        counts = {float(cell[1].replace(",", "")) for cell in cells if not (cell[2] or cell[3])}
        if not self.numbers:
            return False
        if self.kind is FigureKind.SHARE and len(self.numbers) == 1:
            return any(self.numbers[0] in (share, float(round(share))) for share in shares)
        if self.kind is FigureKind.RATE:
            return self.numbers[0] in rates
        return self.kind is FigureKind.COUNT and counts.issuperset(self.numbers)


def is_printed(typed: Typed, rows: Iterable[Mapping[str, str]]) -> bool:
    return any(typed.is_printed_in(row) for row in rows)
