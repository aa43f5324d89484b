"""What a typed figure is, how grave it is, and what is said of it."""

from collections.abc import Mapping
from enum import StrEnum

from cdop.core.typed_figures.vocabulary import CHILDREN, DEATHS, FAMILIES


class FigureKind(StrEnum):
    """What sort of figure was typed."""

    SMALL_COUNT = "small_count"
    COUNT = "typed_count"
    SHARE = "typed_share"
    RATE = "typed_rate"


FIGURE_LABELS: Mapping[FigureKind, str] = {
    FigureKind.SMALL_COUNT: "a small number of local deaths",
    FigureKind.COUNT: "a typed number",
    FigureKind.SHARE: "a typed share",
    FigureKind.RATE: "a typed rate",
}
SMALL = (
    "Small numbers of deaths are hidden in everything that is published, since few families share"
    " them. A typed one goes around that. Say it without the number, or put in a released table."
)
TYPED = (
    "Figures about deaths, children and families are put in by the number of their released table,"
    " never typed. If it is a national figure, say whose and of which year."
)
MANY = DEATHS | CHILDREN | FAMILIES


def explain_figure(kind: FigureKind) -> str:
    """Why it matters, in a sentence or two."""
    return SMALL if kind is FigureKind.SMALL_COUNT else TYPED


def without_figure(kind: FigureKind, words: str) -> str:
    """Wording that could stand in its place; nothing where the sentence has to be written anew."""
    last = words.lower().split()[-1].strip("*_")
    if last in MANY:
        return f"some {last}"
    return "some" if kind is FigureKind.SHARE else ""
