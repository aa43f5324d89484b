"""A release whose totals, beside those of earlier ones, tell of a few deaths does not leave."""

from datetime import date

import pytest

from cdop.audits import changes
from cdop.audits.beyond import added_up
from cdop.audits.models import Profile
from cdop.audits.protection_task import protect
from cdop.core.disclosure.earlier import Earlier
from cdop.core.disclosure.tables import condition
from cdop.core.moves import NotNow
from cdop.extensions import db

FIRST, SECOND = "2023/24", "2024/25"


def smokers(*years):
    return condition({"smokes": ["Y"], "year": years})


@pytest.fixture
def released(build, chair, deputy):
    def one(**period):
        audit = build(**period)
        changes.offer_audit(audit, actor=chair)
        found = changes.release_audit(audit, actor=deputy, profile=Profile.PUBLIC)
        db.session.commit()
        return found

    return one


def test_years_published_apart_are_added_up_where_they_are_printed_together():
    earlier = [Earlier(smokers(FIRST), 20), Earlier(smokers(SECOND), 15)]

    found = list(added_up([smokers(FIRST, SECOND)], earlier, "year"))

    assert found == [Earlier(smokers(FIRST, SECOND), 35)]


def test_nothing_is_added_up_where_a_year_is_missing_or_hidden():
    earlier = [Earlier(smokers(FIRST), 20), Earlier(smokers(SECOND), None)]

    assert list(added_up([smokers(FIRST, SECOND)], earlier, "year")) == []


def test_a_total_that_was_published_is_not_added_up_anew():
    earlier = [
        Earlier(smokers(FIRST), 20),
        Earlier(smokers(SECOND), 15),
        Earlier(smokers(FIRST, SECOND), 36),
    ]

    assert list(added_up([smokers(FIRST, SECOND)], earlier, "year")) == []


def test_a_longer_period_with_three_more_deaths_is_not_released(
    thirty_deaths, reviewed_death, released
):
    released()
    for _ in range(3):
        reviewed_death(date(2025, 6, 1))

    with pytest.raises(NotNow, match="beside those of earlier releases"):
        released(to_month=date(2026, 3, 1))


def test_years_published_apart_are_not_pooled_with_one_death_more(reviewed_death, released):
    for _ in range(12):
        reviewed_death(date(2023, 6, 1))
        reviewed_death(date(2024, 6, 1))
    released(to_month=date(2024, 3, 1))
    released(from_month=date(2024, 4, 1))
    reviewed_death(date(2024, 6, 1))

    with pytest.raises(NotNow, match="changed by a small number"):
        released()


def test_a_zero_that_tells_how_an_earlier_sum_is_made_up_is_not_printed():
    # Of 6 in two years "south" and "west" were hidden, and "south" was 5 in three years.
    areas = {"south": 5, "west": 1, "north": 20}
    records = [{"year": "1", "area": area} for area, count in areas.items() for _ in range(count)]
    records += [{"year": "3", "area": "north"}] * 20
    two, three = ["year", ["1", "2"]], ["year", ["1", "2", "3"]]
    labels = {area: [area] for area in areas}
    task = {
        "audience": "partner",
        "secret": 1,
        "tables": [{"name": "area:0", "variable": "area", "where": {}, "labels": labels}],
        "variables": {"year": ["1", "2", "3"], "area": list(areas)},
        "population": {"year": ["3"]},
        "records": records,
        "earlier": [
            [[two], 26],
            [[["area", ["north"]], two], 20],
            [[["area", ["south"]], two], None],
            [[["area", ["west"]], two], None],
            [[["area", ["south"]], three], 5],
        ],
    }

    answer = protect(task)

    assert answer["withheld_tables"] == ["area:0"]
    assert answer["unproved"] == []
