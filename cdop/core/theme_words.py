"""A theme in words: who is counted, as a reader of the audit is told."""

from cdop.core.answers import Answer
from cdop.core.catalogues.categories import SUB_CATEGORIES, Category
from cdop.core.catalogues.child import AgeBand, PlaceOfDeath
from cdop.core.catalogues.factors import FACTORS
from cdop.core.theme import Joined, Matching, ThemeDefinition


def words(theme: ThemeDefinition) -> str:
    """Who is counted, in sentences."""
    said = [f"Deaths of children {_who(theme)}."]
    of_review = _review_words(theme)
    if of_review:
        said.append(f"{of_review} Only deaths whose review is complete can be told to belong.")
    said.append("Void and merged cases are not counted.")
    return " ".join(said)


def _who(theme: ThemeDefinition) -> str:
    ages = [AgeBand(code).label for code in theme.age_bands]
    all_ages = not ages or len(ages) == len(AgeBand)
    parts = ["under 18" if all_ages else f"aged {_or(ages)}"]
    if theme.places:
        parts.append(f"who died here: {_or([PlaceOfDeath(code).label for code in theme.places])}")
    parts += [
        words_of[answer]
        for answer, words_of in (
            (theme.expected, _EXPECTED),
            (theme.joint_response, _JOINT_RESPONSE),
        )
        if answer
    ]
    return ", ".join(parts)


_EXPECTED = {
    Answer.YES: "whose death was expected",
    Answer.NO: "whose death was not expected",
    Answer.NOT_KNOWN: "of whom it is not known whether death was expected",
}
_JOINT_RESPONSE = {
    Answer.YES: "with a joint agency response",
    Answer.NO: "without a joint agency response",
    Answer.NOT_KNOWN: "of whom it is not known whether there was a joint agency response",
}


def _review_words(theme: ThemeDefinition) -> str:
    categories = _or([_category_words(code) for code in theme.categories])
    factors = [FACTORS[code].public_label for code in theme.factors]
    together = _or(factors) if theme.matching is Matching.ANY else _and(factors)
    if categories and factors:
        joint = "or" if theme.joined is Joined.EITHER else "and"
        return (
            f"The category of death is {categories}, {joint} the panel judged that this may have"
            f" contributed: {together}."
        )
    if categories:
        return f"The category of death is {categories}."
    return f"The panel judged that this may have contributed: {together}." if factors else ""


def _category_words(code: str) -> str:
    label = SUB_CATEGORIES[code].label if code in SUB_CATEGORIES else Category(code).label
    return f"{code} {label}"


def _or(said: list[str]) -> str:
    return _listed(said, "or")


def _and(said: list[str]) -> str:
    return _listed(said, "and")


def _listed(said: list[str], joint: str) -> str:
    if len(said) < 2:
        return "".join(said)
    return f"{', '.join(said[:-1])} {joint} {said[-1]}"
