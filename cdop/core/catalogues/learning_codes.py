"""The codes by which learning points are counted: shipped ones here, a panel's own beside them.

Source: the headings under which panels report learning in their annual reports. The codes and
words are ours, stable and never reused. The rows are in learning_codes.csv.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from cdop.core.lessons import Theme

OWN_GROUP = "Added by this panel"
OWN_LETTER = "P"


@dataclass(frozen=True)
class LearningCode:
    """One thing that learning points are about; `topic` is the lesson theme it usually leads to."""

    code: str
    group: str
    label: str
    definition: str
    topic: Theme


def _load() -> dict[str, LearningCode]:
    with (
        files("cdop.core.catalogues").joinpath("learning_codes.csv").open(encoding="utf-8") as lines
    ):
        return {
            row["code"]: LearningCode(
                row["code"], row["group"], row["label"], row["definition"], Theme(row["topic"])
            )
            for row in csv.DictReader(lines)
        }


LEARNING_CODES: dict[str, LearningCode] = _load()


def next_own_code(taken: Iterable[str]) -> str:
    """The next code of a panel's own list; a retired one is never given again."""
    numbers = [int(code[1:]) for code in taken if code.startswith(OWN_LETTER)]
    return f"{OWN_LETTER}{max(numbers, default=0) + 1:02}"


def label_of(code: str, own: Mapping[str, str]) -> str:
    """A code in words; `own` are the labels of the panel's own codes."""
    known = LEARNING_CODES.get(code)
    return known.label if known else own.get(code, code)


def topic_of(code: str | None) -> Theme | None:
    """The lesson theme that a point so coded usually leads to; a panel's own code has none."""
    known = LEARNING_CODES.get(code or "")
    return known.topic if known else None
