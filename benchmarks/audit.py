"""The whole audit of one panel against the bare SQL GROUP BYs that the same counts need."""

import argparse
import statistics
from collections.abc import Callable
from datetime import date

import sqlalchemy as sa

from benchmarks.pages import made_up_app, seconds
from cdop.accounts.models import Panel
from cdop.analysis.models import Analysis, FactorScore, SuddenDeathFacts
from cdop.audits import building
from cdop.audits.building import Wish
from cdop.audits.models import Basis
from cdop.cases.models import Case
from cdop.core.sudden_death import FACTS
from cdop.extensions import db

COUNTED = ("sex", "ethnic_group", "deprivation_quintile", "residence_area", "death_month")


def group_bys(panel_id: str) -> None:
    """One statement for each variable of the audit, over the same deaths."""
    infants = (Case.panel_id == panel_id, Case.age_days < 365, Case.expected == "N")
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


def measure(size: int, rounds: int) -> str:
    with made_up_app(size) as app, app.app_context():
        panel, deaths = db.session.execute(
            db.select(Panel, sa.func.count(Case.id))
            .join(Case, Case.panel_id == Panel.id)
            .group_by(Panel.id)
            .order_by(sa.func.count(Case.id).desc())
        ).first()
        until = date(date.today().year + 1, 1, 1)

        def audit() -> None:
            building.exact_results(panel, Wish(Basis.DEATH, date(2000, 1, 1), until))

        whole, bare = alternate(audit, lambda: group_bys(panel.id), rounds)
        db.session.rollback()
    return (
        f"| {size:,} | {deaths:,} | {whole * 1000:.0f} | {bare * 1000:.0f} | {whole / bare:.2f} |"
    )


def alternate(
    one: Callable[[], None], other: Callable[[], None], rounds: int
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
    print("| cases | of the panel | whole audit ms | bare GROUP BYs ms | ratio |")
    print("|---|---|---|---|---|")
    for size in options.sizes:
        print(measure(size, options.rounds), flush=True)
    return 0
