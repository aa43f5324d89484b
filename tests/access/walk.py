"""How an answer is read, and what the table makes one expect."""

import re
from collections.abc import Iterable, Mapping

from flask import Flask

from tests.access.table import CASE_RECORDS, PANEL_RECORDS, Line

REACHED, REFUSED, SIGN_IN = "reached", "refused", "sent to sign in"
IMPLIED = {"HEAD", "OPTIONS"}  # HEAD runs the view of GET; OPTIONS runs none


def answer_of(response) -> str:
    """Not found is a refusal; a redirect to sign-in asks who is there; all else was let in."""
    if response.status_code == 404:
        return REFUSED
    location = response.headers.get("Location", "")
    if response.status_code == 303 and re.match(r"/sign-in(\?next=|$)", location):
        return SIGN_IN
    assert response.status_code < 500, response.status_code
    assert response.status_code not in (401, 403, 405), response.status_code
    return REACHED


def expected(line: Line, role: str, relation: str) -> str:
    """What the line promises to somebody of this role, in this relation to the record."""
    if line.is_open:
        return REACHED
    if line.is_half_way or relation == "disabled":
        return SIGN_IN
    if line.is_own_account:
        return REACHED
    if relation == "withdrawn" or role not in line.who:
        return REFUSED
    shut = {
        # An administrator belongs to no panel: what they may do on one, they may on all.
        "other": line.record in CASE_RECORDS | PANEL_RECORDS and role != "administrator",
        "conflicted": line.record in CASE_RECORDS,
    }
    return REFUSED if shut.get(relation, False) else REACHED


def path_of(line: Line, values: Mapping[str, Mapping[str, object]]) -> str:
    """The address with the ids of a record of the kind that the line names."""
    if line.rule.startswith("/static/"):
        return "/static/app.css"
    known = values.get(line.record, {})
    return re.sub(r"<[^>]*?(\w+)>", lambda found: str(known[found[1]]), line.rule)


def routes_of(app: Flask) -> set[str]:
    return {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in rule.methods - IMPLIED
    }


def not_listed(app: Flask, lines: Iterable[Line]) -> list[str]:
    known = {str(line) for line in lines}
    return [
        f"{route} is not in tests/access/table.py: add a line that says which record it is about"
        " and who may, and the walk will hold it to that"
        for route in sorted(routes_of(app) - known)
    ]


def vanished(app: Flask, lines: Iterable[Line]) -> list[str]:
    there = routes_of(app)
    return [
        f"{line} is in tests/access/table.py, but the service does not have it: take it out"
        for line in lines
        if str(line) not in there
    ]
