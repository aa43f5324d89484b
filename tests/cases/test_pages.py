"""The pages of a case, as the people who use them find them."""

import pytest

from cdop.access.roles import Role
from cdop.cases.models import Case, ChildIdentity
from cdop.core.workflow import Stage
from cdop.extensions import db
from cdop.trail.models import TrailEntry
from tests.cases.deaths import NHS, TYPED, notified

PAGES = (
    "",
    "/identity",
    "/identity/edit",
    "/account",
    "/account/edit",
    "/summary",
    "/facts",
    "/stage",
    "/dates",
    "/pauses",
    "/conflict",
    "/conflicts",
    "/void",
    "/merge",
    "/transfer",
    "/export",
)
FOR_EVERYBODY_ON_THE_PANEL = ("", "/conflict")


def events() -> list[str]:
    return list(db.session.scalars(db.select(TrailEntry.event).order_by(TrailEntry.sequence)))


@pytest.mark.parametrize("page", PAGES)
def test_a_coordinator_opens_every_page_of_a_case(make, sign_in, page):
    coordinator = make.user(Role.COORDINATOR)
    case = notified(coordinator, make.panel_)

    assert sign_in(coordinator).get(f"/cases/{case.id}{page}").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_member_opens_only_what_is_anonymised(make, sign_in, page):
    coordinator, member = make.user(Role.COORDINATOR), make.user(Role.MEMBER)
    case = notified(coordinator, make.panel_)

    answer = sign_in(member).get(f"/cases/{case.id}{page}")

    assert answer.status_code == (200 if page in FOR_EVERYBODY_ON_THE_PANEL else 404)
    assert "Invented" not in answer.html


@pytest.mark.parametrize("page", PAGES)
def test_a_coordinator_of_another_panel_finds_nothing(make, sign_in, page):
    case = notified(make.user(Role.COORDINATOR), make.panel_)
    stranger = make.user(Role.COORDINATOR, panel=make.panel())

    assert sign_in(stranger).get(f"/cases/{case.id}{page}").status_code == 404


def test_opening_a_case_or_its_identity_is_recorded_without_a_word_of_it(make, sign_in):
    coordinator = make.user(Role.COORDINATOR)
    case = notified(coordinator, make.panel_, nhs_number=NHS)
    browser = sign_in(coordinator)

    browser.get(f"/cases/{case.id}")
    page = browser.get(f"/cases/{case.id}/identity")

    assert "999 000 0018" in page.text
    assert events() == ["case.notified", "case.viewed", "identity.viewed"]
    kept = str([entry.detail for entry in db.session.scalars(db.select(TrailEntry))])
    assert "Invented" not in kept and NHS not in kept


def test_the_page_of_a_case_shows_clocks_and_days_to_coordinators_only(make, sign_in):
    coordinator, member = make.user(Role.COORDINATOR), make.user(Role.MEMBER)
    case = notified(coordinator, make.panel_)

    theirs = sign_in(member).get(f"/cases/{case.id}")
    ours = sign_in(coordinator).get(f"/cases/{case.id}")

    assert "Clocks" in ours and "Overdue" in ours
    assert "Clocks" not in theirs and "Overdue" in theirs
    assert f"{case.next_due_on.day} {case.next_due_on:%B %Y}" not in theirs
    assert f"{case.next_due_on:%B %Y}" in theirs


def test_a_death_is_notified_on_one_page(make, sign_in):
    coordinator = make.user(Role.COORDINATOR)

    page = sign_in(coordinator).submit("/cases/notify", panel=make.panel_.id, **TYPED)

    assert "Case CDOP/2024/001 created" in page
    case = db.session.scalars(db.select(Case)).one()
    assert case.age_days == 80
    assert db.session.scalars(db.select(ChildIdentity)).one().nhs_number == NHS


def test_family_and_professionals_are_rows_that_work_without_scripts(make, sign_in):
    coordinator = make.user(Role.COORDINATOR)
    browser = sign_in(coordinator)
    rows = {
        "family-0-name": "Parent Invented",
        "family-0-relationship": "mother",
        "family-1-name": "",
        "professionals-0-agency": "gp",
        "professionals-0-name": "Dr Madeup",
    }

    more = browser.submit("/cases/notify", panel=make.panel_.id, add="family", **TYPED, **rows)
    browser.submit("/cases/notify", panel=make.panel_.id, **TYPED, **rows)

    assert more.status_code == 200
    assert 'name="family-2-name"' in more.html and "Parent Invented" in more.html
    identity = db.session.scalars(db.select(ChildIdentity)).one()
    assert [row["name"] for row in identity.family] == ["Parent Invented"]
    assert identity.professionals == [{"agency": "gp", "name": "Dr Madeup", "contact": ""}]


