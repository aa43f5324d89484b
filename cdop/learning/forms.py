"""What is typed on the learning pages."""

from typing import Any

from cdop.core.lessons import Audience, LessonStage, LessonState, Strength, Theme
from cdop.web.forms import (
    Checkboxes,
    NhsForm,
    Select,
    SelectChoice,
    TextArea,
    TextField,
    Tick,
)


class PassOnForm(NhsForm):
    """The chair's wording of a point that is to leave its case."""

    wording = TextArea(
        "The learning point, in words that may leave the case",
        hint="Write what services or families can learn, so that it could be about many children.",
        required="Write the learning point",
        max_length=2000,
        rows=6,
    )
    theme = Select("Theme", choices=Theme, required="Choose a theme")
    factor_codes = Checkboxes("Factors to pass on with it", small=True, choices=[])
    checked = Tick(
        "I have left out names, dates, exact ages and places",
        required="Confirm that names, dates, exact ages and places are left out",
    )

    def offer(self, factors: list[SelectChoice]) -> None:
        self.factor_codes.choices = factors


class LessonForm(NhsForm):
    """A lesson: a draft may be saved with parts still blank."""

    title = TextField(
        "Title",
        hint="What to do, in one line",
        required="Enter a title",
        max_length=120,
    )
    theme = Select("Theme", choices=Theme)
    strength = Select("How strong is the evidence?", choices=Strength, blank="Not said yet")
    seen = TextArea(
        "What we saw",
        hint="Across reviews, not in one case. No ages, dates, places or other details of a child.",
        max_length=4000,
        markdown=True,
    )
    matters = TextArea("Why it matters", max_length=4000, markdown=True)
    differently = TextArea(
        "What to do differently",
        hint="Start with a verb: ask, show, record, refer, check.",
        max_length=4000,
        markdown=True,
    )
    audiences = Checkboxes("Who it is for", choices=Audience, small=True)
    is_new = Tick("None of them says it already: this is a new lesson")
    point_ids = Checkboxes("Learning points it draws on", choices=[], small=True)

    def offer(self, points: list[SelectChoice]) -> None:
        self.point_ids.choices = points

    def words(self) -> dict[str, Any]:
        """The wording, by column."""
        return {name: value or "" for name, value in self.data.items() if name in WORDS} | {
            "audiences": list(self.audiences.data or [])
        }


WORDS = ("title", "theme", "strength", "seen", "matters", "differently")


class DecisionForm(NhsForm):
    """What the chair says beside the decision; a return needs it."""

    comment = TextArea("Comment for the editor", max_length=2000, rows=4)
    panel_agrees = Tick("The panel agrees that this is what its reviews show")


class RetireForm(NhsForm):
    """Why a lesson goes out of use."""

    why_retired = TextArea(
        "Why it no longer holds",
        hint="For example: the advice has changed. It stays in the history of the lesson.",
        required="Say why it no longer holds",
        max_length=1000,
        rows=2,
    )


class DismissalForm(NhsForm):
    """Why words that were marked are innocent."""

    reason = TextArea(
        "Why these words tell of nobody",
        hint="For example: it is the name of the month. The chair reads it.",
        required="Say why these words tell of nobody",
        max_length=500,
        rows=2,
    )


class LibraryFilterForm(NhsForm):
    """What the library is narrowed to."""

    words = TextField("Search", max_length=100)
    theme = Select("Theme", choices=Theme, blank="Any theme")
    audience = Select("For", choices=Audience, blank="Anybody")


STATES = [
    SelectChoice(LessonState.SUBMITTED.value, LessonState.SUBMITTED.label),
    *(SelectChoice(stage.value, stage.label) for stage in LessonStage),
]


class LessonFilterForm(LibraryFilterForm):
    """What the panel's own list is narrowed to."""

    state = Select("State", choices=STATES, blank="Any state")


class PointFilterForm(NhsForm):
    words = TextField("Search", max_length=100)
    theme = Select("Theme", choices=Theme, blank="Any theme")
    used = Select(
        "In a lesson",
        choices=[
            SelectChoice("no", "Not yet in a lesson"),
            SelectChoice("yes", "In a lesson"),
        ],
        blank="Any",
    )
