"""What a panel's reviews keep finding: what rises first, by age and category, and together."""

from datetime import date

import pytest

from cdop.access.roles import Role
from cdop.accounts.models import Membership
from cdop.analysis.models import LearningPoint
from cdop.audits.deaths import Records
from cdop.audits.themes import findings as counting
from cdop.core.catalogues.categories import Category
from cdop.core.influence import Influence
from cdop.core.workflow import Stage
from cdop.extensions import db
from cdop.trail.models import TrailEntry
from tests.audits.conftest import records_of

CONTRIBUTED = Influence.MAY_HAVE_CONTRIBUTED
LABELS = {"L26": "Interpreter and language"}
YEARS = ["2021/22", "2022/23", "2023/24", "2024/25"]


def reviewed(year: str, *found: str) -> dict[str, str]:
    return {
        "year": year,
        **{f"factor_{code}": "contributed" if code in found else "no" for code in ("A14", "B01")},
        "learning_L26": "Y" if "L26" in found else "N",
    }


def records(*rows: dict[str, str]) -> Records:
    domains = {
        "year": YEARS,
        "factor_A14": ("contributed", "modifiable", "no"),
        "factor_B01": ("contributed", "modifiable", "no"),
        "learning_L26": ("Y", "N"),
    }
    return records_of(rows, domains)


def test_factors_and_learning_codes_are_found_and_those_of_no_death_are_not():
    found = counting.found_in(records(reviewed("2024/25", "A14", "L26")), LABELS)

    assert [(each.code, each.kind) for each in found] == [
        ("A14", "Factor"),
        ("L26", "Learning point"),
    ]


def test_what_rises_comes_first_with_the_number_compared():
    before = [reviewed("2021/22", "B01")] * 20 + [reviewed("2022/23")] * 60
    lately = [reviewed("2023/24", "A14", "B01")] * 12 + [reviewed("2024/25")] * 28
    every = records(*before, *lately)

    found = counting.emerging(every, counting.found_in(every, LABELS), YEARS)

    assert [finding.code for finding, _ in found.rows] == ["A14", "B01"]
    assert (found.compared, found.recent) == (2, ["2023/24", "2024/25"])
    assert found.rows[0][1].direction.label == "Clear rise"


def test_pairs_are_counted_both_ways_and_all_looked_at_are_told():
    rows = [reviewed("2024/25", "A14", "B01")] * 8 + [reviewed("2024/25", "A14")] * 2
    every = records(*rows, *[reviewed("2024/25", "B01")] * 3, *[reviewed("2024/25")] * 20)

    found = counting.together(every, counting.found_in(every, LABELS))

    assert found.looked_at == 1
    assert [row.cells for row in found.rows] == [(8, 2, 3, 20)]
    assert found.rows[0].association.lower > 1


def test_pairs_found_together_in_fewer_than_five_deaths_are_not_listed():
    rows = [reviewed("2024/25", "A14", "B01")] * 4
    every = records(*rows, *[reviewed("2024/25", "A14")] * 5, *[reviewed("2024/25", "B01")] * 5)

    found = counting.together(every, counting.found_in(every, LABELS))

    assert (found.looked_at, found.rows) == (1, [])


def test_a_matrix_says_how_many_deaths_each_column_is_of():
    every = records(reviewed("2023/24", "A14"), reviewed("2023/24"), reviewed("2024/25", "A14"))

    found = counting.matrix(
        every, counting.found_in(every, LABELS), "year", [(year, year) for year in YEARS]
    )

    assert [label for label, _ in found.columns] == ["2023/24", "2024/25"]
    assert found.of == [2, 1]
    [(finding, counts, everywhere)] = found.rows
    assert (finding.code, counts, everywhere) == ("A14", [1, 1], 2)


@pytest.fixture
def pages(make):
    return f"/themes/{make.panel_.slug}"


@pytest.fixture
def reviewed_deaths(make, chair):
    """Forty reviews of four years; smoking in the home in most of the last two."""

    def one(year: int, *codes: str, conflicted=(), category=Category.INFECTION, **values):
        case = make.case(
            died_on=date(year, 6, 1),
            reviewed_on=date(year, 9, 1),
            stage=Stage.RATIFIED,
            conflicted=conflicted,
            **values,
        )
        analysis = make.analysis(
            case,
            ratified_by=chair,
            factors={code: (CONTRIBUTED, True) for code in codes},
            category=category,
        )
        db.session.add(LearningPoint(analysis_id=analysis.id, text="x", learning_code="L26"))
        db.session.commit()
        return case

    for number in range(10):
        one(2021, "A01")
        one(2022, "A01", "B01") if number < 2 else one(2022, "A01")
        one(2023, "A01", "B01")
        one(2024, "B01", age_days=900)
    return one


