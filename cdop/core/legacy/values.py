"""One parser a kind of column, all alike: a raw cell in, the text, typed value and problem out."""

from collections.abc import Callable
from dataclasses import dataclass

from cdop.core.legacy import ages, answers, codes, dates, identity, measures
from cdop.core.legacy.cells import BLANK, Cell, clean, unreadable
from cdop.core.legacy.columns import Column, Kind

# Nobody types more than this into a coded cell; it also bounds what a pattern is run over.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Setting:
    """What a cell is read against: the calendar, and what its heading says."""

    calendar: dates.Calendar
    age_unit: str = ""
    expected_turned_round: bool = False


_PLAIN: dict[Kind, Callable[[object], Cell]] = {
    Kind.TEXT: identity.parse_reference,
    Kind.NAME: identity.parse_name,
    Kind.NHS_NUMBER: identity.parse_nhs_number,
    Kind.AUTHORITY: identity.parse_authority,
    Kind.POSTCODE: identity.parse_postcode,
    Kind.WEEKS: measures.parse_gestation,
    Kind.GRAMS: measures.parse_weight,
    Kind.INDEX: measures.parse_bmi,
    Kind.YEARS: measures.parse_mother_age,
}
_CODED: dict[Kind, Callable[[str], Cell]] = {
    Kind.SEX: codes.parse_sex,
    Kind.ETHNICITY: codes.parse_ethnicity,
    Kind.CATEGORY: codes.parse_category,
    Kind.POSITION: codes.parse_position,
    Kind.SURFACE: codes.parse_surface,
}


def parse(column: Column, raw: object, setting: Setting) -> Cell:
    """The cell of the column. Never raises, whatever the cell holds."""
    if raw is None:
        return BLANK
    if isinstance(raw, str) and len(raw) > _LONGEST:
        return unreadable("There is far too much text here for this column")
    kind = column.kind
    if kind in _PLAIN:
        return _PLAIN[kind](raw)
    if kind in _CODED:
        return _CODED[kind](clean(raw))
    if kind is Kind.DATE:
        return dates.parse_date(raw, setting.calendar)
    if kind is Kind.AGE:
        return ages.parse_age(raw, setting.age_unit)
    answer = answers.parse_answer(raw, column.name)
    turned = column.name == "expected" and setting.expected_turned_round
    return answers.opposite(answer) if turned and _is_yes_or_no(raw) else answer


def _is_yes_or_no(raw: object) -> bool:
    """Not "expected" or "unexpected", which mean the same under either heading."""
    return "expected" not in str(raw).lower()
