"""Voiding, merging, transferring and taking a case out whole."""

import json

import pytest

from cdop.access.roles import Role
from cdop.cases import closing_changes, conflict_changes
from cdop.cases.models import CaseExport
from cdop.core.workflow import NotNow, Stage
from cdop.extensions import db
from cdop.trail.models import TrailEntry
from tests.cases.deaths import NHS, notified


@pytest.fixture
def coordinator(make):
    return make.user(Role.COORDINATOR)


def test_a_void_case_leaves_the_work_and_can_still_be_looked_at(make, sign_in, coordinator):
    case = notified(coordinator, make.panel_)
    browser = sign_in(coordinator)

    refused = browser.submit(f"/cases/{case.id}/void", reason=" ")
    page = browser.submit(f"/cases/{case.id}/void", reason="A stillbirth")

    assert refused.status_code == 422
    assert "opened in error" in page and "A stillbirth" in page
    assert case.reference not in browser.get("/cases/")
    assert (case.stage, case.next_due_on) == (Stage.VOID, None)


def test_a_duplicate_is_merged_after_the_other_case_was_shown(make, sign_in, coordinator):
    kept = notified(coordinator, make.panel_)
    duplicate = notified(coordinator, make.panel_)
    browser, sent = sign_in(coordinator), {"reason": "Same NHS number", "reference": kept.reference}

    shown = browser.submit(f"/cases/{duplicate.id}/merge", **sent)
    assert "cannot be taken back" in shown and duplicate.stage is Stage.NOTIFIED
    page = browser.submit(f"/cases/{duplicate.id}/merge", confirmed=kept.id, **sent)

    assert f"{duplicate.reference} is merged into this case" in page
    assert (duplicate.stage, duplicate.merged_into_id) == (Stage.MERGED, kept.id)
    assert kept.reference in browser.get(f"/cases/{duplicate.id}")


@pytest.mark.parametrize("reference", ["CDOP/2000/001", "own"])
def test_a_case_is_merged_only_into_another_of_the_panel(make, sign_in, coordinator, reference):
    case = notified(coordinator, make.panel_)
    other = make.case(panel=make.panel(), reference="CDOP/2000/001")

    page = sign_in(coordinator).submit(
        f"/cases/{case.id}/merge",
        reference=case.reference if reference == "own" else other.reference,
        reason="Same",
        confirmed=other.id,
    )

    assert page.status_code == 422 and "no other case of your panel" in page


def test_a_conflict_in_the_duplicate_holds_in_the_kept_case(make, sign_in, coordinator):
    member = make.user(Role.MEMBER)
    kept, duplicate = notified(coordinator, make.panel_), notified(coordinator, make.panel_)
    conflict_changes.declare_conflict(duplicate, actor=member, user=member, reason="Knew the child")

    closing_changes.merge_case(duplicate, into=kept, actor=coordinator, reason="Same child")
    db.session.commit()

    assert sign_in(member).get(f"/cases/{kept.id}").status_code == 404


def test_an_analysis_goes_with_the_child_but_never_over_another(make, coordinator):
    kept, duplicate, third = (notified(coordinator, make.panel_) for _ in range(3))
    analysis = make.analysis(duplicate)
    make.analysis(third)

    closing_changes.merge_case(duplicate, into=kept, actor=coordinator, reason="Same child")

    assert analysis.case_id == kept.id
    with pytest.raises(NotNow, match="Both cases have an analysis"):
        closing_changes.merge_case(third, into=kept, actor=coordinator, reason="Same child")
    assert third.stage is Stage.NOTIFIED


def offered(make, coordinator):
    theirs = make.panel()
    case = notified(coordinator, make.panel_)
    offer = closing_changes.offer_transfer(
        case, to=theirs, actor=coordinator, reason="Lived in their area"
    )
    db.session.commit()
    return case, offer, make.user(Role.COORDINATOR, panel=theirs)


def test_an_offered_case_stays_and_shows_only_the_reason(make, sign_in, coordinator):
    case, _, receiver = offered(make, coordinator)

    page = sign_in(receiver).get("/cases/transfers")

    assert "Lived in their area" in page and "Invented" not in page
    assert sign_in(receiver).get(f"/cases/{case.id}").status_code == 404
    assert "is offered to" in sign_in(coordinator).get(f"/cases/{case.id}")


def test_an_accepted_case_changes_panel_and_reference(make, sign_in, coordinator):
    case, offer, receiver = offered(make, coordinator)
    make.case(panel=offer.to_panel, died_on=case.death_month, reference="CDOP/1999/001")

    page = sign_in(receiver).submit(f"/cases/transfers/{offer.id}/accept")

    assert "The case is yours now" in page
    assert case.panel_id == offer.to_panel_id and case.reference.endswith("/001")
    assert sign_in(receiver).get(f"/cases/{case.id}/identity").status_code == 200
    assert sign_in(coordinator).get(f"/cases/{case.id}").status_code == 404


def test_a_declined_case_stays_with_a_reason(make, sign_in, coordinator):
    case, offer, receiver = offered(make, coordinator)
    address = f"/cases/transfers/{offer.id}/decline"

    assert sign_in(receiver).submit(address, reason="").status_code == 422
    page = sign_in(receiver).submit(address, reason="Not our area either")

    assert "The offer is declined" in page
    assert case.panel_id == make.panel_.id and offer.answer == "Not our area either"


def test_only_the_panel_that_is_asked_decides(make, sign_in, coordinator):
    _, offer, _ = offered(make, coordinator)

    for stranger in (coordinator, make.user(Role.COORDINATOR, panel=make.panel())):
        answer = sign_in(stranger).submit(f"/cases/transfers/{offer.id}/accept")
        assert answer.status_code == 404


def test_a_withdrawn_offer_cannot_be_accepted(make, sign_in, coordinator):
    case, offer, receiver = offered(make, coordinator)

    sign_in(coordinator).submit(f"/cases/{case.id}/transfer/withdraw")
    answer = sign_in(receiver).submit(f"/cases/transfers/{offer.id}/accept")

    assert answer.status_code == 409 and case.panel_id == make.panel_.id


def test_a_case_is_taken_out_whole_with_a_reason(make, sign_in, coordinator):
    case = notified(coordinator, make.panel_, nhs_number=NHS, circumstances="A long story")
    make.analysis(case)
    browser, address = sign_in(coordinator), f"/cases/{case.id}/export"

    assert browser.submit(address, form="json", reason="").status_code == 422
    file = browser.submit(address, form="json", reason="Asked for by the coroner")
    page = browser.submit(address, form="html", reason="Asked for by the coroner")

    taken = json.loads(file.response.get_data())
    assert taken["identity"]["nhs_number"] == NHS
    assert taken["account"]["circumstances"] == "A long story"
    assert "analysis" in taken and len(taken["history"]) == 1
    assert case.reference not in file.headers["Content-Disposition"]
    assert "A long story" in page and "9990000018" in page
    assert "mark" not in taken["identity"]


def test_taking_a_case_out_is_recorded_and_the_reason_kept_sealed(make, sign_in, coordinator):
    case = notified(coordinator, make.panel_)

    sign_in(coordinator).submit(f"/cases/{case.id}/export", form="json", reason="For the coroner")

    entry = db.session.scalars(
        db.select(TrailEntry).where(TrailEntry.event == "case.exported")
    ).one()
    assert entry.detail == {"form": "json"}
    assert db.session.scalars(db.select(CaseExport)).one().reason == "For the coroner"
