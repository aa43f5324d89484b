"""What is typed about agencies and readers' answers."""

from cdop.newsletters.reach_models import AnswerState
from cdop.web.forms import NhsForm, Radios, SelectChoice, TextField


class AgencyForm(NhsForm):
    name = TextField(
        "Name of the agency",
        hint="As its staff know it, such as “Larkmoor Maternity Services”",
        required="Enter the name of the agency",
        max_length=80,
    )


class ModerationForm(NhsForm):
    """What an editor makes of an answer."""

    state = Radios(
        "What may be done with it?",
        choices=[
            SelectChoice(AnswerState.SHOWN, "May be quoted"),
            SelectChoice(AnswerState.HIDDEN, "Hide it"),
        ],
        coerce=AnswerState,
        required="Choose what may be done with it",
    )
