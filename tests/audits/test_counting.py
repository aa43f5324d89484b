"""Tables counted by hand on a few deaths."""

from datetime import date

import pytest

from cdop.audits.building import Wish, exact_results
from cdop.audits.models import Basis
from cdop.audits.publishing import canonical
from cdop.core.answers import Answer
from cdop.core.workflow import Stage
from tests.audits.conftest import CONTRIBUTED, FROM, TO


def _results(make, basis=Basis.DEATH):
    return exact_results(make.panel_, Wish(basis, FROM, TO))


def _line(results, table, line):
    found = next(each for each in results["tables"] if each["code"] == table)
    row = next(row for row in found["rows"] if row["code"] == line)
    return row["count"], row["denominator"], row["not_known"]


def test_not_known_stands_beside_the_denominator_and_not_in_it(make, reviewed_death):
    for answer in ("Y", "Y", "N", "NK", None):
        reviewed_death(facts={"mother_smokes": answer})

    results = _results(make)

    assert _line(results, "smoking", "mother_smokes") == (2, 3, 2)
    assert _line(results, "missing", "missing:mother_smokes") == (2, 5, None)


def test_facts_of_sleep_are_about_infants_known_to_have_been_asleep(make, reviewed_death):
    reviewed_death(facts={"head_covered": "Y"})
    reviewed_death(facts={"head_covered": "N"})
    reviewed_death(facts={"asleep": "N", "head_covered": "Y"})

    assert _line(_results(make), "sleep", "head_covered") == (1, 2, 0)


def test_a_death_that_waits_for_review_counts_by_death_but_has_no_facts(make, reviewed_death):
    reviewed_death()
    make.case(died_on=date(2023, 7, 1), stage=Stage.GATHERING)

    results = _results(make)

    assert (results["counted"], results["reviewed"]) == (2, 1)
    assert _line(results, "years", "year:2023/24") == (2, 2, None)
    assert _line(results, "category", "category:10") == (1, 1, 0)
    assert _results(make, Basis.REVIEW)["counted"] == 1


@pytest.mark.both_engines
def test_other_deaths_are_left_out_with_their_reason(make, reviewed_death):
    reviewed_death(expected=Answer.YES)
    reviewed_death(expected=Answer.NOT_KNOWN)
    reviewed_death(joint_response=Answer.NO)
    reviewed_death(age_days=400)
    make.case(died_on=date(2023, 7, 1), stage=Stage.VOID)

    results = _results(make)

    assert results["counted"] == 0
    assert results["left_out"] == {
        "expected": 1,
        "expected_not_known": 1,
        "not_sudden": 1,
        "one_year_or_older": 1,
    }


def test_factors_and_hazards_are_counted_once_for_each_death(make, reviewed_death):
    reviewed_death(
        factors={"B01": (CONTRIBUTED, True)},
        facts={"mother_smokes": "Y", "partner_smokes": "Y", "head_covered": "Y"},
    )
    reviewed_death(factors={"B01": (CONTRIBUTED, False)})

    results = _results(make)

    assert _line(results, "factors", "factor_B01")[:2] == (2, 2)
    assert _line(results, "modifiable_factors", "factor_B01")[:2] == (1, 2)
    assert _line(results, "hazard_count", "hazard_count:2")[:2] == (1, 2)
    assert _line(results, "hazard_pairs", "pair:head_covered:smoking_exposure")[:2] == (1, 2)


def test_deprivation_that_was_not_recorded_is_not_known(make, reviewed_death):
    reviewed_death(deprivation_quintile=1)
    reviewed_death(deprivation_quintile=None)

    assert _line(_results(make), "deprivation", "deprivation:1") == (1, 1, 1)


@pytest.mark.both_engines
def test_the_same_deaths_give_the_same_bytes(make, thirty_deaths):
    assert canonical(_results(make)) == canonical(_results(make))


def test_deaths_of_another_panel_are_not_counted(make, reviewed_death):
    reviewed_death(panel=make.panel())

    assert _results(make)["counted"] == 0
