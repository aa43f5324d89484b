"""From a ratified analysis to figures that anybody may read, by two people."""

import io

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.casework import new_last_name, notify, send_to_panel
from tests.browser.visits import Visitor, days_ago

COORDINATOR = "coordinator@larkmoor.example"
CHAIR = "chair@larkmoor.example"
DEPUTY = "deputy@larkmoor.example"
TITLE = "Five years of sudden deaths in infancy"
CHECKING = 280_000  # milliseconds: a release is searched for what could be worked out from it


@pytest.fixture
def case(visitor) -> str:
    coordinator = visitor(COORDINATOR)
    address = notify(coordinator, "Wren", new_last_name())
    send_to_panel(coordinator, address)
    return address


def test_a_chair_confirms_the_category_and_ratifies(visitor, window, case):
    chair = visitor(CHAIR, window)
    chair.goes_to(f"{case}/analysis/ratify")
    chair.sees("What is missing")
    chair.goes_to(f"{case}/analysis/factors?pick=C04")
    chair.page.check("#new-factor input[value='2']")
    chair.page.check("#new-factor input[value='yes']")
    if window == "without scripts":
        chair.presses("Save 1 factor")
    else:
        chair.button("Save 1 factor").click()
    chair.sees("1 factor scored")
    chair.goes_to(f"{case}/analysis/category")
    chair.page.get_by_label("Category of death").select_option("10")
    chair.presses("Confirm the category")
    chair.goes_to(f"{case}/analysis/ratify")
    chair.enters_date("Date of the panel meeting", days_ago(0))

    chair.presses("Ratify the analysis")

    chair.sees("Analysis ratified")
    chair.goes_to(case)
    chair.sees("Ratified")
    assert chair.goes_to(f"{case}/analysis/factors").status in (200, 404, 409)
    assert not chair.page.locator("#find").count(), "what is ratified is no longer changed"


def test_a_chair_builds_the_audit_and_the_deputy_releases_it(visitor):
    chair, deputy = visitor(CHAIR), visitor(DEPUTY)
    chair.goes_to("/audits/")
    chair.follows("Build an audit")
    chair.enters("Title", TITLE)
    chair.ticks("Deaths whose panel review took place in it")
    chair.presses("Build the audit")
    waits_for(chair, "Offer for release")
    audit = chair.path
    assert len(sheets(chair, "spreadsheet (XLSX)")) > 3

    chair.follows("Offer for release")
    chair.presses("Offer for release")
    chair.follows("See what a release would publish")
    work_out(chair)
    chair.sees("A chair of the panel who neither built it nor wrote in it can release it.")
    assert not chair.button("Release").count(), "nobody releases what they built"

    deputy.goes_to(f"{audit}/preview/public")
    deputy.presses("Release exactly this")
    deputy.sees("Released as")
    deputy.follows("public page")
    stranger = visitor(window="on a phone")
    stranger.goes_to(deputy.path)
    stranger.sees(TITLE)
    assert len(sheets(stranger, "spreadsheet (XLSX)")) > 3


def work_out(chair: Visitor) -> None:
    if chair.button("Work it out").count():
        chair.presses("Work it out")
    waits_for(chair, "What was checked")


def waits_for(chair: Visitor, words: str) -> None:
    """For work in the background; its page goes on by itself."""
    sought = chair.page.locator("main").get_by_text(words).first
    expect(sought).to_be_visible(timeout=CHECKING)
    chair.arrives()


def sheets(visitor: Visitor, link: str) -> list[str]:
    """The sheets of the workbook behind the link; that its numbers are the page's, others test."""
    href = visitor.page.locator("main").get_by_role("link", name=link).get_attribute("href")
    content = visitor.page.request.get(href).body()
    return openpyxl.load_workbook(io.BytesIO(content), read_only=True).sheetnames
