"""Addresses are typed, plain and guarded by what they do."""

import re

import pytest

from cdop.access import guard
from cdop.app import create_app
from tests.conftest import CONFIG

READING = re.compile(r":(read|list|search)$")
# POSTs that change nothing: what is looked for must not stand in an address or a history.
ASK_BY_POST = {"cases.find_children": "names are looked up", "oversight.verify": "a long check"}
PLAIN = re.compile(
    r"/|(/(\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?|<[a-z]+(\([^)]*\))?:\w+>(\.[a-z]+)?))+/?"
)


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    return create_app(
        CONFIG, {"CDOP_ENV": "test", "CDOP_DATA": str(tmp_path_factory.mktemp("routes"))}
    )


def rules(app):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def test_every_part_of_an_address_that_varies_has_a_type(app):
    untyped = [
        rule.rule
        for rule in rules(app)
        for part in re.findall(r"<([^>]+)>", rule.rule)
        if not re.match(r"(opaque|slug|token|int(\(max=\d+\))?):\w+$", part)
    ]

    assert untyped == []


def test_addresses_are_lower_case_words_joined_by_hyphens(app):
    assert [rule.rule for rule in rules(app) if not PLAIN.fullmatch(rule.rule)] == []


@pytest.mark.parametrize("rule", ["/Cases/", "/my_cases", "/cases/<case_id>", "/cases//x"])
def test_an_address_that_is_not_plain_is_noticed(rule):
    assert not PLAIN.fullmatch(rule)


def test_nothing_is_changed_under_a_permission_to_read(app):
    declared = guard.declared(app)
    wrong = [
        f"{rule.endpoint}: {permission}"
        for rule in rules(app)
        if "POST" in rule.methods
        and (permission := declared[rule.endpoint].permission)
        and READING.search(permission)
        and rule.endpoint not in ASK_BY_POST
    ]

    assert wrong == []


def test_a_view_of_a_record_is_guarded_by_that_record(app):
    """Without a loader the guard would ask "anywhere at all?" and the id would open any panel."""
    declared = guard.declared(app)
    wrong = [
        rule.endpoint
        for rule in rules(app)
        if rule.arguments
        and declared[rule.endpoint].kind == "permission"
        and declared[rule.endpoint].of is None
    ]

    assert wrong == []


def test_an_address_answers_to_reading_or_to_writing_and_not_to_both(app):
    both = [rule.endpoint for rule in rules(app) if {"GET", "POST"} <= rule.methods]

    assert both == []


def test_only_reading_and_sending_are_known(app):
    known = {"GET", "POST", "HEAD", "OPTIONS"}

    assert [rule.endpoint for rule in rules(app) if not rule.methods <= known] == []
