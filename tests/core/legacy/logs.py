"""Logs to read: the one of the shared data, its truth, and small ones made for a test."""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path

from cdop.core.legacy.reader import Line, Reading, Status, read_lines
from cdop.core.legacy.tables import Sheet
from cdop.exchange.workbook import open_workbook

DATA = Path(__file__).parents[2] / "data"
TODAY = date(2026, 11, 22)

HEADINGS = ["Ref", "Surname", "Forename", "NHS No", "DOB", "Date of death", "Sex"]


@cache
def shared_log() -> Sequence[Sheet]:
    return open_workbook(DATA / "legacy_log.xlsx")


@cache
def reading_of_shared_log() -> Reading:
    return read_lines(shared_log(), today=TODAY)


@cache
def truth() -> dict[str, dict[str, str]]:
    with (DATA / "legacy_log_truth.csv").open(encoding="utf-8", newline="") as stream:
        return {row["ref"]: row for row in csv.DictReader(stream)}


def imported(reading: Reading) -> list[Line]:
    return [line for line in reading.lines if line.status is Status.IMPORTED]


def read(*rows: Sequence[object], mapping=None, name: str = "Log") -> Reading:
    return read_lines([Sheet(name, rows)], mapping, today=TODAY)


def read_deaths(*deaths: dict[str, object]) -> list[Line]:
    """The lines made of cells under their headings; what is not given is a plain, true death."""
    given = [{**_DEATH, **death} for death in deaths]
    headings = list(dict.fromkeys(heading for death in given for heading in death))
    rows = [[death.get(heading) for heading in headings] for death in given]
    return read(headings, *rows).lines[1:]


def read_death(**cells: object) -> Line:
    return read_deaths({name.replace("_", " "): cell for name, cell in cells.items()})[0]


_DEATH = {
    "Ref": "A1",
    "Surname": "Pell",
    "Forename": "Orla",
    "NHS No": "",
    "DOB": datetime(2019, 1, 1),
    "Date of death": datetime(2019, 3, 31),
}


@cache
def entries() -> list[dict[str, object]]:
    """The 420 deaths of the shared log as they are written there, by import column."""
    sheet = shared_log()[0]
    mapping = reading_of_shared_log().sheets[0].mapping
    headings = list(sheet.rows[2])
    places = {name: headings.index(heading) for name, heading in mapping.items()}
    return [
        {name: sheet.rows[line.line - 1][place] for name, place in places.items()}
        for line in imported(reading_of_shared_log())
    ]


def differences(reading: Reading, columns: Sequence[str] | None = None) -> list[str]:
    """Where a file with the same deaths, in the same order, was read as something else."""
    expected = imported(reading_of_shared_log())
    found = imported(reading)
    if len(found) != len(expected):
        return [f"{len(found)} deaths instead of {len(expected)}"]
    return [
        f"line {new.line} {name}: {new.values[name]!r} for {old.values[name]!r}"
        for old, new in zip(expected, found, strict=True)
        for name in columns or old.values
        if new.values[name] != old.values[name]
    ]
