"""What training says to the public is held against the cases of the panel, whoever wrote it."""

import pytest

from cdop.access.roles import Role
from cdop.core.sign_off import Stand
from cdop.db.clock import today
from cdop.extensions import db
from cdop.training import queries
from cdop.training.models import Session
from tests.learning.build import reasons_beside
from tests.training.build import briefing, session, subject


@pytest.fixture(autouse=True)
def case(make):
    case = make.case(first_name="Quillan", last_name="Featherstone")
    case.identity.postcode = "ZZ99 3VZ"
    db.session.commit()
    return case


@pytest.fixture
def editor(make, sign_in):
    return sign_in(make.user(Role.EDITOR))


def typed(subject_, **words) -> dict[str, str]:
    return {
        "subject": subject_.id,
        "title": "Safer sleep",
        "tier": "2",
        "day-day": "1",
        "day-month": "6",
        "day-year": str(today().year + 1),
        "start": "14:30",
        "minutes": "60",
        "place": "Room 2, Northmere House, NX4 2AB",
        "trainer": "Infant feeding lead, 01632 960 777",
        "places": "12",
        "about": "Ask where baby will sleep tonight.",
        **words,
    }


def test_a_room_with_its_postcode_and_a_number_to_ring_may_stand(make, editor):
    page = editor.submit(f"/training/new/{make.panel_.slug}", **typed(subject(make)))

    assert "Session saved as a draft" in page
    assert "may tell who a child was" not in page


@pytest.mark.parametrize("field", ["title", "place", "trainer", "about"])
def test_a_child_is_named_nowhere_in_a_session_not_even_in_a_draft(make, editor, field):
    words = typed(subject(make), **{field: "Room at Quillan Featherstone’s"})

    page = editor.submit(f"/training/new/{make.panel_.slug}", **words)

    assert page.status_code == 422
    assert f'href="#{field}"' in page.html
    assert "Take it out." in page
    assert db.session.scalars(db.select(Session)).all() == []


def test_a_change_that_names_a_child_is_refused_and_can_be_put_right(make, editor):
    draft = session(make, Stand.DRAFT)
    words = typed(draft.subject, version=str(draft.version))
    path = f"/training/{draft.id}/edit"

    refused = editor.submit(path, **{**words, "place": "ZZ99 3VZ"})
    saved = editor.submit(path, **words)

    assert refused.status_code == 422
    assert "Session saved" in saved


def test_a_trainer_who_bears_a_familys_name_needs_the_chairs_own_reason(make, editor, sign_in):
    draft = session(make, Stand.DRAFT, trainer="Sister Featherstone")
    seen = editor.get(f"/training/{draft.id}")
    editor.submit(f"/training/{draft.id}/move", version=draft.version, move="submit")
    chair = sign_in(make.user(Role.CHAIR))
    approve = {"version": str(draft.version), "move": "approve", "comment": "Good."}

    refused = chair.submit(f"/training/{draft.id}/move", **approve)
    reasons = reasons_beside(refused, "She is no relative.")
    done = chair.submit(f"/training/{draft.id}/move", **approve, **reasons)

    assert "1 passage may tell who a child was" in seen
    assert refused.status_code == 422
    assert "Who leads it, line 1: Sister Featherstone" in refused
    assert "Marked words kept: “Sister Featherstone”: She is no relative." in done
    assert draft.state is Stand.OPEN


@pytest.mark.parametrize("name", ["The Quillan Featherstone lesson", "What Featherstone taught us"])
def test_a_subject_names_no_family(make, editor, name):
    page = editor.submit(f"/training/subjects/{make.panel_.slug}", name=name, refresh_months="12")

    assert page.status_code == 422
    assert "“" in page
    assert queries.list_subjects(make.panel_) == []


@pytest.mark.parametrize("field", ["text", "first", "second", "third"])
def test_no_words_of_a_quiz_name_a_family(make, editor, field):
    about = subject(make)
    words = {"text": "Where?", "first": "A cot", "second": "A sofa", "third": "A car"}

    page = editor.submit(
        f"/training/questions/{about.id}", **{**words, field: "As Featherstone did"}, right="0"
    )

    assert page.status_code == 422
    assert f'href="#{field}"' in page.html
    assert "no chair looks at these words" in page
    assert queries.list_questions(about) == []


def test_the_name_of_a_website_that_embeds_us_names_no_family(make, editor):
    page = editor.submit(
        f"/pages/embedding/{make.panel_.slug}",
        name="Quillan Featherstone Fund",
        origin="https://www.fund.example",
    )

    assert page.status_code == 422
    assert "Take it out." in page


def test_a_team_or_a_source_of_numbers_is_not_named_by_a_child(make, editor):
    made = briefing(make, Stand.DRAFT)
    number = {
        "profession": "midwife",
        "tier": "2",
        "staff": "12",
        "counted_on-day": "1",
        "counted_on-month": "6",
        "counted_on-year": "2026",
    }

    team = editor.submit(
        f"/briefings/{made.id}/teams", team="For Quillan Featherstone", email="x@example.org"
    )
    need = editor.submit(
        f"/training/need/{make.panel_.slug}",
        agency="Northmere Hospitals",
        source="Told by Quillan Featherstone",
        **number,
    )
    agency = editor.submit(
        f"/subscribers/agencies/{make.panel_.slug}", name="Quillan Featherstone’s"
    )

    assert [page.status_code for page in (team, need, agency)] == [422, 422, 422]
    assert all("Take it out." in page for page in (team, need, agency))
