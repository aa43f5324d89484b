"""What is typed to ask for an annual report."""

from datetime import date
from typing import Any

from cdop.audits.models import Basis
from cdop.core import ages
from cdop.db.clock import today
from cdop.web.forms import NhsForm, Radios, Select, SelectChoice, TextField, enum_choices

YEARS_AT_FIRST = 5
LENGTHS = (3, 5, 7, 10)
OLDEST = 10


class ReportForm(NhsForm):
    title = TextField("Title", required="Enter a title", max_length=120)
    year = Select("Financial year of the report", required="Choose the year")
    length = Select(
        "How many years to pool",
        choices=[SelectChoice(str(n), f"{n} years") for n in LENGTHS],
        required="Choose how many years",
        blank="",
        hint="The year of the report and those before it. What is cut by age, category or place"
        " is pooled over these, because one year’s deaths are too few",
    )
    basis = Radios(
        "Which deaths belong to a year",
        choices=enum_choices(
            Basis,
            {
                Basis.DEATH: "Deaths that happened in it, reviewed or not: with rates",
                Basis.REVIEW: "Deaths whose panel review took place in it: no rates",
            },
        ),
        coerce=Basis,
        blank="",
        required="Say which deaths belong to a year",
    )

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        last = ages.financial_year(today()).first - 1
        years = [ages.FinancialYear(last - back).label for back in range(OLDEST)]
        self.year.choices = [SelectChoice(year, year) for year in years]

    @property
    def period(self) -> tuple[date, date]:
        """The first and the last month."""
        year = ages.FinancialYear.parse(self.year.data)
        first = ages.FinancialYear(year.first - int(self.length.data) + 1)
        return first.start, ages.month_of(year.end)


def first_values() -> dict[str, Any]:
    year = ages.FinancialYear(ages.financial_year(today()).first - 1).label
    return {
        "title": f"Annual report {year}",
        "year": year,
        "length": str(YEARS_AT_FIRST),
        "basis": Basis.DEATH,
    }
