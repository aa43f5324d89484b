"""Several panels' deaths are pooled and compared, and nobody ever sees an exact number of them."""

from datetime import date

import pytest

from cdop.access.policy import Denied
from cdop.access.roles import Role
from cdop.audits import changes, national_changes, national_queries, preparing
from cdop.audits.building import exact_results, wish_of
from cdop.audits.kind import Asked
from cdop.audits.models import AuditState, Basis, Profile
from cdop.audits.tables.national import births_of
from cdop.core.catalogues.categories import Category
from cdop.core.modifiability import Outcome
from cdop.core.moves import NotNow
from cdop.core.workflow import Stage
from cdop.db.clock import today
from cdop.extensions import db
from cdop.jobs.models import Job, JobState
from tests.populations import build as populations

FROM, TO = date(2023, 4, 1), date(2025, 3, 1)
# How many deaths each panel has, and in how many of them a modifiable factor was identified.
DEATHS = {"Ash": (24, 12), "Birch": (30, 15), "Cedar": (40, 35), "Dene": (9, 2), "Elm": (9, 3)}


@pytest.fixture
def panels(make):
    return {name: make.panel(f"{name} panel", slug=name.lower()) for name in DEATHS}


@pytest.fixture
def chairs(make, panels):
    return {name: make.user(Role.CHAIR, panel=panel) for name, panel in panels.items()}


@pytest.fixture
def deaths(make, panels, chairs):
    for name, (number, modifiable) in DEATHS.items():
        for place in range(number):
            month = date(2023, 6, 1) if place % 2 else date(2024, 6, 1)
            case = make.case(
                panel=panels[name], died_on=month, reviewed_on=month, stage=Stage.RATIFIED
            )
            found = Outcome.IDENTIFIED if place < modifiable else Outcome.NONE_IDENTIFIED
            make.analysis(
                case,
                ratified_by=chairs[name],
                outcome=found,
                facts={"asleep": "Y"},
                category=Category.SUDDEN_UNEXPLAINED,
            )


@pytest.fixture
def asked(deaths, panels, chairs):
    return ask(panels["Ash"], chairs["Ash"])


@pytest.fixture
def view(asked, chairs):
    return protected(asked, chairs["Ash"])


def protected(audit, asker):
    """A view that was counted and protected, as the worker does it."""
    counted = exact_results(audit.panel, wish_of(audit))
    changes.keep_results(audit, counted, actor=asker, as_of=audit.as_of)
    changes.offer_audit(audit, actor=asker)
    profile = national_changes.profile_of(audit)
    candidate = preparing.work_out(preparing.gather(audit, profile))
    changes.keep_preview(audit, profile, candidate)
    db.session.execute(db.update(Job).values(state=JobState.DONE))
    db.session.commit()
    return audit


def ask(panel, chair, profile=Profile.PARTNER):
    audit = national_changes.ask_for_view(
        panel, actor=chair, basis=Basis.DEATH, from_month=FROM, to_month=TO, profile=profile
    )
    db.session.commit()
    return audit


def table_of(tables, title):
    return next(table for table in tables if table["title"] == title)


def test_the_deaths_of_all_panels_are_counted_together(view):
    candidate = changes.find_preview(view, Profile.PARTNER)

    assert candidate["problem"] == ""
    assert candidate["total"] == 112
    by_panel = table_of(candidate["tables"], "Deaths by panel")["content"]["rows"]
    assert {row["label"]: row["cells"]["count"] for row in by_panel} == {
        "Ash panel": "24",
        "Birch panel": "30",
        "Cedar panel": "40",
        "Dene panel": "9",
        "Elm panel": "9",
    }


def test_a_small_number_of_one_panel_is_hidden_and_the_panel_is_not_drawn(view):
    shown = table_of(
        changes.find_preview(view, Profile.PARTNER)["tables"],
        "Reviews that identified modifiable factors, by panel",
    )

    cells = {row["label"]: row["cells"]["count"] for row in shown["content"]["rows"]}
    assert cells["Dene panel"] == "[c]"
    assert "Dene" not in shown["chart"]
    # Which larger number is hidden to protect it is drawn by lot.
    assert len([count for count in cells.values() if count != "[c]"]) >= 2
    assert "Dene" not in shown["sentence"]


