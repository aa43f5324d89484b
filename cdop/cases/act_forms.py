"""The short forms by which a case is moved on, paused, shut to somebody, found or ended."""

from typing import Any

from cdop.core.clocks import PauseReason
from cdop.core.workflow import MOVES, Move
from cdop.db.clock import today
from cdop.web.forms import (
    NhsForm,
    Radios,
    Select,
    SelectChoice,
    TextArea,
    TextField,
    Tick,
    UKDateField,
)

REASON_HINT = "Kept sealed with the case. Do not name the child."


class MoveForm(NhsForm):
    move = Radios("What happened?", required="Choose what happened")
    on = UKDateField("On which day?", required="Enter the date", latest=today, default=today)
    reason = TextArea("Reason", hint=REASON_HINT, rows=3, max_length=1000)

    def offer(self, moves: list[Move]) -> None:
        """The moves that may be made now; those that need a reason say so."""
        self.move.choices = [
            SelectChoice(
                move.value,
                MOVES[move].label,
                render_kw={"hint": "Give a reason below"} if MOVES[move].needs_reason else {},
            )
            for move in moves
        ]


class DatesForm(NhsForm):
    notified_on = UKDateField(
        "Death notified to the panel", required="Enter the date of notification", latest=today
    )
    ncmd_notified_on = UKDateField("Death notified to NCMD", latest=today, hint="")
    reports_requested_on = UKDateField("Agency reports requested", latest=today, hint="")
    reports_returned_on = UKDateField(
        "All agency reports returned", latest=today, hint="When the last one came back"
    )
    review_meeting_on = UKDateField("Review meeting held", latest=today, hint="")


class PauseForm(NhsForm):
    reason = Radios(
        "Why does the review have to wait?", choices=PauseReason, required="Choose the reason"
    )
    started_on = UKDateField(
        "From which day?", required="Enter the date", latest=today, default=today
    )
    note = TextArea("Note", hint=REASON_HINT, rows=2, max_length=1000)


class EndPauseForm(NhsForm):
    ended_on = UKDateField(
        "On which day do the clocks run again?",
        required="Enter the date",
        latest=today,
        default=today,
    )


class ReasonForm(NhsForm):
    """A reason, where an act is not to be made lightly."""

    reason = TextArea(
        "Reason", required="Give the reason", hint=REASON_HINT, rows=3, max_length=1000
    )


class OwnConflictForm(NhsForm):
    reason = TextArea(
        "What is the conflict?",
        required="Say what the conflict is",
        hint="For example: I treated the child, or I know the family. Do not name anyone.",
        rows=3,
        max_length=1000,
    )
    understood = Tick(
        "I understand that I cannot open this case any more, from now on",
        required="Confirm that you understand what happens",
    )


class ConflictForm(NhsForm):
    user = Select("Who has a conflict?", required="Choose the person")
    reason = TextArea(
        "What is the conflict?",
        required="Say what the conflict is",
        hint=REASON_HINT,
        rows=3,
        max_length=1000,
    )

    def offer(self, people: list[Any]) -> None:
        self.user.choices = [SelectChoice(person.id, person.name) for person in people]


class MergeForm(NhsForm):
    reference = TextField(
        "Reference of the case to keep",
        required="Enter the reference of the case to keep",
        hint="For example, CDOP/2026/014",
        width="20",
    )
    reason = TextArea(
        "How do you know that it is the same child?",
        required="Give the reason",
        hint=REASON_HINT,
        rows=3,
        max_length=1000,
    )


class TransferForm(NhsForm):
    panel = Select("To which panel?", required="Choose the panel")
    reason = TextArea(
        "Why does the case belong there?",
        required="Give the reason",
        hint="The coordinators of the other panel read this. Do not name the child.",
        rows=3,
        max_length=1000,
    )

    def offer(self, panels: list[Any]) -> None:
        self.panel.choices = [SelectChoice(panel.id, panel.name) for panel in panels]


class ExportForm(NhsForm):
    reason = TextArea(
        "Why is the whole case needed?",
        required="Give the reason",
        hint="For example, a request by the coroner. The reason is kept with your name.",
        rows=3,
        max_length=1000,
    )
    form = Radios(
        "In which form?",
        choices=[
            SelectChoice("html", "A page to print"),
            SelectChoice("json", "A file for another system (JSON)"),
        ],
        required="Choose the form",
    )


class FindForm(NhsForm):
    words = TextField(
        "Name, NHS number or case reference",
        required="Enter a name, an NHS number or a reference",
        hint="A whole last name finds a child; a first name beside it narrows the search.",
        width="two-thirds",
    )
