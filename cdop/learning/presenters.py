"""Words for the learning pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cdop.core.catalogues.factors import FACTORS
from cdop.core.identity_guard.findings import Severity
from cdop.core.lessons import Audience, LessonMove, LessonStage, Strength, Theme, without_verb
from cdop.core.writing.differences import Paragraph, compare
from cdop.learning.identity_check import Passage
from cdop.learning.models import Lesson, LessonStep, PassedPoint
from cdop.web import markdown
from cdop.web.forms import SelectChoice

STAGE_COLOURS = {
    LessonStage.DRAFT: "grey",
    LessonStage.RETURNED: "orange",
    LessonStage.PANEL_CHECKED: "blue",
    LessonStage.WORDED: "yellow",
    LessonStage.IDENTITY_CHECKED: "purple",
    LessonStage.APPROVED: "green",
    LessonStage.RETIRED: "white",
}
SEVERITY_COLOURS = {Severity.STOP: "red", Severity.REASON: "orange", Severity.HINT: "grey"}
PART_NAMES = {
    "title": "Title",
    "theme": "Theme",
    "strength": "How strong the evidence is",
    "seen": "What we saw",
    "matters": "Why it matters",
    "differently": "What to do differently",
    "audiences": "Who it is for",
    "body": "Text",
    "place": "Where",
    "trainer": "Who leads it",
    "about": "What it is about",
    "correction_note": "What was wrong",
    "message": "Message of the quarter",
    "wording": "Wording",
}
WRITTEN = ("title", "theme", "strength", "seen", "matters", "differently", "audiences")
COMPARED = {part: PART_NAMES[part] for part in WRITTEN} | {"factors": "Factors"}


prose = markdown.render


def theme_label(code: str) -> str:
    return Theme(code).label if code in set(Theme) else "No theme"


def audience_labels(codes: Sequence[str]) -> str:
    return ", ".join(Audience(code).label for code in codes if code in set(Audience))


def factor_labels(codes: Sequence[str]) -> list[str]:
    """Factors in public words."""
    return [FACTORS[code].public_label for code in codes if code in FACTORS]


def factor_choices(codes: Sequence[str]) -> list[SelectChoice]:
    return [SelectChoice(code, FACTORS[code].public_label) for code in codes if code in FACTORS]


def point_choices(points: Sequence[PassedPoint]) -> list[SelectChoice]:
    return [SelectChoice(point.id, _shortened(point)) for point in points]


def _shortened(point: PassedPoint, limit: int = 160) -> str:
    text = " ".join(point.wording.split())
    short = text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + " …"
    return f"Withdrawn by the chair: {short}" if point.withdrawn_at else short


def strength_label(code: str) -> str:
    return Strength(code).label if code in set(Strength) else ""


@dataclass(frozen=True)
class Compared:
    """A part of a lesson as it was and as it is."""

    label: str
    paragraphs: Sequence[Paragraph]

    @property
    def is_changed(self) -> bool:
        return any(each.is_changed for each in self.paragraphs)


def compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Compared]:
    """Two wordings of one lesson, part by part; what did not change is left out."""
    was, now = _in_words(before), _in_words(after)
    found = [Compared(label, compare(was[part], now[part])) for part, label in COMPARED.items()]
    return [each for each in found if each.is_changed]


def _in_words(words: Mapping[str, Any]) -> dict[str, str]:
    return {part: str(words.get(part) or "") for part in WRITTEN} | {
        "theme": theme_label(str(words.get("theme") or "")),
        "strength": strength_label(str(words.get("strength") or "")),
        "audiences": audience_labels(words.get("audiences") or []),
        "factors": "\n\n".join(factor_labels(words.get("factor_codes") or [])),
    }


def step_label(step: LessonStep) -> str:
    """What was done, where the state reached does not say it."""
    checked = step.move == LessonMove.PANEL_CHECK
    return LessonStage.PANEL_CHECKED.label if checked else step.to_state.label


def why_held_back(passages: Sequence[Passage]) -> str:
    """For each passage that was found: that it was, and where."""
    found = [f"Line {each.line}: “{each.words}” is {each.label}." for each in passages]
    weak = not any(each.stops for each in passages)
    return " ".join([*found, "Take it out, or say why it may stay." if weak else "Take it out."])


@dataclass(frozen=True)
class Marked:
    """A stretch of a text: plain, or a passage with its number."""

    text: str
    number: int = 0
    passage: Passage | None = None


def marked_parts(
    parts: Mapping[str, str], passages: Sequence[Passage]
) -> list[tuple[str, list[Marked]]]:
    """Each part of a text cut into stretches, with the name of the part."""
    numbered = list(enumerate(passages, 1))
    return [(part_name(part), _cut(text, part, numbered)) for part, text in parts.items() if text]


def part_name(part: str) -> str:
    return PART_NAMES.get(part, part.replace("_", " ").capitalize())


def _cut(text: str, part: str, numbered: Sequence[tuple[int, Passage]]) -> list[Marked]:
    stretches, at = [], 0
    for number, passage in numbered:
        if passage.part == part:
            stretches += [Marked(text[at : passage.start])]
            stretches += [Marked(passage.words, number, passage)]
            at = passage.end
    return [*stretches, Marked(text[at:])]


def advice_for(lesson: Lesson) -> list[str]:
    """What is worth a second look before sign-off; it stops nobody."""
    return [
        f"“{_first_words(each)}” does not begin with what to do: ask, show, record, refer or check."
        for each in without_verb(lesson.differently)
    ]


def _first_words(text: str, number: int = 6) -> str:
    words = text.split()
    return " ".join(words[:number]) + (" …" if len(words) > number else "")


def blank_parts(lesson: Lesson) -> str:
    """The names of the parts that are still to be written, in a row."""
    return ", ".join(PART_NAMES[part].lower() for part in missing_parts(lesson))


def missing_parts(lesson: Lesson) -> list[str]:
    """The parts that must be filled before sign-off, by field name."""
    return [part for part in WRITTEN if not getattr(lesson, part)]


def as_markdown(lesson: Lesson) -> str:
    """The lesson as a passage of an issue."""
    return "\n\n".join(
        (
            f"### {' '.join(lesson.title.split())}",
            lesson.seen,
            "**Why it matters**",
            lesson.matters,
            "**What to do differently**",
            lesson.differently,
        )
    )
