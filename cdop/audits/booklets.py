"""What every download of an audit or a release holds: the printed strings, in one order.

Page, workbook, CSV and PDF are made from the same booklet, so that all say the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cdop.audits.models import Audit, Release, ReleasedTable
from cdop.audits.presenters import (
    about_rows,
    definition,
    definition_rows,
    small_numbers,
    way_of,
)
from cdop.audits.publishing import COLUMNS, SYMBOL, UNRELIABLE, exact_content, has_sign
from cdop.audits.ways import Way, key_words
from cdop.audits.wording import draft_words
from cdop.web.filters import uk_date

OUT_OF = "“Out of” is the number of deaths with a known answer; the percentage is of these."
INTERVAL = (
    "The 95% interval shows how far the percentage could lie from the true one by chance. With few"
    " deaths it is wide."
)
MARKED = f"{UNRELIABLE} marks a percentage or rate that is unreliable, being of few deaths."
CONFIDENTIAL = "Exact numbers for the panel only. Do not pass on."


@dataclass(frozen=True)
class Printed:
    """One table as it is printed."""

    number: str
    title: str
    content: Mapping[str, Any]
    sentence: str = ""
    drawing: str = ""

    @property
    def notes(self) -> list[str]:
        return list(self.content.get("notes", []))

    @property
    def about(self) -> list[tuple[str, str]]:
        return [(label, words) for label, words in self.content.get("about", [])]


@dataclass(frozen=True)
class Booklet:
    """A whole audit or release: what it is, how to read it, and its tables."""

    title: str
    number: str
    panel: str
    facts: Sequence[tuple[str, str]]
    tables: Sequence[Printed]
    published: str = ""
    commentary: str = ""
    warning: str = ""
    key: Sequence[str] = field(default=())
    findings: Sequence[Printed] = ()  # what a draft says beside its tables

    @property
    def every(self) -> list[Printed]:
        return [*self.tables, *self.findings]

    @property
    def stem(self) -> str:
        """How its files are named; no word of whose deaths they are about."""
        return f"release-{self.number}" if self.number else "audit"


def of_release(release: Release) -> Booklet:
    tables = [printed(table) for table in release.tables]
    withdrawn = "Withdrawn. Do not use these figures." if release.withdrawn_at else ""
    return Booklet(
        title=release.title,
        number=release.number,
        panel=release.panel.name,
        published=uk_date(release.created_at),
        facts=[
            *definition_rows(release.definition),
            ("Small numbers", small_numbers(release)),
        ],
        tables=tables,
        commentary=release.commentary_html,
        warning=withdrawn,
        key=key_to(tables, way_of(release)),
    )


def of_audit(audit: Audit) -> Booklet:
    about = [list(pair) for pair in about_rows(audit)]
    charts = audit.results.get("charts", {})
    tables = [
        Printed(
            str(number),
            table["title"],
            exact_content(table) | {"about": about},
            table.get("sentence", ""),
            charts.get(table["code"], ""),
        )
        for number, table in enumerate(audit.results["tables"], start=1)
        if table["rows"]
    ]
    return Booklet(
        title=audit.title,
        number="",
        panel=audit.panel.name,
        facts=definition_rows(definition(audit)),
        tables=tables,
        commentary=draft_words(audit),
        warning=CONFIDENTIAL,
        key=key_to(tables),
        findings=_findings(audit, about),
    )


def _findings(audit: Audit, about: list[list[str]]) -> list[Printed]:
    """What the draft says beside its tables, numbered after them."""
    charts = audit.results.get("charts", {})
    shown = audit.results.get("findings", {}).get("shown", [])
    return [
        Printed(
            f"F{number}",
            found["title"],
            found["content"] | {"about": about},
            found["sentence"],
            charts.get(found["code"], ""),
        )
        for number, found in enumerate(shown, start=1)
        if found["content"]["rows"]
    ]


def printed(table: ReleasedTable) -> Printed:
    return Printed(table.number, table.title, table.content, table.sentence, table.chart_svg)


def key_to(tables: Sequence[Printed], way: Way = Way.S) -> list[str]:
    """The signs and words that stand in these tables, explained."""
    contents = [table.content for table in tables]
    keys = {column["key"] for content in contents for column in content["columns"]}
    wanted = {
        key_words(way): any(has_sign(content, SYMBOL) for content in contents),
        MARKED: any(has_sign(content, UNRELIABLE) for content in contents),
        OUT_OF: "denominator" in keys,
        INTERVAL: "interval" in keys,
    }
    return [words for words, holds in wanted.items() if holds]


@dataclass(frozen=True)
class Field:
    """A column of a download: one number a cell, so that an interval is two of them."""

    key: str
    label: str
    name: str
    part: int | None = None

    def text(self, cells: Mapping[str, str]) -> str:
        """The printed string of this column; empty where the line has none."""
        whole = cells.get(self.key, "")
        if self.part is None or whole in ("", SYMBOL):
            return whole
        parts = whole.split(" to ")
        return parts[self.part] if len(parts) == 2 else whole

    def value(self, cells: Mapping[str, str]) -> float | int | None:
        """The number a reader makes of it; None where it is hidden or there is none."""
        text = self.text(cells).removesuffix(UNRELIABLE).replace(",", "").strip()
        if not text.rstrip("%").replace(".", "", 1).isdecimal():
            return None
        return round(float(text[:-1]) / 100, 6) if text.endswith("%") else _number(text)


def _number(text: str) -> float | int:
    return float(text) if "." in text else int(text)


NAMES = {"count": "deaths", "denominator": "out_of", "percent": "percentage"}


def fields_of(content: Mapping[str, Any]) -> list[Field]:
    """The columns of one table."""
    found: list[Field] = []
    for column in content["columns"]:
        found += _fields(column["key"], column["label"])
    return found


def all_fields() -> list[Field]:
    """The columns that any table may have."""
    return [each for key, label in COLUMNS for each in _fields(key, label)]


def _fields(key: str, label: str) -> list[Field]:
    name = NAMES.get(key, key)
    if key.endswith("interval"):
        return [
            Field(key, f"{label}: from", f"{name}_from", 0),
            Field(key, f"{label}: to", f"{name}_to", 1),
        ]
    return [Field(key, label, name)]
