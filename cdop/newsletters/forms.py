"""What is typed on the newsletter pages."""

from typing import Any

from cdop.core.catalogues.sleep import MESSAGES
from cdop.core.publication import IssueState
from cdop.newsletters.reader_models import SubscriberState
from cdop.web.forms import (
    NhsForm,
    Select,
    SelectChoice,
    TextArea,
    TextField,
    Tick,
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
        hint="Printed in a box at the end",
        choices=[SelectChoice(each.id, f"{each.id}: {each.text}") for each in MESSAGES.values()],
        blank="None",
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
        return {name: value or "" for name, value in self.data.items()}

    def append(self, text: str) -> None:
        """Put a passage at the end of the newsletter."""
        body = "\n\n".join(part for part in ((self.body.data or "").rstrip(), text) if part) + "\n"
        self.body.data, self.body.raw_data = body, [body]


class DecisionForm(NhsForm):
    """What the chair says beside the decision; a return needs it."""

    comment = TextArea("Comment for the editor", max_length=2000, rows=4)


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
