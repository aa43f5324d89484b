"""What holds for every request: reading changes nothing, sending needs the form's own token."""

import hashlib
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cdop.web.headers import CONTENT_SECURITY_POLICY
from tests.access.table import TABLE, Line
from tests.access.walk import path_of
from tests.access.world import HERE

GETS = [line for line in TABLE if line.method == "GET" and not line.rule.startswith("/static")]
POSTS = [line for line in TABLE if line.method == "POST"]
BY_MAIL_PROGRAMS = "/unsubscribe/<token:token>"  # RFC 8058: sent without having seen our page
EXACT = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
        " magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PUBLISHED = re.compile(
    r"/(about|accessibility|privacy|support|safer-sleep|robots.txt|sitemap.txt)?$"
)


def who_may(line: Line) -> tuple[str, str] | None:
    if line.is_open or line.is_half_way:
        return None
    return ("member" if line.is_own_account else sorted(line.who)[0], "own")


def stored(world) -> dict[str, str]:
    """What every table but the trail holds, in short."""
    path = Path(world.app.config["DATA"]) / "cdop.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
            if name != "trail_entry"
        ]
        return {
            name: hashlib.sha256(
                repr(connection.execute(f'SELECT * FROM "{name}"').fetchall()).encode()
            ).hexdigest()
            for name in names
        }


@pytest.mark.parametrize("line", GETS, ids=str)
def test_opening_a_page_changes_nothing_but_the_trail(world, line: Line):
    before = stored(world)

    response = world.ask("GET", path_of(line, world.values[HERE]), who_may(line))

    assert response.status_code in (200, 204, 302, 303, 409)
    assert stored(world) == before


# Shown on other sites by design, or holding a sandboxed frame of our own.
DIFFERS = {
    "/news/<slug:panel_slug>/<int(max=99999):number>.png": ["Cross-Origin-Resource-Policy"],
    "/news/<slug:panel_slug>/<int(max=99999):number>/<slug:language>.png": [
        "Cross-Origin-Resource-Policy"
    ],
    "/embed/<slug:panel_slug>": [
        "Content-Security-Policy",
        "Cross-Origin-Resource-Policy",
        "X-Frame-Options",
    ],
    "/newsletters/<opaque:issue_id>/edit": ["Content-Security-Policy"],
}


@pytest.mark.parametrize("line", GETS, ids=str)
def test_every_page_carries_the_same_wall_of_headers(world, line: Line):
    response = world.ask("GET", path_of(line, world.values[HERE]), who_may(line))

    wanted = EXACT.copy()
    if line.rule.startswith("/choose-password/"):
        wanted["Referrer-Policy"] = "no-referrer"  # the address itself is a secret
    for name in DIFFERS.get(line.rule, ()):
        del wanted[name]  # these have tests of their own
    assert {name: response.headers.get(name) for name in wanted} == wanted
    assert "Access-Control-Allow-Origin" not in response.headers
    assert "Server" not in response.headers or "Werkzeug" not in response.headers["Server"]


@pytest.mark.parametrize(
    "line", [line for line in GETS if not line.is_open and not line.is_half_way], ids=str
)
def test_no_browser_or_proxy_keeps_a_page_of_somebody_signed_in(world, line: Line):
    path = path_of(line, world.values[HERE])

    assert world.ask("GET", path, who_may(line)).headers["Cache-Control"] == "no-store"
    assert world.ask("GET", path).headers["Cache-Control"] == "no-store"
    assert world.ask("GET", path, ("action_owner", "withdrawn")).headers["Cache-Control"] == (
        "no-store"
    )


@pytest.mark.parametrize("line", [line for line in GETS if line.is_open], ids=str)
def test_a_page_that_anyone_may_keep_says_nothing_of_who_reads_it(world, line: Line):
    path = path_of(line, world.values[HERE])

    for who in (None, ("member", "own")):
        response = world.ask("GET", path, who)
        if "public" in response.headers["Cache-Control"]:
            assert "Set-Cookie" not in response.headers
            assert b"csrf_token" not in response.data
            assert b"sign-out" not in response.data


@pytest.mark.parametrize(
    ("path", "who", "status"),
    [
        ("/nowhere", None, 404),
        ("/cases/nowhere", ("member", "own"), 404),
        ("/sign-out", ("member", "own"), 405),
        ("/trail/", ("member", "own"), 404),
    ],
)
def test_an_error_page_has_the_headers_and_is_not_kept(world, path, who, status):
    response = world.ask("GET", path, who)

    assert response.status_code == status
    assert {name: response.headers.get(name) for name in EXACT} == EXACT
    assert response.headers["Cache-Control"] == "no-store"


def test_a_file_of_the_service_may_be_kept_and_run_nothing(world):
    headers = world.ask("GET", "/static/app.css").headers

    assert headers["Content-Security-Policy"] == "default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "public, max-age=600"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize(
    "line",
    [line for line in GETS if re.search(r"(?<!/feed)\.(csv|xlsx|json)$|/download$", line.rule)],
    ids=str,
)
def test_a_file_to_take_away_is_never_opened_in_the_browser(world, line: Line):
    response = world.ask("GET", path_of(line, world.values[HERE]), who_may(line))

    assert re.fullmatch(
        r'attachment; filename="[a-z0-9-]+\.(csv|xlsx|json)"',
        response.headers["Content-Disposition"],
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("line", POSTS, ids=str)
def test_nothing_is_done_for_a_form_that_is_not_ours(world, monkeypatch, line: Line):
    monkeypatch.setitem(world.app.config, "WTF_CSRF_ENABLED", True)
    before, path = stored(world), path_of(line, world.values[HERE])

    response = world.ask("POST", path, who_may(line), csrf_token="made-up")  # noqa: S106

    if line.rule == BY_MAIL_PROGRAMS:
        assert response.status_code == 200
        world.restore()
    else:
        assert response.status_code == 400
        assert stored(world) == before


@pytest.mark.parametrize("line", [line for line in GETS if not line.is_open], ids=str)
def test_asking_for_the_head_of_a_page_needs_the_same_right(world, line: Line):
    path = path_of(line, world.values[HERE])

    assert world.ask("HEAD", path).status_code == 303
    if line.needs_role and "action_owner" not in line.who:
        assert world.ask("HEAD", path, ("action_owner", "own")).status_code == 404


def test_asking_what_an_address_understands_tells_nothing_of_the_record(world):
    there = world.ask("OPTIONS", f"/cases/{world.values[HERE]['case']['case_id']}")
    nowhere = world.ask("OPTIONS", f"/cases/{'0' * 22}")

    assert there.data == nowhere.data == b""
    assert there.headers["Allow"] == nowhere.headers["Allow"]


@pytest.mark.parametrize("line", POSTS, ids=str)
def test_of_a_field_sent_twice_the_first_counts_and_nothing_breaks(world, line: Line):
    path = path_of(line, world.values[HERE])
    twice = {name: ["", "x"] for name in ("version", "_once", "csrf_token", "email", "title")}

    response = world.ask("POST", path, who_may(line), **twice)

    assert response.status_code < 500
    world.restore()
