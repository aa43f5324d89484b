"""The made-up deaths meet the published figures, contradict nothing and repeat for a seed."""

from datetime import date
from statistics import quantiles

import pytest

from cdop.core import nhs_numbers
from cdop.core.answers import Answer
from cdop.core.catalogues.categories import Category
from cdop.core.hazards import hazards
from cdop.core.influence import Influence
from cdop.core.modifiability import Outcome, proposed_outcome
from cdop.core.sudden_death import is_sudi
from cdop.demo import assumptions
from cdop.demo.cast import BRINDLE, LARKMOOR
from cdop.demo.deaths import Nursery

TODAY = date(2026, 11, 22)
MANY = 6_000


def drawn(count, seed=1, place=LARKMOOR, on=TODAY):
    nursery = Nursery(place, seed, on, first_number=0)
    return [nursery.draw() for _ in range(count)]


@pytest.fixture(scope="module")
def deaths():
    return drawn(MANY)


def share(rows, test):
    rows = list(rows)
    return sum(bool(test(row)) for row in rows) / len(rows)


def sudden(deaths):
    return [death for death in deaths if death.child.is_sudden_infant]


def unexplained(deaths):
    return [each for each in sudden(deaths) if each.child.category is Category.SUDDEN_UNEXPLAINED]


def outcome(death):
    scores = [(each.influence, each.modifiable) for each in death.analysis["scores"]]
    return proposed_outcome(scores)


def reviewed(deaths):
    return [death for death in deaths if death.is_reviewed]


ANCHORS = {
    # figure of domain.md section 4: (published, tolerance, how it is counted here)
    "infants 61 to 63 % (NCMD 2020, 2025)": (
        0.62,
        0.03,
        lambda deaths: share(deaths, lambda d: d.child.age_days < 365),
    ),
    "under 28 days 42 % (NCMD 2020)": (
        0.42,
        0.03,
        lambda deaths: share(deaths, lambda d: d.child.age_days < 28),
    ),
    "boys 56.5 % (NCMD 2020)": (
        0.565,
        0.025,
        lambda deaths: share(deaths, lambda d: d.child.sex == "M"),
    ),
    "modifiable factors in 48 % of reviews (NCMD 2025)": (
        0.48,
        0.03,
        lambda deaths: share(reviewed(deaths), lambda d: outcome(d) is Outcome.IDENTIFIED),
    ),
    "perinatal events 34 % modifiable (NCMD 2022)": (
        0.34,
        0.04,
        lambda deaths: share(
            [d for d in deaths if d.child.group == "perinatal"], lambda d: d.child.modifiable
        ),
    ),
    "prematurity 78 % of perinatal events (NCMD 2022)": (
        0.78,
        0.04,
        lambda deaths: share(
            [d for d in deaths if d.child.group == "perinatal"],
            lambda d: d.child.sub_category == "8a",
        ),
    ),
    "52 % of sudden infant deaths unexplained (NCMD 2022)": (
        0.52,
        0.06,
        lambda deaths: share(
            sudden(deaths), lambda d: d.child.category is Category.SUDDEN_UNEXPLAINED
        ),
    ),
    "70 % of sudden infant deaths at 28 days or more (NCMD 2022)": (
        0.70,
        0.06,
        lambda deaths: share(sudden(deaths), lambda d: d.child.age_days >= 28),
    ),
    "most deprived fifth 42 % of sudden infant deaths (NCMD 2022)": (
        0.42,
        0.06,
        lambda deaths: share(sudden(deaths), lambda d: d.child.deprivation_quintile == 1),
    ),
    "low birth weight 30.5 % (Pease 2023)": (
        0.305,
        0.06,
        lambda deaths: share(sudden(deaths), lambda d: d.child.birth_weight_g < 2500),
    ),
    "preterm 29.6 % (Pease 2023)": (
        0.296,
        0.06,
        lambda deaths: share(sudden(deaths), lambda d: d.child.gestation_weeks < 37),
    ),
    "put down on the front 15.6 % (Pease 2023)": (
        0.156,
        0.05,
        lambda deaths: share(
            with_facts(deaths), lambda d: d.analysis["facts"]["position_put_down"] == "front"
        ),
    ),
    "about half slept beside somebody (Pease 2023)": (
        0.50,
        0.06,
        lambda deaths: share(
            with_facts(deaths), lambda d: d.analysis["facts"]["shared_surface"] is Answer.YES
        ),
    ),
    "90 % of shared sleep was hazardous (Pease 2023)": (
        0.90,
        0.05,
        lambda deaths: share(
            [d for d in with_facts(deaths) if "shared_sleep" in hazard_codes(d)],
            lambda d: "hazardous_sharing" in hazard_codes(d),
        ),
    ),
    "median age 66 days (Pease 2023)": (
        66,
        12,
        lambda deaths: quantiles([d.child.age_days for d in unexplained(deaths)], n=2)[0],
    ),
    "SIDS and undetermined deaths 93 % modifiable (Garstang 2016)": (
        0.93,
        0.04,
        lambda deaths: share(unexplained(deaths), lambda d: d.child.modifiable),
    ),
}


