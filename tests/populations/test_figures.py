"""Births and children of a panel: entered, loaded, restated, and never lost."""

import io

import pytest

from cdop.access.roles import Role
from cdop.core.denominators import Measure
from cdop.extensions import db
from cdop.populations.models import Population, PopulationLoad
from cdop.populations.queries import denominators
from cdop.trail.models import TrailEntry
from tests.populations import build

NEW = {
    "measure": "live_births",
    "year": "2024-25",
    "count": "5,310",
    "source": "Made-up office",
    "published_on-day": "31",
    "published_on-month": "8",
    "published_on-year": "2025",
}
GOOD = "live_births,2024/25,,,,,,5310,Made-up office,31/08/2025"


def upload(browser, panel, content: bytes):
    return browser.submit(f"/populations/{panel.slug}/load", file=(io.BytesIO(content), "s.csv"))


def test_a_coordinator_enters_the_births_of_a_year(make, sign_in):
    person = make.user(Role.COORDINATOR)

    page = sign_in(person).submit(f"/populations/{make.panel_.slug}/new", **NEW)

    assert "The number was saved" in page
    assert "5,310" in page
    assert "Made-up office" in page
    assert "31 August 2025" in page
    entry = db.session.scalar(db.select(TrailEntry).order_by(TrailEntry.sequence.desc()))
    assert (entry.event, entry.detail["year"]) == ("population.recorded", "2024/25")


def test_births_with_an_age_are_refused_with_the_reason(make, sign_in):
    person = make.user(Role.CHAIR)

    page = sign_in(person).submit(f"/populations/{make.panel_.slug}/new", **NEW, age="0y")

    assert page.status_code == 422
    assert "Births have no age" in page


def test_a_year_that_is_none_is_refused(make, sign_in):
    person = make.user(Role.CHAIR)

    page = sign_in(person).submit(f"/populations/{make.panel_.slug}/new", **NEW | {"year": "2025"})

    assert "The year must be a financial year" in page


def test_a_restated_number_holds_and_the_one_before_it_is_shown(make, sign_in):
    row = build.births(make)
    person = make.user(Role.COORDINATOR)

    page = sign_in(person).submit(
        f"/populations/numbers/{row.id}/restate",
        version=row.version,
        **{name: value for name, value in NEW.items() if name not in ("measure", "year")}
        | {"count": "5295"},
    )

    assert "5,295" in page and "5,310" in page
    assert "Restated" in page
    assert denominators(make.panel_).total(Measure.LIVE_BIRTHS, ["2024/25"]).value == 5295


def test_of_two_who_restate_the_same_number_the_second_is_told(make, sign_in):
    row = build.births(make)
    browser = sign_in(make.user(Role.COORDINATOR))
    again = {name: value for name, value in NEW.items() if name not in ("measure", "year")}
    browser.submit(
        f"/populations/numbers/{row.id}/restate", version=row.version, **again | {"count": "5295"}
    )

    page = browser.submit(
        f"/populations/numbers/{row.id}/restate", version=1, **again | {"count": "1"}
    )

    assert page.status_code == 409
    assert denominators(make.panel_).total(Measure.LIVE_BIRTHS, ["2024/25"]).value == 5295


def test_a_removed_number_gives_no_rate_and_stays_on_record_with_the_reason(make, sign_in):
    row = build.births(make)
    person = make.user(Role.COORDINATOR)

    page = sign_in(person).submit(
        f"/populations/numbers/{row.id}/remove", version=row.version, reason="Wrong area"
    )

    assert "It stays on record" in page
    assert "Removed: Wrong area" in page
    assert denominators(make.panel_).total(Measure.LIVE_BIRTHS, ["2024/25"]).value is None


