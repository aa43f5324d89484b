"""Numbers with units: gestation, birth weight, body mass index, the mother's age.

A value that nobody can have is blanked with the reason; one that is only odd is kept and marked.
"""

import re

from cdop.core.legacy.cells import Cell, clean, nothing_said, unreadable

_TERM = re.compile(
    r"(full|early|late|near|at|post|pre|ex)?[\s\-]*(term|ft)\b.*|prem\w*|preterm.*|t"
)
_GESTATION = re.compile(
    r"(?P<weeks>\d{2})(?:\.(?P<point>\d))?\s*(?:w|wks?|weeks?)?\s*(?:/\s*40)?\s*"
    r"(?:(?:\+|and|,)?\s*(?P<days>[0-6])\s*(?:/7)?\s*(?:d|days?)?)?"
    r"(?:\s*/\s*40)?\s*(?:w|wks?|weeks?)?(?:\s*(?:gestation|gest))?\.?"
)
_KILOGRAMS = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:kgs?|kilos?|kilograms?)\.?")
_KILOGRAMS_GRAMS = re.compile(r"(\d)\s*(?:kgs?|kilos?)\.?\s*(\d{1,3})\s*(?:gm?s?|grams?)?\.?")
_GRAMS = re.compile(r"(\d{1,2}[, ]\d{3}|\d+(?:\.\d+)?)\s*(?:gr?m?s?|grams?|grammes?)\.?")
_POUNDS = re.compile(
    r"(\d{1,2})\s*(?:lbs?|pounds?)\.?[\s,]*(?:(\d{1,2}(?:\.\d+)?)\s*(?:ozs?|ounces?)?\.?)?"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_BMI = re.compile(r"(?:bmi|body mass index)?[\s:=]*(\d{1,3}(?:[.,]\d+)?)\s*(?:kg/m2|kg/m²)?")
_YEARS = re.compile(r"(\d{1,2})(?:\.0)?\s*(?:y|yrs?|years?|yo|y/o)?\.?(?:\s*old)?")

_GRAMS_PER_POUND, _GRAMS_PER_OUNCE = 453.59237, 28.349523


def parse_gestation(raw: object) -> Cell:
    """Completed weeks; the days after the + are not kept."""
    text = clean(raw)
    said = nothing_said(text)
    if said:
        return said
    lowered = text.lower()
    if _TERM.fullmatch(lowered):
        return unreadable("The number of weeks is not given (term is 37 to 41)")
    match = _GESTATION.fullmatch(lowered)
    if not match:
        return unreadable("This gestation cannot be read: write it in weeks, such as 39+2")
    weeks = int(match["weeks"])
    if not 16 <= weeks <= 45:
        return unreadable("A gestation lies between 16 and 45 weeks")
    return Cell(str(weeks), weeks)


def parse_weight(raw: object) -> Cell:
    """Birth weight in grams; a bare number under 15 is taken to be kilograms."""
    text = clean(raw)
    said = nothing_said(text)
    if said:
        return said
    grams = _grams(text.lower().strip("~ "))
    if grams is None:
        return unreadable("This weight cannot be read: write it in grams, such as 3250")
    if not 150 <= grams <= 7000:
        return unreadable("A birth weight lies between 150 g and 7,000 g")
    return Cell(str(grams), grams)


def _grams(text: str) -> int | None:
    if match := _NUMBER.fullmatch(text):
        number = _decimal(match[0]) if "." in text or len(text) < 5 else _thousands(match[0])
        return round(number * 1000) if number < 15 else round(number)
    if match := _KILOGRAMS.fullmatch(text):
        return round(_decimal(match[1]) * 1000)
    if match := _KILOGRAMS_GRAMS.fullmatch(text):
        return int(match[1]) * 1000 + int(match[2])
    if match := _GRAMS.fullmatch(text):
        return round(_thousands(match[1]))
    if match := _POUNDS.fullmatch(text):
        return round(int(match[1]) * _GRAMS_PER_POUND + float(match[2] or 0) * _GRAMS_PER_OUNCE)
    return None


def _decimal(number: str) -> float:
    return float(number.replace(",", "."))


def _thousands(number: str) -> float:
    return float(number.replace(",", "").replace(" ", ""))


def parse_bmi(raw: object) -> Cell:
    """To one decimal. An odd value is kept as written, since it may be the only record of it."""
    text = clean(raw)
    said = nothing_said(text)
    if said:
        return said
    match = _BMI.fullmatch(text.lower())
    number = _decimal(match[1]) if match else 0.0
    if not 5 <= number <= 100:
        return unreadable("This body mass index cannot be read: write a number such as 24.5")
    odd = "" if 12 <= number <= 70 else "Very unusual for a body mass index: please check"
    return Cell(f"{number:.1f}", round(number, 1), odd)


def parse_mother_age(raw: object) -> Cell:
    text = clean(raw)
    said = nothing_said(text)
    if said:
        return said
    match = _YEARS.fullmatch(text.lower())
    if not match or not 10 <= int(match[1]) <= 65:
        return unreadable("The mother's age is a number of years between 10 and 65")
    return Cell(match[1], int(match[1]))