def with_facts(deaths):
    return [death for death in sudden(deaths) if death.analysis]


def hazard_codes(death):
    child = death.child
    found = hazards(
        death.analysis["facts"],
        gestation_weeks=child.gestation_weeks,
        birth_weight_g=child.birth_weight_g,
        age_days=child.age_days,
    )
    return {hazard.code for hazard in found}


@pytest.mark.parametrize("figure", ANCHORS)
def test_a_large_sample_meets_the_published_figure(deaths, figure):
    published, tolerance, counted = ANCHORS[figure]

    assert counted(deaths) == pytest.approx(published, abs=tolerance)


def test_every_rate_names_its_source_or_owns_up_to_be_an_assumption():
    for name in assumptions.names():
        source = assumptions.source(name)
        assert source.startswith("assumption") or any(letter.isdigit() for letter in source), name


def test_the_same_seed_draws_the_same_deaths():
    assert drawn(60) == drawn(60)
    assert drawn(60) != drawn(60, seed=2)
    assert drawn(60) != drawn(60, place=BRINDLE)


def test_another_day_moves_every_date_and_changes_nothing_else():
    later = date(2027, 1, 1)

    for before, after in zip(drawn(60), drawn(60, on=later), strict=True):
        assert after.child == before.child
        assert after.course.died_on - before.course.died_on == later - TODAY
        assert [move for move, _ in after.course.moves] == [move for move, _ in before.course.moves]


def test_the_factors_scored_imply_what_the_panel_concluded(deaths):
    for death in reviewed(deaths):
        expected = Outcome.IDENTIFIED if death.child.modifiable else Outcome.NONE_IDENTIFIED
        assert outcome(death) is expected


def test_every_sudden_infant_death_belongs_to_the_audit(deaths):
    for death in sudden(deaths):
        child = death.child
        assert is_sudi(child.age_days, child.expected, child.joint_response_criteria)


def test_nobody_is_real_and_nobody_shares_a_number(deaths):
    numbers = [death.notification["nhs_number"] for death in deaths]

    assert all(nhs_numbers.is_synthetic(number) for number in numbers)
    assert len(set(numbers)) == len(numbers)
    assert all(death.notification["postcode"].startswith("QL") for death in deaths)


def test_no_step_of_a_review_lies_in_the_future_or_before_the_death(deaths):
    for death in deaths:
        days = [on for _, on in death.course.moves]
        assert days == sorted(days)
        assert all(death.course.died_on <= day <= TODAY for day in days)


def test_no_score_that_did_not_contribute_is_called_modifiable(deaths):
    for death in deaths:
        for score in death.analysis.get("scores", ()):
            assert score.influence is Influence.MAY_HAVE_CONTRIBUTED or not score.modifiable
