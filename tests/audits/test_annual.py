"""The annual report: all deaths of children, one year beside those before, in rates and words."""

from datetime import date

import pytest

from cdop.access.roles import Role
from cdop.audits import changes, preparing
from cdop.audits.annual.sections import Section
from cdop.audits.annual.words import WORDS
from cdop.audits.building import code_version
from cdop.audits.draft import headings
from cdop.audits.models import AuditKind, AuditRecommendation, Basis, Profile
from cdop.audits.told import Told
from cdop.audits.word_changes import write_section
from cdop.audits.word_queries import get_section
from cdop.cases.models import Case
from cdop.core.catalogues.categories import Category
from cdop.core.denominators import Measure, PopulationGroup
from cdop.core.influence import Influence
from cdop.core.workflow import Stage
from cdop.extensions import db
from tests.populations import build as populations

FROM, TO = date(2023, 4, 1), date(2025, 3, 1)
CONTRIBUTED = Influence.MAY_HAVE_CONTRIBUTED
MIDDLE = {"2023/24": date(2023, 6, 1), "2024/25": date(2024, 6, 1)}


@pytest.fixture
def births(make):
    """4,000 live births and 80,000 children in each year."""
    person = make.user(Role.COORDINATOR)
    for year in MIDDLE:
        populations.number(make.panel_, person, 4_000, year=year)
        populations.number(make.panel_, person, 80_000, Measure.CHILDREN, year=year)


@pytest.fixture
def forty_deaths(make, chair):
    """16 and 24 by year; half under 28 days; the last 10 of the second year wait for review."""
    for number in range(40):
        day = MIDDLE["2023/24" if number < 16 else "2024/25"]
        reviewed = number < 30
        case = make.case(
            died_on=day,
            age_days=10 if number % 2 else 2_000,
            stage=Stage.RATIFIED if reviewed else Stage.AT_PANEL,
            reviewed_on=day if reviewed else None,
            deprivation_quintile=1 if number < 24 else 4,
        )
        if reviewed:
            make.analysis(
                case,
                ratified_by=chair,
                factors={"A04": (CONTRIBUTED, True)} if number < 20 else {},
                category=Category.PERINATAL_OR_NEONATAL if number % 2 else Category.TRAUMA,
            )


@pytest.fixture
def build_report(make, chair):
    def built(basis=Basis.DEATH, from_month=FROM, to_month=TO):
        audit = changes.build_audit(
            make.panel_,
            actor=chair,
            kind=AuditKind.ANNUAL,
            basis=basis,
            from_month=from_month,
            to_month=to_month,
            title="Annual report 2024/25",
        )
        db.session.commit()
        return audit

    return built


@pytest.fixture
def report(forty_deaths, births, build_report):
    return build_report()


def tables_of(audit):
    return {table["code"]: table for table in audit.results["tables"]}


def rows_of(table):
    return {row["code"]: row for row in table["rows"]}


def finding(audit, code):
    return next(each for each in audit.results["findings"]["shown"] if each["code"] == code)


def released(audit, chair, deputy, profile=Profile.PUBLIC):
    changes.offer_audit(audit, actor=chair)
    release = changes.release_audit(audit, actor=deputy, profile=profile)
    db.session.commit()
    return release


def cells_of(release, title):
    table = next(each for each in release.tables if each.title == title)
    return {row["code"]: row["cells"] for row in table.content["rows"]}


def test_every_death_of_the_period_is_counted_whatever_its_age_and_review(report):
    years = rows_of(tables_of(report)["years"])

    assert [years[f"year:{year}"]["count"] for year in MIDDLE] == [16, 24]
    assert (report.results["counted"], report.results["reviewed"]) == (40, 30)


def test_a_rate_is_of_live_births_with_its_interval(report):
    from cdop.audits.publishing import exact_content

    content = exact_content(tables_of(report)["newborn_by_year"])

    cells = {row["code"]: row["cells"] for row in content["rows"]}
    assert cells["newborn:2024/25"]["rate"] == "3.00 [u]"  # 12 of 4,000
    assert cells["newborn:2024/25"]["rate_interval"] == "1.55 to 5.24"
    assert any("Office of made-up" in note for note in content["notes"])


def test_without_births_on_record_there_is_no_rate_and_the_report_says_so(
    forty_deaths, build_report
):
    report = build_report()

    assert tables_of(report)["newborn_by_year"]["rate"] is None
    assert "No live births on record for 2023/24, 2024/25" in report.results["words"][Section.NOTES]