def test_a_panel_that_differs_from_the_average_is_named(view):
    shown = table_of(
        changes.find_preview(view, Profile.PARTNER)["tables"],
        "Reviews that identified modifiable factors, by panel",
    )

    hidden = [row["label"] for row in shown["content"]["rows"] if "[c]" in row["cells"].values()]
    if len(hidden) > len(DEATHS) - 3:  # which numbers protect others is a matter of chance
        assert "fewer than three panels have numbers" in shown["sentence"]
        return
    assert "Cedar panel lies above it by more than chance explains" in shown["sentence"]
    assert "Cedar panel" in shown["chart"]


def test_a_chair_of_another_panel_releases_it(view, chairs):
    release = national_changes.release_view(view, actor=chairs["Birch"])

    assert view.state is AuditState.RELEASED
    assert release.profile is Profile.PARTNER
    assert release.definition["panel"].startswith("5 panels together: Ash panel, Birch panel")
    assert national_queries.find_release(view) is release


def test_neither_the_author_nor_another_chair_of_the_same_panel_releases_it(
    view, chairs, panels, make
):
    deputy = make.user(Role.CHAIR, deputy=True, panel=panels["Ash"])

    with pytest.raises(Denied):
        national_changes.release_view(view, actor=chairs["Ash"])
    with pytest.raises(NotNow):
        national_changes.release_view(view, actor=deputy)


def test_what_was_never_looked_at_is_not_released(asked, chairs):
    with pytest.raises(NotNow):
        national_changes.release_view(asked, actor=chairs["Birch"])


def test_a_panel_that_stays_out_is_not_pooled(deaths, panels, chairs):
    national_changes.take_part(panels["Cedar"], actor=chairs["Cedar"], takes_part=False)

    audit = ask(panels["Ash"], chairs["Ash"])

    assert sorted(audit.design["panels"].values()) == [
        "Ash panel",
        "Birch panel",
        "Dene panel",
        "Elm panel",
    ]
    assert not national_queries.takes_part(panels["Cedar"], today())


def test_a_panel_that_takes_part_again_is_pooled_again(panels, chairs):
    national_changes.take_part(panels["Cedar"], actor=chairs["Cedar"], takes_part=False)
    national_changes.take_part(panels["Cedar"], actor=chairs["Cedar"], takes_part=True)

    assert panels["Cedar"] in national_queries.list_taking_part(today())


def test_only_a_panels_own_chair_says_whether_it_takes_part(panels, chairs):
    with pytest.raises(Denied):
        national_changes.take_part(panels["Cedar"], actor=chairs["Ash"], takes_part=False)


def test_one_panel_alone_is_no_national_view(make):
    chair = make.user(Role.CHAIR)

    with pytest.raises(NotNow):
        ask(make.panel_, chair)


def test_nobody_reaches_the_exact_numbers(view, chairs, sign_in):
    browser = sign_in(chairs["Ash"])

    for address in ("", ".xlsx", ".csv", "/commentary", "/offer", "/preview/partner"):
        assert browser.get(f"/audits/{view.id}{address}").status_code == 404
    assert view.id not in browser.get("/audits/").text


def test_a_chair_of_any_panel_sees_what_was_checked_and_no_number_before_the_release(
    view, chairs, sign_in
):
    browser, address = sign_in(chairs["Birch"]), f"/national/{view.id}?part=all"

    before = browser.get(address)
    national_changes.release_view(view, actor=chairs["Birch"])
    db.session.commit()
    after = browser.get(address)

    assert "Deaths by panel" in before.text
    assert "Left visible" in before.text
    assert "112" not in before.text
    assert "[c]" not in before.text
    assert "112 sudden infant deaths of the period" in after.text
    assert "[c]" in after.text


def test_members_read_it_once_it_is_released(view, chairs, panels, make, sign_in):
    member = make.user(Role.MEMBER, panel=panels["Dene"])
    browser = sign_in(member)
    before = browser.get(f"/national/{view.id}").status_code

    national_changes.release_view(view, actor=chairs["Birch"])
    db.session.commit()

    assert before == 404
    assert "Deaths by panel" in browser.get(f"/national/{view.id}").text


