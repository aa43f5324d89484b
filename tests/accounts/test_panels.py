"""Panels and their targets."""

from datetime import date, timedelta

import pytest

from cdop.access.roles import Role
from cdop.accounts.models import Panel
from cdop.accounts.queries import clock_rules
from cdop.core.clocks import DEFAULT_RULES, Unit
from cdop.db.clock import today
from cdop.extensions import db


@pytest.fixture
def admin(make, sign_in):
    return sign_in(make.user(Role.ADMINISTRATOR))


def target(panel, code, on):
    rule = next(rule for rule in clock_rules(panel.id, on) if rule.code == code)
    return rule.target, rule.unit


def set_clock(admin, panel, code, number, day, unit="weeks"):
    return admin.submit(
        f"/panels/{panel.id}/clocks/{code}",
        target=number,
        unit=unit,
        source="Agreed by the panel in May",
        **{
            "effective_from-day": day.day,
            "effective_from-month": day.month,
            "effective_from-year": day.year,
        },
    )


def test_a_panel_is_added_and_changed(admin):
    admin.submit(
        "/panels/new",
        name="Westmere panel",
        slug="westmere",
        area="Westmere",
        local_authorities="Westmere\n\n Eastmere ",
        reference_prefix="WEST",
    )
    panel = db.session.scalar(db.select(Panel).where(Panel.slug == "westmere"))
    form = admin.get(f"/panels/{panel.id}/details")

    page = admin.submit(
        f"/panels/{panel.id}/details",
        version=form.field("version"),
        name="Westmere and Eastmere panel",
        reference_prefix="WEST",
        slug="other",
    )

    assert form.field("name") == "Westmere panel"
    assert "Westmere\nEastmere" in form.html
    assert "Westmere and Eastmere panel" in page
    assert panel.slug == "westmere"


def test_a_short_name_is_taken_once_and_fits_into_an_address(admin, make):
    taken = make.panel_.slug

    for slug in (taken, "Not Fit", "a/b"):
        page = admin.submit("/panels/new", name="New", slug=slug, reference_prefix="NEW")
        assert page.status_code == 422


def test_without_settings_the_guidance_holds(make):
    assert clock_rules(make.panel_.id, today()) == DEFAULT_RULES


@pytest.mark.both_engines
def test_a_panel_sets_its_own_target_from_a_day_on(admin, make):
    panel, later = make.panel_, today() + timedelta(days=30)

    page = set_clock(admin, panel, "panel", 8, today())
    set_clock(admin, panel, "panel", 10, later)

    assert "8 weeks" in page
    assert "Agreed by the panel in May" in page
    assert target(panel, "panel", today() - timedelta(days=1)) == (6, Unit.WEEKS)
    assert target(panel, "panel", today()) == (8, Unit.WEEKS)
    assert target(panel, "panel", later) == (10, Unit.WEEKS)


def test_a_target_changed_twice_for_one_day_is_the_last_one(admin, make):
    panel = make.panel_
    set_clock(admin, panel, "review-meeting", 4, date(2026, 1, 1), "months")
    set_clock(admin, panel, "review-meeting", 5, date(2026, 1, 1), "months")

    assert target(panel, "review_meeting", today()) == (5, Unit.MONTHS)


def test_another_panel_keeps_its_own(admin, make):
    own, other = make.panel("Own panel"), make.panel("Other panel")

    set_clock(admin, own, "reports", 2, today())

    assert target(other, "reports", today()) == (3, Unit.WEEKS)


@pytest.mark.parametrize("number", ["0", "-3", "a lot", "", "1001"])
def test_a_target_is_a_number_that_makes_sense(admin, make, number):
    assert set_clock(admin, make.panel_, "panel", number, today()).status_code == 422


def test_a_clock_that_does_not_exist_is_not_found(admin, make):
    assert admin.get(f"/panels/{make.panel_.id}/clocks/nothing").status_code == 404


def test_two_administrators_do_not_overwrite_each_others_panel(admin, make):
    panel = make.panel_
    version = admin.get(f"/panels/{panel.id}/details").field("version")
    values = {"version": version, "reference_prefix": "CDOP"}
    admin.submit(f"/panels/{panel.id}/details", name="Second", **values)

    page = admin.submit(f"/panels/{panel.id}/details", name="Third", **values)

    assert page.status_code == 409
    assert "Second" in page
    assert page.field("name") == "Third"
