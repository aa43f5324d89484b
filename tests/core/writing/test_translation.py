"""A translation holds the numbers of its original, in whatever script, and no others."""

import pytest

from cdop.core.writing.translation import Pair, is_behind, numbers_of

ORIGINAL = """\
In 41 of 1,204 reviews (3.4%) a baby slept on a sofa. Call 0808 800 2222.

1. Ask where the baby will sleep tonight, and on the next night away.
"""


@pytest.mark.parametrize(
    "same",
    [
        "Mewn 41 o 1,204 adolygiad (3.4%) …",
        "В 41 из 1.204 … (3,4%)",
        "في ٤١ من ١٬٢٠٤ مراجعة (٣٫٤٪)",
        "در ۴۱ مورد از ۱٬۲۰۴",
        "১,২০৪টির মধ্যে ৪১",
        "41 sur 1\u202f204",
    ],
)
def test_a_number_is_the_same_in_every_script_and_with_every_separator(same):
    assert Pair(ORIGINAL, same).numbers_added() == []


@pytest.mark.parametrize("other", ["42", "٤٢", "4", "১২০৫", "41.5"])
def test_a_number_that_the_original_does_not_hold_is_told_as_it_was_typed(other):
    assert Pair(ORIGINAL, f"Mewn {other} o farwolaethau.").numbers_added() == [other]


def test_addresses_and_the_marks_of_a_list_hold_no_numbers():
    text = "2. [Canllaw](https://example.org/2031/7)\n3. https://example.org/99"

    assert numbers_of(text) == []


def test_numbers_that_were_left_out_are_told():
    assert Pair(ORIGINAL, "Mewn 41 o adolygiadau.").numbers_lost() == [
        "1,204", "3.4", "0808", "800", "2222",
    ]  # fmt: skip


def test_a_paragraph_that_was_not_translated_is_told():
    asked = "**Ask** where the baby will sleep tonight, and on the\nnext night away."
    translated = f"Gofynnwch bob amser.\n\n{asked}"

    [left] = Pair(ORIGINAL, translated).left_as_it_was()

    assert left.startswith("**Ask**")


def test_a_name_that_is_the_same_in_both_languages_is_none():
    assert Pair("When a Child Dies", "When a Child Dies").left_as_it_was() == []


def test_a_translation_is_behind_once_its_original_went_on():
    assert not is_behind(3, 3)
    assert is_behind(3, 4)
    assert is_behind(None, 1)
    assert not is_behind(None, None)
