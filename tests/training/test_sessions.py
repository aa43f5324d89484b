"""An editor plans a session, a chair signs it off, and whoever came gets a certificate."""

from datetime import timedelta
from io import BytesIO

import pikepdf

from cdop.access.roles import Role
from cdop.core.sign_off import Stand
from cdop.core.training import Tier
from cdop.db.clock import now, today
from cdop.extensions import db
from cdop.jobs.queue import run_due
from cdop.training import booking_changes, changes, queries
from cdop.training.models import BookingState, Evaluation, Phase, QuizAnswer, Session
from cdop.training.tokens import booking_token
from tests.training.build import booking, session, subject


def words(about, day=None) -> dict[str, str]:
    day = day or today() + timedelta(days=20)
    return {
        "subject": about.id,
        "title": "Safer sleep in practice",
        "tier": Tier.TWO.value,
        "day-day": str(day.day),
        "day-month": str(day.month),
        "day-year": str(day.year),
        "start": "14:30",
        "minutes": "60",
        "place": "Online",
        "trainer": "Infant feeding lead",
        "places": "12",
        "about": "Ask **where**.",
    }


def test_an_editor_plans_a_session_from_a_subject(make, sign_in):
    about = subject(make)
    browser = sign_in(make.user(Role.EDITOR))

    page = browser.submit(f"/training/new/{make.panel_.slug}", **words(about))

    assert "Session saved as a draft" in page
    assert "2:30pm to 3:30pm" in page
    assert db.session.scalars(db.select(Session)).one().state is Stand.DRAFT


def test_a_time_is_typed_as_for_a_newsletter(make, sign_in):
    about = subject(make)
    browser = sign_in(make.user(Role.EDITOR))

    page = browser.submit(
        f"/training/new/{make.panel_.slug}", **{**words(about), "start": "9.30am"}
    )

    assert "9:30am to 10:30am" in page


def test_what_was_typed_stays_when_the_time_is_wrong(make, sign_in):
    about = subject(make)
    browser = sign_in(make.user(Role.EDITOR))

    page = browser.submit(
        f"/training/new/{make.panel_.slug}", **{**words(about), "start": "half two"}
    )

    assert "Enter a time, such as 9:30am" in page
    assert page.field("title") == "Safer sleep in practice"


def test_a_chair_signs_off_what_an_editor_wrote(make, sign_in):
    planned = session(make, Stand.SUBMITTED)
    chair = sign_in(make.user(Role.CHAIR))

    page = chair.submit(f"/training/{planned.id}/move", version=planned.version, move="approve")

    assert "Open: Safer sleep in practice" in page


def test_who_wrote_it_cannot_sign_it_off(make, sign_in):
    planned = session(make, Stand.SUBMITTED)
    both = make.user(Role.EDITOR, Role.CHAIR)
    planned.last_editor_id = both.id
    db.session.commit()

    page = sign_in(both).submit(
        f"/training/{planned.id}/move", version=planned.version, move="approve"
    )

    assert page.status_code == 404
    assert db.session.get(Session, planned.id).state is Stand.SUBMITTED


def test_it_is_returned_only_with_a_reason(make, sign_in):
    planned = session(make, Stand.SUBMITTED)
    chair = sign_in(make.user(Role.CHAIR))

    page = chair.submit(f"/training/{planned.id}/move", version=planned.version, move="return")

    assert "Say why" in page


def test_the_public_sees_only_what_was_signed_off(make, sign_in):
    draft, opened = session(make, Stand.DRAFT, title="Not yet"), session(make)
    stranger = sign_in()

    page = stranger.get(f"/learn/{make.panel_.slug}/")

    assert opened.title in page
    assert "Not yet" not in page
    assert stranger.get(f"/learn/session/{draft.id}").status_code == 404


