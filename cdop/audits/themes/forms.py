"""What is chosen when a theme is defined, built, or looked for."""

from collections.abc import Mapping
from typing import Any

from cdop.core.answers import Answer
from cdop.core.catalogues.categories import SUB_CATEGORIES, Category
from cdop.core.catalogues.child import AgeBand, PlaceOfDeath
from cdop.core.catalogues.factors import FACTORS, Domain
from cdop.core.theme import (
    BREAKDOWNS,
    LONGEST_NAME,
    LONGEST_PURPOSE,
    MOST_BREAKDOWNS,
    BadTheme,
    Joined,
    Matching,
    Part,
    ThemeDefinition,
    as_plain,
    of_plain,
)
from cdop.web.forms import (
    Checkboxes,
    NhsForm,
    Radios,
    Select,
    SelectChoice,
    TextArea,
    TextField,
    enum_choices,
)

EITHER_WAY = "Makes no difference"


def _factors_of(domain: Domain) -> Checkboxes:
    return Checkboxes(
        f"{domain.value}. {domain.short_label}",
        choices=[
            SelectChoice(each.code, f"{each.code} {each.public_label}")
            for each in FACTORS.values()
            if each.domain is domain
        ],
        small=True,
    )


class ThemeForm(NhsForm):
    """A definition; what is left blank leaves nobody out."""

    name = TextField(
        "Name of the theme", required="Enter the name of the theme", max_length=LONGEST_NAME
    )
    purpose = TextArea(
        "What the panel wants to learn",
        hint="Printed with the audit. Write of children, not of a child.",
        max_length=LONGEST_PURPOSE,
        rows=3,
    )
    age_bands = Checkboxes("Age at death", choices=AgeBand, small=True)
    expected = Radios(
        "Was the death expected?",
        choices=enum_choices([Answer.NO, Answer.YES]),
        coerce=Answer,
        blank=EITHER_WAY,
        inline=True,
        small=True,
    )
    joint_response = Radios(
        "Was there a joint agency response?",
        choices=enum_choices([Answer.YES, Answer.NO]),
        coerce=Answer,
        blank=EITHER_WAY,
        inline=True,
        small=True,
    )
    places = Checkboxes(
        "Place of death",
        choices=enum_choices([each for each in PlaceOfDeath if each is not PlaceOfDeath.NOT_KNOWN]),
        small=True,
    )
    categories = Checkboxes(
        "Category of death",
        hint="Any one of those ticked.",
        choices=[SelectChoice(each.value, f"{each.value} {each.label}") for each in Category],
        small=True,
    )
    sub_categories = Checkboxes(
        "Sub-category of death",
        hint="Counts beside the categories ticked above.",
        choices=[
            SelectChoice(each.code, f"{each.code} {each.label}") for each in SUB_CATEGORIES.values()
        ],
        small=True,
    )
    factors_a = _factors_of(Domain.CHILD)
    factors_b = _factors_of(Domain.SOCIAL)
    factors_c = _factors_of(Domain.PHYSICAL)
    factors_d = _factors_of(Domain.SERVICE)
    matching = Radios(
        "How many of the factors must be there?",
        choices=Matching,
        default=Matching.ANY,
        inline=True,
        small=True,
        required="Choose how many of the factors must be there",
    )
    joined = Radios(
        "How do category and factors go together?",
        hint="Where you ticked both.",
        choices=Joined,
        default=Joined.BOTH,
        small=True,
        required="Choose how category and factors go together",
    )
    parts = Checkboxes("Parts of the audit", choices=Part, small=True)
    breakdowns = Checkboxes(
        "Further breakdowns",
        hint=f"Up to {MOST_BREAKDOWNS}. Each adds a table of its own.",
        choices=[SelectChoice(name, label) for name, label in BREAKDOWNS.items()],
        small=True,
    )

    FACTORS = ("factors_a", "factors_b", "factors_c", "factors_d")
    FIELD_OF: Mapping[str, str] = {"factors": "factors_a"}

    @classmethod
    def of(cls, definition: ThemeDefinition) -> "ThemeForm":
        plain = as_plain(definition)
        codes = plain["categories"]
        lists = {
            "categories": [code for code in codes if code not in SUB_CATEGORIES],
            "sub_categories": [code for code in codes if code in SUB_CATEGORIES],
            **{
                name: [code for code in plain["factors"] if code.startswith(name[-1].upper())]
                for name in cls.FACTORS
            },
        }
        return cls(data=plain | lists)

    def definition(self) -> ThemeDefinition | None:
        """The theme, or None with the errors hung on the fields."""
        if not self.validate():
            return None
        given: dict[str, Any] = {
            name: value
            for name, value in self.data.items()
            if name not in (*self.FACTORS, "sub_categories")
        }
        given["categories"] = [*self.categories.data, *self.sub_categories.data]
        given["factors"] = [code for name in self.FACTORS for code in self[name].data]
        try:
            return of_plain(given)
        except BadTheme as refused:
            for name, reason in refused.reasons.items():
                self.add_error(self.FIELD_OF.get(name, name), reason)
            return None


class FindingsForm(NhsForm):
    """Which deaths the themes page looks at."""

    from_year = Select("From financial year of review", choices=[], blank="")
    to_year = Select("To financial year of review", choices=[], blank="")
    age_band = Select("Age at death", choices=AgeBand, blank="All ages")
    category = Select(
        "Category of death",
        choices=[SelectChoice(each.value, f"{each.value} {each.label}") for each in Category],
        blank="All categories",
    )
