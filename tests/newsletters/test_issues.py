"""An issue is written by an editor, signed off by a chair who did not write it, and published."""

import re

import pytest

from cdop.access.roles import Role
from cdop.core.publication import IssueState
from cdop.extensions import db
from cdop.jobs.models import Job
from cdop.learning.presenters import as_markdown
from cdop.newsletters.models import Issue, Publication
from cdop.newsletters.rendering import render_body
from cdop.trail.models import TrailEntry
from tests.learning.build import lesson
from tests.newsletters.build import TEXT, editor_of, issue, published, released, withdrawn, work

HOSTILE = """\
## Welcome <script>alert(1)</script>

[x](javascript:alert(1)) [y](&#106;avascript:alert(2)) <img src=x onerror=alert(3)>
<a href="data:text/html,<script>alert(4)</script>" onclick="alert(5)">link</a>
<iframe src="https://evil.example"></iframe> <style>body{display:none}</style>
![remote](https://evil.example/pixel.png) <svg onload=alert(6)></svg>
"""


def state_of(row) -> str:
    return db.session.get(Issue, row.id).state


def act(browser, row, name: str, **data):
    version = str(db.session.get(Issue, row.id).version)
    return browser.submit(f"/newsletters/{row.id}/{name}", version=version, **data)


def test_an_editor_starts_from_the_sections_of_a_newsletter(make, sign_in):
    browser = sign_in(make.user(Role.EDITOR))

    page = browser.submit(f"/newsletters/new/{make.panel_.slug}", title="Winter issue")

    assert "Edit newsletter" in page
    for section in ("Welcome", "Learning in focus", "How to notify a death", "Contact"):
        assert f"## {section}" in page.html


def test_the_way_from_draft_to_public_page(make, sign_in):
    row = issue(make)
    editor, chair = sign_in(editor_of(row)), sign_in(make.user(Role.CHAIR, name="Charis"))

    assert "Sent to the chair" in act(editor, row, "submit")
    assert "Newsletter approved" in act(chair, row, "decide", decision="approve")
    assert "Newsletter published" in act(editor, row, "publish")

    publication = db.session.scalars(db.select(Publication)).one()
    assert publication.number == 1
    page = sign_in().get(f"/news/{make.panel_.slug}/1")
    assert TEXT["title"] in page
    assert "Where will baby sleep" in page
    history = editor.get(f"/newsletters/{row.id}")
    assert "Approved – Charis" in history
    events = db.session.scalars(db.select(TrailEntry.event)).all()
    for event in ("issue.submitted", "issue.approved", "issue.published"):
        assert event in events


def test_nobody_approves_an_issue_that_they_wrote_or_last_edited(make, sign_in):
    both = make.user(Role.EDITOR, Role.CHAIR)
    wrote = issue(make, IssueState.SUBMITTED)
    wrote.author_id = both.id
    edited = issue(make, IssueState.SUBMITTED)
    edited.last_editor_id = both.id
    db.session.commit()
    browser = sign_in(both)

    for row in (wrote, edited):
        assert "Your decision" not in browser.get(f"/newsletters/{row.id}")
        assert act(browser, row, "decide", decision="approve").status_code == 404
        assert state_of(row) == "submitted"


def test_an_editor_cannot_approve_and_a_draft_cannot_be_published(make, sign_in):
    submitted, draft = issue(make, IssueState.SUBMITTED), issue(make)

    page = act(sign_in(editor_of(submitted)), submitted, "decide", decision="approve")
    early = act(sign_in(editor_of(draft)), draft, "publish")

    assert page.status_code == 404
    assert early.status_code == 409
    assert db.session.scalars(db.select(Publication)).all() == []


def test_an_issue_is_returned_only_with_a_comment(make, sign_in):
    row = issue(make, IssueState.SUBMITTED)
    chair = sign_in(make.user(Role.CHAIR))

    assert "Say what should change" in act(chair, row, "decide", decision="return")
    act(chair, row, "decide", decision="return", comment="Name the source.")

    page = sign_in(editor_of(row)).get(f"/newsletters/{row.id}")
    assert "Returned for changes" in page
    assert "Name the source." in page


