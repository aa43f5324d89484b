"""Lessons are found alike also in other words, and a new one is seldom taken for an old one."""

import pytest

from cdop.core.lesson_likeness import similar
from cdop.core.lesson_words import ALIKE_IN_MEANING

LESSONS = {
    1: (
        "Ask who looks after baby at night. Night-time feeds were shared with tired relatives who "
        "had not heard safer sleep messages. Show everybody who cares how to settle baby on the "
        "back in a clear cot."
    ),
    2: (
        "Make a carbon monoxide reading at every antenatal visit. Readings were missed or high "
        "readings were not followed up. Record the reading, refer to stop smoking."
    ),
    3: (
        "Sepsis: believe parents who say this is different. Parents' worry was not recorded. Ask "
        "what worries them most. Check observations against a paediatric early warning score."
    ),
    4: (
        "Asthma reviews within 48 hours of an attack. Prescriptions of relievers without review. "
        "Check technique, show a spacer, record an action plan."
    ),
    5: (
        "When children are not brought. Missed appointments were closed without a call. Check "
        "why, refer to safeguarding when a pattern appears."
    ),
    6: (
        "Professional interpreters at every contact. Relatives interpreted. Record language; book "
        "an interpreter."
    ),
    7: (
        "Housing officers can spot unsafe sleeping spaces. Families in temporary accommodation "
        "had no room for a cot. Ask about the sleeping space, refer for a cot."
    ),
    8: (
        "Means of self-harm at home. Medicines and ligatures were within reach of young people in "
        "crisis. Ask about means, show safe storage."
    ),
    9: (
        "Windows and balconies in high buildings. Restrictors were missing. Check them at every "
        "home visit; refer to the landlord."
    ),
    10: ("Tell the family one name. Bereaved parents met many services. Record the key worker."),
    11: (
        "Domestic abuse in pregnancy. It was asked about only with the partner present. Ask when "
        "alone. Refer to IDVA."
    ),
    12: ("Epilepsy and sleep: talk about SUDEP and night monitoring."),
}
SAID_AGAIN = [
    (
        2,
        "Blow test for smoking in pregnancy: CO screening was skipped by midwives. Offer it each "
        "booking and 36 weeks.",
    ),
    (
        5,
        "Was not brought policy: cancelled and missed visits should trigger a phone call and "
        "curiosity.",
    ),
    (
        6,
        "Do not use family members to translate. Language line should be used in appointments.",
    ),
    (
        7,
        "Cots for families in bed and breakfast and hostels. Overcrowding meant babies bed- "
        "shared.",
    ),
    (
        8,
        "Lock away tablets and remove cords for suicidal teenagers. Safety planning with parents "
        "on access to means.",
    ),
    (
        9,
        "Falls from height. Toddlers climbed to open windows; locks were broken in rented flats.",
    ),
    (
        10,
        "Every bereaved family needs a named contact who coordinates.",
    ),
    (
        11,
        "See pregnant women by themselves and enquire about violence from a partner.",
    ),
    (
        12,
        "Seizures at night can kill: tell families about sudden unexpected death in epilepsy.",
    ),
    (
        4,
        "Wheezy children who use too much salbutamol. Follow up after hospital visit, inhaler "
        "technique.",
    ),
    (
        1,
        "Dads and grandparents need safer sleep advice too: all who put baby down at night.",
    ),
]
NEW = [
    (
        "Steroids before preterm birth were late. Refer mothers early to a unit with neonatal "
        "intensive care."
    ),
    ("Teeth as a sign of neglect. Dental pain went untreated. Ask about dentist visits."),
    ("Trampoline nets. Children bounced out. Check nets each summer."),
    (
        "Button batteries: a swallowed battery is an emergency. Show parents where they hide: "
        "remotes and toys."
    ),
    ("Helmets on e-scooters. Teenagers rode without a helmet at dusk."),
    ("Genetic counselling offered after a first loss in families with cousin marriage."),
    ("Hot drinks near toddlers: scalds from tea. Show a safe distance."),
    ("Reasonable adjustments for disabled children in A and E. Hospital passports were not read."),
    ("Vaccination in pregnancy against whooping cough. Offer pertussis jab at 20 weeks."),
    ("Organ donation conversations: ask early, with a specialist nurse."),
    ("Post-mortem reports took months. Record when the family was told."),
    ("Dog in the home with a newborn. Ask about dogs, show how to separate them."),
]


@pytest.mark.parametrize(("number", "text"), SAID_AGAIN)
def test_a_lesson_is_found_again_in_other_words(number, text):
    found = similar(text, LESSONS)

    assert number in [each.key for each in found[:3]]


@pytest.mark.parametrize("text", NEW)
def test_a_lesson_on_something_else_is_new(text):
    assert similar(text, LESSONS) == []


def test_the_words_by_which_a_lesson_was_found_are_told():
    [found] = similar("Armchairs and night feeds", {"same": "Ask about night feeds on sofas"})

    assert found.key == "same"
    assert set(found.common) == {"armchairs", "night", "feeds"}


def test_nothing_is_like_an_empty_text():
    assert similar("", LESSONS) == []
    assert similar("Ask about nights.", {}) == []


def test_a_word_of_practice_stands_for_one_thing():
    words = ALIKE_IN_MEANING.split()

    assert len(words) == len(set(words))
