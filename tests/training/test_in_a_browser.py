"""The pages of training in a real browser: accessible on a desk and on a phone."""

import pytest

from cdop.access.roles import Role
from cdop.core.sign_off import Move, Stand
from cdop.core.training import Tier
from cdop.db.clock import today
from cdop.extensions import db
from cdop.training import changes
from cdop.training.models import BookingState
from cdop.training.tokens import booking_token
from tests.chromium import DESKTOP, PHONE, axe_clean, screenshot
from tests.training.build import booking, session, subject

BOTH = pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])


@pytest.fixture
def editor(make):
    return make.user(Role.EDITOR)


@pytest.fixture
def look(open_as, viewport):
    """Opens a page, holds it to the rules, and leaves a picture of it."""

    def opened(user, path, name):
        page = open_as(user, path, viewport=viewport)
        axe_clean(page)
        screenshot(page, f"training-{name}")
        return page

    return opened


def question(of, editor, text="Where should a baby sleep tonight?"):
    changes.add_question(
        of.subject, actor=editor, text=text, answers=["In a cot", "On a sofa", "In a car"], right=0
    )
    db.session.commit()


@BOTH
def test_the_desk(make, editor, look):
    coming = session(make)
    booking(coming)
    slug = make.panel_.slug

    look(editor, "/training/", "desk")
    look(editor, f"/training/new/{slug}", "plan")
    look(editor, f"/training/subjects/{slug}", "subjects")
    look(editor, f"/training/need/{slug}", "need")


@BOTH
def test_a_session_with_who_came_and_what_they_said(make, editor, look):
    held = session(make, days=-1)
    question(held, editor)
    for number in range(3):
        booking(held, came=number < 2)
    booking(held, BookingState.WAITING)

    look(editor, f"/training/{held.id}", "session")
    look(editor, f"/training/questions/{held.subject_id}", "questions")
    look(editor, f"/training/bookings/{booking(held).id}/erase", "erase")


@BOTH
def test_a_chair_gives_a_reason_for_each_marked_passage(make, editor, look):
    make.case(first_name="Quillan", last_name="Featherstone")
    asked = session(make, Stand.DRAFT, trainer="Sister Featherstone")
    changes.move_session(asked, Move.SUBMIT, actor=asked.author, version=asked.version)
    db.session.commit()

    page = look(make.user(Role.CHAIR), f"/training/{asked.id}", "sign-off")
    page.get_by_role("button", name="Approve").click()
    page.wait_for_selector(".nhsuk-error-summary")
    axe_clean(page)
    screenshot(page, "training-sign-off-refused")
    page.get_by_role("link", name="Say why it may stay").click()
    page.keyboard.type("She is no relative.")
    page.get_by_role("button", name="Approve").click()
    page.wait_for_selector("text=Marked words kept")


@BOTH
def test_coverage(make, editor, look):
    about, _ = subject(make, name="Safer sleep"), subject(make, name="Smoking in pregnancy")
    held = session(make, days=-1, about=about)
    for _ in range(6):
        booking(held, came=True)
    changes.state_need(
        make.panel_,
        actor=editor,
        agency="Northmere Hospitals",
        profession="midwife",
        tier=Tier.TWO,
        staff=9,
        source="Staff record",
        counted_on=today(),
    )
    db.session.commit()

    look(editor, f"/training/coverage/{make.panel_.slug}", "coverage")


@BOTH
def test_what_somebody_who_books_goes_through(make, editor, look):
    coming, held = session(make), session(make, days=-1)
    for each in (coming, held):
        question(each, editor)
    place, been = booking(coming), booking(held, came=True)
    db.session.commit()
    coming_link, been_link = booking_token(place.id), booking_token(been.id)

    look(None, f"/learn/{make.panel_.slug}/", "open")
    page = look(None, f"/learn/session/{coming.id}", "booking")
    page.get_by_role("button").last.click()
    page.wait_for_selector("[role=alert]")
    axe_clean(page)
    screenshot(page, "training-booking-errors")
    look(None, f"/learn/session/{coming.id}/check-your-mail", "asked")
    look(None, f"/learn/place/{coming_link}", "place")
    look(None, f"/learn/quiz/{coming_link}/before", "quiz")
    look(None, f"/learn/place/{been_link}", "been")
    look(None, f"/learn/evaluation/{been_link}", "evaluation")
    look(None, f"/learn/check/{been.certificate_code or 'none'}", "certificate")
