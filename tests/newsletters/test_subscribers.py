"""Subscribing takes two steps, leaving takes one, and neither says who is known."""

import pytest

from cdop.access.roles import Role
from cdop.extensions import db
from cdop.mail.messages import letter_of
from cdop.mail.models import MailState, OutboxMail
from cdop.newsletters import reader_changes
from cdop.newsletters.reader_models import Subscriber, SubscriberState
from cdop.newsletters.tokens import confirm_token, unsubscribe_token
from cdop.trail.models import TrailEntry
from tests.newsletters.build import published, reader, work

ASK = {"email": "Amy.Reader@Example.org", "profession": "midwife", "consent": "yes"}


def state(row: Subscriber) -> SubscriberState:
    return db.session.get(Subscriber, row.id).state


def subscribers() -> list[Subscriber]:
    return list(db.session.scalars(db.select(Subscriber)))


def test_asking_sends_a_mail_whose_button_confirms(make, sign_in):
    browser = sign_in()

    page = browser.submit(f"/subscribe/{make.panel_.slug}", **ASK)

    assert "Check your mail" in page
    [row] = subscribers()
    assert state(row) is SubscriberState.PENDING
    [mail] = db.session.scalars(db.select(OutboxMail)).all()
    text = letter_of(mail).text
    link = next(word for word in text.split() if "/subscribe/confirm/" in word)
    path = link.removeprefix("http://cdop.test")
    assert mail.recipient == "amy.reader@example.org"
    browser.get(path)
    assert state(row) is SubscriberState.PENDING, "opening the link is not enough"
    done = browser.submit(path)
    assert "You are subscribed" in done
    assert state(row) is SubscriberState.CONFIRMED


def test_the_address_is_sealed_and_the_consent_is_kept(make, sign_in):
    sign_in().submit(f"/subscribe/{make.panel_.slug}", **ASK)

    with db.engine.connect() as connection:
        raw = connection.exec_driver_sql("SELECT * FROM subscriber").all()

    assert "amy" not in str(raw).lower()
    [row] = subscribers()
    assert row.email == "amy.reader@example.org"
    assert row.consent["wording"] == reader_changes.CONSENT
    assert row.consent["version"]


def test_the_answer_is_the_same_for_known_and_unknown_addresses(make, sign_in):
    known = reader(make, "known@example.org")
    gone = reader(make, "gone@example.org")
    reader_changes.unsubscribe(gone)
    db.session.commit()
    browser = sign_in()

    pages = [
        browser.submit(f"/subscribe/{make.panel_.slug}", email=email, consent="yes", follow=False)
        for email in ("known@example.org", "gone@example.org", "new@example.org")
    ]

    assert {(page.status_code, page.location) for page in pages} == {
        (303, f"/subscribe/{make.panel_.slug}/check-your-mail")
    }
    assert state(known) is SubscriberState.CONFIRMED


def test_asking_again_and_again_sends_one_mail(make, sign_in):
    browser = sign_in()

    for _ in range(3):
        browser.submit(f"/subscribe/{make.panel_.slug}", **ASK)

    assert len(subscribers()) == 1
    assert len(db.session.scalars(db.select(OutboxMail)).all()) == 1


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({**ASK, "email": "nobody"}, "Enter an e-mail address in the right form"),
        ({**ASK, "email": "a@b.c\r\nBcc: x@y.z"}, "Enter an e-mail address in the right form"),
        ({"email": "a@example.org"}, "Agree to be sent the newsletter"),
    ],
)
def test_a_bad_answer_is_explained(make, sign_in, typed, why):
    page = sign_in().submit(f"/subscribe/{make.panel_.slug}", **typed)

    assert page.status_code == 422
    assert why in page
    assert subscribers() == []


def test_the_link_to_leave_shows_a_button_and_only_the_button_acts(make, sign_in):
    row, browser = reader(make), sign_in()
    path = f"/unsubscribe/{unsubscribe_token(row.id)}"

    assert "Leave the list" in browser.get(path)
    assert state(row) is SubscriberState.CONFIRMED
    assert "You have left the list" in browser.submit(path)
    assert "You have left the list" in browser.submit(path), "twice is as good as once"
    assert state(row) is SubscriberState.UNSUBSCRIBED
    entries = db.session.scalars(
        db.select(TrailEntry).where(TrailEntry.event == "subscriber.left")
    ).all()
    assert [entry.actor_kind for entry in entries] == ["public"]


