"""The four answers and the two influence scales."""

import pytest

from cdop.core.answers import Answer
from cdop.core.influence import CURRENT_SCALE, Influence, ScaleVersion, from_old_scale


def test_answers_are_said_in_words():
    assert [answer.label for answer in Answer] == ["Yes", "No", "Not known", "Not applicable"]


def test_only_yes_and_no_enter_a_denominator():
    assert [answer for answer in Answer if answer.is_known] == [Answer.YES, Answer.NO]


def test_not_known_is_stored_apart_from_a_blank():
    assert Answer("NK") is Answer.NOT_KNOWN

    with pytest.raises(ValueError, match="''"):
        Answer("")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0", Influence.UNKNOWN),
        ("1", Influence.NONE_OR_UNLIKELY),
        ("1*", Influence.NONE_OR_UNLIKELY),
        ("2", Influence.MAY_HAVE_CONTRIBUTED),
        ("3", Influence.MAY_HAVE_CONTRIBUTED),
    ],
)
def test_an_old_form_c_score_becomes_a_current_level(old, new):
    assert from_old_scale(old) is new


def test_a_score_of_no_scale_is_refused():
    with pytest.raises(ValueError, match="old Form C"):
        from_old_scale("4")


def test_a_factor_is_contributory_only_where_it_may_have_contributed():
    assert [level for level in Influence if level.is_contributory] == [
        Influence.MAY_HAVE_CONTRIBUTED
    ]


def test_influence_never_says_that_anything_was_caused():
    words = " ".join(level.label for level in Influence).lower()

    assert "may have contributed" in words
    assert "cause" not in words


def test_new_scores_are_on_the_scale_in_use_since_2018():
    assert CURRENT_SCALE is ScaleVersion.CDAF_0_2
    assert CURRENT_SCALE.label == "Analysis form, 0 to 2 (since 2018)"
