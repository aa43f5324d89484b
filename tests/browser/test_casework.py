"""From a death to the panel's factors: at a desk, on a phone, and without scripts."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.casework import SUMMARY, new_last_name, notify, send_to_panel

DATA = Path(__file__).parents[1] / "data"
COORDINATOR = "coordinator@larkmoor.example"
MEMBER = "member@larkmoor.example"
FACTORS = {
    "sofa": "C04",
    "household smok": "B01",
    "smoking in preg": "A04",
    "preterm": "A01",
    "alcohol bef": "B06",
    "head cov": "C07",
}


def test_a_coordinator_notifies_a_death_and_finds_the_child_by_name(visitor, window):
    coordinator, last_name = visitor(COORDINATOR, window), new_last_name()

    case = notify(coordinator, "Orla", last_name)
    coordinator.goes_to("/cases/")
    coordinator.follows("Find a child")
    coordinator.enters("Name, NHS number", f"orla {last_name.lower()}")
    coordinator.presses("Find")

    coordinator.sees(f"Orla {last_name}")
    assert coordinator.path == "/cases/find", "what was searched for stays out of the address"
    coordinator.follows("LARK/")
    assert coordinator.path == case


def test_a_notification_without_dates_says_what_is_missing(visitor, window):
    coordinator = visitor(COORDINATOR, window)
    coordinator.goes_to("/cases/notify")

    coordinator.enters("Last name", "Pellworth")
    coordinator.presses("Notify this death")

    coordinator.sees("There is a problem")
    coordinator.sees("Enter the first name")
    assert coordinator.page.title().startswith("Error: ")
    assert coordinator.page.get_by_label("Last name").input_value() == "Pellworth"


def test_a_coordinator_imports_the_log_that_the_panel_kept_in_a_spreadsheet(visitor):
    coordinator = visitor("coordinator@brindle-coast.example")
    coordinator.goes_to("/imports/")
    coordinator.follows("Upload a spreadsheet")
    coordinator.page.set_input_files("input[type=file]", DATA / "legacy_log.xlsx")
    coordinator.presses("Upload")
    coordinator.sees("Check the columns")
    coordinator.presses("See what would be imported")
    coordinator.sees("What would be imported")
    coordinator.presses("Import ")
    coordinator.page.wait_for_selector("h1:has-text('What was imported')", timeout=120_000)
    coordinator.arrives()

    with (DATA / "legacy_log_truth.csv").open(encoding="utf-8") as truth:
        child = next(csv.DictReader(truth))
    coordinator.goes_to("/cases/find")
    coordinator.enters("Name, NHS number", f"{child['first']} {child['last']}")
    coordinator.presses("Find")
    coordinator.sees(f"{child['first']} {child['last']}")


@pytest.fixture
def case(visitor) -> str:
    """The address of a case that is at panel, with a summary."""
    coordinator = visitor(COORDINATOR)
    address = notify(coordinator, "Ivo", new_last_name())
    send_to_panel(coordinator, address)
    return address


@pytest.mark.parametrize("window", ["at a desk", "on a phone"])
def test_a_member_scores_six_factors_by_keyboard_alone(visitor, window, case):
    member = visitor(MEMBER, window)
    member.goes_to(case)
    member.sees_nothing_of("Quiller")
    member.follows("Analysis")
    member.sees_nothing_of("Quiller")
    member.goes_to(f"{case}/analysis/factors")
    requests = []
    member.page.on("request", lambda sent: "/analysis" in sent.url and requests.append(sent.method))
    member.page.focus("#find")

    for number, words in enumerate(FACTORS, start=1):
        member.page.keyboard.type(words)
        for key in ("Enter", "2", "y", "Enter"):
            member.page.keyboard.press(key)
        member.page.wait_for_selector(f"#scores h2:has-text('{number} factor')")
        member.page.wait_for_selector("#find:focus")

    assert requests == ["POST"] * len(FACTORS), "one short request for each, and no page reloaded"
    member.sees("Outcome these factors imply: Modifiable factors identified")
    member.arrives()


def test_a_member_scores_six_factors_without_scripts(visitor, case):
    member = visitor(MEMBER, "without scripts")
    member.goes_to(f"{case}/analysis/factors")
    member.page.locator("summary", has_text="Browse all").click()
    for code in FACTORS.values():
        member.page.locator(f"#all-{code}").check()
    member.presses("Score the ticked factors", within="details")

    for code in FACTORS.values():
        member.page.check(f"input[name='{code}-influence'][value='2']")
        member.page.check(f"input[name='{code}-modifiable'][value='yes']")
    member.presses("Save 6 factors")

    member.sees("6 factors scored")
    member.sees("Outcome these factors imply: Modifiable factors identified")


def test_a_member_records_facts_category_and_a_learning_point(visitor, window, case):
    member = visitor(MEMBER, window)
    member.goes_to(case)
    member.page.locator("summary", has_text="Read the anonymised summary").click()
    expect(member.page.get_by_text(SUMMARY)).to_be_visible()

    member.follows("Analysis")
    member.goes_to(f"{case}/analysis/facts")
    member.page.check("input[name=head_covered][value=Y]")
    member.presses("Save facts")
    member.sees("Facts saved")
    member.goes_to(f"{case}/analysis/facts")
    member.sees("Factors these facts point to")
    member.goes_to(f"{case}/analysis/category")
    member.ticks("10. ")
    member.presses("Save categories")
    member.sees("Categories saved")
    member.goes_to(f"{case}/analysis/learning-points")
    member.enters("What does this death teach?", "Ask where the baby sleeps away from home.")
    member.presses("Add")

    member.goes_to(f"{case}/analysis")
    member.sees("Proposed")
    member.goes_to(f"{case}/analysis/read")
    member.sees("Ask where the baby sleeps away from home.")


def test_a_member_with_a_conflict_is_shut_out_at_once(visitor, window, case):
    member = visitor("member2@larkmoor.example", window)
    member.goes_to("/cases/?stage=at_panel")
    reference = member.page.locator(f"a[href='{case}']").inner_text()
    member.follows(reference)
    member.follows("Declare that I have a conflict")
    member.enters("What is the conflict?", "I treated the child.")
    member.ticks("I understand that I cannot open this case any more")

    member.presses("Declare the conflict")

    member.sees("The case is closed to you from now on")
    member.goes_to("/cases/?stage=all")
    member.sees_nothing_of(reference)
    for address in (case, f"{case}/analysis", f"{case}/analysis/factors", f"{case}/conflict"):
        assert member.goes_to(address).status == 404
        member.sees_nothing_of(reference)
