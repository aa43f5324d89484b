"""A newsletter that could tell who a child was does not reach the chair's signature."""

from datetime import date

import pytest

from cdop.access.roles import Role
from cdop.core.publication import IssueState
from cdop.extensions import db
from cdop.newsletters import changes
from cdop.newsletters.identity import check_issue
from cdop.newsletters.models import Issue
from tests.learning.build import reasons_beside
from tests.newsletters.build import editor_of, issue, published, released


def stored(row: Issue) -> Issue:
    db.session.expire_all()
    return db.session.get(Issue, row.id)


def leaking(make, words: str, **values) -> Issue:
    make.case(first_name="Quillan", last_name="Featherstone", **values)
    row = issue(make, IssueState.DRAFT)
    row.body += f"\n\n{words}\n"
    db.session.commit()
    return row


def test_the_full_name_of_a_child_stops_an_issue(make, sign_in):
    row = leaking(make, "We remember Quill*an* Featherstone.")

    page = sign_in(row.author).submit(f"/newsletters/{row.id}/submit", version=str(row.version))

    assert page.status_code == 422
    assert "Take it out." in page
    assert stored(row).state is IssueState.DRAFT


def test_a_surname_alone_needs_the_chairs_reason(make, sign_in):
    row = leaking(make, "A Featherstone lamp is safe.")
    sign_in(row.author).submit(f"/newsletters/{row.id}/submit", version=str(row.version))
    chair = sign_in(make.user(Role.CHAIR))
    typed = {"version": str(stored(row).version), "decision": "approve"}

    page = chair.submit(f"/newsletters/{row.id}/decide", **typed)
    assert page.status_code == 422
    reasons = reasons_beside(page, "A make of lamp.")
    page = chair.submit(f"/newsletters/{row.id}/decide", **typed, **reasons)

    assert "Marked words kept: “Featherstone”: A make of lamp." in page
    assert stored(row).state is IssueState.APPROVED


@pytest.mark.parametrize("kind", ["table", "chart"])
def test_the_number_of_a_table_is_no_date(make, kind):
    make.case(born_on=date(2026, 1, 1), died_on=date(2026, 1, 8))
    released(make, "2026-01/8")
    row = issue(make, body=f"## Figures\n\n[[{kind} 2026-01/8]]")

    assert check_issue(row) == []
    row.body += "\n\nIt was on 2026-01/8."
    assert [each.words for each in check_issue(row)] == ["2026-01/8"]


def test_the_editor_takes_the_safer_wording_with_one_press(make, sign_in):
    row = leaking(make, "As Quillan showed.")
    editor = sign_in(row.author)
    assert "app-passage--reason" in editor.get(f"/newsletters/{row.id}/identity").html

    editor.submit(
        f"/newsletters/{row.id}/identity/reword",
        version=str(row.version),
        part="body",
        start=str(row.body.index("Quillan")),
        words="Quillan",
    )

    assert "As the family showed." in stored(row).body


def test_a_child_whose_case_came_after_the_sign_off_stops_it_at_the_last_step(make):
    row = issue(make, IssueState.APPROVED, summary="We remember Quillan Featherstone.")
    make.case(first_name="Quillan", last_name="Featherstone")

    with pytest.raises(changes.NotReady):
        changes.publish_issue(row, actor=editor_of(row), version=row.version)


def test_a_notice_of_withdrawal_names_no_child_either(make, sign_in):
    make.case(first_name="Quillan", last_name="Featherstone")
    row = stored(db.session.get(Issue, published(make).issue_id))

    page = sign_in(editor_of(row)).submit(
        f"/newsletters/{row.id}/withdraw",
        version=str(row.version),
        notice="It named Quillan Featherstone.",
    )

    assert page.status_code == 422
    assert "Take it out." in page
    assert stored(row).state is IssueState.PUBLISHED


def test_a_weak_sign_of_a_case_that_came_after_the_sign_off_stops_it_too(make):
    row = issue(make, IssueState.APPROVED, summary="A Featherstone lamp is safe.")
    make.case(first_name="Quillan", last_name="Featherstone")

    with pytest.raises(changes.NotReady):
        changes.publish_issue(row, actor=editor_of(row), version=row.version)


def test_what_was_signed_off_for_a_reason_is_published(make):
    row = leaking(make, "A Featherstone lamp is safe.")
    chair = make.user(Role.CHAIR)
    changes.submit_issue(row, actor=row.author, version=row.version)
    reasons = {each.key: "A make of lamp." for each in check_issue(row)}
    changes.approve_issue(row, actor=chair, version=row.version, reasons=reasons)

    publication = changes.publish_issue(row, actor=row.author, version=row.version)

    assert "Featherstone lamp" in publication.text