def test_a_chair_asks_in_the_browser_and_another_releases(deaths, panels, chairs, sign_in):
    asking = sign_in(chairs["Ash"])

    page = asking.submit(
        "/national/new/ash",
        first_year="2023/24",
        last_year="2024/25",
        basis="death",
        profile="partner",
    )

    assert page.status_code == 200
    assert "Counting the deaths of all panels" in page.text


def test_years_in_the_wrong_order_are_said(panels, chairs, sign_in):
    page = sign_in(chairs["Ash"]).submit(
        "/national/new/ash",
        first_year="2024/25",
        last_year="2023/24",
        basis="death",
        profile="partner",
    )

    assert page.status_code == 422
    assert "The last year must not be before the first" in page.text


def test_what_a_panel_published_itself_is_known_when_a_view_is_protected(
    deaths, panels, chairs, make
):
    deputy = make.user(Role.CHAIR, deputy=True, panel=panels["Dene"])
    own = changes.build_audit(
        panels["Dene"],
        actor=chairs["Dene"],
        basis=Basis.DEATH,
        from_month=FROM,
        to_month=TO,
        title="Sudden deaths of one panel",
    )
    changes.offer_audit(own, actor=chairs["Dene"])
    changes.release_audit(own, actor=deputy, profile=Profile.PARTNER)
    db.session.commit()

    audit = protected(ask(panels["Ash"], chairs["Ash"]), chairs["Ash"])

    candidate = changes.find_preview(audit, Profile.PARTNER)
    assert candidate["problem"] == ""
    assert candidate["protection"]["attack"]["pinned"] == 0
    assert candidate["total"] == 112


def test_a_release_of_a_panel_since_makes_the_view_be_worked_out_anew(
    view, panels, chairs, make, sign_in
):
    deputy = make.user(Role.CHAIR, deputy=True, panel=panels["Birch"])
    own = changes.build_audit(
        panels["Birch"],
        actor=chairs["Birch"],
        basis=Basis.DEATH,
        from_month=FROM,
        to_month=TO,
        title="Sudden deaths of one panel",
    )
    changes.offer_audit(own, actor=chairs["Birch"])
    changes.release_audit(own, actor=deputy, profile=Profile.PARTNER)
    db.session.commit()

    page = sign_in(chairs["Ash"]).get(f"/national/{view.id}")

    assert "It has to be worked out anew" in page.text
    with pytest.raises(NotNow):
        national_changes.release_view(view, actor=chairs["Cedar"])


def test_reviews_of_a_year_are_not_divided_by_its_births(panels, chairs):
    panel_ids = {panel.id: name for name, panel in panels.items()}
    populations.load(
        panels["Ash"], "live_births,2024/25,,,,,,9000,Somebody,1/8/2025", chairs["Ash"]
    )
    year = (panels["Ash"], tuple(panel_ids))

    by_death, by_review = (
        births_of(Asked(*year, basis, FROM, TO, ("2024/25",), {"panels": panel_ids}))
        for basis in (Basis.DEATH, Basis.REVIEW)
    )

    assert by_death["births"] == {panels["Ash"].id: 9_000}
    assert by_review == {}


def test_panels_are_compared_by_births_where_every_year_is_on_record(deaths, panels, chairs):
    for name in ("Ash", "Birch", "Cedar"):
        coordinator = chairs[name]
        for year, number in (("2023/24", 20_000), ("2024/25", 21_000)):
            line = f"live_births,{year},,,,,,{number},Somebody,1/8/2025"
            populations.load(panels[name], line, coordinator)
    populations.load(
        panels["Dene"], "live_births,2024/25,,,,,,9000,Somebody,1/8/2025", chairs["Dene"]
    )

    audit = protected(ask(panels["Ash"], chairs["Ash"]), chairs["Ash"])

    shown = table_of(changes.find_preview(audit, Profile.PARTNER)["tables"], "Deaths by panel")
    rates = {row["label"]: row["cells"]["rate"] for row in shown["content"]["rows"]}
    assert rates["Ash panel"] == "0.59"
    assert rates["Dene panel"] == "–"
    assert "the average of the 3 panels shown is 0.76 per 1,000" in shown["sentence"]
    assert "Live births" in shown["chart"]
