"""What readers type without an account."""

from typing import Any

from cdop.core.catalogues.languages import LANGUAGES, ORIGINAL
from cdop.core.catalogues.professions import Profession
from cdop.core.lessons import Theme
from cdop.newsletters.reach_models import Shared
from cdop.newsletters.reader_models import Rhythm
from cdop.web.forms import (
    Checkboxes,
    NhsForm,
    Select,
    SelectChoice,
    TextArea,
    TextField,
    WholeNumber,
)

OTHER = "other"


def choices_of(names: list[str]) -> list[SelectChoice]:
    return [SelectChoice(name, name) for name in names]


class SharedForm(NhsForm):
    """An agency's word that the newsletter reached its people."""

    agency = Select("Your agency", blank="Choose", choices=[SelectChoice(OTHER, "Another agency")])
    other = TextField("Name of the agency", hint="If it is not on the list", max_length=80)
    what = Checkboxes(
        "What did you do with it?", required="Tick what you did with it", choices=Shared
    )
    people = WholeNumber(
        "How many people was that?", hint="A rough number is fine", least=1, most=9999
    )

    def offer(self, names: list[str]) -> None:
        self.agency.choices = [*choices_of(names), SelectChoice(OTHER, "Another agency")]

    @property
    def chosen(self) -> str:
        return self.other.data if self.agency.data == OTHER else self.agency.data

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if not self.agency.data and not self.agency.errors:
            if not self.other.data:
                self.add_error("agency", "Choose your agency")
                return False
            self.agency.data = OTHER
        if self.agency.data == OTHER and not self.other.data:
            self.add_error("other", "Enter the name of your agency")
            return False
        return valid


class AnswerForm(NhsForm):
    """One question, and nobody is asked for a name."""

    text = TextArea(
        "What will you do differently?",
        hint="Do not write about a child or a family whom you know, nor who you are.",
        required="Write what you will do differently",
        max_length=600,
        rows=4,
    )
    profession = Select("Your work", choices=Profession, blank="Prefer not to say")


class PreferencesForm(NhsForm):
    """What a reader wants to be sent."""

    profession = Select("Your work", choices=Profession, blank="Prefer not to say")
    agency = Select("Your agency", choices=[], blank="Prefer not to say")
    area = TextField("Where you work", hint="A town or an area, if you like", max_length=80)
    topics = Checkboxes(
        "Topics",
        hint="Tick none to be sent every issue",
        choices=Theme,
        small=True,
    )
    rhythm = Select(
        "How often?",
        choices=[
            SelectChoice(Rhythm.EACH_ISSUE, "Each issue, when it is published"),
            SelectChoice(Rhythm.MONTHLY, "At most once a month, with links to that month’s issues"),
        ],
        coerce=Rhythm,
        blank="",
        required="Choose how often",
    )

    language = Select(
        "Language",
        hint="You are sent an issue in it where there is one; else in English with a link",
        choices=[
            SelectChoice(
                each.code, f"{each.name} ({each.english})" if each.code != ORIGINAL else each.name
            )
            for each in LANGUAGES.values()
        ],
        blank="",
    )

    def offer(self, agencies: list[str]) -> None:
        self.agency.choices = choices_of(agencies)

    def choices(self) -> dict[str, Any]:
        return {
            "profession": self.profession.data or "",
            "agency": self.agency.data or "",
            "area": self.area.data or "",
            "topics": [str(topic) for topic in self.topics.data or []],
            "rhythm": self.rhythm.data,
            "language": self.language.data or ORIGINAL,
        }
