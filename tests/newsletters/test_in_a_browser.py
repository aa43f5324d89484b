"""Writing and reading newsletters in a real browser: by keyboard, on a phone, without scripts."""

from urllib.parse import urljoin

import pytest

from cdop.access.roles import Role
from cdop.core.publication import IssueState
from cdop.extensions import db
from cdop.newsletters.models import Issue
from tests.chromium import DESKTOP, PHONE, axe_clean
from tests.learning.build import learning_point, lesson, passed_point
from tests.newsletters.build import (
    editor_of,
    in_welsh,
    issue,
    published,
    reader,
    released,
    translation,
)

BOTH = pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])


def test_the_formatting_bar_and_the_live_preview_need_no_mouse(make, open_as):
    row = issue(make, body="cot")
    page = open_as(editor_of(row), f"/newsletters/{row.id}/edit")
    page.focus("#summary")
    for _ in range(5):  # past the message, the themes, the help and the way to the pictures
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('markdown-toolbar') !== null")
    page.locator("#body").select_text()

    page.locator("md-header").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    assert page.input_value("#body") == "**cot**"
    page.locator("#body-preview strong").wait_for()


def test_a_lesson_and_a_table_are_put_in_where_the_cursor_stands(make, open_as):
    released(make)
    row = issue(make, body="Before\n\nAfter")
    title = lesson(make, editor_of(row), state="approved").title
    page = open_as(editor_of(row), f"/newsletters/{row.id}/edit")
    page.evaluate("document.getElementById('body').setSelectionRange(6, 6)")

    page.select_option("#choose", "table:2026-01/1")
    page.get_by_role("button", name="Insert into the newsletter").focus()
    page.keyboard.press("Enter")

    assert page.input_value("#body") == "Before\n\n[[table 2026-01/1]]\n\nAfter"
    page.locator("#body-preview caption").wait_for()
    page.select_option("#choose", label=title)
    page.get_by_role("button", name="Insert into the newsletter").click()
    assert f"### {title}" in page.input_value("#body")
    assert page.input_value("#body").endswith("After")
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_selector("text=Newsletter saved")
    db.session.expire_all()
    assert "[[table 2026-01/1]]" in db.session.get(Issue, row.id).body


def test_enter_in_the_title_saves_and_inserts_nothing(make, open_as):
    released(make)
    row = issue(make)
    page = open_as(editor_of(row), f"/newsletters/{row.id}/edit")

    page.fill("#title", "A better title")
    page.keyboard.press("Enter")

    page.wait_for_selector("text=Newsletter saved")
    db.session.expire_all()
    assert db.session.get(Issue, row.id).title == "A better title"


@BOTH
def test_the_editors_pages_break_no_rule_of_wcag(make, open_as, viewport):
    released(make)
    editor, chair = make.user(Role.EDITOR), make.user(Role.CHAIR)
    point = passed_point(make, chair)
    made = lesson(make, editor, point)
    reader(make, "a-rather-long-address@a-rather-long-organisation.example.org")
    row = issue(make, body="## Figures\n\n[[chart 2026-01/1]]\n\n[[table 2026-01/1]]")
    urdu = translation(make, row, language="ur", title="محفوظ نیند", body="## خوش آمدید")
    out = published(make)
    sources = learning_point(make)
    page = open_as(editor, "/newsletters/", viewport)
    axe_clean(page)

    for path in (
        "/learning-points/",
        "/lessons/",
        f"/lessons/{made.id}",
        f"/lessons/{made.id}/edit",
        f"/newsletters/{row.id}",
        f"/newsletters/{row.id}/edit",
        f"/newsletters/{row.id}/translations",
        f"/newsletters/translations/{urdu.id}",
        f"/newsletters/translations/{urdu.id}/edit",
        f"/newsletters/translations/{urdu.id}/versions",
        f"/newsletters/{out.issue_id}/sending",
        f"/newsletters/{out.issue_id}/withdraw",
        "/subscribers/",
    ):
        page.goto(urljoin(page.url, path))
        axe_clean(page)
    axe_clean(open_as(chair, f"/learning-points/pass-on/{sources.id}", viewport))


@BOTH
def test_the_public_pages_break_no_rule_of_wcag(make, open_as, viewport):
    table = released(make)
    pieces = "[[chart 2026-01/1]]\n\n[[table 2026-01/1]]"
    out = published(make, body=f"## Figures\n\n{pieces}")
    in_welsh(make, out.issue, language="ur", title="محفوظ نیند", body=f"## اعداد\n\n{pieces}")
    slug = make.panel_.slug
    page = open_as(None, "/", viewport)
    axe_clean(page)

    for path in (
        "/news/",
        f"/news/{slug}/1",
        f"/news/{slug}/1/ur",
        f"/published/{table.release_id}",
        f"/subscribe/{slug}",
        "/safer-sleep",
        "/support",
        "/about",
        "/privacy",
        "/accessibility",
    ):
        page.goto(urljoin(page.url, path))
        axe_clean(page)


def test_the_chair_signs_off_without_scripts(make, open_as):
    row = issue(make, IssueState.SUBMITTED)
    page = open_as(
        make.user(Role.CHAIR), f"/newsletters/{row.id}", PHONE, java_script_enabled=False
    )

    page.get_by_role("button", name="Approve").click()

    assert page.is_visible("text=Newsletter approved")
