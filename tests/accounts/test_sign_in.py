"""Signing in: by password, by code, slowly for those who guess."""

from datetime import timedelta

import pytest

from cdop.access.roles import Role
from cdop.accounts.models import SignInAttempt, User, UserSession
from cdop.db.clock import now
from cdop.extensions import db
from cdop.trail.models import TrailEntry
from tests.accounts.conftest import MORNING, PASSWORD, SECRET, code_at, enter


def events() -> list[str]:
    return list(db.session.scalars(db.select(TrailEntry.event).order_by(TrailEntry.sequence)))


@pytest.mark.both_engines
def test_a_person_signs_in_by_e_mail_and_password(person, stranger):
    user = person(Role.MEMBER)
    browser = stranger()

    answer = enter(browser, user.email.upper())

    assert (answer.status_code, answer.location) == (303, "/home")
    assert user.name in browser.get("/home").html
    assert events() == ["account.signed-in"]


def test_the_session_gets_a_fresh_token_that_only_the_browser_knows(person, stranger):
    user = person(Role.MEMBER)
    browser = stranger()
    browser.get("/sign-in")
    with browser.client.session_transaction() as before:
        before["planted"] = "by somebody else"

    enter(browser, user.email)

    with browser.client.session_transaction() as after:
        assert "planted" not in after
        assert after["sid"] not in str(db.session.execute(db.select(UserSession.token_hash)).all())


def test_every_failure_is_answered_in_the_same_words(person, stranger):
    user = person(Role.MEMBER)
    disabled = person(Role.MEMBER, disabled_at=now(), disabled_by="command")
    invited = person(Role.MEMBER, password_hash=None)
    tries = [
        (user.email, "not the password at all"),
        ("nobody@example.org", PASSWORD),
        (disabled.email, PASSWORD),
        (invited.email, PASSWORD),
        (user.email, "x" * 5000),
    ]

    answers = [enter(stranger(), email, password) for email, password in tries]

    assert {answer.status_code for answer in answers} == {422}
    said = {
        answer.text.replace(email, "") for (email, _), answer in zip(tries, answers, strict=True)
    }
    assert len({text.split("There is a problem")[1][:80] for text in said}) == 1
    assert events() == ["account.sign-in-failed"] * 5


def test_an_over_long_password_is_refused_before_it_costs_anything(person, stranger, monkeypatch):
    user = person(Role.MEMBER)
    monkeypatch.setattr("cdop.accounts.passwords._hasher", lambda: pytest.fail("was hashed"))

    assert enter(stranger(), user.email, "x" * 100_000).status_code == 422


@pytest.mark.both_engines
def test_at_most_ten_guesses_are_heard_in_five_minutes(person, stranger, clock, monkeypatch):
    user = person(Role.MEMBER)
    heard = []
    monkeypatch.setattr("cdop.accounts.passwords.is_right", lambda given, kept: heard.append(given))

    for second in range(0, 299, 4):
        clock.move_to(MORNING + timedelta(seconds=second))
        enter(stranger(), user.email, f"guess {second}")

    assert 5 <= len(heard) <= 10


def test_the_waits_grow_and_are_told(person, stranger, clock):
    user = person(Role.MEMBER)
    waits = []

    for _ in range(8):
        enter(stranger(), user.email, "a wrong guess")
        answer = enter(stranger(), user.email, "a wrong guess")
        wait = int(answer.headers.get("Retry-After", 0))
        waits.append(wait)
        clock.shift(timedelta(seconds=wait))

    assert waits == sorted(waits)
    assert waits[-1] > waits[0]
    assert "Wait" in answer.text


def test_the_right_password_is_heard_again_soon_after_the_last_guess(person, stranger, clock):
    user = person(Role.MEMBER)
    for _ in range(40):
        enter(stranger(), user.email, "a wrong guess")
    assert enter(stranger(), user.email).status_code == 429

    clock.shift(timedelta(minutes=5, seconds=1))

    assert enter(stranger(), user.email).status_code == 303


def test_a_stranger_cannot_shut_a_person_out_of_their_own_browser(person, stranger, clock):
    user = person(Role.MEMBER)
    own = stranger()
    enter(own, user.email)
    own.submit("/sign-out")

    for _ in range(40):
        enter(stranger(), user.email, "a wrong guess")

    assert enter(stranger(), user.email).status_code == 429
    assert enter(own, user.email).status_code == 303