def test_deaths_placed_by_review_have_no_rates(forty_deaths, births, build_report):
    report = build_report(basis=Basis.REVIEW)

    assert all(table["rate"] is None for table in report.results["tables"])
    assert "there are no rates" in report.results["words"][Section.NOTES]
    assert "so there are no rates" in report.results["words"][Section.DEPRIVATION]


def test_a_trend_of_few_deaths_is_marked(make, births, build_report):
    for number in range(12):
        make.case(died_on=MIDDLE["2023/24" if number < 5 else "2024/25"], age_days=10)

    said = finding(build_report(), "infant_rates")["sentence"]

    assert "1.40 a year" in said
    assert said.endswith("Unreliable: of fewer than 20 deaths.")


def test_shares_of_children_are_not_said_to_be_in_rates_that_there_are_not(
    make, forty_deaths, build_report
):
    person = make.user(Role.COORDINATOR)
    for year in MIDDLE:
        for group in PopulationGroup:
            if group is not PopulationGroup.ALL:
                populations.number(
                    make.panel_, person, 9_000, Measure.CHILDREN, year=year, ethnic_group=group
                )

    by_death, by_review = (
        build_report(basis=basis).results["words"][Section.ETHNICITY] for basis in Basis
    )

    assert "The rates take this into account." in by_death
    assert "White 20%" in by_review
    assert "There are no rates" in by_review


def test_the_year_stands_beside_the_pooled_years(report):
    rows = {
        row["label"]: row["cells"] for row in finding(report, "side_by_side")["content"]["rows"]
    }

    assert rows["All deaths"] == {"one": "24", "all": "40"}
    assert rows["Infants under 28 days"] == {"one": "12 of 24 (50.0%)", "all": "20 of 40 (50.0%)"}


def test_local_figures_stand_beside_those_of_england_with_their_date(report):
    rows = {row["label"]: row["cells"] for row in finding(report, "compared")["content"]["rows"]}

    modifiable = rows["Modifiable factors identified"]
    assert modifiable["local"] == "20 of 30 (66.7%)"
    assert (modifiable["cited"], modifiable["published"]) == ("48%", "November 2025")


def test_the_text_holds_no_local_number_but_tokens(report):
    text = report.results["words"][Section.SUMMARY]

    assert "{{count years/year:2024/25}}" in text
    assert "24 children" not in text


def test_the_report_opens_with_what_the_one_before_it_recommended(
    forty_deaths, build_report, chair
):
    before = build_report(from_month=date(2022, 4, 1), to_month=date(2024, 3, 1))
    db.session.add(
        AuditRecommendation(
            audit_id=before.id,
            text="Ask about smoking at every contact",
            owner="Midwifery lead",
            state="under_way",
            progress="Half of the teams trained.",
        )
    )
    db.session.commit()

    report = build_report()

    text = report.results["words"][Section.LAST_YEAR]
    assert "Ask about smoking at every contact (for Midwifery lead): **under way**" in text
    assert "Half of the teams trained." in text


def test_a_first_report_says_that_there_is_none_before_it(report):
    assert "No earlier annual report" in report.results["words"][Section.LAST_YEAR]


def test_the_same_data_give_the_same_results(report, build_report):
    again = build_report()

    assert again.results == report.results
    assert again.code_version == code_version()


def test_a_public_release_hides_small_counts_and_the_rates_of_them(report, chair, deputy):
    release = released(report, chair, deputy)

    newborn = cells_of(release, "Deaths of infants under 28 days, by financial year")
    assert newborn["newborn:2024/25"]["count"] in ("12", "[c]")
    for table in release.tables:
        for row in table.content["rows"]:
            if row["cells"]["count"] == "[c]" and "rate" in row["cells"]:
                assert row["cells"]["rate"] == row["cells"]["rate_interval"] == "[c]"
    assert release.protection["attack"]["pinned"] == 0
    assert release.protection["attack"]["failed"] == ""


def test_a_release_covers_deaths_that_wait_for_review_too(report, chair, deputy):
    release = released(report, chair, deputy)

    years = cells_of(release, "Deaths by financial year")
    assert years["year:2024/25"]["count"] == "24"
    assert years["year:2024/25"]["rate"] == "30.0"
    assert release.definition["deaths"] == 40
    assert any("40 deaths, reviewed or not" in note for note in release.tables[0].content["notes"])


