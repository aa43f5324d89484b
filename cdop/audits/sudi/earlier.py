"""What changed: this period and an earlier one counted alike, by the definitions of today."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cdop.audits.deaths import Records
from cdop.audits.findings import Finding, percent, points
from cdop.audits.sudi.measures import FOLLOWED, measured
from cdop.core import ages
from cdop.core.statistics.difference import difference

SECTION = "What changed since the period before"
COLUMNS = (
    ("before", "Before"),
    ("now", "Now"),
    ("difference", "Change, in points"),
    ("interval", "95% interval"),
    ("reading", "What it says"),
)
NOTES = (
    "Changes are in percentage points.",
    "Both periods are counted from what is recorded now, by the same definitions, so that a change"
    " of definitions or a late answer is no change here. The interval is Newcombe's.",
)


def period_before(
    from_month: date, to_month: date, built: Sequence[tuple[date, date]]
) -> tuple[date, date]:
    """The last audit's period that ended before this one begins, or else as many months before."""
    ended = [period for period in built if period[1] < from_month]
    if ended:
        return max(ended, key=lambda period: (period[1], period[0]))
    months = (to_month.year - from_month.year) * 12 + to_month.month - from_month.month + 1
    return ages.add_months(from_month, -months), ages.add_months(from_month, -1)


def changed(records: Records, context: Mapping[str, Any]) -> Finding | None:
    """Every figure that is followed from audit to audit."""
    earlier = context.get("earlier")
    if not earlier:
        return None
    rows = [
        _row(line.label, measured(line, records), earlier["rows"][line.code])
        for line in FOLLOWED
        if line.code in earlier["rows"]
    ]
    return Finding(
        "changed",
        SECTION,
        f"Compared with {earlier['period']}",
        _sentence(rows, len(records), earlier),
        COLUMNS,
        rows,
        NOTES,
    )


def _row(label: str, now: Mapping[str, Any], before: Sequence[int]) -> tuple[str, dict[str, str]]:
    found = difference(now["count"], now["denominator"], before[0], before[1])
    cells = {
        "before": _of(*before),
        "now": _of(now["count"], now["denominator"]),
    }
    if found.value is None or found.lower is None or found.upper is None:
        return label, cells | dict.fromkeys(("difference", "interval"), "–") | {
            "reading": "Cannot be told"
        }
    said = "May be chance"
    if found.lower > 0 or found.upper < 0:
        said = "Higher" if found.lower > 0 else "Lower"
    return label, cells | {
        "difference": points(found.value),
        "interval": f"{points(found.lower)} to {points(found.upper)}",
        "reading": said,
    }


def _of(count: int, denominator: int) -> str:
    share = count / denominator if denominator else None
    return f"{count} of {denominator} ({percent(share)})"


def _sentence(
    rows: Sequence[tuple[str, Mapping[str, str]]], number: int, earlier: Mapping[str, Any]
) -> str:
    apart = [
        f"{label} ({cells['reading'].lower()})"
        for label, cells in rows
        if cells["reading"] in ("Higher", "Lower")
    ]
    deaths = f"{earlier['counted']} deaths before and {number} now were counted."
    if not apart:
        return f"{deaths} No figure changed by more than chance could account for."
    return (
        f"{deaths} Changed by more than chance would mostly account for: {'; '.join(apart)}."
        f" Of {len(rows)} comparisons, one in twenty would by chance alone."
    )
