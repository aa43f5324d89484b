"""Imports in words: states, what became of a line, and the report of a whole file."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from cdop.core.legacy.columns import BY_NAME
from cdop.exchange.models import BatchState, ImportBatch, ImportLine, LineStatus

STATES = {
    BatchState.UPLOADED: ("Not imported yet", "yellow"),
    BatchState.IMPORTING: ("Being imported", "blue"),
    BatchState.IMPORTED: ("Imported", "green"),
    BatchState.FAILED: ("Did not go through", "red"),
    BatchState.UNDONE: ("Undone", "grey"),
}
COLOURS = {
    LineStatus.IMPORTED: "green",
    LineStatus.DUPLICATE: "blue",
    LineStatus.REJECTED: "red",
    LineStatus.IGNORED: "grey",
}
DONE = {
    LineStatus.IMPORTED: "Imported",
    LineStatus.DUPLICATE: "Duplicate",
    LineStatus.REJECTED: "Rejected",
    LineStatus.IGNORED: "Ignored",
}
PLANNED = DONE | {LineStatus.IMPORTED: "Will be imported"}
MEANINGS = {
    LineStatus.IMPORTED: "each a case of its own",
    LineStatus.DUPLICATE: "the same death as an earlier line, or on record already",
    LineStatus.REJECTED: "something cannot be right, or is missing",
    LineStatus.IGNORED: "headings, totals and notes",
}
HIDDEN = "Not shown to you, because of a conflict of interest or because another panel has the case"


@dataclass(frozen=True)
class LineRow:
    """One line as the page shows it."""

    where: str
    child: str
    born: str
    died: str
    status: LineStatus
    why: str
    cautions: list[str]
    case_id: str | None
    reference: str | None


def words_of(batch: ImportBatch) -> dict[LineStatus, str]:
    """What became, or would become, of lines of each kind."""
    return PLANNED if batch.is_open else DONE


def line_rows(
    page: Iterable[tuple[ImportLine, str | None]], *, hidden: Collection[str], sheets: int
) -> list[LineRow]:
    """`hidden` are cases that are not there for the reader; their lines say no more than that."""
    return [_row(line, reference, line.case_id in hidden, sheets) for line, reference in page]


def _row(line: ImportLine, reference: str | None, is_hidden: bool, sheets: int) -> LineRow:
    where = f"{line.sheet}, row\u00a0{line.line}" if sheets > 1 else f"Row\u00a0{line.line}"
    if is_hidden:
        return LineRow(where, "", "", "", line.status, HIDDEN, [], None, None)
    details = line.details
    values = details["values"]
    return LineRow(
        where=where,
        child=f"{values.get('first', '')} {values.get('last', '')}".strip(),
        born=_day(values.get("dob", "")),
        died=_day(values.get("dod", "")),
        status=line.status,
        why=_why(details),
        cautions=[_caution(each) for each in details["warnings"]],
        case_id=line.case_id,
        reference=reference,
    )


def _why(details: dict[str, Any]) -> str:
    if not details["column"]:
        return details["reason"]
    written = f" (“{details['value']}”)" if details["value"] else ""
    return f"{_label(details['column'])}{written}: {details['reason']}"


def _caution(each: dict[str, str]) -> str:
    written = f" (“{each['value']}”)" if each["value"] else ""
    return f"{_label(each['column'])}{written}: {each['reason']}"


def _label(name: str) -> str:
    return BY_NAME[name].label if name in BY_NAME else name


def _day(text: str) -> str:
    """A date as people write it, or whatever else the cell said."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {day:%b %Y}"


def report_of(
    batch: ImportBatch, lines: Iterable[ImportLine], *, hidden: Collection[str]
) -> dict[str, Any]:
    """The same report as the command writes; it holds identities."""
    return {
        "counts": batch.counts,
        "lines": [_hidden_line(line) if line.case_id in hidden else line.details for line in lines],
        "sheets": batch.mapping.get("sheets", []),
    }


def _hidden_line(line: ImportLine) -> dict[str, Any]:
    kept = {name: line.details[name] for name in ("sheet", "line", "status")}
    return kept | {"reason": HIDDEN, "column": "", "values": {}, "duplicate_of": None}
