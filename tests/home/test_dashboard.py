"""The start page says what is waiting, by role, at the same cost however much there is."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from cdop.access.roles import Role
from cdop.cases.models import Transfer
from cdop.core.lessons import LessonState
from cdop.core.publication import IssueState
from cdop.core.sign_off import Move, Stand
from cdop.core.workflow import Stage
from cdop.db.clock import now, today
from cdop.extensions import db
from cdop.home.queries import count_waiting
from cdop.learning.models import Lesson, PassedPoint
from cdop.mail.models import MailState
from cdop.mail.outbox import queue_mail
from cdop.newsletters.models import Issue
from cdop.newsletters.translation_models import Translation
from cdop.site import changes
from tests.site.build import page as a_page
from tests.site.build import sign_off
from tests.training import build as training


def count_beside(page, label: str) -> str:
    """What stands beside a task: a number, or None."""
    found = re.search(rf"{re.escape(label)}\s+(\S+)", page.text)
    return found.group(1) if found else "not there"


@pytest.mark.both_engines
def test_a_coordinator_sees_what_is_overdue_and_due_on_their_panel(make, sign_in):
    own, other = make.panel("Own panel"), make.panel("Other panel")
    for days, panel in ((-3, own), (-1, own), (5, own), (40, own), (-9, other)):
        make.case(panel=panel, stage=Stage.GATHERING, next_due_on=today() + timedelta(days=days))
    make.case(panel=own, stage=Stage.CLOSED, next_due_on=today() - timedelta(days=9))

    page = sign_in(make.user(Role.COORDINATOR, panel=own)).get("/home")

    assert count_beside(page, "Cases with an overdue step") == "2"
    assert count_beside(page, "Cases with a step due in 14 days") == "1"
    assert count_beside(page, "Open cases") == "4"
    assert "Notify a death" in page


def test_an_offered_case_is_not_counted_for_a_coordinator_with_a_conflict(make, sign_in):
    here, there = make.panel(), make.panel()
    coordinator, other = make.user(Role.COORDINATOR, panel=here), make.user(Role.COORDINATOR)
    case = make.case(panel=there, conflicted=[coordinator])
    db.session.add(
        Transfer(
            case_id=case.id,
            from_panel_id=there.id,
            to_panel_id=here.id,
            old_reference=case.reference,
            offered_by_id=other.id,
        )
    )
    db.session.commit()

    assert count_waiting(coordinator, today=today(), moment=now())["transfers_offered"] == 0
    assert count_waiting(other, today=today(), moment=now())["transfers_offered"] == 1


def test_a_member_sees_cases_at_panel_but_for_those_they_are_conflicted_in(make, sign_in):
    member = make.user(Role.MEMBER)
    make.case(stage=Stage.AT_PANEL)
    make.case(stage=Stage.AT_PANEL, conflicted=[member])
    make.case(stage=Stage.GATHERING)

    page = sign_in(member).get("/home")

    assert count_beside(page, "Cases at panel, to read before the meeting") == "1"
    assert "Notify a death" not in page


def test_a_chair_sees_what_to_ratify_and_what_others_submitted(make, sign_in):
    chair, editor = make.user(Role.CHAIR), make.user(Role.EDITOR)
    make.analysis(make.case(stage=Stage.AT_PANEL))
    make.analysis(make.case(stage=Stage.AT_PANEL, conflicted=[chair]))
    db.session.add_all(
        [
            issue(editor, IssueState.SUBMITTED),
            issue(chair, IssueState.SUBMITTED),
            lesson(editor, LessonState.SUBMITTED),
        ]
    )
    db.session.commit()

    page = sign_in(chair).get("/home")

    assert count_beside(page, "Analyses to ratify") == "1"
    assert count_beside(page, "Newsletters to sign off") == "1"
    assert count_beside(page, "Lessons to approve") == "1"
    assert 'href="/lessons/?state=submitted"' in page.html


def test_a_chair_sees_whatever_else_waits_for_a_second_person(make, sign_in):
    chair, editor = make.user(Role.CHAIR), make.user(Role.EDITOR)
    original = issue(editor, IssueState.APPROVED)
    db.session.add(original)
    db.session.flush()
    waiting = Translation(
        issue_id=original.id,
        language="cy",
        title="Prawf",
        state=Stand.SUBMITTED,
        made_from=1,
        author_id=editor.id,
        last_editor_id=editor.id,
    )
    db.session.add(waiting)
    db.session.commit()
    changes.move_page(a_page(make), Move.SUBMIT, actor=editor, version=1)
    training.session(make, Stand.SUBMITTED)
    training.briefing(make, Stand.SUBMITTED)

    browser = sign_in(chair)
    page = browser.get("/home")

    assert count_beside(page, "Translations of newsletters to sign off") == "1"
    assert count_beside(page, "Public pages to sign off") == "1"
    assert count_beside(page, "Training to sign off") == "1"
    assert count_beside(page, "Briefings to sign off") == "1"
    assert f"/newsletters/translations/{waiting.id}" in browser.get("/newsletters/").html


def test_an_editor_sees_which_pages_should_have_been_looked_through(make, sign_in):
    published = sign_off(a_page(make), make)
    published.edition.review_by = today() - timedelta(days=1)
    db.session.commit()

    page = sign_in(make.user(Role.EDITOR)).get("/home")

    assert count_beside(page, "Public pages to look through by now") == "1"


def issue(author, state) -> Issue:
    panel_id = author.memberships[0].panel_id
    return Issue(
        panel_id=panel_id,
        title="Test",
        state=state,
        author_id=author.id,
        last_editor_id=author.id,
    )


def lesson(author, state) -> Lesson:
    panel_id = author.memberships[0].panel_id
    return Lesson(
        panel_id=panel_id,
        title="Test",
        state=state,
        author_id=author.id,
        last_editor_id=author.id,
    )


def test_an_editor_sees_points_and_drafts_and_no_case(make, sign_in):
    editor, chair = make.user(Role.EDITOR), make.user(Role.CHAIR)
    make.case(stage=Stage.AT_PANEL)
    db.session.add_all(
        [
            PassedPoint(panel_id=make.panel_.id, wording="A point", passed_by_id=chair.id),
            issue(editor, IssueState.RETURNED),
            lesson(editor, LessonState.DRAFT),
        ]
    )
    db.session.commit()

    page = sign_in(editor).get("/home")

    assert count_beside(page, "Learning points not yet in a lesson") == "1"
    assert count_beside(page, "Newsletters returned to you") == "1"
    assert count_beside(page, "Lessons in draft") == "1"
    assert "Case" not in page.text


def test_a_governance_lead_sees_refusals_on_their_panel(make, sign_in):
    lead, member = make.user(Role.GOVERNANCE), make.user(Role.MEMBER)
    case = make.case(conflicted=[member])
    sign_in(member).get(f"/cases/{case.id}")

    page = sign_in(lead).get("/home")

    assert count_beside(page, "Refused attempts to open something") == "1"


def test_an_administrator_sees_trouble_with_mail_and_open_invitations(make, sign_in):
    admin = make.user(Role.ADMINISTRATOR, password_hash="set")
    make.user(Role.MEMBER)
    stuck = queue_mail(kind="test", recipient="a@example.org", subject="S", text="T")
    stuck.created_at = now() - timedelta(hours=1)
    failed = queue_mail(kind="test", recipient="b@example.org", subject="S", text="T")
    failed.state = MailState.FAILED
    db.session.commit()

    page = sign_in(admin).get("/home")

    assert count_beside(page, "Mails that could not be sent") == "1"
    assert count_beside(page, "Mails waiting for 10 minutes or more") == "1"
    assert count_beside(page, "People who have not chosen a password") == "1"


def test_a_person_without_a_role_is_told_who_can_help(make, sign_in):
    page = sign_in(make.user()).get("/home")

    assert "You have no role at present" in page


def test_an_action_owner_is_told_that_nothing_waits(make, sign_in):
    page = sign_in(make.user(Role.ACTION_OWNER)).get("/home")

    assert "Nothing is waiting for you" in page


def test_a_stranger_is_asked_to_sign_in(sign_in):
    assert sign_in().get("/home").location == "/sign-in?next=/home"


def test_the_page_takes_few_statements_for_somebody_with_every_role(make, sign_in):
    user = make.user(*(role for role in Role if role.value not in ("reporter", "public")))
    browser = sign_in(user)
    statements = []

    sa.event.listen(db.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    browser.get("/home")

    assert 0 < len(statements) <= 12


def menu(page) -> list[str]:
    found = re.search(r'aria-label="Menu".*?</nav>', page.html, flags=re.S)
    return re.findall(r'navigation-link" href="[^"]+"[^>]*>(?:<strong[^>]*>)?([^<]+)', found[0])


@pytest.mark.parametrize(
    ("role", "there", "not_there"),
    [
        (Role.COORDINATOR, "Cases", "Installation"),
        (Role.MEMBER, "Cases", "Publishing"),
        (Role.EDITOR, "Publishing", "Cases"),
        (Role.GOVERNANCE, "Trail", "Cases"),
        (Role.ADMINISTRATOR, "Installation", "Cases"),
    ],
)
def test_the_menu_holds_what_the_person_may_open(make, sign_in, role, there, not_there):
    labels = menu(sign_in(make.user(role)).get("/home"))

    assert there in labels
    assert not_there not in labels


def test_everything_in_the_menu_opens(make, sign_in):
    for role in (Role.COORDINATOR, Role.MEMBER, Role.CHAIR, Role.EDITOR, Role.ADMINISTRATOR):
        browser = sign_in(make.user(role))
        page = browser.get("/home")
        groups = re.findall(r'navigation-link" href="([^"]+)"', page.html)
        parts = [re.findall(r'subnav__link" href="([^"]+)"', browser.get(g).html) for g in groups]
        paths = [*groups, *(path for part in parts for path in part)]
        tasks = re.findall(r'nhsuk-task-list__link" href="([^"]+)"', page.html)

        for path in paths + tasks:
            assert browser.get(path.replace("&amp;", "&")).status_code in (200, 302), path


def test_the_menu_shows_where_one_is(make, sign_in):
    browser = sign_in(make.user(Role.ADMINISTRATOR))

    page = browser.get("/people/invite")

    assert re.findall(r'href="([^"]+)" aria-current="true"', page.html) == ["/people/", "/people/"]
    assert "Installation" in menu(page)


def test_a_group_with_one_entry_goes_by_the_name_of_the_entry(make, sign_in):
    page = sign_in(make.user(Role.MEMBER)).get("/cases/")

    assert "Cases" in menu(page)
    assert 'aria-label="Cases"' not in page.html