def test_what_was_typed_stays_when_something_is_wrong(make, sign_in):
    coordinator = make.user(Role.COORDINATOR)
    wrong = TYPED | {"nhs_number": "999 000 0019", "circumstances": "A long story"}

    page = sign_in(coordinator).submit("/cases/notify", panel=make.panel_.id, **wrong)

    assert page.status_code == 422
    assert "Enter a valid NHS number" in page
    assert page.field("first_name") == "Testchild" and "A long story" in page
    assert db.session.scalar(db.select(db.func.count(Case.id))) == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"nhs_number": ""}, "say why there is none"),
        ({"born_on-day": "", "born_on-month": "", "born_on-year": ""}, "age at death"),
        ({"died_on-year": ""}, "Date of death must include a year"),
        ({"born_on-year": "2001"}, "children under 18"),
        ({"family-0-relationship": "mother"}, "Enter the name of this person"),
        ({"panel": "nonsense"}, "Choose one of the answers listed"),
    ],
)
def test_each_error_says_how_to_put_it_right(make, sign_in, change, message):
    coordinator = make.user(Role.COORDINATOR)
    typed = {"panel": make.panel_.id} | TYPED | change

    page = sign_in(coordinator).submit("/cases/notify", **typed)

    assert page.status_code == 422 and message in page


def test_an_age_in_words_does_where_the_date_of_birth_is_not_known(make, sign_in):
    coordinator = make.user(Role.COORDINATOR)
    typed = {name: value for name, value in TYPED.items() if not name.startswith("born")}

    sign_in(coordinator).submit(
        "/cases/notify", panel=make.panel_.id, age_number="3", age_unit="weeks", **typed
    )

    assert db.session.scalars(db.select(Case)).one().age_days == 21


def test_a_child_that_may_be_known_is_shown_before_a_second_case_is_made(make, sign_in):
    coordinator = make.user(Role.COORDINATOR)
    browser = sign_in(coordinator)
    typed = {"panel": make.panel_.id} | TYPED
    browser.submit("/cases/notify", **typed)

    asked = browser.submit("/cases/notify", **typed)
    made = browser.submit("/cases/notify", although="Twin of the same name", **typed)

    assert asked.status_code == 422
    assert "The same NHS number: open CDOP/2024/001" in asked
    assert "Case CDOP/2024/002 created" in made
    assert "Twin of the same name" in made


def test_a_notification_sent_twice_makes_one_case(make, sign_in):
    coordinator = make.user(Role.COORDINATOR)
    browser = sign_in(coordinator)
    key = browser.get("/cases/notify").field("_once")
    typed = {"panel": make.panel_.id, "_once": key} | TYPED

    first = browser.submit("/cases/notify", follow=False, **typed)
    second = browser.submit("/cases/notify", follow=False, **typed)

    assert first.location == second.location
    assert db.session.scalar(db.select(db.func.count(Case.id))) == 1


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CHAIR, Role.GOVERNANCE, Role.ADMINISTRATOR])
def test_only_coordinators_notify_and_search(make, sign_in, role):
    make.panel()
    browser = sign_in(make.user(role))

    assert browser.get("/cases/notify").status_code == 404
    assert browser.get("/cases/find").status_code == 404
    assert browser.submit("/cases/find", words="Invented").status_code == 404


@pytest.mark.parametrize(
    "words", ["Invented", "testchild INVENTED", "invented, testchild", "999 000 0018", "/001"]
)
def test_a_child_is_found_by_name_number_or_reference(make, sign_in, words):
    coordinator = make.user(Role.COORDINATOR)
    case = notified(coordinator, make.panel_, nhs_number=NHS)

    page = sign_in(coordinator).submit("/cases/find", words=words)

    assert page.status_code == 200 and case.reference in page
    entry = db.session.scalars(
        db.select(TrailEntry).where(TrailEntry.event == "identity.searched")
    ).one()
    assert entry.detail["found"] == 1 and words not in str(entry.detail)


@pytest.mark.parametrize("words", ["Other Invented", "Inv", "999 000 0026", "Baker"])
def test_what_does_not_fit_is_not_found(make, sign_in, words):
    coordinator = make.user(Role.COORDINATOR)
    notified(coordinator, make.panel_, nhs_number=NHS)

    assert "Nothing found" in sign_in(coordinator).submit("/cases/find", words=words)


def test_a_search_stays_on_the_panels_one_coordinates(make, sign_in):
    notified(make.user(Role.COORDINATOR), make.panel_)
    stranger = make.user(Role.COORDINATOR, panel=make.panel())

    assert "Nothing found" in sign_in(stranger).submit("/cases/find", words="Invented")


def test_the_work_list_is_empty_in_words(make, sign_in):
    assert "No open cases" in sign_in(make.user(Role.COORDINATOR)).get("/cases/")


def test_the_work_list_is_sorted_by_what_is_due_and_filtered(make, sign_in):
    coordinator = make.user(Role.COORDINATOR)
    make.case(reference="CDOP/2024/001", stage=Stage.CLOSED)
    late = make.case(reference="CDOP/2024/002")
    browser = sign_in(coordinator)

    assert "CDOP/2024/002" in browser.get("/cases/")
    assert "CDOP/2024/001" not in browser.get("/cases/")
    assert "CDOP/2024/001" in browser.get("/cases/?stage=finished")
    assert "CDOP/2024/001" in browser.get("/cases/?stage=all&sort=reference&order=desc")
    assert "No case fits" in browser.get("/cases/?overdue=yes")
    assert late.reference in browser.get("/cases/?sort=nonsense&stage=nonsense&page=x")