def test_whoever_came_gets_a_certificate_that_can_be_checked(make, sign_in):
    held = session(make, days=-1)
    came, stayed_away = booking(held, name="Ada Farrow"), booking(held)
    editor = sign_in(make.user(Role.EDITOR))

    page = editor.submit(f"/training/{held.id}/attendance", version=held.version, here=came.id)

    assert "1 marked as here" in page
    assert (came.attended, stayed_away.attended) == (True, False)
    stranger = sign_in()
    assert "This certificate is ours" in stranger.get(f"/learn/check/{came.certificate_code}")
    assert "Ada" not in stranger.get(f"/learn/check/{came.certificate_code}")
    content = stranger.client.get(f"/learn/certificate/{booking_token(came.id)}.pdf").data
    with pikepdf.open(BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert len(pdf.pages) == 1
    assert (
        stranger.get(f"/learn/certificate/{booking_token(stayed_away.id)}.pdf").status_code == 404
    )


def test_attendance_is_not_marked_before_the_session(make, sign_in):
    coming = session(make)
    place = booking(coming)

    page = sign_in(make.user(Role.EDITOR)).submit(
        f"/training/{coming.id}/attendance", version=coming.version, here=place.id
    )

    assert "once the session has begun" in page


def test_answers_are_kept_without_whose_they_are(make, sign_in):
    held = session(make, days=-1)
    question = _question(held, make)
    came = booking(held, came=True)
    token = booking_token(came.id)
    stranger = sign_in()

    stranger.submit(f"/learn/quiz/{token}/after", **{question.id: "0"})
    stranger.submit(
        f"/learn/evaluation/{token}", useful="5", confident="4", differently="Ask earlier"
    )
    again = stranger.submit(f"/learn/quiz/{token}/after", **{question.id: "1"})

    [answer] = db.session.scalars(db.select(QuizAnswer)).all()
    assert (answer.phase, answer.is_right) == (Phase.AFTER, True)
    assert "answered already" in again
    assert not {"booking_id", "email_mark"} & set(QuizAnswer.__table__.columns.keys())
    assert not {"booking_id", "email_mark"} & set(Evaluation.__table__.columns.keys())


def test_totals_are_shown_from_five_answers_on(make, sign_in):
    held = session(make, days=-1, places=9)
    editor = sign_in(make.user(Role.EDITOR))
    for number in range(5):
        came = booking(held, came=True)
        booking_changes.evaluate(came, useful=5, confident=3, differently=f"Ask {number}")
        db.session.commit()
        if number == 3:
            assert "Fewer than 5 people have answered" in editor.get(f"/training/{held.id}")

    page = editor.get(f"/training/{held.id}")

    assert "5 people answered. 5 found it useful" in page
    assert "Ask 3" in page


def test_a_chair_reads_numbers_and_no_names(make, sign_in):
    held = session(make)
    booking(held, name="Ada Farrow")

    page = sign_in(make.user(Role.CHAIR)).get(f"/training/{held.id}")

    assert "1 of 2 places are booked" in page
    assert "Ada Farrow" not in page


def test_an_erased_person_stays_counted_without_a_name(make, sign_in):
    held = session(make, days=-1)
    came = booking(held, came=True, name="Ada Farrow")
    token = booking_token(came.id)
    editor = sign_in(make.user(Role.EDITOR))

    editor.submit(f"/training/bookings/{came.id}/erase")

    assert (came.name, came.email, came.attended) == (None, None, True)
    assert "Ada Farrow" not in editor.get(f"/training/{held.id}")
    assert sign_in().get(f"/learn/place/{token}").status_code == 404


def test_coverage_names_its_source(make, sign_in):
    held = session(make, days=-1)
    booking(held, came=True)
    editor = sign_in(make.user(Role.EDITOR))
    editor.submit(
        f"/training/need/{make.panel_.slug}",
        **{
            "agency": "Northmere Hospitals",
            "profession": "midwife",
            "tier": "2",
            "staff": "4",
            "source": "Staff record",
            "counted_on-day": "1",
            "counted_on-month": "4",
            "counted_on-year": "2026",
        },
    )

    page = editor.get(f"/training/coverage/{make.panel_.slug}")

    assert "25%" in page
    assert "Staff record" in page
    assert b"25%" in editor.client.get(f"/training/coverage/{make.panel_.slug}.csv").data


def test_the_calendar_entry_holds_the_time_in_utc(make, sign_in):
    coming = session(make)

    text = sign_in().client.get(f"/learn/session/{coming.id}/session.ics").text

    assert f"DTSTART:{coming.starts_at:%Y%m%dT%H%M%S}Z\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def _question(of, make):
    question = changes.add_question(
        of.subject,
        actor=make.user(Role.EDITOR),
        text="Where should a baby sleep?",
        answers=["In a cot", "On a sofa", "In a car seat"],
        right=0,
    )
    db.session.commit()
    return question


def test_reminders_go_once_and_to_those_who_are_booked(make, app):
    coming = session(make, days=1)
    place, waits = booking(coming), booking(coming, BookingState.WAITING)
    run_due()
    db.session.expire_all()

    assert place.reminded_at is not None
    assert waits.reminded_at is None
    assert coming.starts_at > now()


def test_a_question_names_no_child(make, sign_in):
    make.case(first_name="Quillan", last_name="Featherstone")
    about = subject(make)

    page = sign_in(make.user(Role.EDITOR)).submit(
        f"/training/questions/{about.id}",
        text="Where did Quillan Featherstone sleep?",
        first="On a sofa",
        second="In a cot",
        third="In a car",
        right="1",
    )

    assert page.status_code == 422
    assert "Take it out." in page
    assert queries.list_questions(about) == []
