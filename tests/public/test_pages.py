"""Public pages stand on their own: no session, no script, nothing from elsewhere, and light."""

import re
from pathlib import Path

import pytest

from cdop.access.roles import Role
from cdop.core.catalogues.sleep import MESSAGES
from cdop.extensions import db
from cdop.trail.models import TrailEntry
from tests.newsletters.build import TEXT, published, released, withdraw_release

STATIC = Path(__file__).resolve().parents[2] / "static"
PLAIN = ["/", "/about", "/safer-sleep", "/support", "/privacy", "/accessibility", "/news/"]


def every_page(make) -> list[str]:
    table = released(make)
    publication = published(make, body="## Figures\n\n[[chart 2026-01/1]]")
    slug = make.panel_.slug
    return [
        *PLAIN,
        f"/news/{slug}/",
        f"/news/{slug}/{publication.number}",
        f"/published/{table.release_id}",
        f"/subscribe/{slug}",
        f"/subscribe/{slug}/check-your-mail",
    ]


def test_anybody_reads_every_page_and_is_offered_the_way_in(make, sign_in):
    browser = sign_in()

    for path in every_page(make):
        page = browser.get(path)
        assert page.status_code == 200, path
        assert 'href="/sign-in"' in page.html


def test_a_page_loads_nothing_from_elsewhere_and_needs_no_script(make, sign_in):
    browser = sign_in()

    for path in every_page(make):
        html = browser.get(path).html
        assert "<script" not in html
        loaded = re.findall(
            r'<(?:link|img|source|iframe|script)\b[^>]*(?:href|src)="([^"]*)"', html
        )
        assert all(address.startswith("/") for address in loaded), path


def test_a_page_with_its_style_is_lighter_than_150_kb(make, sign_in):
    browser = sign_in()
    style = len((STATIC / "public.css").read_bytes()) + len((STATIC / "favicon.svg").read_bytes())

    for path in every_page(make):
        assert len(browser.get(path).html.encode()) + style < 150_000


def test_reading_sets_no_cookie_and_may_be_cached_for_a_short_time(make, sign_in):
    paths = every_page(make)
    browser = sign_in()

    for path in [path for path in paths if "/subscribe/" not in path]:
        page = browser.get(path)
        assert "Set-Cookie" not in page.headers, path
        assert page.headers["Cache-Control"] == "public, max-age=60", path


def test_a_page_for_someone_signed_in_is_not_kept_by_a_shared_cache(make, sign_in):
    page = sign_in(make.user(Role.EDITOR)).get("/news/")

    assert "public" not in page.headers["Cache-Control"]


def test_reading_leaves_no_trace_of_the_reader(make, sign_in):
    paths = every_page(make)
    before = db.session.scalar(db.select(db.func.count(TrailEntry.id)))

    for path in paths:
        sign_in().get(path)

    assert db.session.scalar(db.select(db.func.count(TrailEntry.id))) == before


def test_the_landing_page_leads_to_what_people_come_for(make, sign_in):
    published(make)

    page = sign_in().get("/")

    assert TEXT["title"] in page
    for path in (f"/news/{make.panel_.slug}/1", "/safer-sleep", "/support#families"):
        assert f'href="{path}"' in page.html
    assert f'href="/subscribe/{make.panel_.slug}"' in page.html
    assert "Notify a death" in page


def test_the_landing_page_stands_before_there_is_any_panel(app, sign_in):
    assert "No newsletter has been published yet." in sign_in().get("/")


def test_every_safer_sleep_message_is_there(app, sign_in):
    page = sign_in().get("/safer-sleep")

    for message in MESSAGES.values():
        assert message.text in page


@pytest.mark.parametrize(
    "words", ["The Lullaby Trust", "Child Bereavement UK", "Samaritans", "When a child dies"]
)
def test_the_support_page_names_who_helps_and_when_it_was_checked(app, sign_in, words):
    page = sign_in().get("/support")

    assert words in page
    assert "last looked through on 22 November 2026" in page


def test_robots_are_told_of_public_pages_only(make, sign_in):
    published(make)
    browser = sign_in()

    assert "Disallow: /unsubscribe/" in browser.get("/robots.txt").html
    sitemap = browser.get("/sitemap.txt").html.split()
    assert f"http://cdop.test/news/{make.panel_.slug}/1" in sitemap
    assert all(line.startswith("http://cdop.test/") for line in sitemap)


def test_an_address_made_up_gets_no_page(make, sign_in):
    browser = sign_in()

    for path in ("/news/nowhere/", f"/news/{make.panel_.slug}/99", f"/published/{'x' * 22}"):
        assert browser.get(path).status_code == 404


def test_a_release_shows_its_tables_and_when_withdrawn_the_notice(make, sign_in):
    table = released(make)
    path = f"/published/{table.release_id}"
    assert "41" in sign_in().get(path)

    withdraw_release(table)
    page = sign_in().get(path)

    assert page.status_code == 410
    assert "A figure was wrong." in page
    assert "41" not in page
    assert "Sudden deaths" not in sign_in().get("/")


def test_a_withdrawn_release_leads_to_the_one_in_its_place(make, sign_in):
    old, new = released(make), released(make, "2026-02/1", title="Corrected figures")
    db.session.get(type(old.release), old.release_id).replaced_by_id = new.release_id
    withdraw_release(old)

    page = sign_in().get(f"/published/{old.release_id}")

    assert page.status_code == 410
    assert f'href="/published/{new.release_id}"' in page.html


def test_a_release_for_partners_is_not_there(make, sign_in):
    table = released(make, profile="partner")

    assert sign_in().get(f"/published/{table.release_id}").status_code == 404
    assert "Sudden deaths" not in sign_in().get("/")


def test_the_words_of_a_release_are_cleaned(make, sign_in):
    table = released(
        make, commentary_html="<p>Five years.</p><script>alert(1)</script><img src=x onerror=a()>"
    )

    html = sign_in().get(f"/published/{table.release_id}").html

    assert "<p>Five years.</p>" in html
    assert "<script" not in html
    assert "onerror" not in html