def test_a_browser_known_for_one_account_is_a_stranger_to_others(person, stranger, clock):
    user, other = person(Role.MEMBER), person(Role.MEMBER)
    own = stranger()
    enter(own, user.email)
    own.submit("/sign-out")
    for _ in range(40):
        enter(stranger(), other.email, "a wrong guess")

    assert enter(own, other.email).status_code == 429


def test_guesses_at_many_accounts_from_one_address_are_slowed_down(
    app, person, stranger, clock, monkeypatch
):
    monkeypatch.setitem(app.config, "SIGN_IN_ADDRESS_LIMIT", 20)

    answers = [enter(stranger(), f"nobody{n}@example.org", "guess").status_code for n in range(30)]

    assert answers[:9] == [422] * 9
    assert answers[-1] == 429


def test_guesses_are_remembered_by_marks_and_for_a_day(person, stranger, clock):
    user = person(Role.MEMBER)
    enter(stranger(), user.email, "a wrong guess")
    clock.shift(timedelta(days=2))

    enter(stranger(), "other@example.org", "a wrong guess")

    (kept,) = db.session.scalars(db.select(SignInAttempt))
    assert kept.at > now() - timedelta(minutes=1)
    assert "example" not in kept.account_mark + kept.address_mark


@pytest.mark.both_engines
def test_a_code_is_asked_for_where_it_was_set_up(person, stranger, clock):
    user = person(Role.MEMBER, totp_secret=SECRET)
    browser = stranger()

    first = enter(browser, user.email)
    half_in = browser.get("/home")
    second = browser.submit("/sign-in/code", follow=False, code=code_at(MORNING))

    assert first.location == "/sign-in/code"
    assert half_in.location.startswith("/sign-in")
    assert second.location == "/home"
    assert browser.get("/home").status_code == 200


def test_a_code_works_once(person, stranger, clock):
    user = person(Role.MEMBER, totp_secret=SECRET)
    code = code_at(MORNING)
    browsers = [stranger(), stranger(), stranger()]
    for browser in browsers:
        enter(browser, user.email)

    answers = [
        browsers[0].submit("/sign-in/code", follow=False, code=code),
        browsers[1].submit("/sign-in/code", follow=False, code=code),
        browsers[2].submit("/sign-in/code", follow=False, code=f"{code[:3]} {code[3:]}"),
    ]

    assert [answer.status_code for answer in answers] == [303, 422, 422]


@pytest.mark.parametrize("code", ["000000", "12345", "abcdef", "١٢٣٤٥٦", "1234567", "'; --"])
def test_a_wrong_code_does_not_let_in(person, stranger, clock, code):
    user = person(Role.MEMBER, totp_secret=SECRET)
    browser = stranger()
    enter(browser, user.email)

    assert browser.submit("/sign-in/code", code=code).status_code == 422
    assert browser.get("/home").status_code == 303


def test_guessing_codes_is_slowed_down_too(person, stranger, clock):
    user = person(Role.MEMBER, totp_secret=SECRET)
    browser = stranger()
    enter(browser, user.email)

    answers = [browser.submit("/sign-in/code", code="000000").status_code for _ in range(12)]

    assert answers[-1] == 429


def test_a_code_is_of_no_use_without_the_password(person, stranger, clock):
    person(Role.MEMBER, totp_secret=SECRET)

    answer = stranger().submit("/sign-in/code", follow=False, code=code_at(MORNING))

    assert answer.location == "/sign-in"


def test_half_a_sign_in_ends_when_the_password_changes_or_time_passes(person, stranger, clock):
    user = person(Role.MEMBER, totp_secret=SECRET)
    slow, outdated = stranger(), stranger()
    enter(slow, user.email)
    clock.shift(timedelta(minutes=11))
    enter(outdated, user.email)
    db.session.get(User, user.id).password_hash = "another"
    db.session.commit()

    for browser in (slow, outdated):
        answer = browser.submit("/sign-in/code", follow=False, code=code_at(now()))
        assert answer.location == "/sign-in"


def test_after_sign_in_one_goes_on_to_the_page_that_was_asked_for(person, stranger):
    user = person(Role.ADMINISTRATOR)
    browser = stranger()

    asked = browser.get("/people/?q=a&page=2").location
    answer = enter(browser, user.email, path=asked)

    assert answer.location == "/people/?q=a&page=2"


