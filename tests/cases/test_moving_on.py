"""Stages, dates and pauses: what moves a case on, and what is due next."""

from datetime import date, timedelta

import pytest

from cdop.access.policy import Denied
from cdop.access.roles import Role
from cdop.cases import changes
from cdop.cases.models import StageMove
from cdop.cases.notification import NotAccepted
from cdop.core.clocks import PauseReason
from cdop.core.workflow import Move, NotNow, Stage
from cdop.db.clock import today
from cdop.extensions import db
from tests.cases.deaths import notified, parts


def at_panel(actor, case):
    for move in (
        Move.START_GATHERING,
        Move.HOLD_REVIEW_MEETING,
        Move.MARK_READY,
        Move.SEND_TO_PANEL,
    ):
        changes.move_stage(case, move, actor=actor)
    db.session.commit()
    return case


def test_a_coordinator_moves_the_case_on_and_the_history_shows_it(make, sign_in):
    coordinator = make.user(Role.COORDINATOR)
    case = notified(coordinator, make.panel_)

    page = sign_in(coordinator).submit(
        f"/cases/{case.id}/stage",
        version=case.version,
        move="start_gathering",
        **parts("on", today()),
    )

    assert "Start gathering information: now “Gathering information”" in page
    assert case.stage is Stage.GATHERING


def test_a_move_from_an_old_page_is_refused_with_the_stage_as_it_is_now(make, sign_in):
    coordinator = make.user(Role.COORDINATOR)
    case = notified(coordinator, make.panel_)
    browser, move = sign_in(coordinator), {"move": "start_gathering", **parts("on", today())}
    seen = browser.get(f"/cases/{case.id}/stage").field("version")
    browser.submit(f"/cases/{case.id}/stage", version=seen, **move)

    again = browser.submit(f"/cases/{case.id}/stage", version=seen, **move)

    assert again.status_code == 409 and "Somebody else changed the case" in again
    assert db.session.scalar(db.select(db.func.count(StageMove.id))) == 2


def test_going_back_needs_a_reason(make, sign_in):
    coordinator = make.user(Role.COORDINATOR)
    case = at_panel(coordinator, notified(coordinator, make.panel_))
    browser = sign_in(coordinator)
    move = {"version": case.version, "move": "return_to_gathering", **parts("on", today())}

    refused = browser.submit(f"/cases/{case.id}/stage", **move)
    page = browser.submit(f"/cases/{case.id}/stage", reason="A report came late", **move)

    assert refused.status_code == 422 and "Give the reason" in refused
    assert "A report came late" in page
    assert (case.stage, case.review_meeting_on) == (Stage.GATHERING, None)


@pytest.mark.parametrize("days", [1, -30])
def test_a_move_cannot_lie_in_the_future_nor_before_the_death(make, days):
    coordinator = make.user(Role.COORDINATOR)
    case = notified(coordinator, make.panel_)

    with pytest.raises(NotAccepted):
        changes.move_stage(
            case, Move.START_GATHERING, actor=coordinator, on=today() + timedelta(days=days)
        )


def test_a_move_that_the_stage_does_not_allow_is_refused(make):
    coordinator = make.user(Role.COORDINATOR)
    case = notified(coordinator, make.panel_)

    with pytest.raises(NotNow):
        changes.move_stage(case, Move.SEND_TO_PANEL, actor=coordinator)


def test_only_a_chair_ratifies_and_reopens(make):
    coordinator, chair = make.user(Role.COORDINATOR), make.user(Role.CHAIR)
    case = at_panel(coordinator, notified(coordinator, make.panel_))

    with pytest.raises(Denied):
        changes.move_stage(case, Move.RATIFY, actor=coordinator, on=today())
    changes.move_stage(case, Move.RATIFY, actor=chair, on=today())
    assert (case.stage, case.reviewed_on, case.next_due_on) == (Stage.RATIFIED, today(), None)
    changes.move_stage(case, Move.REOPEN, actor=chair, reason="New facts")
    assert (case.stage, case.reviewed_on) == (Stage.AT_PANEL, None)


def test_ratifying_is_not_offered_among_the_coordinators_moves(make, sign_in):
    coordinator = make.user(Role.COORDINATOR)
    case = at_panel(coordinator, notified(coordinator, make.panel_))
    browser = sign_in(coordinator)

    sent = browser.submit(
        f"/cases/{case.id}/stage", version=case.version, move="ratify", **parts("on", today())
    )

    assert "Ratify" not in browser.get(f"/cases/{case.id}/stage")
    assert sent.status_code == 422 and case.stage is Stage.AT_PANEL


def test_recording_a_date_moves_the_next_step_on(make, sign_in):
    coordinator = make.user(Role.COORDINATOR)
    case = notified(coordinator, make.panel_)
    assert case.next_due_step == "ncmd"

    page = sign_in(coordinator).submit(
        f"/cases/{case.id}/dates",
        version=case.version,
        **parts("notified_on", case.notified_on),
        **parts("ncmd_notified_on", today()),
    )

    assert "Dates saved" in page
    assert case.next_due_step == "review_meeting"


def test_reports_cannot_come_back_before_they_are_asked_for(make, sign_in):
    coordinator = make.user(Role.COORDINATOR)
    case = notified(coordinator, make.panel_)

    page = sign_in(coordinator).submit(
        f"/cases/{case.id}/dates",
        version=case.version,
        **parts("notified_on", case.notified_on),
        **parts("reports_requested_on", today()),
        **parts("reports_returned_on", today() - timedelta(days=1)),
    )

    assert page.status_code == 422 and "before they are requested" in page


def test_a_pause_stops_the_clocks_that_can_wait_and_gives_the_days_back(make, sign_in):
    coordinator = make.user(Role.COORDINATOR)
    case = notified(coordinator, make.panel_, ncmd_notified_on=today())
    due = case.next_due_on
    browser = sign_in(coordinator)
    paused = browser.submit(
        f"/cases/{case.id}/pauses",
        reason="inquest",
        **parts("started_on", today() - timedelta(days=5)),
    )
    assert "Paused" in paused and case.next_due_on is None
    assert "Waiting" in browser.get("/cases/")

    browser.submit(f"/cases/{case.id}/pauses/{case.pauses[0].id}/end", **parts("ended_on", today()))

    assert case.next_due_on == due + timedelta(days=5)


def test_the_same_reason_does_not_pause_twice(make):
    coordinator = make.user(Role.COORDINATOR)
    case = notified(coordinator, make.panel_)
    pause = {"actor": coordinator, "reason": PauseReason.INQUEST, "started_on": today()}
    changes.start_pause(case, **pause)

    with pytest.raises(NotAccepted):
        changes.start_pause(case, **pause)


@pytest.mark.parametrize(
    ("died_on", "due"),
    [
        (date(2023, 11, 30), date(2024, 2, 29)),  # three months on, in a leap year
        (date(2022, 11, 30), date(2023, 2, 28)),
        (date(2024, 1, 31), date(2024, 4, 30)),  # across the change of the clocks
    ],
)
def test_the_review_meeting_is_due_on_the_calendar_day(make, died_on, due):
    coordinator = make.user(Role.COORDINATOR)

    case = notified(
        coordinator,
        make.panel_,
        died_on=died_on,
        born_on=died_on,
        notified_on=died_on,
        ncmd_notified_on=died_on,
    )

    assert (case.next_due_step, case.next_due_on) == ("review_meeting", due)
