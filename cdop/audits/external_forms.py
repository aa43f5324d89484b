"""What is typed when somebody else has published a figure about the same deaths."""

from datetime import date
from enum import StrEnum

from cdop.audits.models import Basis
from cdop.core import ages
from cdop.db.clock import today
from cdop.web.forms import (
    Hidden,
    NhsForm,
    Radios,
    Select,
    SelectChoice,
    TextField,
    UKDateField,
    ValidationError,
    WholeNumber,
    enum_choices,
)

YEARS_BACK = 15


class Whom(StrEnum):
    """Which deaths the figure is of."""

    CHILDREN = "children"
    SUDI = "sudi"


def year_labels(day: date) -> list[str]:
    """Financial years, the latest first."""
    last = ages.financial_year(day).first
    return [ages.FinancialYear(year).label for year in range(last, last - YEARS_BACK, -1)]


def _years() -> list[SelectChoice]:
    return [SelectChoice(label, label) for label in year_labels(today())]


class ExternalFigureForm(NhsForm):
    title = TextField(
        "What it counts", required="Enter what it counts", hint="In the words of its source"
    )
    whom = Radios(
        "Which deaths",
        choices=enum_choices(
            Whom,
            {
                Whom.CHILDREN: "All children under 18 of the panel's area",
                Whom.SUDI: "Sudden unexpected deaths in infancy",
            },
        ),
        coerce=Whom,
        blank="",
        required="Say which deaths it is about",
    )
    basis = Radios(
        "Counted by",
        choices=enum_choices(
            Basis, {Basis.DEATH: "Date of death", Basis.REVIEW: "Date of panel review"}
        ),
        coerce=Basis,
        blank="",
        required="Say by which date it is counted",
    )
    first_year = Select("First financial year", choices=_years, required="Choose the first year")
    last_year = Select("Last financial year", choices=_years, required="Choose the last year")
    value = WholeNumber("Number of deaths", least=0, required="Enter the number of deaths")
    source = TextField(
        "Source",
        required="Enter who published it, and where",
        hint="For example: ONS, Child mortality in England and Wales, table 4; or a council paper",
    )
    published_on = UKDateField("Published on", required="Enter when it was published", latest=today)

    def validate_last_year(self, field: Select) -> None:
        if self.first_year.data and field.data and field.data < self.first_year.data:
            raise ValidationError("The last year must not be before the first")

    @property
    def years(self) -> list[str]:
        wanted = (self.first_year.data, self.last_year.data)
        return [label for label in year_labels(today())[::-1] if wanted[0] <= label <= wanted[1]]


class RemoveFigureForm(NhsForm):
    figure_id = Hidden()
