"""Governance leads read the trail of their panels: who did what, never what a case says."""

import csv
import io
from datetime import timedelta

import pytest

from cdop.access.roles import Role
from cdop.core.workflow import Stage
from cdop.db.clock import today
from cdop.extensions import db
from cdop.oversight.events import label_of
from cdop.trail.models import TrailEntry
from cdop.trail.record import record
from cdop.web.csv_files import harmless


@pytest.fixture
def lead(make, sign_in):
    """A governance lead's browser."""
    return sign_in(make.user(Role.GOVERNANCE, name="Gwen Lead"))


@pytest.mark.both_engines
def test_a_lead_sees_who_opened_which_case(make, sign_in, lead):
    member = make.user(Role.MEMBER, name="Mo Member")
    case = make.case(summary="Words that stay in the case")
    sign_in(member).get(f"/cases/{case.id}")

    page = lead.get("/trail/")

    assert "Opened a case" in page
    assert "Mo Member" in page
    assert case.reference in page
    assert "Words that stay" not in page


def test_the_trail_of_another_panel_is_not_there(make, sign_in, lead):
    make.panel_  # noqa: B018  the lead's own
    other = make.panel("Other panel")
    stranger = make.user(Role.COORDINATOR, panel=other, name="Odd Other")
    case = make.case(panel=other)
    sign_in(stranger).get(f"/cases/{case.id}")

    page = lead.get("/trail/")

    assert "Odd Other" not in page
    assert case.reference not in page
    assert "No entries" in page


def test_sign_ins_of_the_panels_people_are_there_and_those_of_others_are_not(make, lead):
    member = make.user(Role.MEMBER, name="Mo Member")
    other = make.user(Role.MEMBER, panel=make.panel("Other panel"), name="Odd Other")
    for user in (member, other):
        record(user, "account.signed-in", user)
    db.session.commit()

    page = lead.get("/trail/")

    assert page.text.count("Signed in") == 1 + 1  # the entry, and the choice in the filter
    assert "Odd Other" not in page


def test_entries_are_narrowed_by_event_person_record_and_day(make, lead):
    one, two = make.user(Role.MEMBER, name="One"), make.user(Role.MEMBER, name="Two")
    case, other = make.case(), make.case()
    for user, record_of in ((one, case), (one, other), (two, case)):
        record(user, "case.viewed", record_of)
    record(two, "case.edited", case)
    db.session.commit()
    tomorrow = today() + timedelta(days=1)
    day = f"first-day={tomorrow.day}&first-month={tomorrow.month}&first-year={tomorrow.year}"

    def shown(query: str) -> str:
        return lead.get(f"/trail/?{query}").text

    assert "of 4 entries" in shown("")
    assert "of 1 entries" in shown("event=case.edited")
    assert "of 2 entries" in shown(f"person={one.id}")
    assert "of 3 entries" in shown(f"subject={case.id}")
    assert "No entries" in shown(day)
    assert "must be a real date" in shown("first-day=31&first-month=2&first-year=2026")


def test_long_trails_come_in_pages(make, lead):
    member = make.user(Role.MEMBER)
    for _ in range(60):
        record(member, "account.signed-in", member)
    db.session.commit()

    assert "Showing 1 to 50 of 60 entries" in lead.get("/trail/")
    assert "Showing 51 to 60 of 60 entries" in lead.get("/trail/?page=2")


def test_of_a_very_long_trail_only_the_newest_entries_are_listed(make, lead, monkeypatch):
    monkeypatch.setattr("cdop.oversight.queries.MOST_LISTED", 55)
    member = make.user(Role.MEMBER)
    for _ in range(60):
        record(member, "account.signed-in", member)
    db.session.commit()

    page = lead.get("/trail/?page=2")

    assert "Showing 51 to 55 of 55 entries" in page
    assert "Only the newest are listed" in page


def test_the_download_holds_the_same_entries_and_is_itself_on_the_trail(make, lead):
    member = make.user(Role.MEMBER, name="=cmd|' /C calc'!A0")
    record(member, "case.viewed", make.case())
    record(member, "case.edited", make.case())
    db.session.commit()

    answer = lead.get("/trail/download?event=case.viewed")

    rows = list(csv.reader(io.StringIO(answer.response.get_data(as_text=True))))
    assert [row[4] for row in rows] == ["Event", "case.viewed"]
    assert rows[1][2] == "'=cmd|' /C calc'!A0"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "Downloaded the trail" in lead.get("/trail/")


@pytest.mark.parametrize("start", "= + - @ \t \r".split(" "))
def test_no_cell_is_taken_for_a_formula(start):
    assert harmless(f"{start}1+1").startswith("'")


def test_a_whole_trail_is_verified_on_request(make, lead):
    member = make.user(Role.MEMBER)
    for _ in range(3):
        record(member, "account.signed-in", member)
    db.session.commit()

    page = lead.submit("/trail/verify")

    assert "The trail is whole: 3 entries were checked" in page
    assert "Verified the trail" in page


def test_a_trail_that_was_altered_is_reported(make, lead):
    member = make.user(Role.MEMBER)
    for _ in range(3):
        record(member, "account.signed-in", member)
    db.session.commit()
    db.session.execute(db.text("DROP TRIGGER trail_entry_no_update"))
    db.session.execute(db.text("UPDATE trail_entry SET event='x.y' WHERE sequence=2"))
    db.session.commit()

    page = lead.submit("/trail/verify")

    assert "The trail is not whole" in page
    assert "entry 2: was altered" in page


def test_the_access_report_counts_how_often_each_record_was_opened(make, sign_in, lead):
    member = make.user(Role.MEMBER, name="Mo Member")
    case = make.case(stage=Stage.AT_PANEL)
    browser = sign_in(member)
    for _ in range(3):
        browser.get(f"/cases/{case.id}")

    page = lead.get("/trail/access")

    assert f"Mo Member Case {case.reference} 3" in page
    assert db.session.scalars(
        db.select(TrailEntry.event).order_by(TrailEntry.sequence.desc())
    ).first() == ("access.reported")


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.GOVERNANCE])
def test_nobody_else_reads_the_trail(make, sign_in, role):
    browser = sign_in(make.user(role))

    for path in ("/trail/", "/trail/access", "/trail/download"):
        assert browser.get(path).status_code == 404
    assert browser.submit("/trail/verify").status_code == 404


def test_an_event_without_words_of_its_own_reads_plainly():
    assert label_of("report.sent-back") == "Report: sent back"
    assert label_of("case.viewed") == "Opened a case"
