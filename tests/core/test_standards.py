"""A standard is met, is not, or cannot be told: what is not known is the doubt."""

import pytest

from cdop.core.catalogues.audit_standards import ASKED, STANDARDS
from cdop.core.catalogues.sudden_death_facts import FACTS
from cdop.core.standards import Standing, judge


@pytest.mark.parametrize(
    ("count", "known", "not_known", "target", "standing"),
    [
        (20, 20, 0, 100, Standing.MET),
        (19, 20, 0, 95, Standing.MET),
        (18, 20, 0, 95, Standing.NOT_MET),
        (20, 20, 1, 95, Standing.MET),
        (20, 20, 2, 95, Standing.CANNOT_BE_TOLD),
        (17, 20, 2, 95, Standing.NOT_MET),
        (0, 0, 5, 95, Standing.CANNOT_BE_TOLD),
        (0, 0, 0, 95, Standing.CANNOT_BE_TOLD),
    ],
)
def test_the_verdict_holds_whatever_the_unknown_answers_are(
    count, known, not_known, target, standing
):
    assert judge(count, known, not_known, target).standing is standing


def test_a_shortfall_that_chance_could_account_for_is_said_to_be_one():
    assert judge(18, 20, 0, 95).within_chance
    assert not judge(2, 20, 0, 95).within_chance


def test_it_says_of_how_many_deaths_the_answer_is_not_on_record():
    assert judge(20, 20, 2, 95).why == "It is not on record of 2 deaths."


def test_every_shipped_standard_counts_something_that_is_asked():
    known = {*FACTS, "advice_at_maternity_discharge", "advice_at_new_birth_visit"}

    assert {each.line.removeprefix(ASKED) for each in STANDARDS.values()} <= known
    assert all(0 < each.target <= 100 and each.source for each in STANDARDS.values())
