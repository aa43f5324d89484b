"""Every response says what the browser may do with it."""

from cdop.web.headers import static_caching
from tests.web.kitchen import make_app


def test_every_response_is_locked_down(kitchen):
    for path in ("/", "/nowhere", "/static/app.css"):
        with kitchen.get(path) as response:
            headers = response.headers

        assert (
            "default-src 'none'; script-src 'self'; style-src 'self'"
            in (headers["Content-Security-Policy"])
        )
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "geolocation=()" in headers["Permissions-Policy"]
        assert "Strict-Transport-Security" not in headers


def test_https_is_insisted_on_in_production_only():
    production = make_app(PRODUCTION=True).test_client()

    assert production.get("/").headers["Strict-Transport-Security"].startswith("max-age=63072000")


def test_nothing_is_kept_but_what_is_published(kitchen):
    assert kitchen.get("/").headers["Cache-Control"] == "no-store"
    assert kitchen.get("/nowhere").headers["Cache-Control"] == "no-store"
    assert kitchen.get("/published").headers["Cache-Control"] == "public, max-age=300"


def test_a_file_with_a_version_in_its_name_is_kept_for_good():
    assert static_caching("nhsuk/nhsuk-frontend-10.6.1.min.css").endswith("immutable")
    assert static_caching("app.css") == "public, max-age=600"
