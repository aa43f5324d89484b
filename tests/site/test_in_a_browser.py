"""Public pages and their desk in a real browser: accessible on a desk and on a phone."""

import pytest

from cdop.access.roles import Role
from cdop.core.sign_off import Move
from cdop.db.clock import now
from cdop.extensions import db
from cdop.site import changes
from cdop.site.kinds import PageKind, starting_texts
from tests.chromium import DESKTOP, PHONE, axe_clean, screenshot
from tests.newsletters.build import published as published_issue
from tests.site.build import page, published

BOTH = pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])


@pytest.fixture
def look(open_as, viewport):
    """Opens a page, holds it to the rules, and leaves a picture of it."""

    def opened(user, path, name):
        opened_page = open_as(user, path, viewport=viewport)
        axe_clean(opened_page)
        screenshot(opened_page, f"site-{name}")
        return opened_page

    return opened


@BOTH
def test_the_desk(make, look):
    made = published(make, body=starting_texts()[PageKind.FAMILIES])
    welsh = page(make, language="cy", title="I deuluoedd", body="Does neb ar fai.")
    editor = make.user(Role.EDITOR)
    made.owner.disabled_at, made.owner.disabled_by = now(), "test"
    db.session.commit()
    slug = make.panel_.slug

    look(editor, "/pages/", "desk")
    look(editor, f"/pages/{made.id}", "page")
    look(editor, f"/pages/{welsh.id}/edit", "edit")
    look(editor, f"/pages/new/{slug}", "new")
    look(editor, f"/pages/embedding/{slug}", "embedding")


@BOTH
def test_a_chair_sees_what_was_marked_beside_the_signature(make, look):
    make.case(first_name="Quillan", last_name="Featherstone")
    made = page(make, body="A Featherstone lamp is safe.\n\nA Featherstone chair is too.")
    changes.move_page(made, Move.SUBMIT, actor=made.owner, version=made.version)
    db.session.commit()

    shown = look(make.user(Role.CHAIR), f"/pages/{made.id}", "sign-off")
    shown.get_by_role("button", name="Approve").click()
    shown.wait_for_selector(".nhsuk-error-summary")
    axe_clean(shown)
    screenshot(shown, "site-sign-off-refused")


@BOTH
def test_what_the_public_reads(make, look):
    published(make, body=starting_texts()[PageKind.FAMILIES])
    published(make, language="ur", title="خاندانوں کے لیے", body="کسی پر الزام نہیں۔")
    published_issue(make)
    slug = make.panel_.slug

    look(None, f"/about/{slug}/", "public-panel")
    look(None, f"/about/{slug}/families", "public-page")
    look(None, f"/about/{slug}/families/ur", "public-urdu")
    look(None, f"/figures/{slug}", "public-figures")
    look(None, "/search?words=child", "public-search")
    look(None, f"/embed/{slug}", "public-embed")


@BOTH
def test_a_page_that_was_withdrawn(make, look):
    made = published(make)
    changes.move_page(
        made, Move.CLOSE, actor=made.owner, version=made.version, comment="Out of date"
    )
    db.session.commit()

    look(None, f"/about/{make.panel_.slug}/families", "public-gone")
