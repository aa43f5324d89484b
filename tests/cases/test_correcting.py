"""Correcting a case: nothing is lost between two people, and what follows is worked out again."""

from datetime import date

import pytest

from cdop.access.roles import Role
from cdop.cases import queries
from cdop.cases.revealing import what_it_reveals
from cdop.extensions import db
from cdop.trail.models import TrailEntry
from tests.cases.deaths import NHS, TYPED, a_death, notified


@pytest.fixture
def coordinator(make):
    return make.user(Role.COORDINATOR)


@pytest.fixture
def case(make, coordinator):
    death = {"died_on": date(2024, 7, 20), "born_on": date(2024, 5, 1), "nhs_number": NHS}
    return notified(coordinator, make.panel_, **death)


def test_correcting_the_identity_corrects_what_follows_from_it(sign_in, coordinator, case):
    browser = sign_in(coordinator)
    address = f"/cases/{case.id}/identity/edit"
    version = browser.get(address).field("version")

    page = browser.submit(
        address, version=version, **TYPED | {"died_on-day": "10", "last_name": "Corrected"}
    )

    assert "Corrected" in page and "10 July 2024" in page
    assert (case.age_days, case.death_month) == (70, date(2024, 7, 1))
    corrected = a_death(last_name="Corrected", died_on=date(2024, 7, 10))
    assert queries.find_same_death(case.panel_id, corrected) == case
    assert case.next_due_on == date(2024, 7, 12)


def test_the_trail_says_which_facts_were_corrected_but_not_to_what(sign_in, coordinator, case):
    browser, address = sign_in(coordinator), f"/cases/{case.id}/identity/edit"

    browser.submit(address, version="1", **TYPED | {"last_name": "Corrected"})

    entry = db.session.scalars(
        db.select(TrailEntry).where(TrailEntry.event == "identity.edited")
    ).one()
    assert entry.detail == {"fields": ["last_name"]}


EDITS = [
    ("identity/edit", TYPED | {"last_name": "First"}, TYPED | {"last_name": "Second"}, "Second"),
    ("facts", {"gestation_weeks": "38"}, {"gestation_weeks": "40"}, "40"),
    ("account/edit", {"circumstances": "First text"}, {"circumstances": "Second text"}, "Second"),
    ("summary", {"anonymised_summary": "One"}, {"anonymised_summary": "Two texts"}, "Two texts"),
]


@pytest.mark.parametrize(("page", "first", "second", "typed"), EDITS)
def test_a_second_edit_of_the_same_version_shows_both_texts(
    sign_in, coordinator, case, page, first, second, typed
):
    browser, address = sign_in(coordinator), f"/cases/{case.id}/{page}"
    version = browser.get(address).field("version")
    browser.submit(address, version=version, **first)

    clash = browser.submit(address, version=version, **second)
    merged = browser.submit(address, version=clash.field("version"), **second)

    assert clash.status_code == 409
    assert "Somebody else changed this after you opened it" in clash
    assert "Stored now" in clash and typed in clash.html
    assert merged.status_code == 200 and typed in merged.html or page == "account/edit"


def test_an_error_keeps_the_version_the_page_was_opened_with(sign_in, coordinator, case):
    browser, address = sign_in(coordinator), f"/cases/{case.id}/facts"
    browser.submit(address, version="1", gestation_weeks="38")

    wrong = browser.submit(address, version="1", gestation_weeks="many")

    assert wrong.status_code == 422 and wrong.field("version") == "1"


def test_an_identity_that_cannot_be_right_is_not_saved(sign_in, coordinator, case):
    browser, address = sign_in(coordinator), f"/cases/{case.id}/identity/edit"

    page = browser.submit(address, version="1", **TYPED | {"born_on-year": "2025"})

    assert page.status_code == 422 and case.age_days == 80


def test_a_summary_that_names_the_child_is_saved_only_after_a_second_look(
    sign_in, coordinator, case
):
    browser, address = sign_in(coordinator), f"/cases/{case.id}/summary"
    typed = {"version": "1", "anonymised_summary": "Testchild was found in the morning."}

    warned = browser.submit(address, **typed)
    saved = browser.submit(address, sure="yes", **typed)

    assert warned.status_code == 422 and "the child's first name" in warned
    assert "Testchild was found" in warned.html
    assert "Summary saved" in saved


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The baby was 11 weeks old.", []),
        ("INVENTED's mother", ["the child's last name"]),
        ("NHS number 999-000-0018", ["the NHS number"]),
        ("born on 1st May", ["the date of birth"]),
        ("on 20/07/2024 and July 20", ["the date of death"]),
        ("at zz991aa", ["the postcode"]),
        ("her aunt Sybil was there", ["the name of someone in the family"]),
        ("a baby boy", []),
    ],
)
def test_what_a_summary_reveals_is_said_without_repeating_it(make, coordinator, text, found):
    case = notified(
        coordinator,
        make.panel_,
        first_name="Baby",
        nhs_number=NHS,
        died_on=date(2024, 7, 20),
        born_on=date(2024, 5, 1),
        postcode="ZZ99 1AA",
        family=({"name": "Sybil Madeup", "relationship": "other", "born_on": ""},),
    )

    assert what_it_reveals(text, queries.identity_of(case)) == found
