"""Every address × method × role × relation, held against the table in `table.py`."""

import re

import pytest

from cdop.access import guard, policy
from cdop.access.roles import ACCOUNT_ROLES
from cdop.accounts.models import User
from cdop.extensions import db
from tests.access.table import CASE_RECORDS, PANEL_RECORDS, TABLE, Line, lines_of
from tests.access.walk import (
    REACHED,
    REFUSED,
    SIGN_IN,
    answer_of,
    expected,
    not_listed,
    path_of,
    vanished,
)
from tests.access.world import HERE, RELATIONS, THERE

ROLES = [role.value for role in ACCOUNT_ROLES]


@pytest.mark.parametrize("line", TABLE, ids=str)
def test_an_address_opens_to_those_the_table_names_and_to_nobody_else(world, line: Line):
    wrong = []

    for role, relation in decisive(line):
        path = path_of(line, world.values[THERE if relation == "other" else HERE])
        response = world.ask(line.method, path, (role, relation))
        got, wanted = answer_of(response), expected(line, role, relation)
        if got != wanted:
            wrong.append(f"{role}, {relation}: {got} ({response.status_code}), not {wanted}")
        if line.method == "POST" and got == REACHED:
            world.restore()

    assert wrong == []


def decisive(line: Line) -> list[tuple[str, str]]:
    """Everybody where they stand best, and those who may also in every relation that shuts out.

    The relations left out here are asked of the policy itself, in the test after this one.
    """
    if line.is_open or line.is_half_way:
        return [("member", "own"), ("administrator", "withdrawn"), ("chair", "disabled")]
    if line.is_own_account:
        return [*((role, "own") for role in ROLES), ("chair", "withdrawn"), ("chair", "disabled")]
    holders = [(role, relation) for role in sorted(line.who) for relation in relations_of(line)[1:]]
    return [*((role, "own") for role in ROLES), *holders]


def relations_of(line: Line) -> list[str]:
    walled = line.record in CASE_RECORDS | PANEL_RECORDS
    return [each for each in RELATIONS if walled or each != "other"]


@pytest.mark.parametrize("line", [line for line in TABLE if line.needs_role], ids=str)
def test_the_policy_says_what_the_table_says_to_every_role_in_every_relation(world, line: Line):
    wrong = []

    with world.app.app_context():
        for relation in relations_of(line):
            values = world.values[THERE if relation == "other" else HERE]
            permission, subject = asked_of_the_policy(world.app, line, values)
            for role in ROLES:
                user = db.session.get(User, world.ids[role, relation])
                may = user.is_active and policy.allowed(user, permission, subject)
                if may != (expected(line, role, relation) == REACHED):
                    wrong.append(f"{role}, {relation}: {may}")

    assert wrong == []


def asked_of_the_policy(app, line: Line, values):
    """The permission that the view of this line declares, and the record it is asked about."""
    endpoint, named = app.url_map.bind("localhost").match(path_of(line, values), line.method)
    access = guard.declared(app)[endpoint]
    return access.permission, access.of(**named) if access.of else None


@pytest.mark.parametrize("line", TABLE, ids=str)
def test_who_is_not_signed_in_is_shown_the_sign_in_page(world, line: Line):
    response = world.ask(line.method, path_of(line, world.values[HERE]))

    if line.is_open and line.method == "POST":
        world.restore()
    assert answer_of(response) == (REACHED if line.is_open else SIGN_IN)


@pytest.mark.parametrize(
    "line", [line for line in TABLE if line.record in CASE_RECORDS | PANEL_RECORDS], ids=str
)
def test_every_role_on_another_panel_together_opens_nothing_of_this_one(world, line: Line):
    response = world.ask(
        line.method, path_of(line, world.values[HERE]), ("everything", "elsewhere")
    )

    if line.is_open and line.method == "POST":
        world.restore()
    assert answer_of(response) == (REACHED if line.is_open else REFUSED)


def test_the_table_lists_every_address_of_the_service(world):
    assert not_listed(world.app, TABLE) == []


def test_the_service_has_every_address_of_the_table(world):
    assert vanished(world.app, TABLE) == []


def test_no_line_stands_twice():
    assert len({str(line) for line in TABLE}) == len(TABLE)


def test_the_words_of_the_table_are_known():
    known = {*ROLES, "everyone", "signed-in", "half-signed-in"}

    assert {who for line in TABLE for who in line.who} <= known
    assert all(line.who for line in TABLE)


@pytest.mark.parametrize("line", [line for line in TABLE if "<" in line.rule], ids=str)
def test_an_address_of_a_record_names_the_record(line: Line):
    assert line.record != "-" or line.rule.startswith("/static/")


@pytest.mark.parametrize(
    "line", [line for line in TABLE if line.needs_role and line.record != "-"], ids=str
)
def test_a_record_that_nobody_made_is_not_found(world, line: Line):
    """A made-up id is answered as somebody else's is, so nobody can tell the two apart."""
    made_up = re.sub(r"<opaque:\w+>", "0" * 22, line.rule)
    made_up = re.sub(r"<slug:\w+>", "no-such-name", made_up)
    role = sorted(line.who)[0]

    assert world.ask(line.method, made_up, (role, "own")).status_code == 404


def test_a_view_that_declares_no_access_stops_the_app_from_starting(world, monkeypatch):
    plant(world.app, monkeypatch, lambda: "hello")

    with pytest.raises(guard.UndeclaredView, match="declares no access"):
        guard.declared(world.app)


def test_an_address_that_the_table_does_not_know_is_reported(world, monkeypatch):
    plant(world.app, monkeypatch, guard.open_to_all(lambda: "hello"))

    [complaint] = not_listed(world.app, TABLE)

    assert complaint.startswith("GET /planted is not in tests/access/table.py: add a line")


def test_a_line_whose_address_is_gone_is_reported(world):
    lines = [*TABLE, *lines_of("GET /gone  -  everyone")]

    assert vanished(world.app, lines) == [
        "GET /gone is in tests/access/table.py, but the service does not have it: take it out"
    ]


def test_a_view_that_lets_in_more_than_the_table_says_is_noticed():
    [line] = lines_of("GET /cases/<opaque:case_id>  case  chair")

    assert expected(line, "chair", "own") == REACHED
    assert expected(line, "member", "own") == REFUSED
    assert expected(line, "chair", "other") == REFUSED
    assert expected(line, "chair", "conflicted") == REFUSED
    assert expected(line, "chair", "withdrawn") == REFUSED
    assert expected(line, "chair", "disabled") == SIGN_IN


def plant(app, monkeypatch, view) -> None:
    """An address that exists for one test only."""
    rule = app.url_rule_class("/planted", endpoint="planted", methods=["GET"])
    rules = [*app.url_map.iter_rules(), rule]
    monkeypatch.setitem(app.view_functions, "planted", view)
    monkeypatch.setattr(app.url_map, "iter_rules", lambda: iter(rules))
