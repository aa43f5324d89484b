"""Figures that others published: shown with source and date, restated by an administrator."""

import pytest

from cdop.access.roles import Role
from cdop.core.catalogues.national_figures import latest_of
from cdop.populations.queries import list_cited_figures

CODE = "modifiable-share-2024-25"
RESTATED = {
    "value": "47.5",
    "lower": "",
    "upper": "",
    "source": "Made-up bulletin",
    "url": "https://example.org/bulletin",
    "published": "2026-02",
    "mark": "P",
}


def cited():
    return latest_of("modifiable-share", list_cited_figures())


def test_a_member_reads_a_figure_with_its_source_and_date(make, sign_in):
    page = sign_in(make.user(Role.MEMBER)).get(f"/cited-figures/{CODE}")

    assert "48%" in page
    assert "November 2025" in page
    assert "Confirmed" in page


@pytest.mark.both_engines
def test_a_restated_figure_is_cited_and_the_one_shipped_stays_on_record(make, sign_in):
    browser = sign_in(make.user(Role.ADMINISTRATOR))

    page = browser.submit(f"/cited-figures/{CODE}/restate", version=1, **RESTATED)

    assert "47.5%" in page and "48%" in page
    assert "Came with the service" in page
    assert (str(cited().value), cited().source) == ("47.5", "Made-up bulletin")


def test_a_figure_is_restated_more_than_once_and_every_edition_stays(make, sign_in):
    browser = sign_in(make.user(Role.ADMINISTRATOR))
    browser.submit(f"/cited-figures/{CODE}/restate", version=1, **RESTATED)

    page = browser.submit(f"/cited-figures/{CODE}/restate", version=2, **RESTATED | {"value": "47"})

    assert all(value in page for value in ("47%", "47.5%", "48%"))
    assert str(cited().value) == "47"


def test_of_two_who_restate_the_same_figure_the_second_is_told(make, sign_in):
    browser = sign_in(make.user(Role.ADMINISTRATOR))
    browser.submit(f"/cited-figures/{CODE}/restate", version=1, **RESTATED)

    page = browser.submit(f"/cited-figures/{CODE}/restate", version=1, **RESTATED | {"value": "9"})

    assert page.status_code == 409
    assert str(cited().value) == "47.5"


def test_a_retired_figure_is_cited_no_longer(make, sign_in):
    sign_in(make.user(Role.ADMINISTRATOR)).submit(f"/cited-figures/{CODE}/retire", version=1)

    assert cited().year == "2017/18"


def test_an_administrator_adds_a_later_year(make, sign_in):
    later = RESTATED | {
        "code": "modifiable-share-2025-26",
        "measure": "modifiable-share",
        "name": "Share of reviews that identified modifiable factors",
        "area": "England",
        "year": "2025/26",
        "unit": "%",
    }

    sign_in(make.user(Role.ADMINISTRATOR)).submit("/cited-figures/new", **later)

    assert cited().year == "2025/26"


def test_a_short_name_that_is_taken_is_refused(make, sign_in):
    taken = RESTATED | {
        "code": CODE,
        "measure": "modifiable-share",
        "name": "x",
        "area": "England",
        "year": "2025/26",
        "unit": "%",
    }

    page = sign_in(make.user(Role.ADMINISTRATOR)).submit("/cited-figures/new", **taken)

    assert page.status_code == 422
    assert "Another figure has this short name" in page


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("value", "many", "Enter a number"),
        ("value", "NaN", "Enter a number"),
        ("published", "soon", "Enter a year, month or day"),
        ("url", "javascript:alert(1)", "begins with https://"),
    ],
)
def test_what_is_no_figure_is_refused(make, sign_in, field, value, reason):
    browser = sign_in(make.user(Role.ADMINISTRATOR))

    page = browser.submit(f"/cited-figures/{CODE}/restate", version=1, **RESTATED | {field: value})

    assert page.status_code == 422
    assert reason in page


def test_the_list_is_found_by_words(make, sign_in):
    browser = sign_in(make.user(Role.EDITOR))

    assert "modifiable factors" in browser.get("/cited-figures/?words=reviews+modifiable")
    assert "No figure fits" in browser.get("/cited-figures/?words=zebra")
