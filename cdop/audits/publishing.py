"""A release as it is printed: every cell a string, and each string read back to be attacked.

Sentences and pictures are made from these strings' numbers alone, never from the exact counts.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cdop.audits.cells import Cells, Role
from cdop.audits.funnels import PanelLine, funnel_of, funnel_sentence
from cdop.audits.rates import Rate, restored
from cdop.audits.tables.model import Picture, Table
from cdop.audits.ways import SYMBOL, Way, printed_words, sign_note
from cdop.core.statistics.proportion import proportion
from cdop.core.statistics.verdict import UNRELIABLE_UNDER

UNRELIABLE = "[u]"
UNRELIABLE_NOTE = (
    f"{UNRELIABLE}: unreliable, because it is out of fewer than {UNRELIABLE_UNDER} deaths."
)
INTERVAL_NOTE = (
    "The 95% interval (Wilson) shows how far the percentage could lie from the true one by chance."
)
NOT_LISTED = "A factor that is not listed was not found, or its number is hidden."
NOT_LISTED_ROUNDED = "A factor that is not listed was not found, or its number rounds to 0."
NO_SHARE = "–"
COLUMNS = (
    ("count", "Deaths"),
    ("denominator", "Out of"),
    ("not_known", "Not known"),
    ("percent", "Percentage"),
    ("interval", "95% interval"),
    ("rate", "Rate"),
    ("rate_interval", "95% interval of the rate"),
)
Figures = Mapping[str, Mapping[str, int | None]]


@dataclass(frozen=True)
class About:
    """What a release says of all its tables: under which count it hides, and whose data they are.

    `rows` are pairs such as period and data-as-of, printed beside every table; `covers` says
    which deaths the total is of.
    """

    total: int
    threshold: int | None = None
    rows: tuple[tuple[str, str], ...] = ()
    covers: str = "deaths whose review is complete"
    way: Way = Way.S

    @property
    def is_rounded(self) -> bool:
        return self.way is Way.ROUNDED


@dataclass(frozen=True)
class Shown:
    """The numbers of one line as a reader has them; None is hidden."""

    label: str
    count: int | None
    denominator: int | None

    @property
    def hidden(self) -> bool:
        return self.count is None or self.denominator is None


def render_tables(
    tables: Iterable[Table], cells: Cells, figures: Figures, withheld: Iterable[str], about: About
) -> list[dict[str, Any]]:
    """The tables that may be published, each as title, content and sentence."""
    gone = set(withheld)
    rendered = [
        _render_table(table, cells, figures, about)
        for table in tables
        if not any(name in gone for name, _ in _places(table, cells))
    ]
    return [table for table in rendered if table["content"]["rows"]]


def _places(table: Table, cells: Cells) -> list[tuple[str, str]]:
    return [place for (code, _, _), place in cells.places.items() if code == table.code]


def _render_table(table: Table, cells: Cells, figures: Figures, about: About) -> dict[str, Any]:
    rows = [_render_row(table, line, cells, figures) for line in table.lines]
    if table.listed:
        rows = _worth_listing(rows)
    used = {key for row in rows for key in row["cells"]}
    content = {
        "columns": columns_of(used, table.rate),
        "rows": rows,
        "notes": _notes(table, rows, used, about),
        "about": [list(pair) for pair in about.rows],
    }
    return {
        "code": table.code,
        "section": str(table.section),
        "title": table.title,
        "picture": table.picture.value,
        "content": content,
        "rate": table.rate.stored() if table.rate else None,
        "sentence": _sentence(table, content) + (" Rounded to 5." if about.is_rounded else ""),
    }


def _sentence(table: Table, content: Mapping[str, Any]) -> str:
    if table.picture is Picture.FUNNEL:
        rate = table.rate.stored() if table.rate else None
        return funnel_sentence(table.title, funnel_of(panel_lines(content), rate))
    return sentence(table.title, shown_rows(content))


def panel_lines(content: Mapping[str, Any]) -> list[PanelLine]:
    """The printed lines of a table whose lines are panels."""
    return [
        PanelLine(
            row["code"],
            row["label"],
            as_number(row["cells"]["count"]),
            as_number(row["cells"]["denominator"]),
        )
        for row in content["rows"]
    ]


def _notes(table: Table, rows: Sequence[Any], used: set[str], about: About) -> list[str]:
    """How to read this table, and no word of what does not stand in it."""
    content = {"rows": rows}
    nearly = "about " if about.is_rounded else ""
    wanted = {
        f"{table.definition} It covers {nearly}{about.total:,} {about.covers}.": True,
        f"Out of: {table.denominator}.": True,
        INTERVAL_NOTE: "interval" in used,
        table.rate.note if table.rate else "": "rate" in used,
        UNRELIABLE_NOTE: has_sign(content, UNRELIABLE),
        sign_note(about.way, about.threshold): has_sign(content, SYMBOL),
        printed_words(about.way, about.threshold or 0): about.is_rounded,
        NOT_LISTED_ROUNDED if about.is_rounded else NOT_LISTED: table.listed,
    }
    return [note for note, holds in wanted.items() if holds]


def has_sign(content: Mapping[str, Any], sign: str) -> bool:
    """Whether the sign for hidden or for unreliable stands in any cell."""
    return any(sign in text for row in content["rows"] for text in row["cells"].values())


def _worth_listing(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lines with a number other than 0.

    That a line is not listed must not say that its number is small: two such years beside their
    sum would give both away. So what is hidden to protect others is not listed either.
    """
    return [row for row in rows if row["cells"]["count"] not in (SYMBOL, as_text(0))]


