"""Remarks stand in the margin of a section, and what changed between versions can be read."""

from cdop.access.roles import Role
from cdop.core.publication import IssueState
from cdop.extensions import db
from cdop.newsletters import changes
from cdop.newsletters.models import Issue
from tests.newsletters.build import editor_of, issue


def test_a_chair_remarks_on_a_section_and_the_editor_settles_it(make, sign_in):
    row = issue(make, IssueState.SUBMITTED, body="## Welcome\n\nHello.\n\n## Support\n\nHelp.")
    chair = sign_in(make.user(Role.CHAIR, name="Charis"))
    editor = sign_in(editor_of(row))

    chair.submit(f"/newsletters/{row.id}/remarks", section="Support", text="Name the helpline.")
    seen = editor.get(f"/newsletters/{row.id}")
    margin = editor.get(f"/newsletters/{row.id}/remarks")

    assert "1 remark" in seen
    assert "Name the helpline." in margin
    action = margin.html.split('action="/newsletters/remarks/')[1].split('"')[0]
    settled = editor.submit(f"/newsletters/remarks/{action}")
    assert "Settled by" in settled
    assert "1 remark" not in editor.get(f"/newsletters/{row.id}")


def test_a_remark_on_a_section_that_is_gone_stays_with_the_issue(make, sign_in):
    row = issue(make, body="## Welcome\n\nHello.")
    editor = sign_in(editor_of(row))
    editor.submit(f"/newsletters/{row.id}/remarks", section="Welcome", text="Too short.")
    changes.edit_issue(row, actor=editor_of(row), version=row.version, body="## Another\n\nHello.")
    db.session.commit()

    page = editor.get(f"/newsletters/{row.id}/remarks")

    assert "The whole issue" in page
    assert "Too short." in page


def test_a_remark_without_words_is_asked_for_again(make, sign_in):
    row = issue(make)

    page = sign_in(editor_of(row)).submit(f"/newsletters/{row.id}/remarks", text=" ")

    assert page.status_code == 422
    assert "Write the remark" in page


def test_what_changed_compares_two_versions_and_offers_a_list_that_can_be_read(make, sign_in):
    row = issue(make)
    editor = editor_of(row)
    for number in range(60):
        words = {"summary": f"Summary {number}"}
        changes.edit_issue(row, actor=editor, version=row.version, **words)
    changes.submit_issue(row, actor=editor, version=row.version)
    changes.approve_issue(row, actor=make.user(Role.CHAIR), version=row.version)
    db.session.commit()

    page = sign_in(editor).get(f"/newsletters/{row.id}/versions")

    assert "Nothing changed" not in page
    assert page.html.count("<option") < 2 * 40


def test_each_saved_text_is_a_version_and_differences_are_marked(make, sign_in):
    row = issue(make, body="## Welcome\n\nAsk the mother about tonight.")
    editor = editor_of(row)
    changes.edit_issue(
        row, actor=editor, version=row.version, body="## Welcome\n\nAsk both parents about tonight."
    )
    changes.edit_issue(row, actor=editor, version=row.version, body=row.body)
    db.session.commit()

    page = sign_in(editor).get(f"/newsletters/{row.id}/versions")

    assert "[put in: both parents ]" in page
    assert "[taken out: the mother ]" in page
    assert page.html.count("<option") == 6, "an unchanged text is no new version"


def test_a_chair_sees_first_what_changed_since_the_last_decision(make, sign_in):
    row = issue(make, IssueState.SUBMITTED, body="## Welcome\n\nOld words here.")
    editor, chair = editor_of(row), make.user(Role.CHAIR)
    changes.return_issue(row, actor=chair, version=row.version, comment="Say more.")
    for body in (
        "## Welcome\n\nOld words here, and new.",
        "## Welcome\n\nOld words here, and newer.",
    ):
        changes.edit_issue(row, actor=editor, version=row.version, body=body)
    db.session.commit()

    page = sign_in(chair).get(f"/newsletters/{row.id}/versions")

    assert "[put in: , and newer ]" in page


def test_nothing_changed_is_said_plainly(make, sign_in):
    row = changes.start_issue(make.panel_, actor=make.user(Role.EDITOR), title="Fresh")
    db.session.commit()

    page = sign_in(editor_of(row)).get(f"/newsletters/{row.id}/versions")

    assert "Nothing changed" in page
    assert db.session.get(Issue, row.id).title == "Fresh"
