"""What the scored factors imply about the death as a whole."""

import pytest

from cdop.core.influence import Influence
from cdop.core.modifiability import Outcome, contradiction, proposed_outcome, warnings

UNKNOWN, UNLIKELY, CONTRIBUTED = Influence


@pytest.mark.parametrize(
    ("scores", "outcome"),
    [
        ([], Outcome.NONE_IDENTIFIED),
        ([(CONTRIBUTED, True)], Outcome.IDENTIFIED),
        ([(CONTRIBUTED, False)], Outcome.NONE_IDENTIFIED),
        ([(UNLIKELY, True)], Outcome.NONE_IDENTIFIED),
        ([(UNKNOWN, True)], Outcome.NONE_IDENTIFIED),
        ([(UNLIKELY, True), (CONTRIBUTED, False)], Outcome.NONE_IDENTIFIED),
        ([(UNKNOWN, False), (CONTRIBUTED, True)], Outcome.IDENTIFIED),
    ],
)
def test_one_contributory_modifiable_factor_is_enough_and_nothing_less_is(scores, outcome):
    assert proposed_outcome(scores) is outcome


def test_inadequate_information_is_left_to_people_to_say():
    assert proposed_outcome([(UNKNOWN, False)] * 5) is not Outcome.INADEQUATE


def test_modifiable_below_may_have_contributed_warns_and_does_not_block():
    assert warnings([(CONTRIBUTED, True), (UNLIKELY, False)]) == []

    (warning,) = warnings([(UNLIKELY, True), (UNKNOWN, True), (CONTRIBUTED, True)])

    assert warning.startswith("2 factors are marked modifiable")
    assert warnings([(UNLIKELY, True)])[0].startswith("1 factor is marked modifiable")


def test_scores_may_be_read_from_any_iterable():
    assert proposed_outcome(score for score in [(CONTRIBUTED, True)]) is Outcome.IDENTIFIED


def test_a_choice_that_differs_from_the_scores_is_pointed_out():
    assert contradiction(Outcome.IDENTIFIED, Outcome.IDENTIFIED) is None

    told = contradiction(Outcome.NONE_IDENTIFIED, Outcome.IDENTIFIED)

    assert told is not None
    assert "imply “Modifiable factors identified”" in told
    assert "reason" in told


def test_no_outcome_speaks_of_preventable_deaths():
    assert not any("prevent" in (each.label + each.help).lower() for each in Outcome)
