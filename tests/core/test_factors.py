"""The factor vocabulary, and finding a factor in the words of practice."""

from collections import Counter

import pytest

from cdop.core.catalogues.factors import FACTORS, Domain, search
from cdop.core.word_search import WordIndex, split, stem

BLAME = "fault blame fail neglect careless refus unfit bad poor parenting guilty denied".split()


def codes(found):
    return [factor.code for factor in found]


def flagged(name):
    return sum(getattr(factor, name) for factor in FACTORS.values())


def test_there_are_106_factors_in_four_domains():
    assert len(FACTORS) == 106
    assert Counter(factor.domain for factor in FACTORS.values()) == {
        Domain.CHILD: 27,
        Domain.SOCIAL: 30,
        Domain.PHYSICAL: 29,
        Domain.SERVICE: 20,
    }


def test_92_make_the_core_list_and_14_are_optional():
    assert {factor.code for factor in FACTORS.values() if factor.optional} == set(
        "A10 B04 B12 B26 B30 C28 C29 D05 D15 D16 D17 D18 D19 D20".split()
    )
    assert all(factor.basis == "X" for factor in FACTORS.values() if factor.optional)


def test_codes_run_without_a_gap_and_begin_with_their_domain():
    for domain in Domain:
        own = [code for code in FACTORS if code[0] == domain]

        assert own == [f"{domain}{n:02}" for n in range(1, len(own) + 1)]


def test_flags_are_as_in_the_vocabulary():
    assert (flagged("sudi"), flagged("unsafe_sleep"), flagged("smoking")) == (72, 26, 5)
    assert {code for code, factor in FACTORS.items() if factor.smoking} == {
        "A04",
        "B01",
        "B02",
        "B03",
        "D11",
    }
    assert Counter(factor.usually_modifiable for factor in FACTORS.values())[None] == 3


@pytest.mark.parametrize(
    ("code", "sudi", "unsafe_sleep", "smoking", "modifiable", "others"),
    [
        ("A01", True, False, False, False, ()),
        ("A04", True, False, True, True, (Domain.SOCIAL,)),
        ("A15", False, False, False, False, ()),
        ("B04", True, False, False, None, ()),
        ("C04", True, True, False, True, (Domain.SOCIAL,)),
        ("C18", True, True, False, None, ()),
        ("D20", True, False, False, None, ()),
    ],
)
def test_a_row_is_read_as_it_stands(code, sudi, unsafe_sleep, smoking, modifiable, others):
    factor = FACTORS[code]

    assert (factor.sudi, factor.unsafe_sleep, factor.smoking) == (sudi, unsafe_sleep, smoking)
    assert factor.usually_modifiable is modifiable
    assert factor.other_domains == others


def test_phrases_are_lower_case_hints():
    assert FACTORS["C04"].phrases == ("on the sofa", "settee", "armchair", "recliner")
    assert all(
        phrase and phrase == phrase.lower()
        for factor in FACTORS.values()
        for phrase in factor.phrases
    )


@pytest.mark.parametrize("factor", FACTORS.values(), ids=lambda each: each.code)
def test_the_public_label_of_a_factor_blames_nobody(factor):
    label = factor.public_label.lower()

    assert label
    assert not any(
        word in label.replace("poor housing", "").replace("poor nutrition", "") for word in BLAME
    )


def test_public_labels_tell_factors_apart():
    assert len({factor.public_label for factor in FACTORS.values()}) == 106


def test_domains_have_a_long_and_a_short_name():
    assert [domain.short_label for domain in Domain] == ["Child", "Social", "Physical", "Services"]
    assert "pregnancy" in Domain.CHILD.label


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("C04", "C04"),
        ("c4", "C04"),
        ("preterm birth", "A01"),
        ("PREMATURE", "A01"),
        ("premture", "A01"),
        ("sofa", "C04"),
        ("couch", "C04"),
        ("settees", "C04"),
        ("bedsharing", "C02"),
        ("bed share", "C02"),
        ("bed-sharing", "C02"),
        ("cosleeping", "C03"),
        ("smoked in pregnancy", "A04"),
        ("dad smokes", "B01"),
        ("prone", "C05"),
        ("heatting", "C14"),
        ("dummies", "C18"),
        ("toy", "C09"),
        ("twins", "A03"),
        ("safer sleep advice not given", "D08"),
        ("mixed messages", "D09"),
        ("overcrowdd", "C20"),
        ("dna", "B18"),
        ("damp and mould", "C19"),
        ("asleep on the sofa with dad", "C04"),
    ],
)
def test_a_factor_is_found_by_what_people_type(typed, first):
    assert codes(search(typed))[0] == first


def test_the_beginning_of_a_code_lists_its_neighbours():
    assert codes(search("c0")) == [f"C0{n}" for n in range(1, 10)]
    assert codes(search("d")) == [f"D{n:02}" for n in range(1, 13)]


def test_a_word_half_typed_already_finds():
    assert "A04" in codes(search("smok"))
    assert "B21" in codes(search("consang"))


@pytest.mark.parametrize("typed", ["", "   ", "xyzzy", "?", "the of and"])
def test_nothing_is_found_for_nothing(typed):
    assert search(typed) == []


def test_no_more_are_returned_than_asked_for():
    assert len(search("sleep", limit=3)) == 3


@pytest.mark.parametrize("factor", FACTORS.values(), ids=lambda each: each.code)
def test_every_factor_is_found_first_by_its_own_name(factor):
    assert codes(search(factor.name))[0] == factor.code


@pytest.mark.parametrize("factor", FACTORS.values(), ids=lambda each: each.code)
def test_every_factor_is_found_by_each_of_its_phrases(factor):
    missed = [phrase for phrase in factor.phrases if factor not in search(phrase, limit=5)]

    assert missed == []


@pytest.mark.parametrize("word", ["smoker", "smokes", "smoked", "smoking"])
def test_endings_do_not_matter(word):
    assert stem(word) == "smok"


def test_short_words_keep_their_letters():
    assert [stem(word) for word in ("bed", "gas", "ring")] == ["bed", "gas", "ring"]


def test_a_hyphenated_word_is_known_in_parts_and_in_one_piece():
    assert split("Co-sleeping (sofa)") == ["co", "sleeping", "cosleeping", "sofa"]


def test_an_exact_name_comes_before_a_mention():
    index = WordIndex()
    index.add("mention", [("a cot in storage", 3.0)])
    index.add("name", [("cot", 3.0)])

    assert index.find("cot", 5) == ["name", "mention"]


def test_a_slip_counts_only_where_nothing_else_begins_like_the_word():
    index = WordIndex()
    index.add("settle", [("settle", 1.0)])
    index.add("settee", [("settee", 1.0)])

    assert index.find("settee", 5) == ["settee"]
    assert index.find("settre", 5) == ["settle", "settee"]
