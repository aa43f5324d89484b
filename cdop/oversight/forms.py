"""The filters of the trail and of the access report."""

from cdop.audits.models import Profile
from cdop.audits.presenters import PROFILE_WORDS
from cdop.oversight import queries
from cdop.oversight.events import GROUPS
from cdop.web.forms import (
    Hidden,
    NhsForm,
    Select,
    SelectChoice,
    TextField,
    UKDateField,
    ValidationError,
    enum_choices,
)


class PeriodForm(NhsForm):
    """What narrows both: a person and a time."""

    person = Select("Who", blank="Anybody")
    first = UKDateField("From", hint="")
    last = UKDateField("To", hint="")

    def choose_people(self, user: object) -> None:
        self.person.choices = [
            SelectChoice(each.id, each.name) for each in queries.list_people(user)
        ]

    def validate_last(self, field: UKDateField) -> None:
        if self.first.data and field.data and field.data < self.first.data:
            raise ValidationError("To must be the same day as from, or later")


class TrailForm(PeriodForm):
    event = Select(
        "What",
        choices=[
            SelectChoice(event, label, optgroup=group)
            for group, labels in GROUPS.items()
            for event, label in labels.items()
        ],
        blank="Anything",
    )
    subject = Hidden()


class LedgerForm(NhsForm):
    """What narrows the publication ledger."""

    words = TextField("Words or number", max_length=80, width="20")
    profile = Select("For whom", choices=enum_choices(Profile, PROFILE_WORDS), blank="Anybody")
    standing = Select(
        "State",
        choices=[SelectChoice("in_force", "In force"), SelectChoice("withdrawn", "Withdrawn")],
        blank="Any",
    )
