"""Published figures are listed a page at a time, at the cost of a few."""

from tests.newsletters.build import released
from tests.statements import statements


def test_published_figures_are_listed_by_the_page(make, sign_in):
    panel, stranger = make.panel(), sign_in()
    released(make, panel=panel)
    paths = ("/figures/", f"/figures/{panel.slug}", f"/about/{panel.slug}/")

    with statements() as few:
        for path in paths:
            stranger.get(path)
    for number in range(2, 33):
        released(make, f"2026-{number:02}/1", panel=panel)
    with statements() as many:
        pages = [stranger.get(path) for path in paths]

    assert len(many) <= len(few)
    assert "Showing 1 to 25 of 32 releases" in pages[0]
    assert pages[1].text.count("number 2026-") == 25
    assert stranger.get("/figures/?page=2").text.count("number 2026-") == 7
