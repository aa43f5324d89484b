"""Codes of an authenticator app: set up by their owner alone, required where that is set."""

import re
from datetime import timedelta

import pytest

from cdop.access.roles import Role
from cdop.accounts.models import User
from cdop.accounts.second_factor import qr_picture, step_of
from cdop.extensions import db
from tests.accounts.conftest import MORNING, PASSWORD, SECRET, code_at, enter, mails


def key_on(page) -> str:
    return re.search(r'app-key">([A-Z2-7 ]+)<', page.html).group(1).replace(" ", "")


@pytest.fixture
def at_home(person, stranger, clock):
    """A signed-in browser and its person."""
    user = person(Role.MEMBER)
    browser = stranger()
    enter(browser, user.email)
    return browser, user


def set_up(browser, clock, moment=MORNING):
    key = key_on(browser.get("/account/second-factor"))
    return key, browser.submit("/account/second-factor", code=code_at(moment, key))


def test_a_person_sets_codes_up_and_signs_in_by_them(at_home, stranger, clock):
    browser, user = at_home

    key, page = set_up(browser, clock)
    clock.shift(timedelta(seconds=30))
    other = stranger()
    enter(other, user.email)
    second = other.submit("/sign-in/code", code=code_at(MORNING + timedelta(seconds=30), key))

    assert "you sign in with your password and a code" in page
    assert second.status_code == 200
    assert [mail.kind for mail in mails()] == ["second-factor-changed"]


def test_the_key_is_kept_sealed(at_home, clock):
    browser, user = at_home

    key, _ = set_up(browser, clock)

    raw = db.session.execute(db.text("SELECT totp_secret FROM user_account")).scalar()
    assert key not in raw
    assert db.session.get(User, user.id).totp_secret == key


def test_a_wrong_code_sets_nothing_up(at_home):
    browser, user = at_home
    browser.get("/account/second-factor")

    page = browser.submit("/account/second-factor", code="000000")

    assert page.status_code == 422
    assert db.session.get(User, user.id).totp_secret is None


def test_the_code_of_the_set_up_cannot_be_used_to_sign_in(at_home, stranger, clock):
    browser, user = at_home
    key, _ = set_up(browser, clock)
    other = stranger()
    enter(other, user.email)

    assert other.submit("/sign-in/code", code=code_at(MORNING, key)).status_code == 422


def test_a_while_after_sign_in_the_password_is_asked_for_again(at_home, clock):
    browser, _ = at_home
    clock.shift(timedelta(minutes=11))

    asked = browser.get("/account/second-factor")
    answered = browser.submit(asked.location, password=PASSWORD)

    assert asked.location.startswith("/account/confirm")
    assert "Set up sign-in codes" in answered


def test_replacing_codes_takes_the_password_and_a_present_code(person, stranger, clock):
    user = person(Role.MEMBER, totp_secret=SECRET)
    browser = stranger()
    enter(browser, user.email)
    browser.submit("/sign-in/code", code=code_at(MORNING))
    clock.shift(timedelta(minutes=11))
    later = MORNING + timedelta(minutes=11)
    path = browser.get("/account/second-factor").location

    without = browser.submit(path, password=PASSWORD, code="000000")
    confirmed = browser.submit(path, password=PASSWORD, code=code_at(later))
    key, page = set_up(browser, clock, later)

    assert without.status_code == 422
    assert "Set up sign-in codes" in confirmed
    assert page.status_code == 200
    assert db.session.get(User, user.id).totp_secret == key


def test_codes_are_set_up_for_oneself_whatever_else_is_sent(at_home, make, clock):
    browser, user = at_home
    victim = make.user(Role.CHAIR)
    key = key_on(browser.get("/account/second-factor"))

    browser.submit(
        "/account/second-factor", code=code_at(MORNING, key), user_id=victim.id, id=victim.id
    )

    assert db.session.get(User, victim.id).totp_secret is None
    assert db.session.get(User, user.id).totp_secret == key


def test_codes_can_be_removed_where_they_are_not_required(at_home, clock):
    browser, user = at_home
    set_up(browser, clock)

    browser.submit("/account/second-factor/remove")

    assert db.session.get(User, user.id).totp_secret is None


def test_where_codes_are_required_nothing_else_opens_before(app, at_home, clock, monkeypatch):
    browser, user = at_home
    monkeypatch.setitem(app.config, "REQUIRE_SECOND_FACTOR", True)

    before = [browser.get(path).location for path in ("/home", "/account", "/cases/")]
    set_up(browser, clock)
    after = browser.get("/home")

    assert before == ["/account/second-factor"] * 3
    assert after.status_code == 200
    assert browser.submit("/account/second-factor/remove").status_code == 409


def test_public_pages_open_to_whoever_still_has_to_set_codes_up(app, at_home, monkeypatch):
    browser, _ = at_home
    monkeypatch.setitem(app.config, "REQUIRE_SECOND_FACTOR", True)

    assert browser.get("/support").status_code == 200
    assert browser.submit("/sign-out").status_code == 200


def test_a_phone_may_be_half_a_minute_wrong(app):
    half_a_minute = timedelta(seconds=30)

    right = [
        step_of(code_at(MORNING + d), SECRET, MORNING) for d in (-half_a_minute, half_a_minute)
    ]
    wrong = step_of(code_at(MORNING + 3 * half_a_minute), SECRET, MORNING)

    assert all(right)
    assert wrong is None


def test_the_picture_is_drawn_without_styles():
    width, path = qr_picture("otpauth://totp/test?secret=ABC")

    assert width > 20
    assert re.fullmatch(r"(M\d+ \d+h1v1h-1z)+", path)
