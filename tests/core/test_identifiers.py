"""NHS numbers and names, read as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdop.core import names, nhs_numbers

VALID = "9990000018"


@pytest.mark.parametrize(
    "written",
    [
        "9990000018",
        "999 000 0018",
        "999-000-0018",
        " 999 000 0018\n",
        "999\u00a0000\u00a00018",
        "999\u2013000\u20130018",
        "999.000.0018",
    ],
)
def test_an_nhs_number_is_read_however_it_is_spaced(written):
    assert nhs_numbers.normalise(written) == VALID


@pytest.mark.parametrize(
    "written",
    [None, "", "999 000 001", "999 000 00188", "9990000019", "99900000I8", "٩٩٩٠٠٠٠٠١٨", "NK"],
)
def test_what_is_not_a_valid_nhs_number_is_not_guessed(written):
    assert nhs_numbers.normalise(written) is None


@given(st.integers(0, 499_999), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(n, place, difference):
    number = nhs_numbers.synthetic(n)
    wrong = str((int(number[place]) + difference) % 10)

    assert nhs_numbers.normalise(number[:place] + wrong + number[place + 1 :]) is None


def test_an_nhs_number_is_shown_in_threes_and_four():
    assert nhs_numbers.display(VALID) == "999 000 0018"


@given(st.integers(0, 499_999))
def test_synthetic_numbers_are_valid_and_in_the_test_range(n):
    number = nhs_numbers.synthetic(n)

    assert nhs_numbers.normalise(number) == number
    assert nhs_numbers.is_synthetic(number)


def test_different_synthetic_numbers_never_meet():
    sample = [*range(3_000), *range(99_000, 102_000), *range(497_000, 500_000)]

    assert len({nhs_numbers.synthetic(n) for n in sample}) == len(sample)


@pytest.mark.parametrize("n", [-1, 500_000])
def test_there_are_half_a_million_synthetic_numbers(n):
    with pytest.raises(ValueError, match=str(n)):
        nhs_numbers.synthetic(n)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maya Fenwick", "MAYA FENWICK"),
        ("Maya Fenwick", "Fenwick, Maya"),
        ("Maya Fenwick", "  maya   fenwick "),
        ("José Núñez", "Jose Nunez"),
        ("José", "Jose\u0301"),
        ("O'Brien", "O’Brien"),
        ("O'Brien", "OBrien"),
        ("O'Brien", "O Brien"),
        ("McDonald", "Mc Donald"),
        ("Anne-Marie", "Anne Marie"),
        ("Søren Łukasz", "Soren Lukasz"),
        ("Straße", "Strasse"),
        ("St. John", "St John"),
        ("Ibrahim (Ibi) Khan", "Khan Ibrahim Ibi"),
    ],
)
def test_spellings_of_one_name_meet(one, other):
    assert names.normalise(one) == names.normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Maya Fenwick", "Maya Renwick"), ("Ann", "Anne"), ("Jo Ann", "Joan"), ("Li Wei", "Liwei")],
)
def test_different_names_stay_apart(one, other):
    assert names.normalise(one) != names.normalise(other)


def test_a_name_in_another_script_is_kept():
    assert names.normalise("Оля Ким") == "ким оля"
    assert names.normalise("") == ""
    assert names.normalise(" - ' ") == ""


@given(st.lists(st.from_regex(r"[A-Za-zà-öø-ÿ]{3,9}", fullmatch=True)), st.randoms())
def test_the_order_of_the_words_never_matters(parts, random):
    shuffled = random.sample(parts, len(parts))

    assert names.normalise(" ".join(shuffled)) == names.normalise(" ".join(parts))


@given(st.text())
def test_any_text_at_all_can_be_looked_up(name):
    assert names.normalise(name) == names.normalise(f"  {name} ")
