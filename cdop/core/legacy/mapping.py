"""Which column of a file is which: guessed from headings and cells, or told outright."""

from collections.abc import Callable, Mapping, Sequence

from cdop.core.legacy import ages, dates, identity
from cdop.core.legacy.cells import Cell, clean
from cdop.core.legacy.codes import parse_category, parse_ethnicity, parse_sex, parse_surface
from cdop.core.legacy.columns import BY_NAME, NAMES, Kind
from cdop.core.legacy.headings import WHOLE, fit, names_someone_else
from cdop.core.legacy.measures import parse_weight
from cdop.core.legacy.values import Setting, parse

Row = Sequence[object]

_ENOUGH = 0.6
_SAMPLE = 40


class MappingError(ValueError):
    """The mapping names a column or a heading that does not exist; the message says what does."""


def guess_mapping(
    headings: Sequence[str],
    sample: Sequence[Row],
    *,
    calendar: dates.Calendar,
    taken: Mapping[str, int | None] | None = None,
) -> dict[str, int]:
    """Import column to source column. First and last name share one that holds both.

    `taken` has been decided already (None: not to be read) and is left alone.
    """
    settled: dict[str, int | None] = dict(taken or {})
    used = {index for index in settled.values() if index is not None}
    for _, name, place in _candidates(headings, sample, calendar):
        if name not in settled and place not in used:
            settled[name] = place
            used.add(place)
    whole = settled.pop(WHOLE, None)
    if whole is not None:
        _place_whole_name(settled, whole)
    return {name: index for name in NAMES if (index := settled.get(name)) is not None}


def _place_whole_name(settled: dict[str, int | None], whole: int) -> None:
    settled.setdefault("first", whole)
    settled.setdefault("last", whole)


def told_mapping(
    mapping: Mapping[str, str | None], headings: Sequence[str]
) -> dict[str, int | None]:
    """The part of the mapping that these headings satisfy; None where it says not to read."""
    places = {_same(heading): index for index, heading in reversed(list(enumerate(headings)))}
    told: dict[str, int | None] = {}
    for name, heading in mapping.items():
        if not heading:
            told[name] = None
        elif _same(heading) in places:
            told[name] = places[_same(heading)]
    return told


def check_columns(mapping: Mapping[str, str | None]) -> None:
    strange = [name for name in mapping if name not in BY_NAME]
    if strange:
        raise MappingError(
            f"There is no column called {_listed(strange)}. The columns are: {', '.join(NAMES)}"
        )
    wrong = [name for name, heading in mapping.items() if not isinstance(heading, str | None)]
    if wrong:
        raise MappingError(f"The heading for {_listed(wrong)} must be text")


def check_headings(mapping: Mapping[str, str | None], sheets: Sequence[Sequence[str]]) -> None:
    """Each heading must stand in at least one sheet that has a table."""
    present = {_same(heading) for headings in sheets for heading in headings}
    strange = [heading for heading in mapping.values() if heading and _same(heading) not in present]
    if strange:
        there = dict.fromkeys(heading for headings in sheets for heading in headings if heading)
        raise MappingError(
            f"There is no heading {_listed(strange)} in the file. "
            + (f"The headings are: {', '.join(there)}" if there else "No headings were found")
        )


def _same(heading: str) -> str:
    return " ".join(heading.split()).casefold()


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _candidates(
    headings: Sequence[str], sample: Sequence[Row], calendar: dates.Calendar
) -> list[tuple[float, str, int]]:
    """Every fit that is good enough, the best first, ties in the order of the file."""
    setting = Setting(calendar)
    found = []
    for index, heading in enumerate(headings):
        cells = [row[index] for row in sample if index < len(row) and clean(row[index])][:_SAMPLE]
        evident = "" if names_someone_else(heading) else _evident(cells)
        for name in (*NAMES, WHOLE):
            score = _score(fit(heading, name), name, cells, setting)
            score = max(score, 0.7) if name == evident else score
            if score >= _ENOUGH:
                found.append((score, name, index))
    return sorted(found, key=lambda each: (-each[0], each[2]))


def _score(by_name: float, name: str, cells: Sequence[object], setting: Setting) -> float:
    """The fit of the heading, taken back where the cells are plainly something else."""
    if by_name < _ENOUGH or name == WHOLE or not cells:
        return by_name
    column = BY_NAME[name]
    good = sum(not parse(column, cell, setting).unreadable for cell in cells)
    if good >= 0.3 * len(cells):
        return by_name
    return 0.61 if by_name == 1.0 else by_name - 0.4


def _evident(cells: Sequence[object]) -> str:
    """The column whose cells these are, whatever stands above them; empty if none is evident."""
    texts = [clean(cell) for cell in cells]
    if not texts:
        return ""
    worded = sum(not text.isdigit() for text in texts) >= 0.3 * len(texts)
    for name, looks_right in _LOOKS.items():
        if not worded and name != "nhs":
            continue
        if sum(looks_right(text) for text in texts) >= 0.8 * len(texts):
            return name
    return ""


def _reads(text: str, parser: Callable[[str], Cell], longer_than: int = 2) -> bool:
    return len(text) > longer_than and bool(parser(text).text)


_LOOKS = {
    "nhs": lambda text: _reads(text, identity.parse_nhs_number),
    "postcode": lambda text: " " in identity.parse_postcode(text).text,
    "sex": lambda text: parse_sex(text).text in ("M", "F") and not text.isdigit(),
    "ethnicity": lambda text: _reads(text, parse_ethnicity),
    "category": lambda text: _reads(text, parse_category, 0),
    "surface": lambda text: _reads(text, parse_surface),
    "birth_weight": lambda text: not text.isdigit() and "g" in text and _reads(text, parse_weight),
    "age_days": lambda text: "/" in text and ages.parse_age(text).typed is not None,
}

DATE_COLUMNS = tuple(name for name, column in BY_NAME.items() if column.kind is Kind.DATE)
