"""What may be a password, and how one is chosen, changed and forgotten."""

import re
from datetime import timedelta

import pytest

from cdop.access.roles import Role
from cdop.accounts import passwords
from cdop.accounts.models import AccountLink, User
from cdop.db.clock import now
from cdop.extensions import db
from tests.accounts.conftest import PASSWORD, enter, link_in, mails, run_jobs

NEW = "granite otter window seven"


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "childdeathreview2026",
        "Password123456!",
        "P@ssw0rdP@ssw0rd",
        "overviewpanel-overviewpanel",
        "qwertyuiopasdfghjkl",
        "12345678901234567",
        "aaaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "welcome-to-the-hospital"[:14],
        "sarahjohnson1984",
        "x" * 257,
    ],
)
def test_a_password_that_anyone_would_try_is_refused(app, password):
    assert passwords.problem_with(password, ["Sarah", "Johnson", "sarah.johnson"])


@pytest.mark.parametrize(
    "password",
    [PASSWORD, NEW, "correct horse battery staple", "kR7-vbT2-qzM9-wfX4", "Ŝmaragda ĝirafo kantas"],
)
def test_words_that_mean_something_only_to_their_owner_are_taken(app, password):
    assert passwords.problem_with(password, ["Sarah", "Johnson"]) is None


def test_a_password_is_changed_by_who_knows_the_present_one(person, stranger):
    user = person(Role.MEMBER)
    browser, elsewhere = stranger(), stranger()
    enter(browser, user.email)
    enter(elsewhere, user.email)

    wrong = browser.submit("/account/password", present_password="no", new_password=NEW)
    right = browser.submit("/account/password", present_password=PASSWORD, new_password=NEW)

    assert wrong.status_code == 422
    assert "Your password was changed" in right
    assert elsewhere.get("/home").status_code == 303
    assert browser.get("/home").status_code == 200
    assert enter(stranger(), user.email, NEW).status_code == 303
    assert [mail.kind for mail in mails()] == ["password-changed"]


def test_whoever_found_an_open_browser_cannot_guess_the_password_there(person, stranger, clock):
    user = person(Role.MEMBER)
    browser = stranger()
    enter(browser, user.email)

    for _ in range(12):
        page = browser.submit("/account/password", present_password="no", new_password=NEW)

    assert "too many attempts" in page


@pytest.mark.both_engines
def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(person, stranger):
    user = person(Role.MEMBER)
    signed_in = stranger()
    enter(signed_in, user.email)

    asked = stranger().submit("/forgotten-password", email=user.email)
    run_jobs()
    link = link_in(mails("reset")[0])
    shown = stranger().get(link)
    chosen = stranger().submit(link, new_password=NEW)
    again = stranger().submit(link, new_password="another otter window seven")

    assert "Check your e-mail" in asked
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert "Your password is set" in chosen
    assert again.status_code == 404
    assert signed_in.get("/home").status_code == 303
    assert enter(stranger(), user.email, NEW).status_code == 303


def test_opening_the_link_changes_nothing(person, stranger):
    user = person(Role.MEMBER)
    stranger().submit("/forgotten-password", email=user.email)
    run_jobs()
    link = link_in(mails("reset")[0])

    for _ in range(3):
        assert user.email not in stranger().get(link).html

    assert enter(stranger(), user.email).status_code == 303
    assert stranger().submit(link, new_password=NEW).status_code == 200


def test_an_unknown_address_gets_the_same_answer_and_no_mail(person, stranger):
    user = person(Role.MEMBER)
    disabled = person(Role.MEMBER, disabled_at=now(), disabled_by="command")

    answers = [
        stranger().submit("/forgotten-password", email=email)
        for email in (user.email, "nobody@example.org", disabled.email)
    ]
    run_jobs()

    assert len({re.sub(r'value="[^"]*"', "", answer.html) for answer in answers}) == 1
    assert [mail.recipient for mail in mails()] == [user.email]


def test_a_newer_link_takes_the_place_of_the_older(person, stranger):
    user = person(Role.MEMBER)
    for _ in range(2):
        stranger().submit("/forgotten-password", email=user.email)
        run_jobs()
    older, newer = (link_in(mail) for mail in mails("reset"))

    assert stranger().get(older).status_code == 404
    assert stranger().get(newer).status_code == 200


def test_a_link_ends_with_its_hour(person, stranger, clock):
    user = person(Role.MEMBER)
    stranger().submit("/forgotten-password", email=user.email)
    run_jobs()
    link = link_in(mails("reset")[0])

    clock.shift(timedelta(minutes=61))

    assert stranger().get(link).status_code == 404
    assert stranger().submit(link, new_password=NEW).status_code == 404


def test_nobody_fills_a_mailbox_with_links(person, stranger, clock):
    user = person(Role.MEMBER)

    for _ in range(20):
        stranger().submit("/forgotten-password", email=user.email)
        run_jobs()
        clock.shift(timedelta(minutes=1))

    assert len(mails("reset")) <= 5


def test_only_the_hash_of_a_link_is_kept(person, stranger):
    user = person(Role.MEMBER)
    stranger().submit("/forgotten-password", email=user.email)
    run_jobs()

    token = link_in(mails("reset")[0]).rpartition("/")[2]

    assert len(token) >= 43
    assert token not in db.session.scalar(db.select(AccountLink.token_hash))


def test_a_mutated_link_opens_nothing(person, stranger):
    user = person(Role.MEMBER)
    stranger().submit("/forgotten-password", email=user.email)
    run_jobs()
    link = link_in(mails("reset")[0])

    for other in (link[:-1], link + "a", link.swapcase().lower(), link[:-1] + "~"):
        assert stranger().get(other).status_code in (301, 308, 404)


def test_a_reset_does_not_take_the_second_factor_off(person, stranger):
    user = person(Role.MEMBER, totp_secret="JBSWY3DPEHPK3PXP")
    stranger().submit("/forgotten-password", email=user.email)
    run_jobs()
    stranger().submit(link_in(mails("reset")[0]), new_password=NEW)

    assert enter(stranger(), user.email, NEW).location == "/sign-in/code"


def test_a_hash_made_with_older_costs_is_renewed_at_sign_in(app, person, stranger, monkeypatch):
    user = person(Role.MEMBER)
    before = user.password_hash
    monkeypatch.setitem(app.config, "ARGON2_MEMORY_KIB", 2048)

    enter(stranger(), user.email)

    assert "m=2048" in db.session.get(User, user.id).password_hash
    assert "m=2048" not in before
