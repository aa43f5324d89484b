"""A draft and a release are read a chapter at a time, and the whole of them on one page."""

import re

import pytest

from cdop.audits import changes
from cdop.audits.chapters import by_heading, parts_of
from cdop.audits.models import Profile
from cdop.extensions import db
from cdop.jobs.queue import run_due
from tests.audits.reading import on_page


@pytest.fixture
def released(offered, deputy):
    release = changes.release_audit(offered, actor=deputy, profile=Profile.PUBLIC)
    db.session.commit()
    return release


def _chapters(browser, address):
    """The pages of all chapters, by following Next from the first."""
    pages = [browser.get(f"{address}?part=1")]
    while found := re.search(
        r'<a[^>]*href="([^"]*)"[^>]*rel="next"|rel="next" href="([^"]*)"', pages[-1].html
    ):
        pages.append(browser.get(found[1] or found[2]))
    return pages


def _titles(html):
    return re.findall(r'<h\d[^>]*id="(table-[^"]+-title)"', html)


@pytest.mark.parametrize("address", ["/releases/{}", "/published/{}"])
def test_the_chapters_of_a_release_hold_each_table_once(released, sign_in, deputy, address):
    browser, address = sign_in(deputy), address.format(released.id)

    pages = _chapters(browser, address)
    whole = browser.get(f"{address}?part=all").html

    assert len(pages) == len(released.definition["parts"])
    assert [title for page in pages for title in _titles(page.html)] == _titles(whole)
    assert len(_titles(whole)) == len(released.tables)
    together = {}
    for page in pages:
        together |= on_page(page.html)
    assert together == on_page(whole)


@pytest.mark.parametrize("address", ["/releases/{}", "/published/{}"])
def test_the_old_address_lists_the_chapters_and_keeps_every_anchor(
    released, sign_in, deputy, address
):
    browser, address = sign_in(deputy), address.format(released.id)

    page, whole = browser.get(address).html, browser.get(f"{address}?part=all").html

    assert not on_page(page)
    for anchor in re.findall(r'id="(table-[^"]+|part-\d+)"', whole):
        assert page.count(f'id="{anchor}"') == 1


def test_each_entry_of_the_list_leads_to_its_table(released, sign_in):
    browser = sign_in()
    page = browser.get(f"/published/{released.id}").html

    links = re.findall(r'href="([^"#]*\?part=\d+)#(table-[^"]+-title)"', page)

    assert len(links) == len(released.tables)
    for address, anchor in links:
        assert f'id="{anchor}"' in browser.get(address).html


def test_words_stand_in_the_chapter_that_they_are_about(
    thirty_deaths, build, chair, deputy, sign_in
):
    audit = build()
    changes.comment(audit, actor=chair, version=audit.version, commentary="First of all.")
    changes.offer_audit(audit, actor=chair)
    release = changes.release_audit(audit, actor=deputy, profile=Profile.PUBLIC)
    release.commentary_html += (
        "\n\n### Smoking\n\nHomes were smoky.\n\n### Recommendations\n\n- Ask."
    )
    parts = parts_of(audit, [{"section": "Smoking"}], release.commentary_html)
    release.definition = release.definition | {"parts": parts}
    db.session.commit()
    browser = sign_in()

    start, smoking, last = (
        browser.get(f"/published/{release.id}{part}").text for part in ("?", "?part=1", "?part=2")
    )

    assert [heading for heading, _ in parts] == ["Smoking", "Recommendations"]
    assert "First of all." in start and "Homes were smoky." not in start.split("Contents")[0]
    assert "Homes were smoky." in smoking and "First of all." not in smoking
    assert "Ask." in last


def test_a_chapter_that_is_not_there_gets_no_page(released, sign_in, deputy):
    browser = sign_in(deputy)

    for part in ("0", "99", "-1", "x", "²"):
        assert browser.get(f"/published/{released.id}?part={part}").status_code == 404
        assert browser.get(f"/releases/{released.id}?part={part}").status_code == 404


def test_a_release_made_before_chapters_were_kept_is_read_some_tables_at_a_time(released, sign_in):
    released.definition = {
        name: value for name, value in released.definition.items() if name != "parts"
    }
    db.session.commit()
    browser, address = sign_in(), f"/published/{released.id}"

    pages = _chapters(browser, address)

    assert "Tables 1 to 4" in browser.get(address)
    titles = [title for page in pages for title in _titles(page.html)]
    assert titles == _titles(browser.get(f"{address}?part=all").html)


def test_a_draft_and_what_would_be_published_are_read_in_the_same_way(offered, sign_in, deputy):
    run_due()
    browser = sign_in(deputy)

    for address in (f"/audits/{offered.id}", f"/audits/{offered.id}/preview/public"):
        pages = _chapters(browser, address)
        whole = browser.get(f"{address}?part=all").html
        assert len(pages) > 3
        assert [title for page in pages for title in _titles(page.html)] == _titles(whole)
        assert not _titles(browser.get(address).html)


def test_a_long_table_is_closed_in_its_chapter_and_open_on_the_whole(offered, sign_in, deputy):
    browser, address = sign_in(deputy), f"/audits/{offered.id}"

    assert any("app-fold" in page.html for page in _chapters(browser, address))
    assert "app-fold" not in browser.get(f"{address}?part=all").html


def test_no_word_is_lost_when_words_are_put_under_their_headings():
    words = (
        "Before.\n\n### One\n\nText of one.\n\n### Mine\n\nMore of one.\n\n### Two\n\nText of two."
    )

    general, found = by_heading(words, ["One", "Two"])

    assert general == "Before."
    assert found == {
        "One": "Text of one.\n\n### Mine\n\nMore of one.",
        "Two": "Text of two.",
    }
