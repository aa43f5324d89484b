"""An audit's exact results: coded deaths and all tables counted from them, as plain values."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from cdop.accounts.models import Panel
from cdop.audits.cells import released_tables
from cdop.audits.counting import count_tables
from cdop.audits.dataset import Counted, Period, counted_deaths
from cdop.audits.deaths import Records, restored
from cdop.audits.kind import Asked, Design, Kind, Study
from cdop.audits.kinds import KINDS
from cdop.audits.models import Audit, AuditKind, Basis
from cdop.audits.pictures import draw_exact
from cdop.audits.publishing import Shown, exact_content, row_label, sentence
from cdop.audits.records import YES
from cdop.audits.tables.model import Table
from cdop.audits.told import Told
from cdop.core import ages
from cdop.core.moves import NotNow
from cdop.extensions import db

PACKAGES = Path(__file__).resolve().parents[1]
DEFINING = (
    "audits/dataset.py",
    "audits/deaths.py",
    "audits/records.py",
    "audits/counting.py",
    "audits/rates.py",
    "audits/tables",
    "audits/annual",
    "audits/sudi",
    "audits/annual",
    "audits/themes",
    "core/hazards.py",
    "core/standards.py",
    "core/sudden_death.py",
    "core/theme.py",
)
OLDER = "This audit was built by earlier definitions. Build it again to release it."


@lru_cache
def code_version() -> str:
    """What names the definitions in force: it changes whenever they do."""
    texts = b"".join(path.read_bytes() for name in DEFINING for path in _files(PACKAGES / name))
    return hashlib.sha256(texts).hexdigest()[:12]


def _files(path: Path) -> list[Path]:
    return sorted(path.glob("*.py")) if path.is_dir() else [path]


def years_of(from_month: date, to_month: date) -> list[str]:
    """The financial years that the period touches."""
    first, last = (ages.financial_year(month).first for month in (from_month, to_month))
    return [ages.FinancialYear(year).label for year in range(first, last + 1)]


def whole_years(from_month: date, to_month: date) -> bool:
    return from_month.month == 4 and to_month.month == 3


@dataclass(frozen=True)
class Wish:
    """What an audit is of: enough to build it, once and again."""

    basis: Basis
    from_month: date
    to_month: date
    kind: AuditKind = AuditKind.SUDI
    design: Design = field(default_factory=dict)

    @property
    def years(self) -> tuple[str, ...]:
        return tuple(years_of(self.from_month, self.to_month))


def wish_of(audit: Audit) -> Wish:
    return Wish(audit.basis, audit.from_month, audit.to_month, audit.kind, audit.design)


@dataclass(frozen=True)
class Gathered:
    """All that was read for an audit; no database after that."""

    counted: Counted
    areas: tuple[str, ...]
    context: Mapping[str, Any]


def exact_results(panel: Panel, wish: Wish) -> dict[str, Any]:
    """Read, count and draw. The same deaths give the same results, to the byte."""
    return draw(count(gather(panel, wish), wish))


def results_apart(panel: Panel, wish: Wish) -> dict[str, Any]:
    """The same for a job: everybody else can write while it reads, counts and draws.

    The session's transaction is ended before and after; what was loaded has to be loaded again.
    """
    panel_id = panel.id
    with reading_apart():
        found = gather(db.session.get_one(Panel, panel_id), wish)
    return draw(count(found, wish))


@contextmanager
def reading_apart() -> Iterator[None]:
    """A transaction of the session's own that keeps no writer waiting."""
    db.session.rollback()
    db.session.connection(execution_options={"reading": True})
    try:
        yield
    finally:
        db.session.rollback()


def gather(panel: Panel, wish: Wish) -> Gathered:
    kind = KINDS[wish.kind]
    panel_ids = tuple(kind.panels(panel, wish.design))
    asked = Asked(
        panel, panel_ids, wish.basis, wish.from_month, wish.to_month, wish.years, wish.design
    )
    areas = tuple(sorted(panel.local_authorities))
    counted = read_deaths(asked, kind, areas)
    return Gathered(counted, areas, kind.context(asked))


def read_deaths(asked: Asked, kind: Kind, areas: Iterable[str] = ()) -> Counted:
    period = Period(asked.panel_ids, asked.basis, asked.from_month, asked.to_month)
    return counted_deaths(period, kind.population(asked.design), areas)


def count(found: Gathered, wish: Wish) -> dict[str, Any]:
    kind, records = KINDS[wish.kind], found.counted.records
    areas = tuple(sorted({*found.areas, *records.found("area")} - {""}))
    study = Study(wish.years, areas, records, wish.design, found.context)
    tables = count_tables(kind.tables(study), records)
    for table in tables:
        rows = [Shown(row_label(row), row["count"], row["denominator"]) for row in table["rows"]]
        table["sentence"] = sentence(table["title"], rows)
    return {
        "kind": wish.kind.value,
        "years": list(wish.years),
        "areas": list(areas),
        "left_out": dict(sorted(found.counted.left_out.items())),
        "counted": len(records),
        "reviewed": records.count({"reviewed": (YES,)}),
        "records": records.stored(),
        "tables": tables,
        "context": dict(found.context),
        "findings": kind.findings(study, tables),
        "words": words_of(kind, exact_tables(tables), found.context),
    }


def exact_tables(tables: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A draft's tables as they are printed."""
    return [{"code": table["code"], "content": exact_content(table)} for table in tables]


def words_of(
    kind: Kind, shown: Sequence[Mapping[str, Any]], context: Mapping[str, Any]
) -> dict[str, str]:
    """What can be said of the tables as they are shown, section by section, in tokens."""
    told = Told(shown, context)
    return {section: write(told) for section, write in kind.words.items()}


def draw(results: dict[str, Any]) -> dict[str, Any]:
    """Pictures of tables and of findings; what a finding's picture was made from is not kept."""
    findings = results["findings"].get("shown", [])
    charts = draw_exact(results["tables"], findings)
    kept = [{k: v for k, v in each.items() if k != "spec"} for each in findings]
    told = results["findings"] | ({"shown": kept} if findings else {})
    return results | {"findings": told, "charts": charts}


def is_older(audit: Audit) -> bool:
    """Whether other definitions are in force than those that the audit was built by."""
    return audit.code_version != code_version() or "variables" in audit.results


def records_in(results: Mapping[str, Any]) -> Records:
    """The deaths of an audit; one that was built when other things were kept has none to give."""
    if "variables" in results:
        raise NotNow(OLDER)
    return restored(results["records"])


def released_in(audit: Audit, records: Records) -> list[Table]:
    """The tables of a release.

    An area of another panel has a line only if a released death was of it: a line of 0 would say
    that a death which waits for review is.
    """
    kind, results = KINDS[audit.kind], audit.results
    released = records.chosen(records.mask(kind.population(audit.design).released)).found("area")
    areas = tuple(sorted({*audit.panel.local_authorities, *released} - {""}))
    study = Study(tuple(results["years"]), areas, records, audit.design, results.get("context", {}))
    return released_tables(kind.tables(study))