def test_the_chair_decides_on_the_version_that_was_read(make, sign_in):
    row = issue(make, IssueState.SUBMITTED)
    read = str(row.version)
    editor = sign_in(editor_of(row))
    act(editor, row, "edit", **{**TEXT, "body": "## Slipped in"})
    act(editor, row, "submit")

    page = sign_in(make.user(Role.CHAIR)).submit(
        f"/newsletters/{row.id}/decide", version=read, decision="approve"
    )

    assert page.status_code == 409
    assert state_of(row) == "submitted"


def test_an_edit_after_approval_returns_the_issue_to_draft(make, sign_in):
    row = issue(make, IssueState.APPROVED)
    editor = sign_in(editor_of(row))
    assert "makes it a draft again" in editor.get(f"/newsletters/{row.id}/edit")

    act(editor, row, "edit", **{**TEXT, "title": "Changed after approval"})

    assert state_of(row) == "draft"
    assert act(editor, row, "publish").status_code == 409


def test_two_people_edit_and_neither_loses_their_words(make, sign_in):
    row = issue(make)
    version = str(row.version)
    first, second = sign_in(editor_of(row)), sign_in(make.user(Role.EDITOR))
    path = f"/newsletters/{row.id}/edit"
    first.submit(path, version=version, **{**TEXT, "body": "First was here."})

    page = second.submit(path, version=version, **{**TEXT, "body": "Second typed this."})

    assert page.status_code == 409
    assert "First was here." in page
    assert "Second typed this." in page
    assert db.session.get(Issue, row.id).body == "First was here."


def test_the_preview_works_with_and_without_scripts_and_saves_nothing(make, sign_in):
    row = issue(make)
    browser = sign_in(editor_of(row))

    fragment = browser.submit(f"/newsletters/{row.id}/preview", body="Some **bold** words")
    page = act(browser, row, "edit", **{**TEXT, "body": "Some **bold** words"}, act="preview")

    assert "<strong>bold</strong>" in fragment.html
    assert "<html" not in fragment.html
    assert "<strong>bold</strong>" in page.html
    assert "Nothing is saved yet." in page
    assert db.session.get(Issue, row.id).body == TEXT["body"]


def test_an_approved_lesson_and_a_released_table_are_put_in_without_scripts(make, sign_in):
    row = issue(make)
    released(make)
    made = lesson(make, editor_of(row), state="approved")
    lesson(make, editor_of(row), title="Still a draft")
    browser = sign_in(editor_of(row))
    page = browser.get(f"/newsletters/{row.id}/edit")
    assert made.title in page
    assert "Still a draft" not in page

    with_lesson = act(browser, row, "edit", **TEXT, act="insert", choose=f"lesson:{made.id}")
    with_table = act(browser, row, "edit", **TEXT, act="insert", choose="table:2026-01/1")

    assert f"### {made.title}" in with_lesson.html
    assert "[[table 2026-01/1]]" in re.search(r"<textarea.*</textarea>", with_table.html, re.S)[0]
    assert db.session.get(Issue, row.id).body == TEXT["body"]


def test_a_lesson_keeps_its_lists_in_an_issue(make):
    made = lesson(make, make.user(Role.EDITOR), differently="- Ask.\n- Record.")

    html = render_body(as_markdown(made), made.panel_id).html

    assert "<h2" in html
    assert "<li>Ask.</li>" in html


def test_the_formatting_bar_has_names_and_roles(make, sign_in):
    row = issue(make)

    page = sign_in(editor_of(row)).get(f"/newsletters/{row.id}/edit")

    items = re.findall(r"<md-[^>]*>", page.html)
    assert len(items) > 4
    assert all('role="button"' in item and "aria-label=" in item for item in items)