@pytest.mark.parametrize(
    "evil",
    [
        "//evil.example",
        "///evil.example/home",
        "/\\evil.example",
        "https://evil.example/home",
        "javascript:alert(1)",
        "\t//evil.example",
        "/\t/evil.example",
        "/home\r\nLocation: https://evil.example",
        "/%09/evil.example",
        "home",
        "",
        "/no-such-page",
        "/sign-out",
        "/home\x00",
        "/" + "a" * 5000,
    ],
)
def test_nobody_is_led_away_after_sign_in(person, stranger, evil):
    user = person(Role.MEMBER)
    browser = stranger()
    answer = browser.client.post(
        "/sign-in", query_string={"next": evil}, data={"email": user.email, "password": PASSWORD}
    )

    assert answer.headers["Location"] == "/home"


def test_signing_out_ends_the_session_on_the_server(person, stranger):
    user = person(Role.MEMBER)
    browser, thief = stranger(), stranger()
    enter(browser, user.email)
    with browser.client.session_transaction() as session:
        stolen = dict(session)

    answer = browser.submit("/sign-out", follow=False)
    with thief.client.session_transaction() as session:
        session.update(stolen)

    assert '"cache"' in answer.headers["Clear-Site-Data"]
    assert browser.get("/home").status_code == 303
    assert thief.get("/home").status_code == 303


def test_signing_in_again_ends_the_session_that_was_there(person, stranger):
    one, two = person(Role.MEMBER), person(Role.MEMBER)
    browser = stranger()
    enter(browser, one.email)

    enter(browser, two.email)

    (left,) = db.session.scalars(db.select(UserSession).where(UserSession.ended_at.is_(None)))
    assert left.user_id == two.id


def test_nobody_is_signed_out_by_following_a_link(sign_in, make):
    browser = sign_in(make.user(Role.MEMBER))

    assert browser.get("/sign-out").status_code == 405
    assert browser.get("/home").status_code == 200


def test_a_session_ends_after_half_an_hour_without_use(person, stranger, clock):
    user = person(Role.MEMBER)
    browser = stranger()
    enter(browser, user.email)
    for _ in range(3):
        clock.shift(timedelta(minutes=29))
        assert browser.get("/home").status_code == 200

    clock.shift(timedelta(minutes=31))

    assert browser.get("/home").status_code == 303


def test_a_note_of_last_use_keeps_no_other_session(person, stranger, clock):
    busy, away = stranger(), stranger()
    enter(busy, person(Role.MEMBER).email)
    enter(away, person(Role.MEMBER).email)
    clock.shift(timedelta(minutes=29))
    busy.get("/home")
    away.client.set_cookie("cdop-used", busy.client.get_cookie("cdop-used").value)

    clock.shift(timedelta(minutes=2))

    assert away.get("/home").status_code == 303


def test_a_page_that_comes_back_late_undoes_nothing_of_the_session(person, stranger):
    """Else "Saved" is never said when a preview returns after the page that was saved."""
    browser = stranger()
    enter(browser, person(Role.MEMBER).email)
    browser.get("/home")  # the first page puts its form token there

    late = browser.get("/home")

    set_there = [each.split("=")[0] for each in late.headers.getlist("Set-Cookie")]
    assert set_there == ["cdop-used"]


def test_answering_the_warning_keeps_the_session(person, stranger, clock):
    user = person(Role.MEMBER)
    browser = stranger()
    enter(browser, user.email)
    clock.shift(timedelta(minutes=29))

    answer = browser.submit("/account/stay")
    clock.shift(timedelta(minutes=29))

    assert answer.status_code == 204
    assert browser.get("/home").status_code == 200


def test_a_session_ends_after_twelve_hours_whatever_happens(person, stranger, clock):
    user = person(Role.MEMBER)
    browser = stranger()
    enter(browser, user.email)

    for _ in range(12 * 3):
        clock.shift(timedelta(minutes=20, seconds=1))
        answer = browser.get("/home")

    assert answer.status_code == 303


def test_a_disabled_person_is_out_at_the_next_click(person, stranger):
    user = person(Role.MEMBER)
    browser = stranger()
    enter(browser, user.email)
    user = db.session.get(User, user.id)
    user.disabled_at, user.disabled_by = now(), "command"
    db.session.commit()

    assert browser.get("/home").status_code == 303
