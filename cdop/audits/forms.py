"""What is typed on the audit pages."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cdop.audits.leaving_out import LABELS as BECAUSE_LABELS
from cdop.audits.leaving_out import Because
from cdop.audits.models import Basis, Release
from cdop.audits.ways import EXPLAINED, LABELS, Way
from cdop.core import ages
from cdop.db.clock import today
from cdop.web.forms import (
    Checkboxes,
    NhsForm,
    Radios,
    Select,
    SelectChoice,
    TextArea,
    TextField,
    UKMonthField,
    enum_choices,
)

YEARS_AT_FIRST = 5


def last_whole_years(day: date, number: int = YEARS_AT_FIRST) -> tuple[date, date]:
    """The first and last month of the latest financial years that have ended."""
    start = ages.financial_year(day).start
    return date(start.year - number, 4, 1), date(start.year, 3, 1)


def which_deaths() -> Radios:
    """Asks by which date a death belongs to the period."""
    return Radios(
        "Which deaths belong to the period",
        choices=enum_choices(
            Basis,
            {
                Basis.DEATH: "Deaths that happened in it, reviewed or not",
                Basis.REVIEW: "Deaths whose panel review took place in it",
            },
        ),
        coerce=Basis,
        blank="",
        required="Say which deaths belong to the period",
    )


class BuildForm(NhsForm):
    title = TextField("Title", required="Enter a title", max_length=120)
    basis = which_deaths()
    from_month = UKMonthField(
        "First month",
        required="Enter the first month",
        latest=today,
        hint="Only whole financial years, from April to March, can be released outside the panel."
        " For example, 4 2023",
    )
    to_month = UKMonthField(
        "Last month", required="Enter the last month", latest=today, hint="For example, 3 2026"
    )

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if self.from_month.data and self.to_month.data:
            if self.from_month.data > self.to_month.data:
                self.add_error("to_month", "The last month must not be before the first")
                return False
        return valid


class WayForm(NhsForm):
    way = Radios(
        "How small numbers are protected",
        choices=[
            SelectChoice(way.value, LABELS[way], render_kw={"hint": EXPLAINED[way]}) for way in Way
        ],
        coerce=Way,
        blank="",
    )


class FewerForm(NhsForm):
    without = Checkboxes("Tables to leave out", choices=[], small=True)
    because = Select(
        "Why (optional)",
        choices=enum_choices(Because, BECAUSE_LABELS),
        coerce=Because,
        blank="No reason given",
        hint="It is published with the titles of these tables.",
    )

    def offer(self, tables: Mapping[str, str]) -> None:
        self.without.choices = [SelectChoice(code, title) for code, title in tables.items()]


class CommentaryForm(NhsForm):
    commentary = TextArea(
        "Commentary",
        hint="It is published with the tables. Do not write numbers that a release hides.",
        max_length=20_000,
        rows=14,
        markdown=True,
    )


class WithdrawForm(NhsForm):
    notice = TextArea(
        "Notice to readers",
        hint="It takes the place of the figures. Say why they were withdrawn without repeating"
        " what was wrong.",
        required="Write the notice",
        max_length=600,
        rows=4,
    )
    replaced_by = Select("Replaced by", choices=[], blank="Nothing")

    def offer(self, releases: Sequence[Release]) -> None:
        self.replaced_by.choices = [
            SelectChoice(release.id, f"{release.number}: {release.title}") for release in releases
        ]
