"""When something goes wrong the page says how to go on, and the log says nothing about anyone."""

import errno
import logging

import pytest
from flask import abort
from sqlalchemy.exc import OperationalError

from cdop.core.moves import NotNow
from cdop.web.versions import StaleEdit
from tests.web.kitchen import make_app

SECRET = "Ama Example 999 123 4567"


def raising(error):
    def view():
        raise error

    return view


@pytest.fixture
def client():
    app = make_app(WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)
    for name, error in {
        "locked": OperationalError(SECRET, {}, Exception("database is locked")),
        "full": OSError(errno.ENOSPC, SECRET),
        "broken": OperationalError(SECRET, {}, Exception("no such table")),
        "fault": ValueError(SECRET),
        "stale": StaleEdit(None),
        "not-now": NotNow("The analysis is ratified"),
    }.items():
        app.add_url_rule(f"/{name}", name, raising(error), methods=["GET", "POST"])
    app.add_url_rule("/abort/<int:code>", "stop", lambda code: abort(code))
    return app.test_client()


@pytest.mark.parametrize("code", [400, 403, 404, 405, 409, 410, 413, 418, 422, 429, 500, 503])
def test_each_refusal_has_a_page_with_a_way_on_and_a_reference(client, code):
    response = client.get(f"/abort/{code}")

    assert response.status_code == code
    assert "give this reference" in response.text
    assert response.text.count("<h1") == 1
    assert "Traceback" not in response.text


def test_a_busy_database_asks_to_wait(client):
    response = client.get("/locked")

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert "Wait a few seconds" in response.text


def test_a_full_disk_says_that_nothing_was_saved(client):
    response = client.get("/full")

    assert response.status_code == 507
    assert "Nothing was saved" in response.text


@pytest.mark.parametrize("path", ["/fault", "/broken"])
def test_a_fault_shows_and_logs_no_content(client, caplog, path):
    with caplog.at_level(logging.INFO):
        response = client.get(path)

    assert response.status_code == 500
    assert "The fault is ours" in response.text
    reference = response.text.split("<strong>")[-1].split("</strong>")[0]
    assert reference in caplog.text
    assert "test_errors.py:" in caplog.text
    assert SECRET not in caplog.text + response.text


def test_a_stale_edit_keeps_what_was_typed(client):
    typed = {"note": "A long note about the cot room.", "password": "correct horse battery staple"}

    response = client.post("/stale", data=typed, headers={"Sec-Fetch-Site": "same-origin"})

    assert response.status_code == 409
    assert "Somebody else changed this first" in response.text
    assert "A long note about the cot room." in response.text
    assert "battery staple" not in response.text


def test_text_sent_from_another_site_is_not_shown(client):
    data = {"note": "Please phone this number at once."}

    response = client.post("/stale", data=data, headers={"Sec-Fetch-Site": "cross-site"})

    assert "Please phone" not in response.text


def test_a_move_that_cannot_be_made_says_why(client):
    response = client.get("/not-now")

    assert response.status_code == 409
    assert "The analysis is ratified" in response.text


def test_a_form_without_its_token_is_told_in_plain_words():
    response = make_app().test_client().post("/", data={"name": "x"})

    assert response.status_code == 400
    assert "This form has expired" in response.text


def test_json_is_given_to_those_who_ask_for_it(client):
    response = client.get("/abort/404", headers={"Accept": "application/json"})

    assert response.json["error"] == 404
    assert client.get("/abort/404").mimetype == "text/html"


def test_a_wrong_method_still_says_which_are_right(client):
    response = client.post("/flash")

    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_a_page_that_cannot_be_drawn_falls_back_on_a_plain_one(client):
    client.application.jinja_env.globals["route_exists"] = None

    response = client.get("/abort/500")

    assert response.status_code == 500
    assert "Sorry, there is a problem" in response.text
