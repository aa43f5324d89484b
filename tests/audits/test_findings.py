"""What the audit says beside its tables, checked by hand on a few deaths."""

from datetime import date

import pytest

from cdop.access.roles import Role
from cdop.audits.building import Wish, exact_results
from cdop.audits.models import Basis
from cdop.audits.publishing import canonical
from cdop.audits.sudi.compared import reading
from cdop.audits.sudi.earlier import period_before
from cdop.audits.sudi.words import LIMITATIONS, WORDS
from cdop.audits.tables.sudi_tables import Section
from cdop.audits.told import Told, fill
from cdop.core.catalogues.categories import Category
from cdop.core.workflow import Stage
from tests.audits.conftest import CONTRIBUTED, FROM, TO
from tests.populations import build as populations

WISH = Wish(Basis.DEATH, FROM, TO)


@pytest.fixture
def found(make):
    """`found("standards")`: the finding's rows, by their label."""

    def of(code):
        results = exact_results(make.panel_, Wish(Basis.DEATH, FROM, TO))
        for each in results["findings"]["shown"]:
            if each["code"] == code:
                return {row["label"]: row["cells"] for row in each["content"]["rows"]} | {"": each}
        return None

    return of


def test_a_combination_is_exactly_its_hazards_and_each_death_is_in_one(reviewed_death, found):
    for _ in range(3):
        reviewed_death(facts={"head_covered": "Y", "loose_bedding": "Y"})
    reviewed_death(facts={"head_covered": "Y"})
    reviewed_death(facts={"head_covered": "NK"})

    rows = found("hazard_combinations")

    assert rows["Head covered + loose or soft bedding"]["count"] == "3"
    assert rows["Head covered"]["count"] == "1"
    assert rows["None of these hazards"]["count"] == "1"
    assert "2 or more" not in rows[""]["sentence"]
    assert "In at least 3 of 5 reviewed deaths two or more" in rows[""]["sentence"]


def test_the_picture_of_combinations_is_drawn_and_what_it_was_made_from_is_not_kept(
    make, reviewed_death
):
    reviewed_death(facts={"head_covered": "Y", "loose_bedding": "Y"})

    results = exact_results(make.panel_, Wish(Basis.DEATH, FROM, TO))

    assert "<svg" in results["charts"]["hazard_combinations"]
    assert "Loose or soft bedding: 1" in results["charts"]["hazard_combinations"]
    assert not any("spec" in each for each in results["findings"]["shown"])


def test_standards_are_met_or_not_or_cannot_be_told(reviewed_death, found):
    for answer in ("Y", "Y", "NK"):
        reviewed_death(
            facts={"history_taken": "Y", "scene_visit": answer, "post_mortem": "N"},
        )

    rows = found("standards")

    assert rows["S02 A full history was taken"]["standing"] == "Met"
    assert rows["S03 The scene was visited"]["standing"].startswith("Cannot be told")
    assert rows["S03 The scene was visited"]["not_known"] == "1"
    assert rows["S04 A post-mortem examination was made"]["standing"] == "Not met"


def test_the_period_before_is_counted_by_the_same_definitions(reviewed_death, found):
    for month, smoked in ((date(2021, 6, 1), "N"), (date(2023, 6, 1), "Y")):
        for _ in range(10):
            reviewed_death(month, facts={"smoked_in_pregnancy": smoked})

    rows = found("changed")

    smoked = rows["Mother smoked in pregnancy"]
    assert rows[""]["title"] == "Compared with 2021/22 to 2022/23"
    assert (smoked["before"], smoked["now"]) == ("0 of 10 (0.0%)", "10 of 10 (100.0%)")
    assert smoked["reading"] == "Higher"
    assert rows["Born before 37 weeks"]["reading"] in ("May be chance", "Cannot be told")


def test_where_nobody_was_counted_before_nothing_is_said_of_change(reviewed_death, found):
    reviewed_death()

    assert found("changed") is None


@pytest.mark.parametrize(
    ("built", "period"),
    [
        ([], (date(2020, 4, 1), date(2023, 3, 1))),
        ([(date(2018, 4, 1), date(2021, 3, 1))], (date(2018, 4, 1), date(2021, 3, 1))),
        ([(date(2021, 4, 1), date(2024, 3, 1))], (date(2020, 4, 1), date(2023, 3, 1))),
    ],
)
def test_the_period_before_is_the_last_audit_that_does_not_overlap(built, period):
    assert period_before(date(2023, 4, 1), date(2026, 3, 1), built) == period


def test_explained_and_unexplained_deaths_stand_side_by_side(make, reviewed_death, chair, found):
    reviewed_death(facts={"smoked_in_pregnancy": "Y"})
    explained = make.case(
        died_on=date(2023, 5, 1), reviewed_on=date(2023, 5, 1), stage=Stage.RATIFIED
    )
    make.analysis(
        explained,
        ratified_by=chair,
        facts={"asleep": "Y", "smoked_in_pregnancy": "N"},
        category=Category.INFECTION,
    )

    rows = found("explained_against_unexplained")

    smoked = rows["Mother smoked in pregnancy"]
    assert (smoked["unexplained"], smoked["explained"]) == ("1 of 1 (100.0%)", "0 of 1 (0.0%)")


