"""Category, outcome, facts and words; ratifying and reopening."""

from datetime import timedelta

import pytest

from cdop.access.roles import Role
from cdop.analysis.models import Analysis, SuddenDeathFacts
from cdop.analysis.queries import outcome_of
from cdop.core.answers import Answer
from cdop.core.catalogues.categories import Category
from cdop.core.influence import Influence
from cdop.core.modifiability import Outcome
from cdop.core.workflow import Stage
from cdop.db.clock import today
from cdop.extensions import db

MAY = Influence.MAY_HAVE_CONTRIBUTED
MEETING = today() - timedelta(days=3)
MEETING_DATE = {
    "reviewed_on-day": MEETING.day,
    "reviewed_on-month": MEETING.month,
    "reviewed_on-year": MEETING.year,
}


@pytest.fixture
def analysis(make):
    """An analysis of a case at panel, with one modifiable factor."""
    return make.analysis(factors={"C04": (MAY, True)}, case_summary="Found on a sofa.")


@pytest.fixture
def chair(make, sign_in):
    """The browser of the chair."""
    return sign_in(make.user(Role.CHAIR, name="Test Chair"))


@pytest.fixture
def member(make, sign_in):
    """The browser of a panel member."""
    return sign_in(make.user(Role.MEMBER))


def path_of(analysis, page=""):
    return f"/cases/{analysis.case_id}/analysis{page}"


def submit(browser, analysis, page, **answers):
    """Open the page, and send its form with the version it carries."""
    opened = browser.get(path_of(analysis, page))
    return browser.submit(path_of(analysis, page), version=opened.field("version"), **answers)


def confirm(browser, analysis, code="10a"):
    opened = browser.get(path_of(analysis, "/category"))
    path = path_of(analysis, "/category/confirm")
    return browser.submit(path, code=code, version=opened.field("version"))


def ratify(browser, analysis):
    confirm(browser, analysis)
    return submit(browser, analysis, "/ratify", **MEETING_DATE)


def test_the_category_highest_in_the_list_is_proposed_until_the_chair_confirms(
    analysis, member, chair
):
    page = submit(member, analysis, "/category", possible=["10", "3"])
    assert "Proposed 3. Trauma" in page.text

    page = confirm(chair, analysis, "3f")

    assert "Confirmed" in page.text
    assert (analysis.category, analysis.sub_category) == (Category.TRAUMA, "3f")
    assert analysis.possible_categories == ["3", "10"]


def test_a_member_neither_confirms_nor_chooses_nor_ratifies(analysis, member):
    asked = ["/category/confirm", "/outcome", "/ratify", "/reopen"]

    answers = [member.submit(path_of(analysis, page)).status_code for page in asked]

    assert answers == [404] * len(asked)


def test_the_chair_overrides_the_outcome_only_with_a_reason(analysis, chair):
    page = submit(chair, analysis, "/outcome", outcome="INADEQ")
    assert "Give the reason" in page.text
    assert outcome_of(analysis) is Outcome.IDENTIFIED

    submit(chair, analysis, "/outcome", outcome="INADEQ", reason="No post-mortem report")

    assert outcome_of(analysis) is Outcome.INADEQUATE
    page = chair.get(path_of(analysis, "/factors"))
    assert "is chosen. Change a score, or give the panel's reason" in page.text


def test_the_outcome_follows_again_once_the_chair_agrees_with_the_factors(analysis, chair):
    submit(chair, analysis, "/outcome", outcome="NMF", reason="Nothing could have been done")
    submit(chair, analysis, "/outcome", outcome="MF")

    assert (analysis.outcome, analysis.outcome_reason) == (None, "")


def test_blank_is_kept_apart_from_not_known(analysis, member):
    submit(member, analysis, "/facts", asleep="Y", head_covered="NK", surface="sofa")

    facts = db.session.scalars(db.select(SuddenDeathFacts)).one()
    assert (facts.asleep, facts.head_covered, facts.clutter) == (Answer.YES, Answer.NOT_KNOWN, None)
    page = member.get(path_of(analysis, "/facts"))
    assert "Loose" not in page.text.split("Factors these facts point to")[-1]


def test_a_stale_edit_of_facts_shows_what_differs(analysis, member, chair):
    submit(member, analysis, "/facts", asleep="Y")
    version = member.get(path_of(analysis, "/facts")).field("version")
    chair.submit(path_of(analysis, "/facts"), version=version, asleep="N")

    page = member.submit(path_of(analysis, "/facts"), version=version, asleep="NK")

    assert page.status_code == 409
    assert "Stored now No You typed Not known" in page.text


def test_a_stale_summary_is_kept(analysis, member, chair):
    version = member.get(path_of(analysis, "/summary")).field("version")
    chair.submit(path_of(analysis, "/summary"), version=version, issues="The chair's words")

    page = member.submit(path_of(analysis, "/summary"), version=version, issues="My words")

    assert page.status_code == 409
    assert "The chair's words" in page.text
    assert "My words" in page.text


