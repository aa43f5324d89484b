"""Forms of births, populations and cited figures: the words, and what may be typed."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from cdop.core.catalogues.national_figures import CitedFigure, Mark
from cdop.core.denominator_sheet import (
    LONGEST_SOURCE,
    MOST_BYTES,
    MOST_LINES,
    BadLine,
    Figure,
    year_of,
)
from cdop.core.denominators import (
    ALL,
    KINDS,
    MOST,
    ChildAge,
    ChildSex,
    Fifth,
    Measure,
    PopulationGroup,
    Slice,
)
from cdop.db.clock import today
from cdop.web.forms import (
    NhsForm,
    Radios,
    Regexp,
    Select,
    SelectChoice,
    TextArea,
    TextField,
    UKDateField,
    Upload,
    ValidationError,
    WholeNumber,
)


class EditionForm(NhsForm):
    """How many, and who says so: all that changes when a number is restated."""

    count = WholeNumber(
        "How many", required="Enter how many", most=MOST, width="10", hint="For example, 5310"
    )
    source = TextField(
        "Source",
        required="Say where the number comes from",
        hint="Who published it, and under what title",
        max_length=LONGEST_SOURCE,
    )
    published_on = UKDateField(
        "Published on",
        required="Enter the day it was published",
        latest=today,
        hint="The day its publisher gives. For example, 31 8 2025",
    )


class FigureForm(EditionForm):
    """A number, and of whom."""

    measure = Radios("What is counted", choices=Measure, required="Choose what is counted")
    year = TextField(
        "Financial year",
        required="Enter the financial year",
        hint="The year whose deaths it is used for, such as 2025/26. Where only a calendar year or"
        " a mid-year is published, say so in the source",
        width="10",
        max_length=10,
    )
    area = Select("Area", blank="The whole panel")
    age = Select("Age", choices=ChildAge, coerce=ChildAge, blank="", hint="Only for children")
    sex = Select("Sex", choices=ChildSex, coerce=ChildSex, blank="")
    ethnic_group = Select("Ethnic group", choices=PopulationGroup, coerce=PopulationGroup, blank="")
    deprivation = Select("Deprivation of the area", choices=Fifth, coerce=Fifth, blank="")

    def offer(self, areas: Sequence[str]) -> None:
        self.area.choices = [SelectChoice(area, area) for area in areas]

    def validate_year(self, field: Any) -> None:
        try:
            field.data = year_of(field.data)
        except BadLine as wrong:
            raise ValidationError(str(wrong)) from None

    def validate_age(self, field: Any) -> None:
        if self.measure.data == Measure.LIVE_BIRTHS and field.data not in (None, ChildAge.ALL):
            raise ValidationError("Births have no age: choose all ages")

    @property
    def figure(self) -> Figure:
        group = Slice(
            str(self.measure.data),
            self.year.data,
            self.area.data or ALL,
            **{name: str(self[name].data or ALL) for name in KINDS},
        )
        return Figure(group, *(self.data[name] for name in ("count", "source", "published_on")))


class RemoveForm(NhsForm):
    reason = TextArea("Why it is removed", required="Say why it is removed", rows=3, max_length=300)


class SheetForm(NhsForm):
    file = Upload(
        "The sheet, as CSV",
        required="Choose the file to load",
        hint=f"Up to {MOST_LINES:,} lines and {MOST_BYTES >> 20} MB",
        accept=".csv,.txt",
    )


class FilterForm(NhsForm):
    """Narrows the list of numbers."""

    measure = Select("What is counted", choices=Measure, blank="Births and children")
    year = Select("Year", blank="Every year")
    area = Select("Area", blank="Every area")
    by = Select(
        "Narrowed by",
        choices=[
            SelectChoice("nothing", "Nothing: totals only"),
            *(SelectChoice(name, name.replace("_", " ").capitalize()) for name in KINDS),
        ],
        blank="Anything",
    )

    def offer(self, years: Sequence[str], areas: Sequence[str]) -> None:
        self.year.choices = [SelectChoice(year, year) for year in years]
        self.area.choices = [
            SelectChoice(ALL, "The whole panel"),
            *(SelectChoice(area, area) for area in areas),
        ]


PUBLISHED = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", flags=re.ASCII)


def _number_of(text: str) -> Decimal:
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise ValidationError("Enter a number, such as 3.8") from None
    if not number.is_finite() or abs(number) > MOST or len(text) > 20:
        raise ValidationError(f"Enter a number of {MOST:,} or less")
    return number


class CitedEditionForm(NhsForm):
    """What changes when a cited figure is restated."""

    value = TextField(
        "Figure", required="Enter the figure", width="10", hint="As it was printed, such as 3.8"
    )
    lower = TextField("Lower limit", width="10", hint="Where a 95% interval was published")
    upper = TextField("Upper limit", width="10")
    source = TextField("Source", required="Say who published it", max_length=300)
    url = TextField(
        "Address",
        [Regexp(r"https://\S+$", message="Enter an address that begins with https://")],
        hint="Where it can be read",
        max_length=500,
    )
    published = TextField(
        "Published",
        [Regexp(PUBLISHED.pattern + "$", message="Enter a year, month or day, such as 2025-11")],
        hint="As far as known: 2025, 2025-11 or 2025-11-13",
        width="10",
    )
    mark = Radios("How sure", choices=Mark, coerce=Mark, required="Choose how sure it is")

    def validate_value(self, field: Any) -> None:
        _number_of(field.data)

    def validate_lower(self, field: Any) -> None:
        _number_of(field.data)

    def validate_upper(self, field: Any) -> None:
        _number_of(field.data)

    def figure_from(self, **settled: str) -> CitedFigure:
        return CitedFigure(
            **settled,
            value=_number_of(self.value.data),
            lower=_number_of(self.lower.data) if self.lower.data else None,
            upper=_number_of(self.upper.data) if self.upper.data else None,
            source=self.source.data,
            url=self.url.data or "",
            published=self.published.data or "",
            mark=Mark(self.mark.data),
        )


class CitedFigureForm(CitedEditionForm):
    """A figure to cite that does not come with the service."""

    code = TextField(
        "Short name",
        [Regexp("[a-z0-9-]{4,60}$", message="Use small letters, digits and hyphens only")],
        required="Enter a short name",
        hint="For example, modifiable-share-2025-26",
        max_length=60,
    )
    measure = TextField(
        "Series",
        [Regexp("[a-z0-9-]{4,60}$", message="Use small letters, digits and hyphens only")],
        required="Enter the series it continues",
        hint="The same through the years, for example modifiable-share. What an audit cites is the"
        " latest of its series",
        max_length=60,
    )
    name = TextField("What it measures", required="Say what it measures", max_length=200)
    area = TextField("Area", required="Enter the area, such as England", max_length=80)
    year = TextField(
        "Year", required="Enter the year", hint="Such as 2025/26", width="10", max_length=20
    )
    unit = TextField(
        "Unit",
        required="Enter the unit",
        hint="%, or words such as “per 1,000 live births”",
        max_length=60,
    )

    @property
    def figure(self) -> CitedFigure:
        names = ("code", "measure", "name", "area", "year", "unit")
        return self.figure_from(**{name: self[name].data for name in names})
