"""Typed figures among the marked passages: what is said of them, and which mark stays of two."""

from collections.abc import Iterable

from cdop.core.disclosure.profiles import PROFILES, Audience
from cdop.core.identity_guard.findings import Finding, Kind, Severity
from cdop.core.identity_guard.wording import LABELS, explain, safer
from cdop.core.typed_figures.figures import TypedFigure, find_typed_figures
from cdop.core.typed_figures.findings import (
    FIGURE_LABELS,
    FigureKind,
    explain_figure,
    without_figure,
)

SMALL_BELOW = PROFILES[Audience.PUBLIC].threshold or 0
Marked = Finding | TypedFigure


def with_figures(found: Iterable[Marked], text: str) -> list[Marked]:
    """Also the typed figures; of two marks on the same words the graver stays, else the first."""
    figures = find_typed_figures(text, SMALL_BELOW)
    graver = [each for each in figures if each.severity is Severity.STOP]
    kept: list[Marked] = [
        each
        for each in found
        if each.severity is Severity.STOP or not any(_overlap(each, other) for other in graver)
    ]
    kept += [each for each in figures if not any(_overlap(each, other) for other in kept)]
    return sorted(kept, key=lambda each: each.start)


def label_of(kind: Kind | FigureKind) -> str:
    return FIGURE_LABELS[kind] if isinstance(kind, FigureKind) else LABELS[kind]


def why(kind: Kind | FigureKind) -> str:
    return explain_figure(kind) if isinstance(kind, FigureKind) else explain(kind)


def safer_wording(kind: Kind | FigureKind, severity: Severity, words: str) -> str:
    if isinstance(kind, FigureKind):
        return without_figure(kind, words)
    return safer(Finding(0, len(words), kind, severity, words))


def _overlap(one: Marked, other: Marked) -> bool:
    return one.start < other.end and other.start < one.end