@pytest.mark.both_engines
def test_every_line_of_a_sheet_is_accounted_for(make, sign_in):
    person = make.user(Role.COORDINATOR)
    build.births(make, by=person)
    content = build.sheet(
        "live_births,2024/25,,,,,,5295,Revised,30/09/2025",  # replaces
        "live_births,2023/24,,,,,,5400,Made-up office,31/08/2024",  # new
        "live_births,2024,,,,,,5400,Made-up office,31/08/2024",  # wrong
        "",
    )

    page = upload(sign_in(person), make.panel_, content)

    load = db.session.scalar(db.select(PopulationLoad))
    assert load.counts == {"replaced": 1, "accepted": 1, "rejected": 1, "blank": 0} | {
        "blank": load.counts["blank"]
    }
    assert [line["line"] for line in load.lines] == [2, 3, 4]
    assert "Before: 5,310" in page
    assert "The year must be a financial year" in page


def test_the_same_sheet_loaded_twice_changes_nothing(make, sign_in):
    browser = sign_in(make.user(Role.COORDINATOR))
    upload(browser, make.panel_, build.sheet(GOOD))

    page = upload(browser, make.panel_, build.sheet(GOOD))

    assert "On record already: 1" in page
    assert db.session.scalar(db.select(db.func.count()).select_from(Population)) == 1


def test_last_years_sheet_does_not_replace_what_was_published_later(make, sign_in):
    person = make.user(Role.COORDINATOR)
    build.births(make, by=person)
    old = "live_births,2024/25,,,,,,4000,Older,31/08/2024"

    page = upload(sign_in(person), make.panel_, build.sheet(old))

    assert "A number published later, on 31 August 2025, is on record" in page
    assert denominators(make.panel_).total(Measure.LIVE_BIRTHS, ["2024/25"]).value == 5310


def test_a_file_that_is_no_sheet_is_refused_whole(make, sign_in):
    page = upload(sign_in(make.user(Role.COORDINATOR)), make.panel_, b"PK\x03\x04\x00")

    assert page.status_code == 422
    assert "not a CSV file" in page


def test_what_is_downloaded_can_be_loaded_again(make, sign_in):
    person = make.user(Role.COORDINATOR)
    build.births(make, by=person)
    browser = sign_in(person)
    content = browser.client.get(f"/populations/{make.panel_.slug}/figures.csv").data

    page = upload(browser, make.panel_, content)

    assert "On record already: 1" in page


def test_the_template_can_be_loaded_as_it_is(make, sign_in):
    browser = sign_in(make.user(Role.COORDINATOR))
    content = browser.client.get(f"/populations/{make.panel_.slug}/template.csv").data

    page = upload(browser, make.panel_, content)

    assert "Accepted: 2" in page


def test_a_formula_in_a_rejected_line_is_led_by_an_apostrophe(make):
    load = build.load(make.panel_, "=1+1,2024/25,,,,,,5,X,1/8/2025", make.user(Role.CHAIR))
    from cdop.populations.presenters import rejected_csv

    assert "'=1+1" in rejected_csv(load.lines).decode()


def test_the_list_narrows_and_says_when_nothing_fits(make, sign_in):
    person = make.user(Role.COORDINATOR)
    build.births(make, by=person)
    browser = sign_in(person)
    address = f"/populations/{make.panel_.slug}"

    assert "5,310" in browser.get(address + "?measure=live_births&sort=count")
    assert "No number fits" in browser.get(address + "?by=deprivation")


def test_before_anything_is_loaded_the_page_says_that_there_are_no_rates(make, sign_in):
    page = sign_in(make.user(Role.COORDINATOR)).get(f"/populations/{make.panel_.slug}")

    assert "Until births and children are on record, no rate is given" in page


def test_parts_that_do_not_add_up_are_pointed_out(make, sign_in):
    person = make.user(Role.COORDINATOR)
    for sex, count in (("all", 100), ("M", 60), ("F", 45)):
        build.number(make.panel_, person, count, Measure.CHILDREN, sex=sex)

    page = sign_in(person).get(f"/populations/{make.panel_.slug}")

    assert "the numbers by sex add up to 105, the whole says 100" in page
