"""The whole audit of sudden infant deaths against the bare SQL GROUP BYs that its counts need.

What is timed is all of it but the drawing: reading, coding, every table with its intervals, the
findings, and the figures that charts are drawn from. Both sides count the same deaths, of all
panels together; a larger installation has more panels of 2,000 cases, not larger ones.
"""

import argparse
import resource
import statistics
from collections.abc import Callable, Sequence
from datetime import date

import sqlalchemy as sa

from benchmarks.pages import made_up_app, seconds
from cdop.accounts.models import Panel
from cdop.analysis.models import Analysis, FactorScore, SuddenDeathFacts
from cdop.audits import building
from cdop.audits.building import Gathered, Wish
from cdop.audits.kind import Asked
from cdop.audits.models import Basis
from cdop.audits.tables.sudi import SUDI
from cdop.cases.models import Case
from cdop.core.sudden_death import FACTS
from cdop.extensions import db

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
    with made_up_app(size) as app, app.app_context():
        panels = db.session.scalars(db.select(Panel).order_by(Panel.slug)).all()
        panel_ids = [panel.id for panel in panels]
        wish = Wish(Basis.DEATH, FIRST, date(date.today().year + 1, 3, 1))
        deaths = whole_audit(panels[0], panel_ids, wish)
        whole, bare = alternate(
            lambda: whole_audit(panels[0], panel_ids, wish), lambda: group_bys(panel_ids), rounds
        )
        db.session.rollback()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"| {size:,} | {len(panel_ids)} | {deaths:,} | {whole * 1000:.0f} | {bare * 1000:.0f} |"
        f" {whole / bare:.2f} | {memory:.0f} |"
    )


def alternate(
    one: Callable[[], object], other: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """The median seconds of each, taken in turn after one warm-up."""
    one(), other()
    pairs = [(seconds(one), seconds(other)) for _ in range(rounds)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="manage.py bench audit", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 20_000])
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args(arguments)
    print(
        "| cases | panels | sudden infant deaths | whole audit ms | bare GROUP BYs ms | ratio"
        " | memory MiB |"
    )
    print("|---|---|---|---|---|---|---|")
    for size in options.sizes:
        print(measure(size, options.rounds), flush=True)
    return 0
