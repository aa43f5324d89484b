"""What is typed of an audit's words, recommendations and standards."""

from cdop.audits.models import RecommendationState
from cdop.audits.told import Told, unknown_tokens
from cdop.web.forms import (
    NhsForm,
    Radios,
    TextArea,
    TextField,
    Tick,
    UKDateField,
    WholeNumber,
    enum_choices,
)

STATE_WORDS = {
    RecommendationState.OPEN: "Not begun",
    RecommendationState.UNDER_WAY: "Under way",
    RecommendationState.DONE: "Done",
    RecommendationState.NOT_TAKEN_UP: "Not taken up",
}


class WordsForm(NhsForm):
    """The words of one section: every number in them is a token."""

    text = TextArea(
        "Words of the section",
        hint="Numbers are put in from the tables where {{…}} stands. Leave the box empty to go back"
        " to the words that the service writes.",
        max_length=10_000,
        rows=12,
        markdown=True,
    )

    def check(self, told: Told) -> bool:
        """Whether every token asks for a number that there is."""
        wrong = unknown_tokens(self.text.data or "", told)
        if wrong:
            shown = ", ".join(wrong[:3])
            self.add_error("text", f"There is no such number: {shown}")
        return not wrong


class RecommendationForm(NhsForm):
    text = TextArea(
        "Recommendation",
        required="Write the recommendation",
        max_length=1_000,
        rows=4,
        hint="Begin with a verb. Do not write numbers that a release hides.",
    )
    owner = TextField("Who is asked", max_length=200, hint="A role or an organisation, not a name")
    due_on = UKDateField("By when")


class ProgressForm(RecommendationForm):
    state = Radios(
        "How far it has come",
        choices=enum_choices(RecommendationState, STATE_WORDS),
        coerce=RecommendationState,
        blank="",
        required="Say how far it has come",
    )
    progress = TextArea("What was done", max_length=2_000, rows=3)


class StandardForm(NhsForm):
    criterion = TextField("Criterion", required="Write the criterion", max_length=200)
    target = WholeNumber("Target", least=1, most=100, suffix="%", required="Enter the target")
    source = TextArea("What it rests on", max_length=600, rows=3)
    in_use = Tick("Hold audits against this standard")
