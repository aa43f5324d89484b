"""The ledger lists every figure that ever left, and lets others' figures be entered."""

import pytest

from cdop.access.roles import Role
from cdop.audits.external_models import ExternalFigure
from cdop.extensions import db
from cdop.trail.models import TrailEntry
from tests.newsletters.build import published, released, withdraw_release

FIGURE = {
    "title": "Deaths of infants, unexplained",
    "whom": "sudi",
    "basis": "death",
    "first_year": "2023/24",
    "last_year": "2024/25",
    "value": "35",
    "source": "A made-up yearbook, table 4",
    "published_on-day": "31",
    "published_on-month": "1",
    "published_on-year": "2026",
}


@pytest.fixture
def chair(make, sign_in):
    return sign_in(make.user(Role.CHAIR))


def test_a_figure_is_listed_with_where_it_stood_and_what_it_came_from(make, chair):
    table = released(make)
    published(make, title="Sleep news", body=f"[[table {table.number}]]")

    page = chair.get("/releases/ledger")

    assert f"Table {table.number}: {table.title}" in page.text
    assert f'href="/published/{table.release_id}?part=1#table-1-title"' in page.html
    assert "Sleep news" in page.text
    assert "41" in page.text


def test_a_withdrawn_figure_stays_listed(make, chair):
    table = released(make)
    withdraw_release(table)

    assert table.number in chair.get("/releases/ledger?standing=withdrawn").text
    assert table.number not in chair.get("/releases/ledger?standing=in_force").text
    assert "now a notice" in chair.get("/releases/ledger").text


def test_the_ledger_is_searched_and_paged(make, chair):
    for number in range(12):
        released(make, f"2026-{number + 1:02d}/1", title=f"Subject {chr(65 + number)}")

    assert "Subject A" not in chair.get("/releases/ledger").text
    assert "Subject A" in chair.get("/releases/ledger?page=2").text
    assert "Subject C" in chair.get("/releases/ledger?words=2026-03").text


def test_another_panel_sees_nothing_of_it_and_an_editor_what_is_public(make, sign_in):
    public = released(make)
    partner = released(make, "2026-02/1", profile="partner")

    stranger = sign_in(make.user(Role.CHAIR, panel=make.panel())).get("/releases/ledger")
    editor = sign_in(make.user(Role.EDITOR)).get("/releases/ledger")

    assert public.number not in stranger.text
    assert public.number in editor.text
    assert partner.number not in editor.text


def test_a_chair_enters_what_others_published_and_the_trail_says_so(make, chair):
    slug = make.panel_.slug

    page = chair.submit(f"/releases/known-elsewhere/{slug}", **FIGURE)

    assert "A made-up yearbook, table 4" in page.text
    figure = db.session.scalars(db.select(ExternalFigure)).one()
    assert (figure.value, figure.sudi, figure.years) == (35, True, ["2023/24", "2024/25"])
    assert "A made-up yearbook" in chair.get("/releases/ledger").text
    entry = db.session.scalars(
        db.select(TrailEntry).where(TrailEntry.event == "external.entered")
    ).one()
    assert "35" not in str(entry.detail)


def test_a_figure_entered_in_error_can_be_removed(make, chair):
    slug = make.panel_.slug
    chair.submit(f"/releases/known-elsewhere/{slug}", **FIGURE)
    figure = db.session.scalars(db.select(ExternalFigure)).one()

    page = chair.submit(f"/releases/known-elsewhere/{slug}/remove", figure_id=figure.id)

    assert "Figure removed" in page.text
    assert db.session.scalar(db.select(db.func.count()).select_from(ExternalFigure)) == 0


def test_years_out_of_order_are_refused(make, chair):
    page = chair.submit(
        f"/releases/known-elsewhere/{make.panel_.slug}", **FIGURE | {"last_year": "2022/23"}
    )

    assert page.status_code == 422
    assert "The last year must not be before the first" in page.text
