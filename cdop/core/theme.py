"""A panel's own theme: which deaths it is about and what is counted of them, without code.

A theme is plain data: it is checked here, and turned here into conditions on coded facts. Nothing
in it can reach a name, a date or a text.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files
from itertools import product
from typing import Any

from cdop.core.answers import Answer
from cdop.core.catalogues.categories import SUB_CATEGORIES, Category, category_of
from cdop.core.catalogues.child import AgeBand, PlaceOfDeath
from cdop.core.catalogues.factors import FACTORS
from cdop.core.catalogues.labelled import LabelledEnum
from cdop.core.sudden_death import FACTS

Condition = dict[str, tuple[str, ...]]  # variable -> values allowed; all must hold

FEWEST = 5  # deaths; fewer are read as cases, not as numbers
MOST_BREAKDOWNS = 8
CONTRIBUTORY = ("modifiable", "contributed")
LONGEST_NAME, LONGEST_PURPOSE = 100, 600


class Part(LabelledEnum):
    """The parts that a themed audit can be made of, in the order in which they are read."""

    YEARS = "years", "Deaths by financial year"
    COMPLETENESS = "completeness", "How complete the records are"
    AGE = "age", "Age at death"
    SEX = "sex", "Sex"
    ETHNICITY = "ethnicity", "Ethnic group"
    DEPRIVATION = "deprivation", "Deprivation of the home area"
    AREA = "area", "Area of residence"
    CATEGORY = "category", "Category of death"
    INVESTIGATION = "investigation", "Investigation after the death"
    OUTCOME = "outcome", "Whether modifiable factors were identified"
    FACTORS = "factors", "Factors that may have contributed"
    FACTORS_BY_YEAR = "factors_by_year", "Factors over time"
    TOGETHER = "together", "Factors that came together"
    LEARNING = "learning", "Learning points"


class Matching(LabelledEnum):
    """How many of the factors must be there."""

    ANY = "any", "Any of them"
    ALL = "all", "All of them"


class Joined(LabelledEnum):
    """How category and factors go together."""

    BOTH = "both", "The category and the factors must both fit"
    EITHER = "either", "One is enough: the category or the factors"


BREAKDOWNS: dict[str, str] = {
    "place_of_death": "Place of death",
    "sub_category": "Sub-category of death",
    "expected": "Whether the death was expected",
    "joint_response": "Whether there was a joint agency response",
    "gestation_band": "Gestation at birth",
    "birth_weight": "Birth weight",
    "mother_age": "Mother's age",
    "time_to_review": "Time from notification to review",
    **{name: fact.short_label for name, fact in FACTS.items()},
}


class BadTheme(ValueError):
    """The theme cannot be used; `reasons` are by field, in words."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__("; ".join(reasons.values()))
        self.reasons = dict(reasons)


@dataclass(frozen=True, kw_only=True)
class ThemeDefinition:
    """Which deaths, and which parts. Empty criteria leave nobody out."""

    name: str
    purpose: str = ""
    age_bands: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()  # of category or sub-category
    factors: tuple[str, ...] = ()
    matching: Matching = Matching.ANY
    joined: Joined = Joined.BOTH
    places: tuple[str, ...] = ()
    expected: Answer | None = None
    joint_response: Answer | None = None
    parts: tuple[str, ...] = tuple(part.value for part in Part)
    breakdowns: tuple[str, ...] = ()

    @property
    def needs_review(self) -> bool:
        """Whether it can only be told of a reviewed death that it belongs."""
        return bool(self.categories or self.factors)

    def has(self, part: Part) -> bool:
        return part.value in self.parts


