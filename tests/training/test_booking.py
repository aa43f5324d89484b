"""A place is booked by a link, given to whoever confirmed first, and passed on when given back."""

from datetime import timedelta

import pytest

from cdop.access.roles import Role
from cdop.core.sign_off import Move, Stand
from cdop.db.clock import now
from cdop.extensions import db
from cdop.mail.models import MailState, OutboxMail
from cdop.training import booking_changes, changes
from cdop.training.models import Booking, BookingState
from cdop.training.tokens import booking_token
from tests.training.build import booking, session

ASKED = {
    "name": "Ada Farrow",
    "email": "ada@example.org",
    "agency": "Northmere Hospitals",
    "profession": "midwife",
    "consent": "y",
}


def mails() -> list[str]:
    return [mail.kind for mail in db.session.scalars(db.select(OutboxMail))]


def test_a_midwife_books_by_the_link_in_a_mail(make, sign_in):
    coming, stranger = session(make), sign_in()

    page = stranger.submit(f"/learn/session/{coming.id}", **ASKED)
    [place] = db.session.scalars(db.select(Booking)).all()
    before = place.state
    stranger.submit(f"/learn/place/{booking_token(place.id)}", act="confirm")

    assert "Check your mail" in page
    assert (before, place.state) == (BookingState.ASKED, BookingState.BOOKED)
    assert mails() == ["training-confirm", "training-booked"]


def test_following_the_link_alone_takes_no_place(make, sign_in):
    place = booking(session(make), BookingState.ASKED)

    sign_in().get(f"/learn/place/{booking_token(place.id)}")

    assert place.state is BookingState.ASKED


def test_a_full_session_makes_a_waiting_list_and_a_place_given_back_is_passed_on(make, sign_in):
    coming = session(make, places=1)
    first, second = booking(coming), booking(coming, BookingState.ASKED)
    stranger = sign_in()

    stranger.submit(f"/learn/place/{booking_token(second.id)}", act="confirm")
    waited = second.state
    stranger.submit(f"/learn/place/{booking_token(first.id)}", act="cancel")

    assert waited is BookingState.WAITING
    assert (first.state, second.state) == (BookingState.CANCELLED, BookingState.BOOKED)
    assert mails()[-1] == "training-moved_up"


@pytest.mark.both_engines
def test_the_last_place_is_given_once(make):
    coming = session(make, places=1)
    asked = [booking(coming, BookingState.ASKED) for _ in range(3)]

    for place in asked:
        booking_changes.confirm(place)
        db.session.commit()

    states = [place.state for place in asked]
    assert states == [BookingState.BOOKED, BookingState.WAITING, BookingState.WAITING]


def test_an_address_that_is_known_gets_the_same_answer_and_one_mail(make, sign_in):
    coming, stranger = session(make), sign_in()

    once = stranger.submit(f"/learn/session/{coming.id}", **ASKED)
    twice = stranger.submit(f"/learn/session/{coming.id}", **ASKED)

    assert once.text == twice.text
    assert mails() == ["training-confirm"]


def test_what_was_typed_stays_without_consent(make, sign_in):
    coming = session(make)

    page = sign_in().submit(f"/learn/session/{coming.id}", **{**ASKED, "consent": ""})

    assert "Agree, so that we can book your place" in page
    assert page.field("name") == "Ada Farrow"


def test_a_session_that_is_over_is_not_booked(make, sign_in):
    over = session(make, days=-1)

    page = sign_in().submit(f"/learn/session/{over.id}", **ASKED)

    assert "over" in page
    assert db.session.scalars(db.select(Booking)).all() == []


def test_everybody_is_told_when_a_session_is_withdrawn(make):
    coming = session(make)
    booking(coming)

    changes.move_session(
        coming, Move.CLOSE, actor=coming.author, version=coming.version, comment="Ill"
    )
    db.session.commit()

    assert coming.state is Stand.CLOSED
    assert mails() == ["training-withdrawn"]


def test_a_chair_too_withdraws_a_session_that_can_be_booked(make, sign_in):
    coming = session(make)
    booking(coming)

    page = sign_in(make.user(Role.CHAIR)).submit(
        f"/training/{coming.id}/move", version=coming.version, move="close", comment="Wrong words"
    )

    assert "Withdrawn: Safer sleep in practice" in page
    assert mails() == ["training-withdrawn"]


def test_a_forged_link_opens_nothing(sign_in):
    assert sign_in().get("/learn/place/abc.def").status_code == 404


def test_names_and_addresses_are_sealed(make):
    place = booking(session(make), name="Ada Farrow")

    raw = db.session.execute(
        db.text("SELECT name, email FROM training_booking WHERE id = :id"), {"id": place.id}
    ).one()

    assert "Ada" not in str(raw)
    assert "example" not in str(raw)
    assert place.asked_at < now() + timedelta(seconds=1)


def test_who_is_erased_is_forgotten_in_the_mails_as_well(make):
    place = booking(session(make, days=-1), came=True)

    booking_changes.erase(place, actor=place.session.author)
    db.session.commit()

    [mail] = db.session.scalars(db.select(OutboxMail)).all()
    assert (mail.recipient, mail.text, mail.state) == ("", "", MailState.CANCELLED)
