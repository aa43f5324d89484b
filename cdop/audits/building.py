"""An audit's exact results: coded records and all tables counted from them, as plain values."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from cdop.audits.cells import released_tables
from cdop.audits.counting import count_tables
from cdop.audits.dataset import Counted, counted_deaths
from cdop.audits.models import Basis
from cdop.audits.pictures import draw_exact
from cdop.audits.publishing import Shown, sentence
from cdop.audits.records import YES, Record, domains, record_of
from cdop.audits.tables import Table, sudi_tables
from cdop.core import ages
from cdop.extensions import db

PACKAGES = Path(__file__).resolve().parents[1]
DEFINING = (
    "audits/dataset.py",
    "audits/records.py",
    "audits/tables.py",
    "audits/counting.py",
    "core/hazards.py",
    "core/sudden_death.py",
)


@lru_cache
def code_version() -> str:
    """What names the definitions in force: it changes whenever they do."""
    texts = b"".join((PACKAGES / name).read_bytes() for name in DEFINING)
    return hashlib.sha256(texts).hexdigest()[:12]


def years_of(from_month: date, to_month: date) -> list[str]:
    """The financial years that the period touches."""
    first, last = (ages.financial_year(month).first for month in (from_month, to_month))
    return [ages.FinancialYear(year).label for year in range(first, last + 1)]


def whole_years(from_month: date, to_month: date) -> bool:
    return from_month.month == 4 and to_month.month == 3


def exact_results(
    panel_id: str, areas: Sequence[str], basis: Basis, from_month: date, to_month: date
) -> dict[str, Any]:
    """Read, count and draw. The same deaths give the same results, to the byte."""
    counted = counted_deaths(panel_id, basis, from_month, to_month)
    return draw(count(counted, years_of(from_month, to_month), areas))


def results_apart(
    panel_id: str, areas: Sequence[str], basis: Basis, from_month: date, to_month: date
) -> dict[str, Any]:
    """The same for a job: everybody else can write while it reads, counts and draws.

    The session's transaction is ended before and after; what was loaded has to be loaded again.
    """
    with reading_apart():
        counted = counted_deaths(panel_id, basis, from_month, to_month)
    return draw(count(counted, years_of(from_month, to_month), areas))


@contextmanager
def reading_apart() -> Iterator[None]:
    """A transaction of the session's own that keeps no writer waiting."""
    db.session.rollback()
    db.session.connection(execution_options={"reading": True})
    try:
        yield
    finally:
        db.session.rollback()


def count(counted: Counted, years: Sequence[str], areas: Sequence[str]) -> dict[str, Any]:
    records = [record_of(death) for death in counted.deaths]
    every_area = sorted({*areas, *(record["area"] for record in records)} - {""})
    known = domains(years, every_area)
    tables = count_tables(sudi_tables(years, every_area, records), records, known)
    for table in tables:
        rows = [Shown(row["label"], row["count"], row["denominator"]) for row in table["rows"]]
        table["sentence"] = sentence(table["title"], rows)
    variables = sorted(known)
    return {
        "years": list(years),
        "areas": every_area,
        "left_out": dict(sorted(counted.left_out.items())),
        "counted": len(records),
        "reviewed": sum(death.reviewed for death in counted.deaths),
        "variables": variables,
        "records": [[record[name] for name in variables] for record in records],
        "tables": tables,
    }


def draw(results: dict[str, Any]) -> dict[str, Any]:
    return results | {"charts": draw_exact(results["tables"])}


def records_in(results: dict[str, Any]) -> list[Record]:
    return [dict(zip(results["variables"], row, strict=True)) for row in results["records"]]


def released_in(results: dict[str, Any], own_areas: Iterable[str]) -> list[Table]:
    """The tables of a release.

    An area of another panel has a line only if a reviewed death was of it: a line of 0 would say
    that a death which waits for review is.
    """
    records = records_in(results)
    reviewed = {record["area"] for record in records if record["reviewed"] == YES}
    areas = sorted({*own_areas, *reviewed} - {""})
    return released_tables(sudi_tables(results["years"], areas, records))
