"""What readers know from other releases: by review, of other kinds, and by other publishers."""

from datetime import date

import pytest

from cdop.audits import changes
from cdop.audits.building import records_in
from cdop.audits.external_models import ExternalFigure
from cdop.audits.known import known_to, modern, named
from cdop.audits.models import Basis, Profile
from cdop.audits.preparing import gather, work_out
from cdop.audits.world import truths, world
from cdop.core.workflow import Stage
from cdop.extensions import db


@pytest.fixture
def released_by_death(offered, deputy):
    release = changes.release_audit(offered, actor=deputy, profile=Profile.PUBLIC)
    db.session.commit()
    return release


def _cells(candidate, title):
    table = next(table for table in candidate["tables"] if table["title"] == title)
    return {row["code"]: row["cells"] for row in table["content"]["rows"]}


def test_a_release_by_review_is_attacked_with_those_by_death(
    released_by_death, reviewed_death, build
):
    # Ten later deaths, two of them of smokers: by review they come on top of the 30 by death.
    for number in range(10):
        smoked = "Y" if number < 2 else "N"
        reviewed_death(date(2025, 6, 1), facts={"mother_smokes": smoked})
    by_review = build(basis=Basis.REVIEW, to_month=date(2026, 3, 1))

    plan = gather(by_review, Profile.PUBLIC)
    candidate = work_out(plan)

    assert {"death_year", "review_year"} <= set(plan.task["limits"])
    assert candidate["problem"] == ""
    smoking = _cells(candidate, "Smoking round the infant")["mother_smokes"]
    assert smoking["count"] == "[c]"  # 22, less the 20 of the release by death, would be 2


def test_a_death_is_in_the_model_once_however_many_releases_are_about_it(
    released_by_death, reviewed_death, build
):
    reviewed_death(date(2022, 6, 1), reviewed_on=date(2024, 6, 1))
    reviewed_death(date(2024, 6, 1), reviewed_on=date(2025, 6, 1))
    by_review = build(basis=Basis.REVIEW, to_month=date(2026, 3, 1))
    known = known_to(by_review, Profile.PUBLIC)

    everyone = world(by_review, _rows(by_review), known)

    assert len(everyone) == 32
    assert sum(record["death_year"] == "2022/23" for record in everyone) == 1


def _rows(audit):
    return records_in(audit.results).rows()


def test_a_figure_named_as_it_once_was_is_named_as_it_is_now(build, thirty_deaths):
    group = named(build())
    old = [["basis", ["death"]], ["reviewed", ["Y"]], ["sex", ["F"]], ["year", ["2023/24"]]]

    assert modern(old, group) == [
        ["death_year", ["2023/24"]],
        ["reviewed", ["Y"]],
        ["sex", ["F"]],
        ["sudi", ["Y"]],
    ]


def test_a_total_that_others_published_counts_as_public(build, thirty_deaths, make):
    for _ in range(3):
        make.case(died_on=date(2024, 6, 1), stage=Stage.GATHERING)
    audit = build()
    _external(make, value=35)
    known = known_to(audit, Profile.PUBLIC)
    everyone = world(audit, _rows(audit), known)

    told = truths(known, everyone)
    task = gather(audit, Profile.PUBLIC).task

    # Their 35 is not our 33, but readers are taken to know ours; 3 of these wait for review.
    assert told == [[[["death_year", ["2023/24", "2024/25"]], ["sudi", ["Y"]]], 33]]
    assert task["earlier"] == told
    assert sum(record["reviewed"] == "N" for record in task["records"]) == 3


def _external(make, **values):
    figure = ExternalFigure(
        **{
            "panel_id": make.panel_.id,
            "title": "Sudden deaths in infancy in the area",
            "source": "A made-up yearbook, table 4",
            "published_on": date(2026, 1, 31),
            "basis": Basis.DEATH,
            "sudi": True,
            "years": ["2023/24", "2024/25"],
            "entered_by_id": make.user().id,
        }
        | values
    )
    db.session.add(figure)
    db.session.commit()
    return figure
