"""The headings of an uploaded file, with a few cells under each, for somebody to match."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from cdop.core.legacy.cells import clean
from cdop.core.legacy.columns import BY_NAME, NAMES, Need
from cdop.core.legacy.dates import Calendar
from cdop.core.legacy.tables import Sheet, Table, find_table

SAMPLES = 3
LONGEST_SAMPLE = 24
NO_HEADING = "(no heading)"
SHARED = frozenset(("first", "last"))  # one column may hold both names


@dataclass(frozen=True)
class Heading:
    """One heading of the file; `guessed` are the import columns it was taken to be."""

    text: str
    samples: list[str]
    guessed: list[str]

    def kept(self) -> dict[str, Any]:
        return asdict(self)


def headings_of(sheets: Iterable[Sheet], *, today: date) -> list[Heading]:
    """Every heading of the sheets that hold deaths, once, in the order of the file."""
    found: dict[str, Heading] = {}
    for sheet in sheets:
        table = find_table(sheet, {}, Calendar(today, sheet.day_zero))
        if table is None:
            continue
        for index, text in enumerate(table.headings):
            guessed = [name for name, place in table.columns.items() if place == index]
            if text or guessed:
                _add(found, Heading(text or NO_HEADING, _samples(sheet, table, index), guessed))
    return list(found.values())


def _add(found: dict[str, Heading], heading: Heading) -> None:
    """A heading that stands in several sheets is one; what any sheet takes it for counts."""
    earlier = found.setdefault(heading.text, heading)
    taken = {name for each in found.values() for name in each.guessed}
    earlier.guessed.extend(name for name in heading.guessed if name not in taken)


def _samples(sheet: Sheet, table: Table, index: int) -> list[str]:
    found: dict[str, None] = {}
    for row in sheet.rows[table.header.last_row + 1 :]:
        text = _written(row[index]) if index < len(row) else ""
        if text:
            found[text[:LONGEST_SAMPLE]] = None
        if len(found) == SAMPLES:
            break
    return list(found)


def _written(cell: object) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else clean(cell)


def guess_of(headings: Sequence[Heading]) -> dict[str, str]:
    """Import column to heading, as it was guessed."""
    return {name: each.text for each in headings for name in each.guessed}


def told_by(chosen: Mapping[str, str | None], headings: Sequence[Heading]) -> dict[str, str | None]:
    """What a person settled otherwise than the guess.

    The rest stays a guess, because each sheet of a file may have headings of its own.
    """
    guess = guess_of(headings)
    return {
        name: chosen.get(name) for name in NAMES if (chosen.get(name) or "") != guess.get(name, "")
    }


def problems_of(chosen: Mapping[str, str | None]) -> dict[str, str]:
    """Import column to what is wrong with the choice made for it."""
    problems = {
        name: f"Choose the heading of the {column.label.lower()}"
        for name, column in BY_NAME.items()
        if column.need is Need.ALWAYS and chosen.get(name) is None
    }
    for need, name, message in (
        (Need.IDENTITY, "last", "Choose a heading for the name, NHS number or reference"),
        (Need.AGE, "dob", "Choose a heading for the date of birth or the age"),
    ):
        if all(chosen.get(each) is None for each in BY_NAME if BY_NAME[each].need is need):
            problems[name] = message
    return problems | _chosen_twice(chosen)


def _chosen_twice(chosen: Mapping[str, str | None]) -> dict[str, str]:
    first: dict[str, str] = {}
    problems = {}
    for name in NAMES:
        heading = chosen.get(name)
        if heading in (None, NO_HEADING):
            continue
        other = first.setdefault(heading, name)
        if other != name and not {name, other} <= SHARED:
            problems[name] = f"This heading is chosen for “{BY_NAME[other].label}” too"
    return problems