def test_leaving_needs_no_form_token(app, make):
    row = reader(make)
    path = f"/unsubscribe/{unsubscribe_token(row.id)}"
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        response = app.test_client().post(path, data={"List-Unsubscribe": "One-Click"})
    finally:
        app.config["WTF_CSRF_ENABLED"] = False

    db.session.expire_all()
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers
    assert state(row) is SubscriberState.UNSUBSCRIBED


def test_the_answer_does_not_tell_whether_the_address_is_still_known(make, sign_in):
    row, browser = reader(make), sign_in()
    erased = reader(make)
    reader_changes.erase(erased, actor=make.user(Role.EDITOR))
    db.session.commit()

    pages = [
        browser.submit(f"/unsubscribe/{unsubscribe_token(each)}")
        for each in (row.id, erased.id, "0" * 22)
    ]

    assert len({page.html for page in pages}) == 1


def test_a_link_for_one_purpose_does_not_serve_the_other(make, sign_in):
    row, browser = reader(make, confirmed=False), sign_in()

    assert browser.submit(f"/subscribe/confirm/{unsubscribe_token(row.id)}").status_code == 404
    assert browser.submit(f"/unsubscribe/{confirm_token(row.id)}").status_code == 404
    assert browser.submit(f"/unsubscribe/{'x' * 40}").status_code == 404
    assert state(row) is SubscriberState.PENDING


def test_an_old_confirmation_does_not_bring_back_who_left(make, sign_in):
    row = reader(make)
    link = f"/subscribe/confirm/{confirm_token(row.id)}"
    reader_changes.unsubscribe(row)
    db.session.commit()

    assert sign_in().submit(link).status_code == 404
    assert state(row) is SubscriberState.UNSUBSCRIBED


def test_the_editor_sees_counts_and_masked_addresses(make, sign_in):
    reader(make, "amy.reader@example.org")
    reader(make, "bo@example.org", confirmed=False)
    editor = make.user(Role.EDITOR, email="editor@example.net")

    page = sign_in(editor).get("/subscribers/")

    assert "Midwife or maternity worker 1 1 0" in page
    assert "a•••@example.org" in page
    assert "amy.reader" not in page.html


def test_the_counts_can_be_downloaded(make, sign_in):
    reader(make)

    page = sign_in(make.user(Role.EDITOR)).get("/subscribers/counts.csv")

    lines = page.html.splitlines()
    assert lines[0] == "Profession,Not yet confirmed,Confirmed,Left"
    assert lines[-1] == "All,0,1,0"


def test_an_erased_reader_is_forgotten_in_list_and_mails(make, sign_in):
    row = reader(make, "amy.reader@example.org")
    published(make)
    work()
    browser = sign_in(make.user(Role.EDITOR))
    assert "Erase this subscriber?" in browser.get(f"/subscribers/{row.id}/erase")

    page = browser.submit(f"/subscribers/{row.id}/erase")

    assert "The subscriber was erased" in page
    assert "No subscribers" in page
    stored = db.session.get(Subscriber, row.id)
    assert (stored.email, stored.profession, stored.consent) == (None, "", {})
    for mail in db.session.scalars(db.select(OutboxMail)):
        assert mail.recipient == ""
        assert "amy" not in letter_of(mail).text
        assert mail.state is MailState.CANCELLED


def test_who_was_erased_can_subscribe_anew(make, sign_in):
    row = reader(make, "amy.reader@example.org")
    reader_changes.erase(row, actor=make.user(Role.EDITOR))
    db.session.commit()

    sign_in().submit(f"/subscribe/{make.panel_.slug}", **ASK)

    assert len(subscribers()) == 2


def test_another_panels_editor_sees_and_erases_none_of_them(make, sign_in):
    row = reader(make, "amy@example.org", panel=make.panel())
    stranger = sign_in(make.user(Role.EDITOR, panel=make.panel()))

    assert "a•••@example.org" not in stranger.get("/subscribers/")
    assert stranger.submit(f"/subscribers/{row.id}/erase").status_code == 404
    assert db.session.get(Subscriber, row.id).email


def test_a_chair_does_not_see_the_list(make, sign_in):
    assert sign_in(make.user(Role.CHAIR)).get("/subscribers/").status_code == 404
