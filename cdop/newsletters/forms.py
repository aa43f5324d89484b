"""What is typed on the newsletter pages."""

from datetime import date, datetime, time
from typing import Any

from cdop.core.catalogues.professions import Profession
from cdop.core.catalogues.sleep import MESSAGES
from cdop.core.lessons import Theme
from cdop.core.local_time import NoSuchTime, moment_of
from cdop.core.publication import IssueState
from cdop.db.clock import now, today
from cdop.newsletters.models import Issue
from cdop.newsletters.reader_models import SubscriberState
from cdop.web.forms import (
    Checkboxes,
    ClockTime,
    NhsForm,
    Radios,
    Select,
    SelectChoice,
    TextArea,
    TextField,
    Tick,
    UKDateField,
    Upload,
    enum_choices,
)

LONGEST_BODY = 30_000


class NewIssueForm(NhsForm):
    title = TextField(
        "Title of the issue",
        hint="What it is about, such as “Safer sleep away from home”. The panel and the number"
        " are added.",
        required="Enter a title",
        max_length=120,
    )


class IssueForm(NhsForm):
    """The text of an issue; a draft may be saved with parts still blank."""

    title = TextField("Title", required="Enter a title", max_length=120)
    summary = TextField(
        "Summary",
        hint="One sentence, for the archive, the feed and the top of the mail",
        max_length=300,
    )
    message_code = Select(
        "Message of the quarter",
        hint="Stands in a box where the line [[message]] is, or else at the end",
        choices=[SelectChoice(each.id, f"{each.id}: {each.text}") for each in MESSAGES.values()],
        blank="None",
    )
    themes = Checkboxes(
        "Themes",
        hint="What it is about: by these it is found in the archive, and reaches those who chose"
        " them",
        choices=Theme,
        small=True,
    )
    audience = Checkboxes(
        "Send it to",
        hint="Tick none to send it to every subscriber",
        choices=Profession,
        small=True,
    )
    correction_note = TextArea(
        "What was wrong?",
        hint="Readers see it at the head of this correction, and in place of the first issue",
        max_length=600,
        rows=3,
    )
    body = TextArea(
        "Newsletter",
        hint="Headings start with ##. A released table stands on a line of its own, like"
        " [[table 2026-01/3]].",
        max_length=LONGEST_BODY,
        rows=26,
        markdown=True,
    )

    def words(self) -> dict[str, Any]:
        """The text, by column."""
        lists = ("themes", "audience")
        return {
            name: list(value or []) if name in lists else value or ""
            for name, value in self.data.items()
        }

    @classmethod
    def of(cls, issue: Issue, *sent: Any) -> "IssueForm":
        """Only a correction says what was wrong."""
        form = cls(*sent, obj=issue)
        if issue.corrects_id is None:
            del form.correction_note
        return form

    def append(self, text: str) -> None:
        """Put a passage at the end of the newsletter."""
        body = "\n\n".join(part for part in ((self.body.data or "").rstrip(), text) if part) + "\n"
        self.body.data, self.body.raw_data = body, [body]


class DecisionForm(NhsForm):
    """What the chair says beside the decision; a return needs it."""

    comment = TextArea("Comment for the editor", max_length=2000, rows=4)


class PublishForm(NhsForm):
    """Now, or at a set time on the clock in England."""

    when = Radios(
        "When should it go out?",
        choices=[
            SelectChoice("now", "As soon as possible"),
            SelectChoice("later", "At a set time"),
        ],
        default="now",
    )
    day = UKDateField("Date", earliest=today)
    at = ClockTime("Time")
    moment: datetime | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        self.moment = None
        if self.when.data != "later":
            return "when" not in self.errors
        clock = self.at.clock
        if self.day.data is None and not self.day.errors:
            self.add_error("day", "Enter the date on which it should go out")
        if clock is None and not self.at.errors:
            self.add_error("at", "Enter a time, such as 9:30am")
        if not valid or self.day.data is None or clock is None:
            return False
        return self._read(self.day.data, clock)

    def _read(self, day: date, clock: time) -> bool:
        try:
            self.moment = moment_of(day, clock)
        except NoSuchTime as error:
            self.add_error("at", f"{error}. Choose another time")
            return False
        if self.moment <= now():
            self.add_error("at", "Choose a time that is still to come")
            return False
        return True


class StopForm(NhsForm):
    reason = TextArea(
        "Why should it not go out?", required="Say why it should not go out", max_length=600, rows=3
    )


class CommentForm(NhsForm):
    """A remark in the margin of one section."""

    section = Select("Section", blank="The whole issue", choices=[])
    text = TextArea("Remark", required="Write the remark", max_length=2000, rows=3)

    def offer(self, headings: list[str]) -> None:
        self.section.choices = [SelectChoice(each, each) for each in dict.fromkeys(headings)]


class CorrectionForm(NhsForm):
    note = TextArea(
        "What was wrong?",
        hint="Readers see it at the head of the correction, and in place of the first issue. Say"
        " what was wrong without repeating it, if it should not be read again.",
        required="Say what was wrong",
        max_length=600,
        rows=4,
    )


class WithdrawForm(NhsForm):
    notice = TextArea(
        "Notice to the public",
        hint="It takes the place of the newsletter. Say why it was withdrawn without repeating"
        " what was wrong.",
        required="Write the notice",
        max_length=600,
        rows=4,
    )
    tell_readers = Tick("Send the notice to everybody who was already sent this issue")


class IssueFilterForm(NhsForm):
    state = Select("State", choices=IssueState, blank="Any state")


class ImportForm(NhsForm):
    file = Upload(
        "The list",
        hint="A CSV file whose first line names the columns: email, consent_date, consent_how; and"
        " if you have them profession, agency, area",
        required="Choose the file",
        accept=".csv,text/csv",
    )
    proof = TextField(
        "Where is the proof of consent kept?",
        hint="Such as “Sign-up sheets 2024, shared drive of the panel office”",
        required="Say where the proof of consent is kept",
        max_length=200,
    )


class ReaderFilterForm(NhsForm):
    state = Select(
        "State",
        choices=enum_choices(
            SubscriberState,
            {
                SubscriberState.PENDING: "Not yet confirmed",
                SubscriberState.CONFIRMED: "Confirmed",
                SubscriberState.UNSUBSCRIBED: "Left",
            },
        ),
        coerce=SubscriberState,
        blank="Any state",
    )
