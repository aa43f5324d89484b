"""Many cases, many people: references never clash, and a long list costs what a short one does."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from cdop.access.roles import Role
from cdop.accounts.models import Panel, User
from cdop.cases import changes
from cdop.cases.search import PossiblyKnown
from cdop.extensions import db
from tests.cases.deaths import a_death, a_recent_death
from tests.statements import statements


@pytest.mark.both_engines
def test_two_coordinators_at_the_same_moment_get_different_references(app, make):
    coordinator_id, panel_id = make.user(Role.COORDINATOR).id, make.panel_.id
    db.session.rollback()

    def notify(number: int) -> str:
        with app.app_context():
            actor, panel = db.session.get(User, coordinator_id), db.session.get(Panel, panel_id)
            death = a_death(first_name=f"Child{number}")
            reference = changes.notify_death(panel, death, actor=actor).reference
            db.session.commit()
            return reference

    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(notify, range(16)))

    assert sorted(given) == [f"CDOP/2024/{number:03}" for number in range(1, 17)]


def with_cases(panel, coordinator, number):
    deaths = [(a_recent_death(first_name=f"Child{n}"), None) for n in range(number)]
    made = changes.notify_deaths(panel, deaths, actor=coordinator)
    db.session.commit()
    return made


def test_the_work_list_asks_as_little_of_many_cases_as_of_few(make, sign_in):
    coordinator, panel = make.user(Role.COORDINATOR), make.panel_
    browser, asked = sign_in(coordinator), []

    for more in (20, 500):
        with_cases(panel, coordinator, more)
        with statements() as sent:
            browser.get("/cases/?stage=all&sort=reference")
        asked.append(len(sent))

    assert asked[0] == asked[1] <= 12


def test_a_case_is_opened_in_a_few_statements(make, sign_in):
    coordinator, panel = make.user(Role.COORDINATOR), make.panel_
    made = with_cases(panel, coordinator, 20)
    browser = sign_in(coordinator)

    with statements() as sent:
        browser.get(f"/cases/{made[0].case_id}")

    assert len(sent) <= 12, "\n".join(sent)


def test_a_member_s_page_never_loads_identity(make, sign_in):
    coordinator, member = make.user(Role.COORDINATOR), make.user(Role.MEMBER)
    made = with_cases(make.panel_, coordinator, 3)
    browser = sign_in(member)

    with statements() as sent:
        browser.get("/cases/")
        browser.get(f"/cases/{made[0].case_id}")

    assert not any("child_identity" in statement for statement in sent)
    assert not any("circumstances" in statement for statement in sent)


@pytest.mark.both_engines
def test_one_child_notified_by_two_people_at_the_same_moment_is_asked_about(app, make):
    coordinator_id, panel_id = make.user(Role.COORDINATOR).id, make.panel_.id
    db.session.rollback()

    def notify(_number: int) -> str:
        with app.app_context():
            actor, panel = db.session.get(User, coordinator_id), db.session.get(Panel, panel_id)
            try:
                changes.notify_death(panel, a_death(), actor=actor, although="")
            except PossiblyKnown:
                db.session.rollback()
                return "asked"
            db.session.commit()
            return "created"

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(notify, range(4)))

    assert sorted(answers) == ["asked", "asked", "asked", "created"]
