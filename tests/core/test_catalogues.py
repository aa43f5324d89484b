"""Categories, the child's coded facts and the safer-sleep messages."""

import re

import pytest

from cdop.core.catalogues import child, sleep
from cdop.core.catalogues.categories import (
    SUB_CATEGORIES,
    Category,
    category_of,
    explained,
    propose,
)
from cdop.core.catalogues.child import BroadEthnicGroup, EthnicGroup, JarCriterion
from cdop.core.catalogues.factors import FACTORS
from cdop.core.catalogues.sleep import MESSAGES, Tier

LISTS = [
    child.Sex,
    child.EthnicGroup,
    child.BroadEthnicGroup,
    child.PlaceOfDeath,
    child.AgeBand,
    child.JarCriterion,
    child.Agency,
    child.DeprivationQuintile,
    child.OtherReview,
    sleep.SleepPosition,
    sleep.SleepSurface,
    sleep.SharedWith,
    sleep.Profession,
    sleep.ContactPoint,
    sleep.AdviceMethod,
    sleep.Tier,
]


@pytest.mark.parametrize("coded", LISTS, ids=lambda each: each.__name__)
def test_every_coded_value_has_words_of_its_own(coded):
    labels = [member.label for member in coded]

    assert all(labels)
    assert len(set(labels)) == len(labels)
    assert all(coded(member.value) is member for member in coded)


def test_there_are_ten_categories_in_the_national_order():
    assert [category.value for category in Category] == [str(n) for n in range(1, 11)]
    assert Category("1").label == "Deliberately inflicted injury, abuse or neglect"
    assert Category("8").label == "Perinatal or neonatal event"
    assert Category("10").label == "Sudden unexpected, unexplained death"


@pytest.mark.parametrize("category", Category, ids=lambda each: each.name)
def test_every_category_says_what_belongs_in_it(category):
    assert category.help.endswith(".")


def test_sudep_is_filed_under_acute_conditions_and_said_so_twice():
    assert "SUDEP" in Category.ACUTE_CONDITION.help
    assert "epilepsy (category 5)" in Category.SUDDEN_UNEXPLAINED.help


@pytest.mark.parametrize(
    ("codes", "category"),
    [
        ([], None),
        (["10"], Category.SUDDEN_UNEXPLAINED),
        (["10", "9", "4"], Category.MALIGNANCY),
        (["3", "1"], Category.INFLICTED_INJURY_OR_NEGLECT),
        (["10a", "3f"], Category.TRAUMA),
        ([Category.INFECTION, Category.PERINATAL_OR_NEONATAL], Category.PERINATAL_OR_NEONATAL),
    ],
)
def test_of_several_categories_the_highest_in_the_list_is_proposed(codes, category):
    assert propose(codes) is category


def test_a_code_of_no_category_is_refused():
    with pytest.raises(ValueError, match="11"):
        propose(["11"])


def test_every_sub_category_belongs_to_the_category_its_code_begins_with():
    assert len(SUB_CATEGORIES) == 30
    assert {sub.category for sub in SUB_CATEGORIES.values()} == {
        Category(code) for code in ["1", "2", "3", "5", "7", "8", "9", "10"]
    }
    assert category_of("10c") is Category.SUDDEN_UNEXPLAINED
    assert category_of("1a") is Category.INFLICTED_INJURY_OR_NEGLECT


def test_perinatal_sub_categories_are_the_four_of_the_national_report():
    assert [sub.code for sub in Category.PERINATAL_OR_NEONATAL.sub_categories] == [
        "8a",
        "8b",
        "8c",
        "8z",
    ]


def test_only_category_10_is_unexplained():
    assert [category for category in Category if not explained(category)] == [
        Category.SUDDEN_UNEXPLAINED
    ]


@pytest.mark.parametrize(
    ("group", "broad"),
    [
        (EthnicGroup.WHITE_IRISH, BroadEthnicGroup.WHITE),
        (EthnicGroup.MIXED_WHITE_ASIAN, BroadEthnicGroup.MIXED),
        (EthnicGroup.ASIAN_BANGLADESHI, BroadEthnicGroup.ASIAN),
        (EthnicGroup.CHINESE, BroadEthnicGroup.ASIAN),
        (EthnicGroup.BLACK_AFRICAN, BroadEthnicGroup.BLACK),
        (EthnicGroup.OTHER, BroadEthnicGroup.OTHER),
        (EthnicGroup.NOT_KNOWN, BroadEthnicGroup.NOT_KNOWN),
    ],
)
def test_tables_use_broad_ethnic_groups(group, broad):
    assert group.broad is broad


def test_every_ethnic_group_has_a_broad_one():
    assert len(EthnicGroup) == 17
    assert {group.broad for group in EthnicGroup} == set(BroadEthnicGroup)


def test_a_joint_agency_response_has_five_criteria():
    assert [criterion.value for criterion in JarCriterion] == ["a", "b", "c", "d", "e"]
    assert "SUDI" in JarCriterion.SUDDEN.label


def test_there_are_22_messages_with_stable_ids_and_the_six_core_ones_first():
    assert list(MESSAGES) == [f"SSM-{n:02}" for n in range(1, 23)]
    assert [each.id for each in MESSAGES.values() if each.tier is Tier.CORE] == list(MESSAGES)[:6]
    assert all(key == message.id for key, message in MESSAGES.items())


@pytest.mark.parametrize("message", MESSAGES.values(), ids=lambda each: each.id)
def test_every_message_is_a_sentence_and_answers_to_known_factors(message):
    assert re.fullmatch(r"[A-Z].*\.", message.text)
    assert message.factor_codes
    assert set(message.factor_codes) <= set(FACTORS)


def test_an_inconsistency_on_a_supporting_message_raises_no_action():
    assert {each.tier for each in MESSAGES.values() if each.raises_action} == {Tier.CORE, Tier.KEY}


def test_every_core_unsafe_sleep_factor_of_the_sleep_space_has_a_message():
    answered = {code for message in MESSAGES.values() for code in message.factor_codes}
    physical = {code for code, factor in FACTORS.items() if factor.unsafe_sleep and code[0] == "C"}

    assert physical <= answered
