"""Notifying a death: what is created, what follows from it, and what is refused."""

from datetime import date, timedelta

import pytest

from cdop.access.policy import Denied
from cdop.access.roles import Role
from cdop.cases import changes, queries
from cdop.cases.models import Case, ChildIdentity, StageMove
from cdop.cases.notification import NotAccepted, Notification, PastMove
from cdop.cases.references import ReferenceTaken
from cdop.core.workflow import Move, Stage
from cdop.db.clock import today
from cdop.extensions import db
from cdop.trail.models import TrailEntry


def a_death(**values) -> Notification:
    values.setdefault("first_name", "Testchild")
    values.setdefault("last_name", "Invented")
    values.setdefault("born_on", date(2024, 5, 1))
    values.setdefault("died_on", date(2024, 7, 20))
    return Notification(**values)


def test_a_notified_death_becomes_a_case_with_identity_account_and_history(make):
    coordinator = make.user(Role.COORDINATOR)

    case = changes.notify_death(make.panel_, a_death(nhs_number="999 000 0018"), actor=coordinator)

    assert (case.reference, case.stage) == ("CDOP/2024/001", Stage.NOTIFIED)
    assert (case.age_days, case.death_month) == (80, date(2024, 7, 1))
    assert case.identity.nhs_number == "9990000018"
    assert case.account.circumstances == ""
    assert [(move.move, move.by_id) for move in case.moves] == [("notify", coordinator.id)]


def test_the_next_step_is_stored_with_its_date(make):
    case = changes.notify_death(
        make.panel_, a_death(notified_on=date(2024, 7, 21)), actor=make.user(Role.COORDINATOR)
    )

    assert (case.next_due_step, case.next_due_on) == ("ncmd", date(2024, 7, 22))


def test_the_trail_tells_of_the_notification_without_naming_the_child(make):
    case = changes.notify_death(make.panel_, a_death(), actor=make.user(Role.COORDINATOR))

    entry = db.session.scalars(db.select(TrailEntry)).one()
    assert (entry.event, entry.subject_id) == ("case.notified", case.id)
    assert "Invented" not in str(entry.detail)


def test_references_run_by_financial_year_of_death(make):
    coordinator, panel = make.user(Role.COORDINATOR), make.panel_
    days = [date(2024, 3, 31), date(2024, 4, 1), date(2024, 5, 1)]

    made = [
        changes.notify_death(
            panel, a_death(died_on=day, born_on=day - timedelta(days=3)), actor=coordinator
        )
        for day in days
    ]

    assert [case.reference for case in made] == [
        "CDOP/2023/001",
        "CDOP/2024/001",
        "CDOP/2024/002",
    ]


def test_a_reference_that_is_taken_is_refused(make):
    coordinator = make.user(Role.COORDINATOR)
    make.case(reference="CDOP/2024/007")

    with pytest.raises(ReferenceTaken):
        changes.notify_death(make.panel_, a_death(), actor=coordinator, reference="CDOP/2024/007")

    assert changes.notify_death(make.panel_, a_death(), actor=coordinator).reference.endswith("008")


@pytest.mark.both_engines
def test_many_deaths_are_taken_in_a_few_statements(make):
    coordinator, panel = make.user(Role.COORDINATOR), make.panel_
    deaths = [(a_death(last_name=f"Invented{n}"), None) for n in range(50)]

    made = changes.notify_deaths(panel, deaths, actor=coordinator)

    assert len(made) == db.session.scalar(db.select(db.func.count(Case.id))) == 50
    assert made[-1].reference == "CDOP/2024/050"
    assert db.session.scalar(db.select(db.func.count(ChildIdentity.id))) == 50
    case = db.session.get(Case, made[0].case_id)
    assert (case.version, case.identity.last_name) == (1, "Invented0")


def test_earlier_moves_become_the_history(make):
    coordinator = make.user(Role.COORDINATOR)
    history = (
        PastMove(move=Move.START_GATHERING, on=date(2024, 8, 1)),
        PastMove(move=Move.HOLD_REVIEW_MEETING, on=date(2024, 9, 1)),
    )

    case = changes.notify_death(make.panel_, a_death(history=history), actor=coordinator)

    assert case.stage is Stage.REVIEW_MEETING
    assert db.session.scalar(db.select(db.func.count(StageMove.id))) == 3


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"died_on": today() + timedelta(days=1), "born_on": today()}, "died_on"),
        ({"born_on": date(2024, 7, 21)}, "born_on"),
        ({"born_on": date(2006, 7, 20)}, "born_on"),
        ({"born_on": None}, "born_on"),
        ({"born_on": None, "age_days": 7000}, "age"),
        ({"nhs_number": "999 000 0019"}, "nhs_number"),
        ({"notified_on": date(2024, 7, 19)}, "notified_on"),
        ({"last_name": " "}, "last_name"),
    ],
)
def test_a_notification_that_cannot_be_right_is_refused(make, values, field):
    coordinator = make.user(Role.COORDINATOR)

    with pytest.raises(NotAccepted) as refused:
        changes.notify_death(make.panel_, a_death(**values), actor=coordinator)

    assert [problem.field for problem in refused.value.problems] == [field]


def test_a_child_born_on_29_february_is_a_child_until_1_march(make):
    coordinator, panel = make.user(Role.COORDINATOR), make.panel_
    born = date(2004, 2, 29)

    case = changes.notify_death(
        panel, a_death(born_on=born, died_on=date(2022, 2, 28)), actor=coordinator
    )

    assert case.age_days == 6574
    with pytest.raises(NotAccepted):
        changes.notify_death(
            panel, a_death(born_on=born, died_on=date(2022, 3, 1)), actor=coordinator
        )


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CHAIR, Role.EDITOR, Role.ADMINISTRATOR])
def test_only_a_coordinator_of_the_panel_notifies(make, role):
    panel = make.panel()
    person, stranger = make.user(role), make.user(Role.COORDINATOR, panel=make.panel())

    for actor in (person, stranger):
        with pytest.raises(Denied):
            changes.notify_death(panel, a_death(), actor=actor)


def test_the_same_child_is_found_by_number_or_by_name_and_day(make):
    coordinator, panel = make.user(Role.COORDINATOR), make.panel_
    case = changes.notify_death(panel, a_death(nhs_number="9990000018"), actor=coordinator)

    by_number = a_death(first_name="Other", nhs_number="999-000-0018", died_on=today())
    by_name = a_death(first_name="INVENTED", last_name="testchild")
    assert queries.find_same_death(panel.id, by_number) is case
    assert queries.find_same_death(panel.id, by_name) is None
    assert queries.find_same_death(panel.id, a_death(first_name="testchild")) is case


def test_twins_with_numbers_of_their_own_are_two_children(make):
    coordinator, panel = make.user(Role.COORDINATOR), make.panel_
    changes.notify_death(
        panel, a_death(first_name="Baby", nhs_number="9990000018"), actor=coordinator
    )

    twin = a_death(first_name="Baby", nhs_number="9990000026")

    assert queries.find_same_death(panel.id, twin) is None
    assert queries.known_deaths(panel.id).same(twin.marks) is None
