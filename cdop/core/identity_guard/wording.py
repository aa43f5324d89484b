"""Why a passage was marked, in words that name nobody, and how it could be said more safely."""

import re

from cdop.core.identity_guard.age_words import parts_of
from cdop.core.identity_guard.findings import Finding, Kind
from cdop.core.identity_guard.words import MONTHS

LABELS: dict[Kind, str] = {
    Kind.NAME: "a name",
    Kind.REVERSED_NAME: "a name, surname first",
    Kind.POSSESSIVE: "a name",
    Kind.LOWER_CASE: "a name in small letters",
    Kind.CAPITALS: "a name in capitals",
    Kind.DIACRITIC: "a name without its accents",
    Kind.MISSPELLING: "a name, spelt differently",
    Kind.EMPHASIS_SPLIT: "a name with markup or gaps inside",
    Kind.NICKNAME: "a nickname or short form",
    Kind.INITIALS: "initials",
    Kind.PROFESSIONAL: "a professional’s name",
    Kind.DATE: "a date",
    Kind.WORD_DATE: "a date in words",
    Kind.WEEKDAY_MONTH: "a weekday and month",
    Kind.MONTH_YEAR: "the month of an event",
    Kind.FESTIVAL_DAY: "a feast or well-known day",
    Kind.RELATIVE_DAY: "a day counted from another",
    Kind.AGE_EXACT: "an exact age",
    Kind.POSTCODE: "a postcode",
    Kind.PARTIAL_POSTCODE: "part of a postcode",
    Kind.ADDRESS: "an address",
    Kind.STREET_ONLY: "a street, house or estate",
    Kind.PLACE: "a place",
    Kind.ORGANISATION: "a surgery, school or hospital",
    Kind.ORGANISATION_SHORT: "a surgery, school or hospital, in short",
    Kind.NHS_NUMBER: "an NHS number",
    Kind.PHONE: "a private telephone number",
    Kind.EMAIL: "a personal e-mail address",
    Kind.CASE_REFERENCE: "a case reference",
    Kind.RARE_COMBINATION: "circumstances that few families share",
}
_NAMES = frozenset(
    (
        Kind.NAME, Kind.REVERSED_NAME, Kind.POSSESSIVE, Kind.LOWER_CASE, Kind.CAPITALS,
        Kind.DIACRITIC, Kind.MISSPELLING, Kind.EMPHASIS_SPLIT, Kind.NICKNAME, Kind.INITIALS,
    )
)  # fmt: skip
_DAYS = frozenset(
    (
        Kind.DATE, Kind.WORD_DATE, Kind.WEEKDAY_MONTH, Kind.MONTH_YEAR, Kind.FESTIVAL_DAY,
        Kind.RELATIVE_DAY,
    )
)  # fmt: skip
_SAYS = {
    Kind.PROFESSIONAL: "a professional",
    Kind.PARTIAL_POSTCODE: "the area",
    Kind.POSTCODE: "the area",
    Kind.ADDRESS: "the family home",
    Kind.STREET_ONLY: "the neighbourhood",
    Kind.PLACE: "the area",
    Kind.ORGANISATION: "a local service",
    Kind.ORGANISATION_SHORT: "a local service",
    Kind.CASE_REFERENCE: "one review",
    Kind.RARE_COMBINATION: "a family",
}
_SEASONS = ("winter", "spring", "summer", "autumn")
_BANDS = (
    (28, "under four weeks"),
    (91, "under three months"),
    (183, "under six months"),
    (365, "under one year"),
    (5 * 365, "under five years"),
    (11 * 365, "of primary school age"),
    (19 * 365, "of secondary school age"),
)


def explain(kind: Kind) -> str:
    """Why it matters, in a sentence."""
    label = LABELS[kind]
    if kind is Kind.RARE_COMBINATION:
        return "It tells of circumstances that few families share, so readers may know the family."
    if kind in (Kind.PHONE, Kind.EMAIL):
        return f"It is {label}, which leads to one person."
    if kind in (Kind.NHS_NUMBER, Kind.POSTCODE, Kind.CASE_REFERENCE):
        return f"It is {label}, which points to one child or home."
    return f"It is {label} that matches what the panel knows of a child."


def safer(finding: Finding) -> str:
    """Wording that could stand in its place; nothing where it is best taken out."""
    if finding.kind in _NAMES:
        owns = re.search(r"['’]s?$", finding.evidence)
        return "the family’s" if owns else "the family"
    if finding.kind is Kind.AGE_EXACT:
        return safer_age(finding.evidence)
    if finding.kind in _DAYS:
        return _safer_day(finding.evidence)
    return _SAYS.get(finding.kind, "")


def safer_age(written: str) -> str:
    """The age band: “seven weeks and three days” becomes “under three months”."""
    parts = parts_of(written)
    days = sum(
        count * {"h": 1 / 24, "d": 1, "w": 7, "m": 30.4, "y": 365}[unit]
        for unit, count in parts.items()
    )
    if not parts:
        number = parts_of(f"{written} years")
        days = 365 * number.get("y", 0.0)
    if not days:
        return "of a certain age"
    return next((band for limit, band in _BANDS if days < limit), "under 18")


def _safer_day(written: str) -> str:
    """The season where a month says it, else no more than that there was a day."""
    lower = written.lower()
    if re.search(r"\bterm\b|\bholidays\b", lower):
        return "that year"
    for number, month in enumerate(MONTHS, 1):
        if re.search(rf"\b{month[:3]}(?:{month[3:]}|t)?\b", lower):
            season = _SEASONS[number % 12 // 3]
            return f"one {season}"
    return (
        "one day that year" if not lower.startswith(("born", "died")) else f"{lower[:4]} that year"
    )