def exact_content(table: Mapping[str, Any]) -> dict[str, Any]:
    """A draft's table in the same shape, with nothing hidden."""
    rate = restored(table.get("rate"))
    rows = [
        {"code": row["code"], "label": row_label(row), "cells": _exact_cells(row, rate)}
        for row in table["rows"]
    ]
    used = {key for row in rows for key in row["cells"]}
    notes = [table["definition"], f"Out of: {table['denominator']}."]
    return {
        "columns": columns_of(used, rate),
        "rows": rows,
        "notes": [*notes, rate.note] if rate else notes,
    }


def columns_of(used: Collection[str], rate: Rate | None = None) -> list[dict[str, str]]:
    """The columns that some line uses; a rate says of what it is one."""
    own = rate.column_labels if rate else {}
    return [{"key": key, "label": own.get(key, label)} for key, label in COLUMNS if key in used]


def row_label(row: Mapping[str, Any]) -> str:
    return f"{row['group']}: {row['label']}" if row["group"] else row["label"]


def _exact_cells(row: Mapping[str, Any], rate: Rate | None) -> dict[str, str]:
    cells = {"count": as_text(row["count"]), "denominator": as_text(row["denominator"])}
    if row["not_known"] is not None:
        cells["not_known"] = as_text(row["not_known"])
    rates = rate.texts(row["code"], row["count"]) if rate else {}
    return cells | share_texts(row["count"], row["denominator"]) | rates


def _render_row(table: Table, line: Any, cells: Cells, figures: Figures) -> dict[str, Any]:
    texts = {}
    for role in Role:
        place = cells.places.get((table.code, line.code, role))
        if place is not None:
            texts[role.value] = as_text(figures[place[0]][place[1]])
    label = f"{line.group}: {line.label}" if line.group else line.label
    rates = table.rate.texts(line.code, as_number(texts["count"])) if table.rate else {}
    return {"code": line.code, "label": label, "cells": texts | _share(texts) | rates}


def _share(texts: Mapping[str, str]) -> dict[str, str]:
    """A share and its interval give away what they are worked out from, so they share its fate."""
    count, denominator = as_number(texts["count"]), as_number(texts["denominator"])
    if count is None or denominator is None:
        return {"percent": SYMBOL, "interval": SYMBOL}
    texts = share_texts(count, denominator)
    if 0 < denominator < UNRELIABLE_UNDER:
        return texts | {"percent": f"{texts['percent']} {UNRELIABLE}"}
    return texts


def share_texts(count: int, denominator: int) -> dict[str, str]:
    found = proportion(count, denominator)
    if found.share is None or found.lower is None or found.upper is None:
        return {"percent": NO_SHARE, "interval": NO_SHARE}
    return {
        "percent": f"{found.share:.1%}",
        "interval": f"{found.lower:.1%} to {found.upper:.1%}",
    }


def as_text(value: int | None) -> str:
    return SYMBOL if value is None else f"{value:,}"


def as_number(text: str) -> int | None:
    """What a reader makes of a printed cell."""
    return None if text == SYMBOL else int(text.replace(",", ""))


def read_back(
    rendered: Sequence[Mapping[str, Any]], cells: Cells
) -> dict[str, dict[str, int | None]]:
    """The figures as printed, by disclosure table and label."""
    found: dict[str, dict[str, int | None]] = {}
    for table in rendered:
        for row in table["content"]["rows"]:
            for role in Role:
                place = cells.places.get((table["code"], row["code"], role))
                if place is not None:
                    found.setdefault(place[0], {})[place[1]] = as_number(row["cells"][role.value])
    return found


def shown_rows(content: Mapping[str, Any]) -> list[Shown]:
    return [
        Shown(
            row["label"],
            as_number(row["cells"]["count"]),
            as_number(row["cells"]["denominator"]),
        )
        for row in content["rows"]
    ]


def sentence(title: str, rows: Sequence[Shown]) -> str:
    """What a table shows, in one or two sentences made from what is printed."""
    shown = [row for row in rows if not row.hidden and row.count]
    hidden = sum(row.hidden for row in rows)
    after = f" {_hidden_words(hidden)}" if hidden else ""
    if not shown:
        return (
            f"{title}: no percentage can be shown.{after}" if hidden else f"{title}: none recorded."
        )
    most = max(shown, key=lambda row: row.count or 0)
    share = share_texts(most.count or 0, most.denominator or 0)["percent"]
    return (
        f"{title}: the largest number shown is “{most.label}”,"
        f" {most.count:,} of {most.denominator:,} deaths ({share}).{after}"
    )


def _hidden_words(number: int) -> str:
    return (
        "One line is hidden, in part or whole, to protect small numbers."
        if number == 1
        else f"{number} lines are hidden, in part or whole, to protect small numbers."
    )


def canonical(value: Any) -> str:
    """The same value always gives the same text."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def fingerprint(value: Any) -> str:
    return hashlib.sha256(canonical(value).encode()).hexdigest()