def test_a_release_does_not_tell_by_year_or_age_how_many_wait_for_review(report, chair, deputy):
    release = released(report, chair, deputy)

    titles = {table.title for table in release.tables}
    assert "Whether modifiable factors were identified" in titles
    assert not titles & {
        "Deaths whose review is complete, by financial year",
        "Modifiable factors identified, by financial year",
        "Category of death by age",
    }


def test_while_few_wait_for_review_nothing_of_reviews_is_released(
    forty_deaths, build_report, make, chair
):
    for case in db.session.scalars(db.select(Case).where(Case.stage == Stage.AT_PANEL).limit(7)):
        case.stage = Stage.VOID
    db.session.commit()

    report = build_report()

    hidden = {table["code"] for table in report.results["tables"] if table["panel_only"]}
    assert {"outcome", "category"} <= hidden
    assert not {"years", "age", "sex"} & hidden


def test_the_text_of_a_release_holds_only_numbers_that_it_prints(report, chair, deputy):
    release = released(report, chair, deputy)

    text = release.commentary_html
    assert text.index("Last year’s recommendations") < text.index("Executive summary")
    assert "In 2024/25, 24 children died" in text
    assert "{{" not in text
    assert "In England it was 48% of reviews in 2024/25" in text


def test_where_a_number_is_hidden_nothing_is_said_to_be_the_most():
    def row(code, label, count):
        return {"code": code, "label": label, "cells": {"count": count, "denominator": "50"}}

    rows = [row("place:home", "Home", "9"), row("place:hospital", "Hospital", "[c]")]
    told = Told([{"code": "place", "content": {"rows": rows}}])

    text = WORDS[Section.PLACE](told)

    assert text.startswith("Some numbers are hidden. The largest of those shown: Home")


def test_what_the_chair_wrote_of_a_section_takes_the_place_of_the_text(report, chair, deputy):
    section = get_section(report.id, headings(report).index(Section.SUMMARY))
    words = "Of {{count years/year:2024/25}} deaths we say this."
    write_section(section, actor=chair, seen="", text=words)

    release = released(report, chair, deputy)

    assert "Of 24 deaths we say this." in release.commentary_html
    assert "children died" not in release.commentary_html


def test_its_figures_are_kept_apart_from_those_of_sudden_deaths_in_the_ledger(
    report, chair, deputy
):
    release = released(report, chair, deputy)

    from cdop.audits.models import LedgerEntry

    entries = db.session.scalars(
        db.select(LedgerEntry.population).where(LedgerEntry.release_id == release.id).distinct()
    )
    assert list(entries) == ["annual:death:2023/24-2024/25"]


def test_beside_a_report_of_all_deaths_nothing_untrue_is_said_of_sudden_ones(
    report, chair, deputy, build
):
    released(report, chair, deputy)
    sudden = build(basis=Basis.REVIEW)

    task = preparing.gather(sudden, Profile.PUBLIC).task

    assert {record["sudi"] for record in task["records"]} == {"Y", "N"}
    for relation in task["relations"]:
        [[key, _]] = relation["terms"]
        assert not any(
            all(record[name] in values for name, values in key) for record in task["records"]
        )


def test_a_chair_asks_for_a_report_and_is_led_to_its_progress(make, sign_in, births, chair):
    browser = sign_in(chair)

    page = browser.submit(
        f"/audits/new-annual-report/{make.panel_.slug}",
        title="Annual report",
        year="2025/26",
        length="5",
        basis="death",
    )

    assert page.status_code == 200
    assert "Annual report" in page


def test_a_report_needs_a_year_and_a_basis(make, sign_in, chair):
    page = sign_in(chair).submit(f"/audits/new-annual-report/{make.panel_.slug}", title="x")

    assert page.status_code == 422
    assert "Choose the year" in page
    assert "Say which deaths belong to a year" in page


def test_the_form_shows_for_which_years_there_are_births(make, sign_in, births, chair):
    page = sign_in(chair).get(f"/audits/new-annual-report/{make.panel_.slug}")

    assert "4,000" in page
    assert "None: no rates" in page


def test_the_draft_reads_as_a_report(report, sign_in, chair):
    page = sign_in(chair).get(f"/audits/{report.id}?part=all")

    headings = [section.value for section in Section]
    places = [page.html.find(f">{heading}<") for heading in headings if heading in page.text]
    assert places == sorted(places)
    assert "In 2024/25, 24 children died" in page
