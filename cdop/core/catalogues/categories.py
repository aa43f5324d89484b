"""The ten categories of death, what each includes, and which one to record.

Source: the national categories of the child death analysis form. Names and order are
corroborated by published statistics; the includes and excludes are our wording. Sub-categories
are ours except those of category 8, which are the four of the NCMD perinatal report.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """The category of death; the lower number is the higher in the hierarchy."""

    INFLICTED_INJURY_OR_NEGLECT = "1"
    SUICIDE_OR_SELF_HARM = "2"
    TRAUMA = "3"
    MALIGNANCY = "4"
    ACUTE_CONDITION = "5"
    CHRONIC_CONDITION = "6"
    CHROMOSOMAL_OR_CONGENITAL = "7"
    PERINATAL_OR_NEONATAL = "8"
    INFECTION = "9"
    SUDDEN_UNEXPLAINED = "10"

    @property
    def label(self) -> str:
        return _WORDS[self][0]

    @property
    def help(self) -> str:
        return _WORDS[self][1]

    @property
    def rank(self) -> int:
        """The place in the hierarchy, 1 being the highest."""
        return int(self.value)

    @property
    def sub_categories(self) -> list["SubCategory"]:
        return [each for each in SUB_CATEGORIES.values() if each.category is self]


_WORDS = {
    Category.INFLICTED_INJURY_OR_NEGLECT: (
        "Deliberately inflicted injury, abuse or neglect",
        "Homicide by any means, including shaking, suffocation, stabbing and poisoning;"
        " severe neglect; terrorism.",
    ),
    Category.SUICIDE_OR_SELF_HARM: (
        "Suicide or deliberate self-inflicted harm",
        "Includes self-asphyxia and deliberate harm by solvents or drugs.",
    ),
    Category.TRAUMA: (
        "Trauma and other external factors",
        "Accidents, drowning, burns, poisoning, anaphylaxis, and complications or errors of"
        " medical or surgical care. Not injury that was deliberately inflicted (category 1).",
    ),
    Category.MALIGNANCY: (
        "Malignancy",
        "Tumours, leukaemia, lymphoma and histiocytosis, even where the final event was an"
        " infection.",
    ),
    Category.ACUTE_CONDITION: (
        "Acute medical or surgical condition",
        "Includes diabetic ketoacidosis, asthma, volvulus, appendicitis and sudden unexpected"
        " death in epilepsy (SUDEP).",
    ),
    Category.CHRONIC_CONDITION: (
        "Chronic medical condition",
        "Long-term disease, immune deficiency, and cerebral palsy whose cause arose after the"
        " perinatal period.",
    ),
    Category.CHROMOSOMAL_OR_CONGENITAL: (
        "Chromosomal, genetic and congenital anomalies",
        "Includes trisomies, single gene disorders and anomalies of the heart.",
    ),
    Category.PERINATAL_OR_NEONATAL: (
        "Perinatal or neonatal event",
        "Sequelae of prematurity and of asphyxia at birth at any age of death, and infection"
        " beginning in the first week of life.",
    ),
    Category.INFECTION: (
        "Infection",
        "A primary infection that began after the first week of life, or after a preterm baby"
        " was discharged home.",
    ),
    Category.SUDDEN_UNEXPLAINED: (
        "Sudden unexpected, unexplained death",
        "Sudden infant death syndrome and unascertained deaths at any age. Not sudden unexpected"
        " death in epilepsy (category 5).",
    ),
}


@dataclass(frozen=True)
class SubCategory:
    """A finer division of a category, for local use."""

    code: str
    category: Category
    label: str


_SUB_LABELS = {
    "1a": "Homicide or assault",
    "1b": "Neglect",
    "2a": "Intent clear",
    "2b": "Intent unclear",
    "3a": "Vehicle collision",
    "3b": "Drowning",
    "3c": "Fall or crush",
    "3d": "Fire or burn",
    "3e": "Poisoning",
    "3f": "Choking, strangulation or suffocation (including accidental asphyxia in sleep)",
    "3g": "Anaphylaxis",
    "3h": "Medical or surgical complication",
    "3z": "Other external cause",
    "5a": "Sudden unexpected death in epilepsy (SUDEP)",
    "5z": "Other acute condition",
    "7a": "Chromosomal",
    "7b": "Genetic or metabolic",
    "7c": "Cardiac",
    "7d": "Other anomaly",
    "8a": "Immaturity or prematurity",
    "8b": "Perinatal asphyxia (hypoxic-ischaemic encephalopathy)",
    "8c": "Perinatally acquired infection",
    "8z": "Other perinatal event",
    "9a": "Sepsis",
    "9b": "Respiratory infection",
    "9c": "Meningitis or other infection of the nervous system",
    "9z": "Other infection",
    "10a": "Sudden infant death syndrome",
    "10b": "Unascertained, under 1 year",
    "10c": "Sudden unexplained death in childhood, 1 year and over",
}

SUB_CATEGORIES: dict[str, SubCategory] = {
    code: SubCategory(code, Category(code[:-1]), label) for code, label in _SUB_LABELS.items()
}


def category_of(code: str) -> Category:
    """The category of a category or sub-category code ("3" and "3f" are both trauma)."""
    return SUB_CATEGORIES[code].category if code in SUB_CATEGORIES else Category(code)


def propose(codes: Iterable[str]) -> Category | None:
    """Of all the categories that could apply, the one highest in the list.

    Source: hierarchy rule of the analysis form (general knowledge). The chair confirms; the
    other categories are kept as secondary.
    """
    return min((category_of(code) for code in codes), key=lambda each: each.rank, default=None)


def explained(category: Category | str) -> bool:
    """Whether the panel reached an explanation: every category but 10."""
    return Category(category) is not Category.SUDDEN_UNEXPLAINED
