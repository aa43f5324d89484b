"""Loading the demonstration: once, whole, never in production, each marker in its place."""

import json
import shutil
import stat
from collections import Counter
from pathlib import Path

import pytest

from cdop.access.roles import Role
from cdop.accounts.models import Panel, User
from cdop.accounts.passwords import is_right, problem_with
from cdop.accounts.queries import find_user
from cdop.analysis.models import Analysis
from cdop.cases.models import Case
from cdop.core.lessons import LessonState
from cdop.core.publication import IssueState
from cdop.core.workflow import Stage
from cdop.demo import load
from cdop.demo.cast import PEOPLE
from cdop.extensions import db
from cdop.learning.models import Lesson
from cdop.newsletters.models import Issue, Publication
from cdop.newsletters.reader_models import Subscriber
from cdop.trail.verify import verify
from tests.browse import Browser

KEPT = ("cdop.sqlite", "trail-head.json", "demo.json")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """Where the first test that loads the demonstration leaves it for the others."""
    return tmp_path_factory.mktemp("demonstration")


@pytest.fixture
def loaded(app, shelf):
    folder = Path(app.config["DATA"])
    if not (shelf / "demo.json").exists():
        load.load_demo()
        db.session.remove()
        with db.engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for name in KEPT:
            shutil.copy(folder / name, shelf / name)
    db.session.remove()
    db.engine.dispose()
    for name in KEPT:
        shutil.copy(shelf / name, folder / name)
    return json.loads(sheet_of(app).read_text())


def sheet_of(app) -> Path:
    return Path(app.config["DATA"]) / "demo.json"


@pytest.fixture(autouse=True)
def no_sheet_left(app):
    yield
    for left in Path(app.config["DATA"]).glob("demo.json*"):
        left.unlink()


def everything(model):
    return db.session.scalars(db.select(model)).all()


def test_the_first_start_loads_it_and_the_next_one_leaves_it(app):
    assert load.ensure_demo(app) is True
    before = sheet_of(app).read_text()

    assert load.ensure_demo(app) is False
    assert sheet_of(app).read_text() == before


def test_a_start_that_was_killed_before_the_sheet_was_shown_shows_it_next_time(app, loaded):
    sheet_of(app).rename(sheet_of(app).with_name("demo.json.waiting"))

    load.ensure_demo(app)

    assert json.loads(sheet_of(app).read_text()) == loaded


def test_the_sheet_is_readable_by_its_owner_only(app, loaded):
    assert stat.S_IMODE(sheet_of(app).stat().st_mode) == 0o600


def test_it_refuses_in_production_and_beside_other_panels(app, make, monkeypatch):
    monkeypatch.setitem(app.config, "PRODUCTION", True)
    with pytest.raises(load.NotHere):
        load.load_demo()

    monkeypatch.setitem(app.config, "PRODUCTION", False)
    make.panel()
    result = app.test_cli_runner().invoke(args=["demo"])

    assert result.exit_code == 1
    assert "There are panels already" in result.output


def test_everybody_on_the_sheet_can_sign_in_with_a_password_that_would_be_accepted(loaded):
    assert len({person["password"] for person in loaded["people"]}) == len(
        {person["email"] for person in loaded["people"]}
    )
    for person in loaded["people"]:
        user = find_user(person["email"])
        assert user.is_active
        assert is_right(person["password"], user.password_hash)
        assert problem_with(person["password"], user.name.split()) is None
        assert user.totp_secret == person["totp_secret"]


def test_both_panels_have_somebody_in_every_role(loaded):
    here = {role for role in Role if role not in (Role.PUBLIC, Role.REPORTER, Role.ADMINISTRATOR)}

    for panel in loaded["panels"]:
        held = Counter(
            role
            for person in loaded["people"]
            if person["panel"] == panel["slug"]
            for role in person["roles"]
        )
        assert set(held) == {role.value for role in here}
        assert held["chair"] == 2


def test_the_sheet_tells_who_is_on_two_panels_and_who_has_conflicts(loaded):
    entries = Counter(person["email"] for person in loaded["people"])
    conflicted = [person for person in loaded["people"] if person["conflicts"]]

    assert max(entries.values()) == 2
    assert {role for person in conflicted for role in person["roles"]} == {"chair", "member"}
    for person in conflicted:
        user = find_user(person["email"])
        for case_id in person["conflicts"]:
            case = db.session.get_one(Case, case_id)
            assert user.id in case.conflicted_user_ids
            assert case.panel.slug == person["panel"]


