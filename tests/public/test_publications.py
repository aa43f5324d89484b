"""A publication is frozen at its address; a draft is nowhere; a withdrawn one is a notice."""

import xml.etree.ElementTree as ET

import feedparser
import pytest

from cdop.core.publication import IssueState
from cdop.extensions import db
from cdop.newsletters.models import Issue, Publication
from cdop.web.charts.svg import clean
from cdop.web.frozen import Altered, drawing
from tests.newsletters.build import (
    TEXT,
    issue,
    published,
    released,
    withdraw_release,
    withdrawn,
)

ATOM = "{http://www.w3.org/2005/Atom}"


def public_paths(make) -> list[str]:
    slug = make.panel_.slug
    numbers = [f"/news/{slug}/{number}" for number in range(4)]
    return ["/", "/news/", f"/news/{slug}/", f"/news/{slug}/feed.atom", "/sitemap.txt", *numbers]


@pytest.mark.parametrize("state", [IssueState.DRAFT, IssueState.SUBMITTED, IssueState.APPROVED])
def test_an_issue_in_the_making_is_seen_by_no_public_path(make, sign_in, state):
    row = issue(make, state, title="Marmalade marker", body="## Zeppelin marker\n\nText")
    browser = sign_in()

    paths = [*public_paths(make), "/news/?words=Zeppelin"]
    for path in paths:
        content = browser.client.get(path).get_data(as_text=True)
        assert "Marmalade" not in content
        assert "Zeppelin marker" not in content
        assert row.id not in content
    assert browser.get(f"/newsletters/{row.id}").status_code == 303
    assert browser.get(f"/published/{row.id}").status_code == 404


def test_what_is_written_after_publication_does_not_change_the_page(make, sign_in):
    publication = published(make)
    db.session.get(Issue, publication.issue_id).body = "## Rewritten behind its back"
    db.session.commit()

    page = sign_in().get(f"/news/{make.panel_.slug}/1")

    assert "Where will baby sleep" in page
    assert "Rewritten" not in page


def test_a_frozen_page_that_was_tampered_with_is_not_shown(app, make):
    publication = published(make)
    row = db.session.get(Publication, publication.id)
    row.html = row.html + "<p>Slipped in</p>"
    db.session.commit()

    with pytest.raises(Altered):
        app.test_client().get(f"/news/{make.panel_.slug}/1")


def test_the_page_holds_title_number_date_message_and_figures(make, sign_in):
    released(make)
    published(make, body="## Figures\n\n[[table 2026-01/1]]")

    page = sign_in().get(f"/news/{make.panel_.slug}/1")

    assert TEXT["title"] in page
    assert "newsletter, issue 1" in page
    assert "Never fall asleep with baby on a sofa" in page
    assert "<caption" in page.html
    assert "41" in page
    assert 'type="application/atom+xml"' in page.html


def test_the_archive_is_searched_by_word_and_paged(make, sign_in):
    published(make, title="Asthma at school")
    for number in range(11):
        published(make, title=f"Sleep {number}")
    browser = sign_in()
    slug = make.panel_.slug

    first, second = browser.get(f"/news/{slug}/"), browser.get(f"/news/{slug}/?page=2")
    found = browser.get(f"/news/{slug}/?words=asthma+school")

    assert "Showing 1 to 10 of 12 newsletters" in first
    assert "Asthma at school" not in first
    assert "Asthma at school" in second
    assert "Asthma at school" in found
    assert "Sleep 1" not in found
    assert "No newsletter was found" in browser.get("/news/?words=zeppelin%25")


def test_what_was_searched_for_is_shown_again_without_harm(make, sign_in):
    page = sign_in().get("/news/?words=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")

    assert "<script" not in page.html


def test_a_withdrawn_newsletter_is_gone_everywhere_but_for_its_notice(make, sign_in):
    withdrawn(
        make, "A table was wrong.", title="Marmalade marker", body="## One\n\nZeppelin marker"
    )
    browser = sign_in()
    slug = make.panel_.slug

    page = browser.get(f"/news/{slug}/1")

    assert page.status_code == 410
    assert "A table was wrong." in page
    assert page.headers["Cache-Control"] == "no-store"
    for path in [*public_paths(make), "/news/?words=Zeppelin"]:
        content = browser.client.get(path).get_data(as_text=True)
        assert "Marmalade" not in content, path
        assert "Zeppelin marker" not in content, path


def test_a_number_is_never_used_again(make, sign_in):
    withdrawn(make)

    assert published(make).number == 2


def test_a_table_withdrawn_later_leaves_the_page_and_its_number_stays_hidden(make, sign_in):
    table = released(make)
    published(make, body="## Figures\n\nBefore\n\n[[chart 2026-01/1]]\n\nAfter")
    withdraw_release(table)

    page = sign_in().get(f"/news/{make.panel_.slug}/1")

    assert "Table 2026-01/1 has been withdrawn." in page
    assert "41" not in page
    assert "<svg" not in page.html
    assert "Before" in page
    assert "After" in page


def test_the_feed_is_read_by_a_feed_reader(make, sign_in):
    published(make, title="First & <b>bold</b>")
    published(make, title="Second")
    response = sign_in().client.get(f"/news/{make.panel_.slug}/feed.atom")

    feed = feedparser.parse(response.data)

    assert not feed.bozo
    assert response.mimetype == "application/atom+xml"
    assert [entry.title for entry in feed.entries] == [
        "Second",
        "First & <b>bold</b>",
    ]
    assert feed.entries[0].link == f"http://cdop.test/news/{make.panel_.slug}/2"
    assert all(entry.id.startswith("tag:cdop.test,") for entry in feed.entries)
    assert feed.feed.id.startswith("tag:cdop.test,")


def test_an_entry_keeps_its_id_when_it_is_withdrawn_and_becomes_the_notice(make, sign_in):
    publication = published(make, title="Marmalade marker")
    path = f"/news/{make.panel_.slug}/feed.atom"
    client = sign_in().client
    before = ET.fromstring(client.get(path).data).find(f"{ATOM}entry")
    row = db.session.get(Publication, publication.id)
    row.withdrawn_at, row.withdrawn_by_id = row.published_at, row.published_by_id
    row.withdrawal_notice = "A table was wrong."
    db.session.commit()

    after = ET.fromstring(client.get(path).data).find(f"{ATOM}entry")

    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id")
    assert after.findtext(f"{ATOM}title") == "Issue 1 has been withdrawn"
    assert after.findtext(f"{ATOM}summary") == "A table was wrong."


def test_the_links_do_not_follow_a_forged_host(make, sign_in):
    published(make)

    response = sign_in().client.get(
        f"/news/{make.panel_.slug}/feed.atom", headers={"Host": "evil.example"}
    )

    assert b"evil.example" not in response.data


def test_making_a_feed_leaves_charts_as_they_are(make, sign_in):
    before = clean('<svg xmlns="http://www.w3.org/2000/svg"><rect width="1"/></svg>', "T", "D")
    published(make)

    sign_in().client.get(f"/news/{make.panel_.slug}/feed.atom")

    after = clean('<svg xmlns="http://www.w3.org/2000/svg"><rect width="1"/></svg>', "T", "D")
    assert after == before
    assert drawing(after)
