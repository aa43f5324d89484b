"""A list of readers that is brought along, line by line: who may be taken over, and why not.

Consent has to be shown for each: the day on which it was given and how. Who left before stays
gone, and who is on the list already is not touched.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from cdop.core.catalogues.professions import Profession

MOST_LINES = 20_000
ADDRESS = re.compile(r"[\x21-\x7e]{1,64}@[^@\s,;:<>\"\[\]]+\.[^@\s.,;:<>\"\[\]]+")
DATES = ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")
NEEDED = ("email", "consent_date", "consent_how")
OPTIONAL = ("profession", "agency", "area")


class NotAList(ValueError):
    """The file cannot be read as a list; the words say why."""


class Outcome(StrEnum):
    """What became of a line."""

    ADDED = "added"
    KNOWN = "known"  # on the list already, or twice in the file
    LEFT = "left"  # left before, and not asked for again
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return {
            Outcome.ADDED: "Added",
            Outcome.KNOWN: "On the list already",
            Outcome.LEFT: "Left before",
            Outcome.REFUSED: "Not taken",
        }[self]


@dataclass
class Line:
    """One line of the file as it was read; `problem` says why it cannot be taken."""

    number: int
    email: str = ""
    profession: str = ""
    agency: str = ""
    area: str = ""
    consent_on: date | None = None
    consent_how: str = ""
    problem: str = ""
    note: str = ""  # what of it could not be taken
    outcome: Outcome | None = field(default=None)


def read_list(content: bytes, *, today: date) -> list[Line]:
    """Every line below the heading, good or not; NotAList where there is no list at all."""
    rows = list(_rows(content))
    if not rows:
        raise NotAList("The file is empty")
    heads = [_plain(cell) for cell in rows[0]]
    missing = [name for name in NEEDED if name not in heads]
    if missing:
        raise NotAList(f"The first line must name the columns {', '.join(missing)}")
    if len(rows) > MOST_LINES:
        raise NotAList(f"The file has more than {MOST_LINES:,} lines. Bring it in parts")
    return [
        _line(number, dict(zip(heads, row, strict=False)), today)
        for number, row in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in row)
    ]


def _rows(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text), delimiter=separator)
    except csv.Error:
        raise NotAList("The file is no list of lines and columns (CSV)") from None


def _plain(cell: str) -> str:
    return re.sub(r"[^a-z]+", "_", cell.strip().lower().replace("e-mail", "email")).strip("_")


def _line(number: int, cells: dict[str, str], today: date) -> Line:
    text = {name: " ".join(cells.get(name, "").split())[:200] for name in (*NEEDED, *OPTIONAL)}
    line = Line(number, text["email"].lower(), agency=text["agency"][:80], area=text["area"][:80])
    line.profession = _profession(text["profession"])
    if text["profession"] and not line.profession:
        line.note = "Its profession is none of ours, and was left blank"
    line.consent_how = text["consent_how"]
    line.consent_on = _date(text["consent_date"])
    line.problem = _problem(line, text["consent_date"], today)
    return line


def _problem(line: Line, typed_date: str, today: date) -> str:
    if not ADDRESS.fullmatch(line.email) or len(line.email) > 254:
        return "No e-mail address in the right form"
    if not typed_date or not line.consent_how:
        return "No proof of consent: the date on which it was given, and how"
    if line.consent_on is None:
        return "The date of consent cannot be read"
    if line.consent_on > today:
        return "The date of consent is still to come"
    return ""


def _date(typed: str) -> date | None:
    for form in DATES:
        try:
            return datetime.strptime(typed, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _profession(typed: str) -> str:
    """By code or by its words; what is neither is left blank."""
    wanted = typed.lower()
    for profession in Profession:
        if wanted and wanted in (profession.value, profession.label.lower()):
            return profession.value
    return next(
        (each.value for each in Profession if wanted and wanted in each.label.lower().split()), ""
    )


def count_outcomes(lines: Sequence[dict[str, object]]) -> dict[Outcome, int]:
    return {outcome: sum(line["outcome"] == outcome.value for line in lines) for outcome in Outcome}