def test_hostile_markdown_is_harmless_wherever_it_is_shown(make, sign_in):
    row = issue(make, body=HOSTILE)
    browser = sign_in(editor_of(row))
    pages = [
        browser.get(f"/newsletters/{row.id}").html,
        browser.submit(f"/newsletters/{row.id}/preview", body=HOSTILE).html,
    ]

    for html in pages:
        for bad in (
            "alert(1)</script>",
            "javascript:",
            "onerror",
            "onclick=",
            "<iframe",
            "<svg onload",
            "evil.example/pixel",
            "display:none",
            "data:text",
        ):
            assert bad not in html, bad


def test_a_published_issue_cannot_be_changed(make, sign_in):
    publication = published(make)
    row = db.session.get(Issue, publication.issue_id)
    before = publication.html

    page = act(sign_in(editor_of(row)), row, "edit", **{**TEXT, "body": "Rewritten"})

    assert page.status_code == 409
    assert db.session.get(Publication, publication.id).html == before


def test_issues_are_numbered_by_panel(make):
    here, there = make.panel(), make.panel()

    numbers = [published(make, panel=panel).number for panel in (here, there, here)]

    assert numbers == [1, 1, 2]


def test_publishing_twice_publishes_and_sends_once(make, sign_in):
    row = issue(make, IssueState.APPROVED)
    browser = sign_in(editor_of(row))
    form = browser.get(f"/newsletters/{row.id}/publish")
    sent = {"version": form.field("version"), "_once": form.field("_once")}
    path = f"/newsletters/{row.id}/publish"

    first = browser.submit(path, **sent, follow=False)
    again = browser.submit(path, **sent, follow=False)
    other_tab = browser.submit(path, version=sent["version"])

    assert (first.status_code, again.status_code) == (303, 303)
    assert first.location == again.location
    assert other_tab.status_code == 409
    assert len(db.session.scalars(db.select(Publication)).all()) == 1
    work()
    jobs = db.session.scalars(db.select(Job).where(Job.kind == "newsletter.send")).all()
    assert len(jobs) == 1


def test_a_table_withdrawn_after_approval_stops_the_publication(make, sign_in):
    from tests.newsletters.build import withdraw_release

    table = released(make)
    row = issue(make, IssueState.APPROVED, body="## Figures\n\n[[table 2026-01/1]]")
    withdraw_release(table)

    page = act(sign_in(editor_of(row)), row, "publish")

    assert page.status_code == 422
    assert "was withdrawn and cannot be used" in page


def test_withdrawing_asks_for_a_notice(make, sign_in):
    publication = published(make)
    row = db.session.get(Issue, publication.issue_id)
    browser = sign_in(editor_of(row))

    assert act(browser, row, "withdraw").status_code == 422
    act(browser, row, "withdraw", notice="A table was wrong.")

    assert state_of(row) == "withdrawn"


def test_a_withdrawn_issue_stays_withdrawn(make, sign_in):
    publication = withdrawn(make)
    row = db.session.get(Issue, publication.issue_id)

    page = act(sign_in(editor_of(row)), row, "publish")

    assert page.status_code == 409
    assert state_of(row) == "withdrawn"


@pytest.mark.parametrize("role", [Role.MEMBER, Role.COORDINATOR, Role.GOVERNANCE])
def test_others_do_not_see_issues_in_the_making(make, sign_in, role):
    row = issue(make)
    browser = sign_in(make.user(role))

    assert browser.get("/newsletters/").status_code == 404
    assert browser.get(f"/newsletters/{row.id}").status_code == 404


def test_another_panels_editor_does_not_see_it(make, sign_in):
    row = issue(make)
    stranger = sign_in(make.user(Role.EDITOR, panel=make.panel()))

    assert stranger.get(f"/newsletters/{row.id}").status_code == 404
    assert TEXT["title"] not in stranger.get("/newsletters/")


def test_the_list_is_empty_until_there_is_an_issue(make, sign_in):
    editor = make.user(Role.EDITOR)

    assert "No issues" in sign_in(editor).get("/newsletters/")
