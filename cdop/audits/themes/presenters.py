"""The words of the theme pages."""

from math import inf

from cdop.audits.themes.findings import MOST_PAIRS
from cdop.core.catalogues.categories import SUB_CATEGORIES, Category
from cdop.core.catalogues.child import AgeBand, PlaceOfDeath
from cdop.core.catalogues.factors import FACTORS
from cdop.core.emerging import FEWEST, LATEST, Association, Direction
from cdop.core.theme import BREAKDOWNS, Part, ThemeDefinition
from cdop.core.theme_words import words

__all__ = ["FEWEST", "LATEST", "MOST_PAIRS", "words"]

TOO_FEW = (
    f"These are fewer than {FEWEST} deaths: too few to be read as numbers. Read the cases"
    " themselves, or widen the definition."
)
COLOURS = {
    Direction.CLEAR_RISE: "red",
    Direction.POSSIBLE_RISE: "orange",
    Direction.NO_CHANGE: "grey",
    Direction.POSSIBLE_FALL: "blue",
    Direction.CLEAR_FALL: "green",
    Direction.TOO_FEW: "white",
}
VIEWS = {
    "change": "Rising and falling",
    "years": "Over time",
    "ages": "By age",
    "categories": "By category",
    "together": "Found together",
}
NOT_KNOWN = "–"
EVERYBODY = "Makes no difference"


def left_out_for_you(number: int) -> str:
    deaths = "One death" if number == 1 else f"{number} deaths"
    return (
        f"{deaths} of this period, in which you declared a conflict of interest, {_is(number)} left"
        " out for you, because what you choose here could single out a case."
    )


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def share(count: int, of: int) -> str:
    return f"{count / of:.0%}" if of else NOT_KNOWN


def ratio(found: Association | None) -> str:
    """“2.4 (1.1 to 5.3)”; a side that is open says so."""
    if found is None or found.value is None:
        return NOT_KNOWN
    return f"{_number(found.value)} ({_number(found.lower)} to {_number(found.upper)})"


def _number(value: float) -> str:
    if value == inf:
        return "no limit"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def p_value(found: Association | None) -> str:
    if found is None:
        return NOT_KNOWN
    return "under 0.001" if found.p < 0.001 else f"{found.p:.3f}"


def by_chance(number: float) -> str:
    """How many would look like something by chance alone."""
    return "fewer than one" if number < 0.5 else f"about {number:.0f}"


def tag_of(direction: Direction) -> tuple[str, str]:
    return direction.label, COLOURS[direction]


def definition_rows(theme: ThemeDefinition) -> list[tuple[str, list[str]]]:
    """A definition line by line; what makes no difference says so."""
    rows = [
        ("Name", [theme.name]),
        ("What the panel wants to learn", [theme.purpose or NOT_KNOWN]),
        ("Who is counted", [words(theme)]),
        ("Age at death", [AgeBand(code).label for code in theme.age_bands]),
        ("Place of death", [PlaceOfDeath(code).label for code in theme.places]),
        ("Expected", [theme.expected.label] if theme.expected else []),
        ("Joint agency response", [theme.joint_response.label] if theme.joint_response else []),
        ("Category of death", [_category(code) for code in theme.categories]),
        ("Factors", [f"{code} {FACTORS[code].name}" for code in theme.factors]),
        ("How many of the factors", [theme.matching.label] if len(theme.factors) > 1 else []),
        (
            "Category and factors",
            [theme.joined.label] if theme.categories and theme.factors else [],
        ),
        ("Parts", [Part(code).label for code in theme.parts]),
        ("Further breakdowns", [BREAKDOWNS[code] for code in theme.breakdowns]),
    ]
    return [(label, lines or [EVERYBODY]) for label, lines in rows if lines or label not in _QUIET]


_QUIET = {"How many of the factors", "Category and factors", "Further breakdowns", "Parts"}


def _category(code: str) -> str:
    label = SUB_CATEGORIES[code].label if code in SUB_CATEGORIES else Category(code).label
    return f"{code} {label}"
