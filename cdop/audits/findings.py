"""What was worked out beside the tables, as it is printed: for the panel only, never released."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Columns = Sequence[tuple[str, str]]
Row = tuple[str, Mapping[str, str]]  # the line's words, and its cells by column


@dataclass(frozen=True)
class Finding:
    """One printed table under the heading `section`, with a picture where `spec` describes one."""

    code: str
    section: str
    title: str
    sentence: str
    columns: Columns
    rows: Sequence[Row]
    notes: Sequence[str] = ()
    spec: dict[str, Any] | None = None

    def plain(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "section": str(self.section),
            "title": self.title,
            "sentence": self.sentence,
            "content": {
                "columns": [{"key": key, "label": label} for key, label in self.columns],
                "rows": [
                    {"code": f"{self.code}:{place}", "label": label, "cells": dict(cells)}
                    for place, (label, cells) in enumerate(self.rows)
                ],
                "notes": list(self.notes),
            },
            "spec": self.spec,
        }


def shown(found: Iterable[Finding | None]) -> dict[str, Any]:
    """As an audit keeps them; what came to nothing is left out."""
    return {"shown": [each.plain() for each in found if each is not None]}


def percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"


def interval(lower: float | None, upper: float | None) -> str:
    return "–" if lower is None or upper is None else f"{lower:.1%} to {upper:.1%}"


def points(value: float) -> str:
    """A difference of shares, in percentage points."""
    return f"{100 * value:+.1f}".replace("-", "−")


def p_text(p: float | None) -> str:
    if p is None:
        return "–"
    return "under 0.001" if p < 0.001 else f"{p:.3f}"
