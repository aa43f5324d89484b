"""A reading age is right to about a year, and hints name the words that make a text hard."""

import pytest

from cdop.core.writing.readability import count_syllables, hints, reading_age, sentences_of

EASY = "Put the baby to sleep on its back. Keep the cot clear. Do not smoke near the baby. " * 3
HARD = (
    "Practitioners undertaking comprehensive antenatal assessments should systematically"
    " ascertain environmental characteristics, including the availability of appropriate"
    " sleeping accommodation, and subsequently disseminate individualised recommendations"
    " to relevant organisations participating in multidisciplinary safeguarding arrangements."
)


def test_short_words_in_short_sentences_are_read_by_children():
    assert reading_age(EASY) <= 8


def test_long_words_in_long_sentences_are_read_by_few():
    assert reading_age(HARD) > 20


def test_a_text_of_a_few_words_has_no_reading_age():
    assert reading_age("Ask where the baby sleeps.") is None


def test_a_text_that_others_measured_comes_within_a_year():
    # "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature": 11.3
    text = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature. " * 3

    assert abs(reading_age(text) - (11.3 + 5)) <= 1


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("baby", 2),
        ("sleep", 1),
        ("smoke", 1),
        ("table", 2),
        ("safe", 1),
        ("asked", 1),
        ("added", 2),
    ],
)
def test_syllables_are_counted_by_rule(word, count):
    assert count_syllables(word) == count


def test_short_forms_and_addresses_end_no_sentence():
    text = "Ask early, e.g. At booking. See https://example.org/a.b. Dr. Who knows."

    assert len(list(sentences_of(text))) == 3


def test_items_of_a_list_are_sentences_of_their_own():
    assert len(list(sentences_of("- ask early\n- show the cot\n- record it"))) == 3


def test_hints_name_the_words_and_what_could_stand_instead():
    found = {
        hint.words: hint.advice for hint in hints("Prior to discharge, utilise the SBAR tool.")
    }

    assert found == {
        "Prior to": "Try “before”.",
        "utilise": "Try “use”.",
        "SBAR": "Say once what the letters stand for.",
    }


def test_a_long_sentence_is_named_by_how_it_begins():
    [hint] = hints("Ask about " + "the cot and " * 12 + "the sofa.")

    assert hint.words == "Ask about the cot and the cot and …"
    assert "words in one sentence" in hint.advice


def test_letters_that_are_explained_or_known_to_all_bring_no_hint():
    assert hints("Sudden unexpected death in infancy (SUDI) is rare. SUDI, says the NHS.") == []
