"""What is typed to ask for a national view."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from cdop.audits.forms import which_deaths
from cdop.audits.models import Profile
from cdop.core import ages
from cdop.web.forms import NhsForm, Radios, Select, SelectChoice

YEARS_OFFERED = 10


def years_to(day: date) -> list[ages.FinancialYear]:
    """The financial years that have ended, the latest first."""
    last = ages.financial_year(day).first - 1
    return [ages.FinancialYear(last - back) for back in range(YEARS_OFFERED)]


class NationalForm(NhsForm):
    first_year = Select("First financial year", required="Choose the first financial year")
    last_year = Select("Last financial year", required="Choose the last financial year")
    basis = which_deaths()
    profile = Radios(
        "Who it is for",
        choices=[
            SelectChoice(Profile.PARTNER, "Partners of the panels: numbers under 5 are hidden"),
            SelectChoice(Profile.PUBLIC, "The public: numbers under 8 are hidden"),
        ],
        coerce=Profile,
        blank="",
        required="Say who it is for",
    )

    def offer(self, years: Sequence[ages.FinancialYear]) -> None:
        choices = [SelectChoice(year.label, year.label) for year in years]
        self.first_year.choices = self.last_year.choices = choices

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if self.first_year.data and self.last_year.data and self._first > self._last:
            self.add_error("last_year", "The last year must not be before the first")
            return False
        return valid

    @property
    def _first(self) -> ages.FinancialYear:
        return ages.FinancialYear.parse(self.first_year.data)

    @property
    def _last(self) -> ages.FinancialYear:
        return ages.FinancialYear.parse(self.last_year.data)

    @property
    def wish(self) -> dict[str, Any]:
        """What is asked for, as a change takes it."""
        return {
            "basis": self.basis.data,
            "profile": self.profile.data,
            "from_month": self._first.start,
            "to_month": ages.month_of(self._last.end),
        }
