"""A declared conflict of interest shuts the case to the person, everywhere and at once."""

import pytest

from cdop.access.roles import Role
from cdop.cases import conflict_changes, work_list
from cdop.cases.models import Conflict
from cdop.db.clock import today
from cdop.extensions import db
from cdop.trail.models import TrailEntry
from tests.cases.deaths import notified

REASON = {"reason": "I treated the child", "understood": "yes"}


def declared(case, user, actor):
    conflict = conflict_changes.declare_conflict(case, actor=actor, user=user, reason="Knows them")
    db.session.commit()
    return conflict


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CHAIR, Role.COORDINATOR])
def test_whoever_declares_a_conflict_loses_the_case_at_once(make, sign_in, role):
    case = notified(make.user(Role.COORDINATOR), make.panel_)
    person = make.user(role)
    browser = sign_in(person)
    assert case.reference in browser.get("/cases/")

    after = browser.submit(f"/cases/{case.id}/conflict", **REASON)

    assert "closed to you from now on" in after and case.reference not in after
    assert browser.get(f"/cases/{case.id}").status_code == 404
    assert browser.get("/cases/?stage=all").text.count(case.reference) == 0
    assert work_list.count_cases(person, work_list.Wanted(), today=today()) == 0


def test_a_conflicted_coordinator_neither_finds_nor_opens_the_child(make, sign_in):
    coordinator = make.user(Role.COORDINATOR)
    case = notified(make.user(Role.COORDINATOR), make.panel_)
    browser = sign_in(coordinator)
    browser.submit(f"/cases/{case.id}/conflict", **REASON)

    assert "Nothing found" in browser.submit("/cases/find", words="Invented")
    for page in ("identity", "identity/edit", "account", "export", "stage", "conflicts"):
        assert browser.get(f"/cases/{case.id}/{page}").status_code == 404


def test_a_conflict_is_not_declared_without_a_reason_and_a_confirmation(make, sign_in):
    member, case = make.user(Role.MEMBER), make.case()

    page = sign_in(member).submit(f"/cases/{case.id}/conflict", reason="I know them")

    assert page.status_code == 422 and "I know them" in page.html
    assert db.session.scalars(db.select(Conflict)).all() == []


def test_the_page_says_when_nobody_would_be_left_to_do_the_work(make, sign_in):
    chair, deputy = make.user(Role.CHAIR), make.user(Role.CHAIR, deputy=True)
    case = make.case()

    with_deputy = sign_in(chair).get(f"/cases/{case.id}/conflict")
    declared(case, deputy, deputy)
    alone = sign_in(chair).get(f"/cases/{case.id}/conflict")

    assert "No other chair" not in with_deputy
    assert "No other chair of this panel can open the case" in alone


def test_a_coordinator_declares_a_conflict_for_a_member(make, sign_in):
    coordinator, member = make.user(Role.COORDINATOR), make.user(Role.MEMBER)
    case = make.case()

    page = sign_in(coordinator).submit(
        f"/cases/{case.id}/conflicts", user=member.id, reason="Told me of it"
    )

    assert "Told me of it" in page
    assert sign_in(member).get(f"/cases/{case.id}").status_code == 404


def test_a_member_declares_for_nobody_else(make, sign_in):
    member, other, case = make.user(Role.MEMBER), make.user(Role.MEMBER), make.case()

    answer = sign_in(member).submit(f"/cases/{case.id}/conflicts", user=other.id, reason="So")

    assert answer.status_code == 404
    assert db.session.scalars(db.select(Conflict)).all() == []


def test_somebody_of_another_panel_cannot_be_shut_out(make, sign_in):
    coordinator, case = make.user(Role.COORDINATOR), make.case()
    stranger = make.user(Role.MEMBER, panel=make.panel())

    page = sign_in(coordinator).submit(f"/cases/{case.id}/conflicts", user=stranger.id, reason="So")

    assert page.status_code == 422


def test_a_chair_lifts_a_conflict_with_a_reason(make, sign_in):
    chair, member, case = make.user(Role.CHAIR), make.user(Role.MEMBER), make.case()
    conflict = declared(case, member, member)
    address = f"/cases/{case.id}/conflicts/{conflict.id}/lift"
    browser = sign_in(chair)

    refused = browser.submit(address, reason="")
    page = browser.submit(address, reason="Declared on the wrong case")

    assert refused.status_code == 422
    assert "Declared on the wrong case" in page
    assert sign_in(member).get(f"/cases/{case.id}").status_code == 200


def test_nobody_lifts_their_own_conflict_and_no_coordinator_any(make, sign_in):
    chair, coordinator, case = make.user(Role.CHAIR), make.user(Role.COORDINATOR), make.case()
    conflict = declared(case, chair, chair)
    address = f"/cases/{case.id}/conflicts/{conflict.id}/lift"

    assert sign_in(chair).submit(address, reason="I am fine").status_code == 404
    assert sign_in(coordinator).submit(address, reason="He is fine").status_code == 404


def test_the_trail_names_the_person_and_keeps_the_reason_out(make, sign_in):
    member, case = make.user(Role.MEMBER), make.case()

    sign_in(member).submit(f"/cases/{case.id}/conflict", **REASON)

    entry = db.session.scalars(
        db.select(TrailEntry).where(TrailEntry.event == "conflict.declared")
    ).one()
    assert entry.detail == {"person": member.id, "own": True}
