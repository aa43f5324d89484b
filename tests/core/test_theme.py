"""A theme is checked, put into words and turned into conditions, all without a database."""

import pytest

from cdop.core.answers import Answer
from cdop.core.theme import (
    EXAMPLES,
    BadTheme,
    Joined,
    Matching,
    Part,
    ThemeDefinition,
    as_plain,
    conditions,
    fingerprint,
    of_plain,
)
from cdop.core.theme_words import words

FOUND = ("modifiable", "contributed")
REVIEWED = {"reviewed": ("Y",)}


def theme(**values) -> ThemeDefinition:
    return of_plain({"name": "Test", **values})


def test_a_theme_without_criteria_leaves_nobody_out():
    assert conditions(theme()) == ()
    assert words(theme()).startswith("Deaths of children under 18.")


def test_criteria_of_the_death_must_all_hold_and_need_no_review():
    found = theme(age_bands=["15-17y", "10-14y"], places=["school"], expected="N")

    assert conditions(found) == (
        {"age_band": ("10-14y", "15-17y"), "place_of_death": ("school",), "expected": ("N",)},
    )
    assert not found.needs_review


def test_any_factor_is_enough_unless_all_are_asked_for():
    some = theme(factors=["A14", "B01"])
    every = theme(factors=["A14", "B01"], matching="all")

    assert conditions(some) == (
        {"factor_A14": FOUND} | REVIEWED,
        {"factor_B01": FOUND} | REVIEWED,
    )
    assert conditions(every) == ({"factor_A14": FOUND, "factor_B01": FOUND} | REVIEWED,)


def test_category_and_factors_must_both_fit_or_one_is_enough():
    both = theme(categories=["8a"], factors=["A01"])
    either = theme(categories=["8a"], factors=["A01"], joined="either")

    assert conditions(both) == ({"sub_category": ("8a",), "factor_A01": FOUND} | REVIEWED,)
    assert conditions(either) == (
        {"sub_category": ("8a",)} | REVIEWED,
        {"factor_A01": FOUND} | REVIEWED,
    )


def test_a_category_takes_in_its_sub_categories():
    assert conditions(theme(categories=["3", "3b"])) == ({"category": ("3",)} | REVIEWED,)


def test_a_sub_category_of_another_category_counts_beside_it():
    assert conditions(theme(categories=["2", "3e"])) == (
        {"category": ("2",)} | REVIEWED,
        {"sub_category": ("3e",)} | REVIEWED,
    )


def test_a_theme_comes_back_from_its_plain_form_as_it_was():
    for example in EXAMPLES.values():
        assert of_plain(as_plain(example)) == example


def test_the_same_criteria_are_the_same_deaths_whatever_order_they_were_ticked_in():
    one = theme(name="One", factors=["B01", "A14"], parts=["age"])
    other = theme(name="Other", factors=["A14", "B01"])

    assert fingerprint(one) == fingerprint(other)
    assert fingerprint(one) != fingerprint(theme(factors=["A14"]))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"factors": ["Z99"]}, "factors"),
        ({"categories": ["11"]}, "categories"),
        ({"breakdowns": ["first_name"]}, "breakdowns"),
        ({"parts": [], "breakdowns": []}, "parts"),
        ({"joined": "either", "factors": ["A14"]}, "joined"),
    ],
)
def test_what_nobody_can_count_is_refused_with_a_reason_for_its_field(values, field):
    with pytest.raises(BadTheme) as refused:
        theme(**values)

    assert field in refused.value.reasons


def test_a_stored_theme_with_an_unknown_answer_is_refused():
    with pytest.raises(BadTheme):
        theme(expected="perhaps")


def test_the_words_say_who_is_counted():
    said = words(
        theme(
            age_bands=["10-14y"],
            categories=["2"],
            factors=["A21", "B27"],
            expected=Answer.NO,
            matching=Matching.ALL,
            joined=Joined.EITHER,
        )
    )

    assert "aged 10 to 14 years, whose death was not expected" in said
    assert "2 Suicide or deliberate self-inflicted harm, or the panel judged" in said
    assert "may have contributed" in said
    assert "Only deaths whose review is complete" in said


def test_five_examples_are_shipped_and_each_has_parts():
    assert list(EXAMPLES) == ["suicide", "asthma", "trauma", "prematurity", "consanguinity"]
    assert all(example.has(Part.FACTORS) for example in EXAMPLES.values())