def test_there_is_a_case_in_every_stage_that_a_list_shows(loaded):
    stages = {case.stage for case in everything(Case)}

    assert stages >= {
        Stage.GATHERING,
        Stage.READY_FOR_PANEL,
        Stage.AT_PANEL,
        Stage.RATIFIED,
        Stage.CLOSED,
        Stage.VOID,
    }
    assert any(case.pauses for case in everything(Case))


def test_every_ratified_analysis_is_whole_and_signed_by_a_chair_without_conflict(loaded):
    ratified = [each for each in everything(Analysis) if each.ratified_at]

    assert len(ratified) > 250
    for analysis in ratified:
        chair = db.session.get_one(User, analysis.ratified_by_id)
        assert analysis.category and analysis.cause_understood and analysis.reviewed_on
        assert chair.holds(Role.CHAIR, analysis.panel_id)
        assert chair.id not in analysis.case.conflicted_user_ids


def test_lessons_issues_and_readers_stand_in_every_state(loaded):
    for panel in everything(Panel):
        lessons = {each.state for each in everything(Lesson) if each.panel_id == panel.id}
        issues = Counter(each.state for each in everything(Issue) if each.panel_id == panel.id)
        readers = {each.state for each in everything(Subscriber) if each.panel_id == panel.id}

        assert lessons == set(LessonState)
        assert set(issues) == set(IssueState) - {IssueState.APPROVED}
        assert issues[IssueState.PUBLISHED] == 3
        assert len(readers) == 3


def test_every_newsletter_was_signed_off_by_somebody_else(loaded):
    for publication in everything(Publication):
        assert publication.approved_by_id not in publication.issue.author_ids


def test_the_trail_of_the_demonstration_holds_together(loaded):
    entries, faults = verify()

    assert entries > 200
    assert faults == []


def test_no_marker_stands_in_the_database_where_it_could_be_read(app, loaded):
    """Markers of sealed places; drafts and references are not sealed, but kept by the policy."""
    db.session.commit()
    content = b"".join(path.read_bytes() for path in Path(app.config["DATA"]).glob("cdop.sqlite*"))

    sealed = [m for m in loaded["markers"] if m["where"] in ("identity", "narrative")]
    assert sealed
    for marker in sealed:
        assert marker["text"].encode() not in content


@pytest.mark.parametrize("role", ["coordinator", "member", "chair", "editor", "governance"])
def test_markers_are_shown_to_those_who_may_see_them_and_to_nobody_else(app, loaded, role):
    """Every page that names a marked case, and every desk page, read by one person of the role."""
    for panel in loaded["panels"]:
        person = next(
            each
            for each in loaded["people"]
            if each["panel"] == panel["slug"] and each["roles"] == [role] and not each["conflicts"]
        )
        shown = read_everything(app, person)
        for marker in loaded["markers"]:
            own = marker["panel"] == panel["slug"] and role in marker["allowed_roles"]
            if marker["text"] in shown:
                assert own, marker


def test_the_public_sees_no_marker(app, loaded):
    browser = Browser(app)
    pages = ["/", "/news/", *(f"/news/{panel['slug']}/" for panel in loaded["panels"])]
    pages += [f"/news/{each.panel.slug}/{each.number}" for each in everything(Publication)]

    shown = "".join(browser.get(page).text for page in pages)

    assert not [marker for marker in loaded["markers"] if marker["text"] in shown]


def read_everything(app, person) -> str:
    browser = Browser(app, find_user(person["email"]))
    pages = ["/home", "/cases/", "/lessons/", "/learning-points/", "/newsletters/", "/trail/"]
    for case in everything(Case):
        if "MARK" in case.reference:
            base = f"/cases/{case.id}"
            pages += [base, f"{base}/identity", f"{base}/analysis", f"{base}/account"]
    pages += [f"/lessons/{each.id}" for each in everything(Lesson)]
    pages += [f"/newsletters/{each.id}" for each in everything(Issue)]
    return "".join(browser.get(page).text for page in pages)


@pytest.mark.parametrize(
    ("size", "sizes"),
    [(420, [260, 160]), (3_000, [1857, 1143]), (7_000, [2000, 2000, 2000, 1000])],
)
def test_a_large_demonstration_is_spread_over_panels_of_two_thousand(size, sizes):
    assert load.sizes_of(size) == sizes


def test_the_people_have_names_of_their_own(app):
    assert len({person.email for person in PEOPLE}) == len(PEOPLE)