def test_cited_figures_keep_their_date_and_stay_apart(reviewed_death, found):
    for sex in ("M", "M", "F"):
        reviewed_death(sex=sex)

    boys = found("compared")["Boys"]

    assert boys["local"] == "2 of 3 (66.7%)"
    assert boys["cited"] == "57%"
    assert boys["of"] == "England, 2019 to 2021; published December 2022"
    assert boys["reading"] == "Within the interval"


@pytest.mark.parametrize(
    ("lower", "upper", "cited", "words"),
    [
        (0.1, 0.3, 0.2, "Within the interval"),
        (0.3, 0.4, 0.2, "Below the interval"),
        (0.0, 0.1, 0.2, "Above the interval"),
        (None, None, 0.2, "Cannot be told"),
    ],
)
def test_a_cited_figure_is_read_by_the_local_interval(lower, upper, cited, words):
    assert reading(lower, upper, cited) == words


def test_without_births_there_are_counts_and_a_sentence_but_no_rate(reviewed_death, found):
    reviewed_death(deprivation_quintile=1)

    rows = found("rates_deprivation")

    assert rows["Fifth 1 (most deprived fifth)"] == {
        "deaths": "1",
        "births": "–",
        "rate": "–",
        "interval": "–",
    }
    assert "Rates cannot be given for every group" in rows[""]["sentence"]


@pytest.fixture
def four_deaths_and_births(make, reviewed_death):
    """Four deaths in fifth 1 by May 2023, and 10,000 births a year, 2,000 in each fifth."""
    for _ in range(4):
        reviewed_death(deprivation_quintile=1)
    person = make.user(Role.COORDINATOR)
    for year in ("2023/24", "2024/25"):
        populations.number(make.panel_, person, 10_000, year=year)
        for fifth in "12345":
            populations.number(make.panel_, person, 2_000, year=year, deprivation=fifth)


def test_rates_are_of_the_births_of_the_period_and_marked_under_20_deaths(
    four_deaths_and_births, found
):
    rows, beside = found("rates_deprivation"), found("compared")

    assert rows["Fifth 1 (most deprived fifth)"]["rate"] == "1.00 (u)"
    unexplained = beside["Unexplained deaths, reviewed so far"]
    assert unexplained["local"] == "0.20 per 1,000 live births (u)"
    assert "(u): unreliable, being of fewer than 20 deaths." in beside[""]["content"]["notes"]


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        (Wish(Basis.REVIEW, FROM, TO), "Deaths are placed by the date of their review"),
        (Wish(Basis.DEATH, FROM, date(2024, 9, 1)), "the period is not of whole ones"),
    ],
)
def test_no_rate_is_given_of_deaths_that_the_births_are_not_of(
    make, four_deaths_and_births, wish, why
):
    results = exact_results(make.panel_, wish)

    findings = {each["code"]: each for each in results["findings"]["shown"]}
    assert why in findings["rates_deprivation"]["sentence"]
    assert {row["cells"]["rate"] for row in findings["rates_deprivation"]["content"]["rows"]} == {
        "–"
    }
    assert "reviewed so far" not in str(findings["compared"])
    assert why in results["words"][LIMITATIONS]


def test_hazardous_sharing_makes_no_pair_with_what_it_is_made_of(make, reviewed_death, found):
    reviewed_death(facts={"shared_surface": "Y", "shared_with": "mother", "mother_smokes": "Y"})

    rows = found("hazard_combinations")

    assert set(rows) == {"Shared sleep surface + smoking in pregnancy or in the household", ""}
    tables = {each["code"]: each for each in exact_results(make.panel_, WISH)["tables"]}
    assert [row["code"] for row in tables["hazard_pairs"]["rows"]] == [
        "pair:shared_sleep:smoking_exposure"
    ]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (("2", "1", "[c]"), "The most frequent age was a: 2 of 9."),
        (("2", "2", "1"), "The most frequent ages were a and b: 2 of 9 each."),
        (("0", "0", "0"), ""),
    ],
)
def test_the_most_frequent_age_is_no_majority_and_may_be_several(counts, said):
    rows = [
        {"code": name, "label": name, "cells": {"count": count, "denominator": "9"}}
        for name, count in zip("abc", counts, strict=True)
    ]
    told = Told([{"code": "age", "content": {"rows": rows}}])

    written = fill(WORDS[Section.DEMOGRAPHICS](told), told).replace(" (–)", "")

    assert written == said


def test_circumstances_are_those_that_the_panel_judged_to_have_contributed(reviewed_death, found):
    reviewed_death(factors={"C21": (CONTRIBUTED, True)})
    reviewed_death()

    assert found("circumstances")["Temporary or unstable housing"]["count"] == "1"


def test_findings_and_words_are_the_same_bytes_each_time(make, thirty_deaths):
    wish = Wish(Basis.DEATH, FROM, TO)

    first, second = (exact_results(make.panel_, wish) for _ in range(2))

    assert canonical(first["findings"]) == canonical(second["findings"])
    assert canonical(first["words"]) == canonical(second["words"])
