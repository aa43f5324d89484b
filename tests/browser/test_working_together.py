"""Several people and one screen: two at the same page, a desk left alone, a computer shared."""

import pytest

from tests.browser.casework import new_last_name, notify

COORDINATOR = "coordinator@larkmoor.example"
MEMBER = "member@larkmoor.example"
LEAVING = "member2@brindle-coast.example"
IDLE = "29:00"


@pytest.fixture
def case(visitor) -> str:
    return notify(visitor(COORDINATOR), "Mina", new_last_name())


def test_two_people_who_write_the_same_part_both_see_both_texts(visitor, window, case):
    first, second = visitor(COORDINATOR, window), visitor(MEMBER, window)
    for each in (first, second):
        each.goes_to(f"{case}/analysis/summary")
    first.enters("Issues the panel identified", "Advice was not written down.")
    first.presses("Save")
    second.enters("Issues the panel identified", "Nobody asked about tonight.")

    answer = second.presses("Save")

    assert answer.status == 409
    second.sees("Somebody else saved this after you opened it")
    second.sees("Advice was not written down.")
    assert "Nobody asked about tonight." in second.page.locator("#issues").input_value()
    second.enters("Issues the panel identified", "Advice was not written down. Nobody asked.")
    second.presses("Save")
    first.goes_to(f"{case}/analysis/read")
    first.sees("Advice was not written down. Nobody asked.")


def test_after_signing_out_the_back_button_shows_nothing(visitor, window, signed_in):
    member = visitor(LEAVING, window)
    member.goes_to("/cases/?stage=all")
    case = member.page.locator("#cases tbody a").nth(5)
    reference = case.inner_text()
    member.follows(reference)

    member.presses("Sign out", within="header")
    signed_in.pop(LEAVING)
    member.goes_back()

    member.sees_nothing_of(reference)
    assert member.path.startswith("/sign-in")


@pytest.mark.parametrize("window", ["at a desk", "on a phone"])
def test_a_desk_left_alone_is_warned_of_and_keeps_what_was_typed(visitor, window, case):
    member = visitor(MEMBER, window)
    member.page.clock.install()
    member.goes_to(f"{case}/analysis/summary")
    member.enters("Issues the panel identified", "Half a sentence")

    member.page.clock.fast_forward(IDLE)

    member.page.wait_for_selector("dialog:has-text('You will soon be signed out')")
    member.page.get_by_role("button", name="Stay signed in").click()
    member.page.wait_for_selector("dialog", state="detached")
    assert member.page.locator("#issues").input_value() == "Half a sentence"
    member.page.clock.fast_forward("31:00")
    member.page.wait_for_selector("dialog:has-text('You have been signed out')")
    assert not member.page.locator("#issues").is_visible()
