"""What the guard knows of a case, and what it says of a draft."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """What a finding asks of the people who publish."""

    STOP = "stop"
    REASON = "reason"
    HINT = "hint"

    @property
    def label(self) -> str:
        return _SEVERITY_LABELS[self]


_SEVERITY_LABELS = {
    Severity.STOP: "Must be taken out",
    Severity.REASON: "May stay if the chair says why",
    Severity.HINT: "Worth a second look",
}


class Kind(StrEnum):
    """What sort of sign was found."""

    NAME = "name"
    REVERSED_NAME = "reversed_name"
    POSSESSIVE = "possessive"
    LOWER_CASE = "lower_case"
    CAPITALS = "capitals"
    DIACRITIC = "diacritic"
    MISSPELLING = "misspelling"
    EMPHASIS_SPLIT = "emphasis_split"
    NICKNAME = "nickname"
    INITIALS = "initials"
    PROFESSIONAL = "professional"
    DATE = "date"
    WORD_DATE = "word_date"
    WEEKDAY_MONTH = "weekday_month"
    MONTH_YEAR = "month_year"
    FESTIVAL_DAY = "festival_day"
    RELATIVE_DAY = "relative_day"
    AGE_EXACT = "age_exact"
    POSTCODE = "postcode"
    PARTIAL_POSTCODE = "partial_postcode"
    ADDRESS = "address"
    STREET_ONLY = "street_only"
    PLACE = "place"
    ORGANISATION = "organisation"
    ORGANISATION_SHORT = "organisation_short"
    NHS_NUMBER = "nhs_number"
    PHONE = "phone"
    EMAIL = "email"
    CASE_REFERENCE = "case_reference"
    RARE_COMBINATION = "rare_combination"


@dataclass(frozen=True)
class Record:
    """Who a child was, as the panel's own case says it; any part may be missing."""

    child_name: str = ""
    mother_name: str = ""
    father_name: str = ""
    nickname: str = ""
    date_of_birth: date | None = None
    date_of_death: date | None = None
    nhs_number: str = ""
    address: str = ""
    postcode: str = ""
    gp_surgery: str = ""
    nursery: str = ""
    hospital: str = ""
    professional_name: str = ""
    case_reference: str = ""
    others: tuple[str, ...] = ()  # further names: brothers and sisters, more professionals

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> "Record":
        """A record from a mapping of texts, dates as 2026-03-31; ValueError says what is wrong."""
        known = {field.name for field in fields(cls)} - {"others"}
        values: dict[str, Any] = {}
        for name in known & set(written):
            value = written[name]
            if value is None:
                continue
            if not isinstance(value, str):
                raise ValueError(f"“{name}” of the record is not a text")
            values[name] = _day(name, value) if name.startswith("date_") else value.strip()
        return cls(**values)


def _day(name: str, value: str) -> date | None:
    if not value.strip():
        return None
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise ValueError(f"“{name}” of the record is not a date such as 2026-03-31") from None


@dataclass(frozen=True, order=True)
class Finding:
    """One passage that may tell who a child was: where it stands, and how grave it is."""

    start: int
    end: int
    kind: Kind
    severity: Severity
    evidence: str