def test_advice_is_added_changed_and_removed(analysis, member):
    answers = {"contact": "booking", "profession": "midwife", "messages": ["SSM-01", "SSM-07"]}
    member.submit(path_of(analysis, "/advice"), **answers)
    [advice] = analysis.advice
    path = path_of(analysis, f"/advice/{advice.id}")

    answers |= {"recorded": "Y", "version": advice.version}
    page = member.submit(path, **answers)
    assert "Booking appointment" in page.text
    assert (advice.recorded, advice.messages) == (Answer.YES, ["SSM-01", "SSM-07"])

    member.submit(f"{path}/remove", version=advice.version)
    assert analysis.advice == []


def test_a_learning_point_names_its_factors_and_the_chair_can_pass_it_on(analysis, member, chair):
    member.submit(
        path_of(analysis, "/learning-points"), text="Ask where naps happen", factor_codes=["C04"]
    )

    page = chair.get(path_of(analysis, "/learning-points"))

    assert "About C04 Sofa/armchair sleep with adult" in page.text
    assert "Pass on to the editors" in page.text
    assert "Pass on" not in member.get(path_of(analysis, "/learning-points")).text


def test_a_recommendation_has_a_body_and_a_day(analysis, member):
    due = today() + timedelta(days=60)
    page = member.submit(
        path_of(analysis, "/recommendations"),
        text="Offer demonstrations",
        to_whom="Maternity service",
        level="regional",
        **{"due_on-day": due.day, "due_on-month": due.month, "due_on-year": due.year},
    )

    assert "Regional To Maternity service" in page.text
    assert analysis.recommendations[0].due_on == due


def test_ratifying_lists_what_is_missing(analysis, chair):
    path = path_of(analysis, "/ratify")

    page = chair.submit(path, version=analysis.version, **MEETING_DATE)

    assert page.status_code == 422
    assert "Confirm the category of death" in page.text
    assert analysis.ratified_at is None


def test_ratifying_closes_the_analysis_and_moves_the_case_on(analysis, chair, member):
    page = ratify(chair, analysis)

    assert "Analysis ratified" in page.text
    assert analysis.case.stage is Stage.RATIFIED
    assert (analysis.case.reviewed_on, analysis.reviewed_on) == (MEETING, MEETING)
    refused = member.submit(path_of(analysis, "/summary"), version="1", issues="Too late")
    assert refused.status_code == 409
    assert "The panel has ratified this analysis" in refused.text
    assert "Too late" not in analysis.issues
    assert member.get(path_of(analysis, "/factors")).status_code == 409
    assert "Found on a sofa" in member.get(path_of(analysis, "/read")).text


def test_a_case_is_ratified_only_from_the_panel(make, chair):
    analysis = make.analysis(make.case(stage=Stage.GATHERING), factors={"C04": (MAY, True)})

    page = ratify(chair, analysis)

    assert page.status_code == 409
    assert analysis.ratified_at is None


def test_a_conflicted_chair_cannot_ratify_and_the_deputy_can(make, sign_in):
    chair, deputy = make.user(Role.CHAIR), make.user(Role.CHAIR, deputy=True)
    case = make.case(stage=Stage.AT_PANEL, conflicted=[chair])
    analysis = make.analysis(case, factors={"C04": (MAY, True)})

    refused = sign_in(chair).submit(path_of(analysis, "/ratify"), **MEETING_DATE)
    ratify(sign_in(deputy), analysis)

    assert refused.status_code == 404
    assert analysis.ratified_by_id == deputy.id


def test_reopening_needs_a_reason_and_keeps_what_was_ratified(analysis, chair):
    ratify(chair, analysis)
    asked = chair.submit(path_of(analysis, "/reopen"), reason="")
    assert "Enter the reason" in asked.text

    page = chair.submit(path_of(analysis, "/reopen"), reason="The inquest has concluded")
    submit(chair, analysis, "/summary", case_summary="Changed since")

    assert "The inquest has concluded" in page.text
    assert (analysis.ratified_at, analysis.case.reviewed_on) == (None, None)
    [kept] = analysis.ratifications
    page = chair.get(path_of(analysis, f"/ratified/{kept.id}"))
    assert "Found on a sofa." in page.text
    assert "Changed since" not in page.text
    assert "Ratified by Test Chair" in page.text


def test_the_whole_analysis_is_part_of_a_case_export(analysis, chair):
    from cdop.cases.parts import parts_of

    ratify(chair, analysis)
    [part] = [part for part in parts_of(analysis.case_id) if part.name == "analysis"]

    contents = part.contents(analysis.case)

    assert contents["outcome"] == "MF"
    assert [each["factor_code"] for each in contents["factors"]] == ["C04"]
    assert len(contents["ratified_versions"]) == 1


def test_two_people_begin_one_analysis(make, member):
    case = make.case(stage=Stage.AT_PANEL)
    for issues in ("First", "Second"):
        member.submit(f"/cases/{case.id}/analysis/summary", version="1", issues=issues)

    assert len(db.session.scalars(db.select(Analysis)).all()) == 1
