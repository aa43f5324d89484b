"""A booklet as one tidy CSV, a line for each line of each table, and its description (CSVW).

The header of the CSV's answer leads to the description, as the standard asks.
"""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from cdop.audits.booklets import Booklet, all_fields
from cdop.audits.publishing import SYMBOL, UNRELIABLE
from cdop.audits.rates import NOT_GIVEN
from cdop.web.csv_files import harmless

TOLD = {
    "release": "Number of the release",
    "table": "Number of the table",
    "title": "Title of the table",
    "line": "What the line is about",
}
SIGNS = {
    "hidden": "Y where a number of the line is hidden to protect small numbers",
    "unreliable": "Y where the percentage or the rate is of few deaths",
    "rate_unit": "Of how many the rate is, where there is one",
    "what_is_counted": "Definition of the table",
    "out_of_words": "Whom the denominator counts",
}
ABOUT = {
    "Panel": "panel",
    "Period": "period",
    "Basis": "basis",
    "Data as they stood on": "data_as_of",
    "Version of the definitions": "definitions_version",
    "Small numbers": "small_numbers",
}


def tidy_csv(booklet: Booklet) -> bytes:
    """One header line, then the lines; numbers are plain, percentages in per cent."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([name for name, _ in _columns()])
    for table in booklet.tables:
        told = dict(table.about)
        what, out_of = (*table.notes[:2], "", "")[:2]
        for row in table.content["rows"]:
            texts = row["cells"].values()
            signs = [SYMBOL in texts, any(UNRELIABLE in text for text in texts)]
            words = [
                *(booklet.number, table.number, table.title, row["label"]),
                *(_plain(each.text(row["cells"])) for each in all_fields()),
                *("Y" if sign else "N" for sign in signs),
                *(_rate_unit(table.content["columns"]), what, out_of),
                *(told.get(label, "") for label in ABOUT),
            ]
            writer.writerow([harmless(text) for text in words])
    return out.getvalue().encode("utf-8-sig")


def csvw(booklet: Booklet, address: str) -> bytes:
    """What the CSV at the address holds, for programs that read it (CSV on the Web)."""
    numbers = {each.name for each in all_fields()}
    described: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}],
        "url": address,
        "dc:title": booklet.title,
        "dc:publisher": booklet.panel,
        "dc:identifier": booklet.number,
        "dc:issued": booklet.published,
        "dc:description": " ".join([*booklet.key, *(f"{k}: {v}." for k, v in booklet.facts)]),
        "dialect": {"encoding": "utf-8", "header": True},
        "tableSchema": {
            "columns": [
                {"name": name, "titles": name, "dc:description": words}
                | (
                    {"datatype": "decimal", "null": [SYMBOL, NOT_GIVEN, ""]}
                    if name in numbers
                    else {"datatype": "string"}
                )
                for name, words in _columns()
            ],
            "primaryKey": ["table", "line"],
        },
        "notes": [
            {"table": table.number, "title": table.title, "notes": table.notes}
            for table in booklet.tables
        ],
    }
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _columns() -> list[tuple[str, str]]:
    """Name and meaning of every column, in order."""
    return [
        *TOLD.items(),
        *((each.name, each.label) for each in all_fields()),
        *SIGNS.items(),
        *((name, label) for label, name in ABOUT.items()),
    ]


def _rate_unit(columns: Sequence[Mapping[str, str]]) -> str:
    return next((each["label"] for each in columns if each["key"] == "rate"), "")


def _plain(text: str) -> str:
    """The printed number without signs of layout; hidden stays the sign for hidden."""
    return text.removesuffix(UNRELIABLE).strip().removesuffix("%").replace(",", "")