@pytest.mark.both_engines
def test_the_page_begins_with_what_rises_most_surely(make, sign_in, pages, reviewed_deaths):
    page = sign_in(make.user(Role.MEMBER)).get(pages)

    assert "40 deaths reviewed in the financial years 2021/22 to 2024/25" in page.text
    assert page.text.index("B01 Smoking in household") < page.text.index("A01 Preterm birth")
    assert "Clear rise" in page.text
    assert "3 factors and codes were compared" in page.text
    events = db.session.scalars(db.select(TrailEntry.event)).all()
    assert "themes.viewed" in events


def test_filters_narrow_the_deaths_and_say_so(sign_in, chair, pages, reviewed_deaths):
    page = sign_in(chair).get(f"{pages}?from_year=2021/22&to_year=2024/25&age_band=1-4y")

    assert "10 deaths reviewed" in page.text
    assert "aged 1 to 4 years" in page.text


def test_a_filter_that_leaves_fewer_than_five_deaths_shows_none(
    sign_in, chair, pages, reviewed_deaths
):
    reviewed_deaths(2024, "C23", category=Category.TRAUMA)

    page = sign_in(chair).get(f"{pages}?category=3")

    assert "Too few deaths" in page.text
    assert "C23" not in page.text


def test_nonsense_in_the_address_shows_the_page_without_filters(
    sign_in, chair, pages, reviewed_deaths
):
    page = sign_in(chair).get(f"{pages}?view=x&age_band=y&category=99&from_year=1066/67&sort=z")

    assert page.status_code == 200
    assert "40 deaths reviewed" in page.text


@pytest.mark.parametrize("view", ["years", "ages", "categories", "together"])
def test_every_view_sorts_and_counts(sign_in, chair, pages, reviewed_deaths, view):
    for sort in ("", "&sort=name", "&sort=c0&order=desc", "&sort=both&order=desc", "&sort=ratio"):
        assert sign_in(chair).get(f"{pages}?view={view}{sort}").status_code == 200


def test_factors_found_together_come_with_the_pairs_looked_at(
    sign_in, chair, pages, reviewed_deaths
):
    page = sign_in(chair).get(f"{pages}?view=together")

    assert "1 pair of factors was looked at" in page.text
    assert "A01 Preterm birth and B01 Smoking in household" in page.text


@pytest.mark.both_engines
def test_a_death_in_which_somebody_has_a_conflict_is_left_out_for_them(
    make, sign_in, pages, reviewed_deaths
):
    member = make.user(Role.MEMBER)
    reviewed_deaths(2024, "D18", conflicted=[member])

    page = sign_in(member).get(f"{pages}?view=years")
    other = sign_in(make.user(Role.MEMBER)).get(f"{pages}?view=years")

    assert "40 deaths reviewed" in page.text
    assert "One death of this period" in page.text
    assert "D18" not in page.text
    assert "D18" in other.text


def test_another_panels_deaths_are_not_counted_and_its_page_is_not_there(
    make, sign_in, chair, pages, reviewed_deaths
):
    other = make.panel()
    make.analysis(
        make.case(panel=other, stage=Stage.RATIFIED, reviewed_on=date(2024, 9, 1)),
        factors={"D18": (CONTRIBUTED, True)},
    )

    assert "D18" not in sign_in(chair).get(f"{pages}?view=years").text
    assert sign_in(chair).get(f"/themes/{other.slug}").status_code == 404


def test_before_the_first_review_the_page_says_so(sign_in, chair, pages):
    assert "No reviews yet" in sign_in(chair).get(pages).text


def test_somebody_on_one_panel_is_led_straight_to_it(sign_in, chair, pages):
    page = sign_in(chair).submit("/themes/", follow=False)
    assert page.status_code == 405

    assert sign_in(chair).get("/themes/").location == pages


def test_somebody_on_two_panels_chooses_one(make, sign_in):
    first, second = make.panel("Northern panel"), make.panel("Southern panel")
    both = make.user(Role.MEMBER, panel=first)
    db.session.add(Membership(user_id=both.id, role=Role.MEMBER, panel_id=second.id))
    db.session.commit()

    page = sign_in(both).get("/themes/")

    assert "Northern panel" in page.text
    assert "Southern panel" in page.text


def test_of_very_many_pairs_those_furthest_from_chance_are_kept(monkeypatch):
    monkeypatch.setattr(counting, "MOST_PAIRS", 1)
    both, none = reviewed("2024/25", "A14", "B01"), reviewed("2024/25")
    third = {"factor_C04": "contributed"}
    no_third = {"factor_C04": "no"}
    rows = [both | third] * 5 + [both | no_third] * 10 + [none | third] * 15 + [none | no_third] * 5
    domains = {"year": YEARS, "learning_L26": ("Y", "N")} | {
        f"factor_{code}": ("contributed", "modifiable", "no") for code in ("A14", "B01", "C04")
    }
    every = records_of(rows, domains)

    found = counting.together(every, counting.found_in(every, LABELS))

    assert found.looked_at == 3
    assert [(row.one.code, row.other.code) for row in found.rows] == [("A14", "B01")]
