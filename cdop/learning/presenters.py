"""Words for the learning pages."""

from collections.abc import Sequence

from cdop.core.catalogues.factors import FACTORS
from cdop.core.lessons import Audience, LessonState, Theme
from cdop.learning.identity_check import Finding
from cdop.learning.models import Lesson, PassedPoint
from cdop.web import markdown
from cdop.web.forms import SelectChoice

STATE_COLOURS = {
    LessonState.DRAFT: "grey",
    LessonState.SUBMITTED: "yellow",
    LessonState.RETURNED: "orange",
    LessonState.APPROVED: "green",
    LessonState.RETIRED: "white",
}
PART_NAMES = {
    "title": "Title",
    "theme": "Theme",
    "seen": "What we saw",
    "matters": "Why it matters",
    "differently": "What to do differently",
    "audiences": "Who it is for",
}


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


def why_held_back(findings: Sequence[Finding]) -> str:
    """For each identifier that was found: that it was, and where."""
    found = [
        f"Line {finding.line}: “{finding.words}” is a {finding.kind.label} from the record of"
        " the case."
        for finding in findings
    ]
    return " ".join([*found, "Take it out." if len(found) == 1 else "Take them out."])


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
