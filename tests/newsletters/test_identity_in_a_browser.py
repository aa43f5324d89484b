"""What the guard marked in a newsletter, in a real browser, for the editor and for who signs."""

import pytest

from cdop.access.roles import Role
from cdop.core.publication import IssueState
from cdop.extensions import db
from cdop.newsletters import changes
from tests.chromium import DESKTOP, PHONE, axe_clean, screenshot
from tests.newsletters.build import issue

BOTH = pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])


@BOTH
def test_marked_passages_of_an_issue(make, open_as, viewport):
    make.case(first_name="Quillan", last_name="Featherstone")
    row = issue(make, IssueState.DRAFT)
    row.body += "\n\nA Featherstone lamp is safe.\n"
    db.session.commit()

    page = open_as(row.author, f"/newsletters/{row.id}/identity", viewport=viewport)
    axe_clean(page)
    screenshot(page, "newsletter-identity")

    changes.submit_issue(row, actor=row.author, version=row.version)
    db.session.commit()
    page = open_as(make.user(Role.CHAIR), f"/newsletters/{row.id}", viewport=viewport)
    axe_clean(page)
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("link", name="Say why it may stay").click()
    page.keyboard.type("A make of lamp.")
    axe_clean(page)
    page.get_by_role("button", name="Approve").click()
    page.wait_for_selector("text=Marked words kept")
