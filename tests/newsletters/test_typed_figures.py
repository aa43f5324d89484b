"""Figures get into a newsletter by the number of their table; typed ones are asked about."""

import pytest

from cdop.access.roles import Role
from cdop.core.publication import IssueState
from cdop.extensions import db
from cdop.learning.identity_check import IdentityFound
from cdop.newsletters import changes
from cdop.newsletters.identity import check_issue
from cdop.newsletters.models import Issue
from tests.learning.build import reasons_beside
from tests.newsletters.build import editor_of, issue, released, withdraw_release

FIGURE = "The panel reviewed 41 deaths."


def stored(row: Issue) -> Issue:
    db.session.expire_all()
    return db.session.get(Issue, row.id)


def submitted_by_its_author(row, sign_in):
    return sign_in(row.author).submit(f"/newsletters/{row.id}/submit", version=str(row.version))


@pytest.mark.parametrize("part", ["title", "summary", "body"])
def test_a_small_number_of_local_deaths_stops_an_issue(make, sign_in, part):
    row = issue(make, IssueState.DRAFT, **{part: "Two babies died at Haverby last year."})

    page = submitted_by_its_author(row, sign_in)

    assert page.status_code == 422
    assert "“Two babies” is a small number of local deaths. Take it out." in page
    assert stored(row).state is IssueState.DRAFT


def test_the_chair_says_why_another_typed_figure_may_stay(make, sign_in):
    row = issue(make, IssueState.DRAFT, body=f"## Welcome\n\n{FIGURE}")
    submitted_by_its_author(row, sign_in)
    chair = sign_in(make.user(Role.CHAIR))
    typed = {"version": str(stored(row).version), "decision": "approve"}

    page = chair.submit(f"/newsletters/{row.id}/decide", **typed)
    assert page.status_code == 422
    assert "1 figure typed by hand" in page
    reasons = reasons_beside(page, "Counted for the board report, 2026.")
    page = chair.submit(f"/newsletters/{row.id}/decide", **typed, **reasons)

    assert "Marked words kept: “41 deaths”: Counted for the board report, 2026." in page
    assert stored(row).state is IssueState.APPROVED


def test_a_reason_holds_for_these_very_words_alone(make):
    row = issue(make, IssueState.SUBMITTED, body=f"## Welcome\n\n{FIGURE}")
    reasons = {each.key: "Board report, 2026." for each in check_issue(row)}
    chair = make.user(Role.CHAIR)
    changes.approve_issue(row, actor=chair, version=row.version, reasons=reasons)

    words = {"body": row.body.replace("41", "44")}
    changes.edit_issue(row, actor=row.author, version=row.version, **words)
    changes.submit_issue(row, actor=row.author, version=row.version)

    with pytest.raises(IdentityFound):
        changes.approve_issue(row, actor=chair, version=row.version)


def test_the_table_that_prints_the_figure_is_put_in_with_one_press(make, sign_in):
    table = released(make)
    row = issue(make, IssueState.DRAFT, body=f"## Welcome\n\n{FIGURE}\n\nThank you.")
    editor = sign_in(row.author)
    page = editor.get(f"/newsletters/{row.id}/identity")
    assert f"Put in table {table.number}" in page

    page = editor.submit(
        f"/newsletters/{row.id}/identity/table",
        version=str(row.version),
        key=check_issue(row)[0].key,
        number=table.number,
    )

    assert f"{FIGURE}\n\n[[table {table.number}]]\n\nThank you." in stored(row).body
    assert "Nothing was found" in page
    assert check_issue(stored(row)) == []


def test_only_an_offered_table_can_be_put_in(make, sign_in):
    released(make)
    other = released(make, "2026-02/1", panel=make.panel(slug="elsewhere"))
    row = issue(make, IssueState.DRAFT, body=f"## Welcome\n\n{FIGURE}")

    page = sign_in(row.author).submit(
        f"/newsletters/{row.id}/identity/table",
        version=str(row.version),
        key=check_issue(row)[0].key,
        number=other.number,
    )

    assert page.status_code == 409
    assert "[[" not in stored(row).body


def test_a_figure_is_typed_again_once_its_table_is_withdrawn(make):
    table = released(make)
    row = issue(make, body=f"## Welcome\n\n{FIGURE}\n\n[[table {table.number}]]")
    assert check_issue(row) == []

    withdraw_release(table)

    assert [each.words for each in check_issue(row)] == ["41 deaths"]


def test_a_table_that_prints_another_number_vouches_for_nothing(make):
    table = released(make)
    row = issue(make, body=f"## Welcome\n\nWe reviewed 43 deaths.\n\n[[table {table.number}]]")

    assert [each.words for each in check_issue(row)] == ["43 deaths"]


def test_the_notice_of_a_withdrawal_tells_no_small_number(make, sign_in):
    row = issue(make, IssueState.PUBLISHED)

    page = sign_in(editor_of(row)).submit(
        f"/newsletters/{row.id}/withdraw",
        version=str(row.version),
        notice="It said that two babies died, which is wrong.",
    )

    assert page.status_code == 422
    assert stored(row).state is IssueState.PUBLISHED