def as_plain(theme: ThemeDefinition) -> dict[str, Any]:
    """The theme as it is stored and frozen with an audit."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(theme).items()
    }


def of_plain(plain: Mapping[str, Any]) -> ThemeDefinition:
    """The theme that was stored; BadTheme where it says what nobody can count."""
    known = {name: plain[name] for name in ThemeDefinition.__dataclass_fields__ if name in plain}
    lists = {name: _ordered(name, known[name]) for name in _CHOICES if name in known}
    try:
        theme = ThemeDefinition(
            **{
                **known,
                **lists,
                "matching": Matching(known.get("matching", Matching.ANY)),
                "joined": Joined(known.get("joined", Joined.BOTH)),
                "expected": _answer(known.get("expected")),
                "joint_response": _answer(known.get("joint_response")),
            }
        )
    except (TypeError, ValueError) as problem:
        raise BadTheme({"": f"This is not a theme: {problem}"}) from None
    check(theme, plain)
    return theme


def _answer(value: Any) -> Answer | None:
    return Answer(value) if value else None


_CHOICES: dict[str, tuple[str, ...]] = {
    "age_bands": tuple(band.value for band in AgeBand),
    "categories": (*(each.value for each in Category), *SUB_CATEGORIES),
    "factors": tuple(FACTORS),
    "places": tuple(place.value for place in PlaceOfDeath if place is not PlaceOfDeath.NOT_KNOWN),
    "parts": tuple(part.value for part in Part),
    "breakdowns": tuple(BREAKDOWNS),
}
_UNKNOWN = {
    "age_bands": "Choose only from the age bands listed",
    "categories": "Choose only from the categories listed",
    "factors": "Choose only from the factors listed",
    "places": "Choose only from the places listed",
    "parts": "Choose only from the parts listed",
    "breakdowns": "Choose only from the breakdowns listed",
}


def _ordered(name: str, given: Iterable[str]) -> tuple[str, ...]:
    """In the order of the catalogue, so that the same choices are the same theme."""
    chosen = set(given)
    return tuple(code for code in _CHOICES[name] if code in chosen)


def check(theme: ThemeDefinition, plain: Mapping[str, Any] | None = None) -> None:
    """BadTheme, with a reason for each field that cannot stand."""
    reasons = {
        name: _UNKNOWN[name]
        for name, choices in _CHOICES.items()
        if set((plain or {}).get(name, ())) - set(choices)
    }
    if not theme.name.strip() or len(theme.name) > LONGEST_NAME:
        reasons["name"] = f"Give the theme a name of up to {LONGEST_NAME} characters"
    if len(theme.purpose) > LONGEST_PURPOSE:
        reasons["purpose"] = f"Use up to {LONGEST_PURPOSE} characters"
    if not theme.parts and not theme.breakdowns:
        reasons["parts"] = "Choose at least one part"
    if len(theme.breakdowns) > MOST_BREAKDOWNS:
        reasons["breakdowns"] = f"Choose up to {MOST_BREAKDOWNS} breakdowns"
    if theme.joined is Joined.EITHER and not (theme.categories and theme.factors):
        reasons["joined"] = "Choose a category and a factor as well, or ask that both must fit"
    if reasons:
        raise BadTheme(reasons)


def conditions(theme: ThemeDefinition) -> tuple[Condition, ...]:
    """A death belongs if it meets all of any one of these; none means that all deaths belong."""
    general: Condition = {}
    if theme.age_bands:
        general["age_band"] = theme.age_bands
    if theme.places:
        general["place_of_death"] = theme.places
    if theme.expected:
        general["expected"] = (theme.expected.value,)
    if theme.joint_response:
        general["joint_response"] = (theme.joint_response.value,)
    if theme.needs_review:
        general["reviewed"] = (Answer.YES.value,)
    found = [general | own for own in _of_review(theme)]
    return tuple(found) if any(found) else ()


def _of_review(theme: ThemeDefinition) -> list[Condition]:
    by_category, by_factor = _by_category(theme), _by_factor(theme)
    if theme.joined is Joined.EITHER:
        return by_category + by_factor
    pairs = product(by_category or [{}], by_factor or [{}])
    return [one | other for one, other in pairs]


def _by_category(theme: ThemeDefinition) -> list[Condition]:
    whole = tuple(code for code in theme.categories if code not in SUB_CATEGORIES)
    parts = tuple(
        code
        for code in theme.categories
        if code in SUB_CATEGORIES and category_of(code).value not in whole
    )
    found: list[Condition] = []
    if whole:
        found.append({"category": whole})
    if parts:
        found.append({"sub_category": parts})
    return found


def _by_factor(theme: ThemeDefinition) -> list[Condition]:
    each = [{f"factor_{code}": CONTRIBUTORY} for code in theme.factors]
    if theme.matching is Matching.ANY:
        return [dict(one) for one in each]
    return [{name: values for one in each for name, values in one.items()}] if each else []


def fingerprint(theme: ThemeDefinition) -> str:
    """Names the deaths it is about: the same criteria have the same, whatever they are called."""
    text = json.dumps(conditions(theme), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _examples() -> dict[str, ThemeDefinition]:
    text = files("cdop.core.catalogues").joinpath("themes.json").read_text(encoding="utf-8")
    return {code: of_plain(plain) for code, plain in json.loads(text).items()}


EXAMPLES: dict[str, ThemeDefinition] = _examples()
