"""A typical sudden-death review in a real browser, by keyboard alone and at a phone's width."""

import pytest

from cdop.access.roles import Role
from cdop.analysis.models import FactorScore, SuddenDeathFacts
from cdop.core.answers import Answer
from cdop.core.influence import Influence
from cdop.core.workflow import Stage
from cdop.extensions import db
from tests.chromium import PHONE, axe_clean

REVIEW = {
    "sofa": "C04",
    "household smok": "B01",
    "smoking in preg": "A04",
    "preterm": "A01",
    "alcohol bef": "B06",
    "head cov": "C07",
}
BUDGET = 20  # keys for one factor, its search word included


@pytest.fixture
def case(make):
    return make.case(stage=Stage.AT_PANEL, joint_response_criteria=["b"])


def path_of(case, page):
    return f"/cases/{case.id}/analysis/{page}"


def test_six_factors_are_scored_by_keyboard_with_one_request_each(make, case, open_as):
    page = open_as(make.user(Role.MEMBER), path_of(case, "factors"))
    requests, keys = [], 0
    page.on("request", lambda sent: "/analysis" in sent.url and requests.append(sent.method))
    page.focus("#find")

    for number, words in enumerate(REVIEW, start=1):
        page.keyboard.type(words)
        page.wait_for_selector("#find[aria-expanded=true]")
        for key in ("Enter", "2", "y", "Enter"):
            page.keyboard.press(key)
        page.wait_for_selector(f"#scores h2:has-text('{number} factor')")
        page.wait_for_selector("#find:focus")
        keys += len(words) + 4

    scores = db.session.scalars(db.select(FactorScore).order_by(FactorScore.factor_code)).all()
    assert [score.factor_code for score in scores] == sorted(REVIEW.values())
    assert all(each.influence is Influence.MAY_HAVE_CONTRIBUTED for each in scores)
    assert requests == ["POST"] * len(REVIEW)
    assert keys <= BUDGET * len(REVIEW), keys


def test_a_saved_factor_is_announced_with_the_outcome_it_implies(make, case, open_as):
    page = open_as(make.user(Role.MEMBER), path_of(case, "factors"))
    page.fill("#find", "sofa")
    for key in ("Enter", "2", "y", "Enter"):
        page.keyboard.press(key)

    said = page.locator("[data-status]:has-text('added')").text_content(timeout=15_000)

    assert "imply: Modifiable factors identified" in said
    axe_clean(page)


def test_a_factor_is_changed_and_removed_without_reloading(make, case, open_as):
    member = make.user(Role.MEMBER)
    make.analysis(case, factors={"C04": (Influence.MAY_HAVE_CONTRIBUTED, True)}, by=member)
    page = open_as(member, path_of(case, "factors"))
    page.evaluate("window.stillHere = true")

    page.click("#score-C04 >> text=Change")
    page.wait_for_selector("#score-C04 form")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.wait_for_selector("#score-C04 .nhsuk-tag:has-text('None, or unlikely')")
    assert page.is_visible("text=Such a factor does not count")

    page.click("#score-C04 >> text=Remove")
    page.click("text=Remove C04")
    page.wait_for_selector("text=No factors scored")
    assert page.evaluate("window.stillHere")


def test_what_was_typed_stays_when_the_connection_is_lost(make, case, open_as):
    page = open_as(make.user(Role.MEMBER), path_of(case, "factors"))
    page.fill("#find", "sofa")
    page.keyboard.press("Enter")
    page.fill("#new-factor textarea", "Found on the sofa beside a carer")
    page.check("#new-factor input[value='2']")
    page.check("#new-factor input[value='yes']")
    page.route("**/factors", lambda route: route.fulfill(status=409, body="busy"))

    page.click("text=Save factor")
    page.wait_for_selector("[data-complaint]")

    assert page.input_value("#new-factor textarea") == "Found on the sofa beside a carer"


def test_facts_are_answered_by_single_keys(make, case, open_as):
    page = open_as(make.user(Role.MEMBER), path_of(case, "facts"))
    page.focus("input[name=asleep]")
    page.keyboard.press("y")
    page.focus("input[name=head_covered]")
    for key in ("y", "k", "n", "Backspace"):
        page.keyboard.press(key)

    page.click("text=Save facts")
    page.wait_for_selector("text=Facts saved")

    facts = db.session.scalars(db.select(SuddenDeathFacts)).one()
    answers = (facts.head_covered, facts.loose_bedding, facts.clutter, facts.overheated)
    assert answers == (Answer.YES, Answer.NOT_KNOWN, Answer.NO, None)


@pytest.mark.parametrize("page_name", ["", "read", "factors?pick=C05&pick=A04", "facts"])
def test_pages_are_accessible_on_a_phone(make, case, open_as, page_name):
    member = make.user(Role.MEMBER)
    make.analysis(case, factors={"C04": (Influence.UNKNOWN, True)}, by=member)

    page = open_as(member, path_of(case, page_name).rstrip("/"), viewport=PHONE)

    axe_clean(page)
