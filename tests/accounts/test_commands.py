"""`flask user`, by which the first administrator comes in."""

import pytest

from cdop.access.roles import Role
from cdop.accounts.models import User
from cdop.accounts.queries import find_user
from cdop.extensions import db
from tests.accounts.conftest import PASSWORD, enter


@pytest.fixture
def run(app):
    """Runs a command; gives its exit code and what it printed."""

    def run(*words, typed=None):
        db.session.rollback()
        outcome = app.test_cli_runner().invoke(args=["user", *words], input=typed)
        db.session.expire_all()
        return outcome.exit_code, outcome.output

    return run


def test_the_first_administrator_is_added_with_a_password(run, stranger):
    words = ["add", "Admin@example.org", "--name", "A", "--role", "administrator"]

    code, _ = run(*words, "--password-stdin", typed=PASSWORD + "\n")

    assert code == 0
    assert enter(stranger(), "admin@example.org").location == "/home"


def test_without_a_password_the_invitation_is_printed(run, make, stranger):
    panel = make.panel_.slug

    code, link = run("add", "m@example.org", "--name", "M", "--role", "member", "--panel", panel)

    assert code == 0
    page = stranger().submit(link.strip().removeprefix("http://cdop.test"), new_password=PASSWORD)
    assert "Your password is set" in page


@pytest.mark.parametrize(
    ("words", "exit_code"),
    [
        (["add", "x@example.org", "--name", "X", "--role", "member"], 2),
        (["add", "x@example.org", "--name", "X", "--role", "king", "--panel", "a"], 2),
        (["add", "x@example.org", "--name", "X", "--role", "member", "--panel", "none"], 1),
        (["add", "nothing", "--name", "X", "--role", "administrator"], 2),
        (["disable", "nobody@example.org"], 1),
        (["enable", "nobody@example.org"], 1),
        (["role", "add", "nobody@example.org", "--role", "administrator"], 1),
    ],
)
def test_what_cannot_be_done_ends_with_a_code_and_changes_nothing(run, words, exit_code):
    code, said = run(*words)

    assert code == exit_code
    assert "Error" in said
    assert db.session.scalars(db.select(User)).all() == []


def test_a_weak_password_is_refused(run):
    words = ["add", "x@example.org", "--name", "X", "--role", "administrator", "--password-stdin"]

    code, said = run(*words, typed="password\n")

    assert code == 1
    assert "14 characters" in said
    assert find_user("x@example.org") is None


def test_a_person_is_disabled_and_enabled(run, person, stranger):
    user = person(Role.MEMBER)
    browser = stranger()
    enter(browser, user.email)

    assert run("disable", user.email)[0] == 0
    assert run("disable", user.email)[0] == 0
    assert browser.get("/home").status_code == 303
    assert enter(stranger(), user.email).status_code == 422
    assert run("enable", user.email)[0] == 0
    assert enter(stranger(), user.email).status_code == 303


def test_roles_are_given_and_taken(run, make):
    user, panel = make.user(Role.MEMBER), make.panel_

    given = run("role", "add", user.email, "--role", "chair", "--panel", panel.slug, "--deputy")
    twice = run("role", "add", user.email, "--role", "chair", "--panel", panel.slug)
    held = db.session.get(User, user.id).holds(Role.CHAIR, panel.id)
    taken = run("role", "remove", user.email, "--role", "chair", "--panel", panel.slug)
    again = run("role", "remove", user.email, "--role", "chair", "--panel", panel.slug)

    assert [given[0], twice[0], taken[0], again[0]] == [0, 1, 0, 1]
    assert held
    assert not db.session.get(User, user.id).holds(Role.CHAIR)
