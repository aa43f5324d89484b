"""The demonstration has births and children of nowhere that add up, and one restated number."""

from datetime import date

from cdop.access.roles import Role
from cdop.core.denominators import Measure
from cdop.demo.people import Stage
from cdop.demo.populations import SOURCE, load_populations
from cdop.extensions import db
from cdop.populations.models import Population
from cdop.populations.queries import denominators, list_ended

ON = date(2026, 11, 22)


def load(make):
    stage, panel = Stage(), make.panel(slug="larkmoor", local_authorities=["A", "B", "C"])
    stage.people["larkmoor.coordinator"] = make.user(Role.COORDINATOR, panel=panel)
    load_populations(stage, panel, 260, ON)
    db.session.commit()
    return panel


def test_every_whole_year_has_births_and_children(make):
    panel = load(make)

    known = denominators(panel)
    years = [f"20{first}/{first + 1}" for first in range(20, 26)]
    assert known.total(Measure.LIVE_BIRTHS, years).value
    assert known.total(Measure.CHILDREN, years, age="15-17y").value
    assert known.disagreements() == []


def test_every_number_says_that_it_is_made_up(make):
    load(make)

    sources = db.session.scalars(db.select(Population.source).distinct())
    assert all(source.startswith(SOURCE) for source in sources)


def test_the_newest_births_were_restated_and_the_older_number_is_kept(make):
    panel = load(make)

    [before] = list_ended(panel)
    assert (before.measure, before.year) == (Measure.LIVE_BIRTHS, "2025/26")
    now = denominators(panel).total(Measure.LIVE_BIRTHS, ["2025/26"])
    assert now.value < before.count
