"""The whole audit of sudden infant deaths against the bare SQL GROUP BYs that its counts need.

What is timed is all of it but the drawing: reading, coding, every table with its intervals, the
findings, and the figures that charts are drawn from. Both sides count the same deaths, of all
panels together; a larger installation has more panels of 2,000 cases, not larger ones.
"""

import argparse
import statistics
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from benchmarks.pages import made_up_app, seconds
from cdop.accounts.models import Panel
from cdop.analysis.models import Analysis, FactorScore, SuddenDeathFacts
from cdop.audits import building, preparing
from cdop.audits.building import Gathered, Wish
from cdop.audits.kind import Asked
from cdop.audits.models import Audit, AuditKind, Basis, Profile
from cdop.audits.tables.national import NATIONAL
from cdop.audits.tables.sudi import SUDI
from cdop.cases.models import Case
from cdop.core import ages
from cdop.core.sudden_death import FACTS
from cdop.db.clock import now
from cdop.extensions import db

MADE_UP = 4_000  # cases of the demonstration, in panels of 2,000; more are copies of it
COPIED = {  # each table by the column that says whose its rows are
    "panel": "id",
    "child_case": "panel_id",
    "analysis": "case_id",
    "sudden_death_facts": "analysis_id",
    "factor_score": "analysis_id",
    "advice_given": "analysis_id",
    "learning_point": "analysis_id",
    "stage_move": "case_id",
}
IDS = ("id", "panel_id", "case_id", "analysis_id")
COUNTED = ("sex", "ethnic_group", "deprivation_quintile", "residence_area", "death_month")
FIRST = date(2000, 4, 1)


def group_bys(panel_ids: Sequence[str]) -> None:
    """One statement for each variable of the audit, over the same deaths."""
    infants = (Case.panel_id.in_(panel_ids), Case.age_days < 365, Case.expected == "N")
    counting = [db.select(getattr(Case, name), sa.func.count()).where(*infants) for name in COUNTED]
    for statement, name in zip(counting, COUNTED, strict=True):
        db.session.execute(statement.group_by(getattr(Case, name))).all()
    for name in ("category", "outcome"):
        column = getattr(Analysis, name)
        select = db.select(column, sa.func.count()).join(Case, Case.id == Analysis.case_id)
        db.session.execute(select.where(*infants).group_by(column)).all()
    for name in FACTS:
        column = SuddenDeathFacts.__table__.c[name]
        select = db.select(column, sa.func.count()).select_from(SuddenDeathFacts)
        select = select.join(Analysis).join(Case, Case.id == Analysis.case_id)
        db.session.execute(select.where(*infants).group_by(column)).all()
    scores = db.select(FactorScore.factor_code, FactorScore.modifiable, sa.func.count())
    scores = scores.join(Analysis).join(Case, Case.id == Analysis.case_id).where(*infants)
    db.session.execute(scores.group_by(FactorScore.factor_code, FactorScore.modifiable)).all()


def whole_audit(panel: Panel, panel_ids: Sequence[str], wish: Wish) -> int:
    """Count the audit of all the panels; how many deaths it is of."""
    asked = Asked(
        panel, tuple(panel_ids), wish.basis, wish.from_month, wish.to_month, wish.years, {}
    )
    counted = building.read_deaths(asked, SUDI)
    results = building.count(Gathered(counted, (), SUDI.context(asked)), wish)
    return results["counted"]


def measure(size: int, rounds: int) -> str:
    with made_up_app(min(size, MADE_UP)) as app, app.app_context():
        grow(size // MADE_UP)
        panels = db.session.scalars(db.select(Panel).order_by(Panel.slug)).all()
        panel_ids = [panel.id for panel in panels]
        cases = db.session.scalar(db.select(sa.func.count()).select_from(Case))
        wish = Wish(Basis.DEATH, FIRST, date(date.today().year + 1, 3, 1))
        deaths = whole_audit(panels[0], panel_ids, wish)
        whole, bare = alternate(
            lambda: whole_audit(panels[0], panel_ids, wish), lambda: group_bys(panel_ids), rounds
        )
        view, protected, shown = national_view(panels)
        db.session.rollback()
    return (
        f"| {cases:,} | {len(panel_ids)} | {deaths:,} | {whole * 1000:.0f} | {bare * 1000:.0f} |"
        f" {whole / bare:.2f} | {view:.1f} | {protected:.1f} | {shown} |"
    )


def grow(times: int) -> None:
    """Have so many times the cases, in so many times the panels: copies, under ids of their own."""
    first = list(db.session.scalars(db.select(Panel.id)))
    cases = sa.select(Case.id).where(Case.panel_id.in_(first))
    analyses = sa.select(Analysis.id).where(Analysis.case_id.in_(cases))
    origin = {"id": first, "panel_id": first, "case_id": cases, "analysis_id": analyses}
    for copy in range(1, times):
        for name, by in COPIED.items():
            table = db.metadatas[None].tables[name]
            values = [_copied(column, copy) for column in table.columns]
            chosen = sa.select(*values).where(table.c[by].in_(origin[by]))
            db.session.execute(sa.insert(table).from_select(list(table.columns), chosen))
    db.session.commit()
    db.session.execute(sa.text("ANALYZE"))
    db.session.commit()


def _copied(column: sa.Column[Any], copy: int) -> sa.ColumnElement[Any]:
    if column.name == "slug":
        return column.concat(f"-{copy}")
    if column.name in IDS:
        return column.concat(f"{copy:02d}")
    return column


def national_view(panels: Sequence[Panel]) -> tuple[float, float, str]:
    """Seconds to count the view of all panels and to protect it for partners; what it shows."""
    last = ages.financial_year(date.today()).start
    audit = Audit(
        panel=panels[0],
        panel_id=panels[0].id,
        kind=AuditKind.NATIONAL,
        design={"panels": {panel.id: f"{panel.name} {panel.slug}" for panel in panels}},
        title=NATIONAL.title,
        basis=Basis.DEATH,
        from_month=date(last.year - 5, 4, 1),
        to_month=date(last.year, 3, 1),
        as_of=now(),
        code_version="",
        results={},
    )
    with db.session.no_autoflush:
        wish = building.wish_of(audit)
        counting = seconds(lambda: _count_into(audit, panels[0], wish))
        plan = preparing.gather(audit, Profile.PARTNER)
        answer: dict[str, Any] = {}
        protecting = seconds(lambda: answer.update(preparing.work_out(plan)))
    found = answer["protection"]
    return counting, protecting, f"{found['printed'] - found['hidden']} of {found['printed']}"


def _count_into(audit: Audit, panel: Panel, wish: Wish) -> None:
    audit.results = building.count(building.gather(panel, wish), wish)


def alternate(
    one: Callable[[], object], other: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """The median seconds of each, taken in turn after one warm-up."""
    one(), other()
    pairs = [(seconds(one), seconds(other)) for _ in range(rounds)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="manage.py bench audit", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 20_000, 100_000])
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args(arguments)
    print(
        "| cases | panels | sudden infant deaths | whole audit ms | bare GROUP BYs ms | ratio"
        " | national view counted s | and protected s | figures shown |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for size in options.sizes:
        print(measure(size, options.rounds), flush=True)
    return 0
