"""Scoring factors on pages that need no script: who may, what follows, and nothing lost."""

import pytest
from sqlalchemy import event

from cdop.access.roles import Role
from cdop.analysis.models import Analysis, FactorScore
from cdop.core.answers import Answer
from cdop.core.influence import Influence
from cdop.core.workflow import Stage
from cdop.extensions import db
from cdop.trail.models import TrailEntry

MAY, UNLIKELY = Influence.MAY_HAVE_CONTRIBUTED, Influence.NONE_OR_UNLIKELY
SOFA = {
    "code": "C04",
    "C04-influence": "2",
    "C04-modifiable": "yes",
    "C04-evidence": "Police report: asleep on the sofa",
}


@pytest.fixture
def case(make):
    return make.case(stage=Stage.AT_PANEL, joint_response_criteria=["b"], summary="On a sofa.")


def path_of(case, page=""):
    return f"/cases/{case.id}/analysis{page}"


def scores():
    return db.session.scalars(db.select(FactorScore).order_by(FactorScore.factor_code)).all()


def test_a_member_scores_a_factor_and_the_outcome_follows(make, sign_in, case):
    member = make.user(Role.MEMBER)

    page = sign_in(member).submit(path_of(case, "/factors"), **SOFA)

    assert "Outcome these factors imply: Modifiable factors identified" in page.text
    [entry] = db.session.scalars(db.select(TrailEntry).where(TrailEntry.event == "factor.scored"))
    assert (entry.actor_id, entry.detail["factor"]) == (member.id, "C04")
    assert "sofa" not in str(entry.detail)


def test_six_factors_are_found_and_scored_in_four_requests_without_scripts(make, sign_in, case):
    browser = sign_in(make.user(Role.MEMBER))
    codes = ["A01", "A04", "B01", "B06", "C04", "C07"]

    browser.get(path_of(case, "/factors"))
    browser.get(path_of(case, "/factors?" + "&".join(f"pick={code}" for code in codes)))
    answers = {f"{code}-influence": "2" for code in codes}
    answers |= {f"{code}-modifiable": "no" for code in codes}
    browser.submit(path_of(case, "/factors"), code=codes, **answers)

    assert [each.factor_code for each in scores()] == codes


def test_factors_are_found_by_everyday_words(make, sign_in, case):
    page = sign_in(make.user(Role.MEMBER)).get(path_of(case, "/factors?find=couch"))

    assert "C04 Sofa/armchair sleep with adult" in page.text.split("Found for")[1][:300]


def test_an_unanswered_question_is_asked_again_and_nothing_typed_is_lost(make, sign_in, case):
    answers = {**SOFA, "C04-influence": ""}

    page = sign_in(make.user(Role.MEMBER)).submit(path_of(case, "/factors"), **answers)

    assert page.status_code == 422
    assert "Choose how much the factor mattered" in page.text
    assert "asleep on the sofa" in page.text
    assert scores() == []


def test_a_modifiable_factor_that_hardly_mattered_is_warned_of_and_saved(make, sign_in, case):
    page = sign_in(make.user(Role.MEMBER)).submit(
        path_of(case, "/factors"), **{**SOFA, "C04-influence": "1"}
    )

    assert "Such a factor does not count towards the outcome" in page.text
    assert "imply: No modifiable factors identified" in page.text
    assert len(scores()) == 1


def test_a_factor_scored_already_is_edited_instead(make, sign_in, case):
    make.analysis(case, factors={"C04": (UNLIKELY, False)})

    page = sign_in(make.user(Role.MEMBER)).submit(path_of(case, "/factors"), **SOFA)

    assert page.status_code == 409
    assert "was scored by somebody else" in page.text
    assert "asleep on the sofa" in page.text
    assert [each.influence for each in scores()] == [UNLIKELY]


def test_a_form_sent_twice_scores_once(make, sign_in, case):
    browser = sign_in(make.user(Role.MEMBER))
    key = browser.get(path_of(case, "/factors?pick=C04")).field("_once")

    for _ in range(2):
        page = browser.submit(path_of(case, "/factors"), _once=key, **SOFA)

    assert page.status_code == 200
    assert len(scores()) == 1


def test_a_stale_edit_shows_both_texts_and_keeps_what_was_typed(make, sign_in, case):
    make.analysis(case, factors={"C04": (MAY, True)})
    [score] = scores()
    path, opened = path_of(case, f"/factors/{score.id}"), score.version
    first, second = sign_in(make.user(Role.MEMBER)), sign_in(make.user(Role.MEMBER))
    answers = {"C04-influence": "2", "C04-modifiable": "yes", "version": opened}

    first.submit(path, **answers, **{"C04-evidence": "The first text"})
    page = second.submit(path, **answers, **{"C04-evidence": "The second text"})

    assert page.status_code == 409
    assert "The first text" in page.text
    assert "The second text" in page.text
    assert [each.evidence for each in scores()] == ["The first text"]
    again = {**answers, "version": page.field("version"), "C04-evidence": "Both texts"}
    second.submit(path, **again)
    assert [each.evidence for each in scores()] == ["Both texts"]


def test_a_factor_is_removed_after_a_question(make, sign_in, case):
    make.analysis(case, factors={"C04": (MAY, True)})
    [score] = scores()
    browser, path = sign_in(make.user(Role.MEMBER)), path_of(case, f"/factors/{score.id}/remove")

    asked = browser.get(path)
    browser.submit(path, version=asked.field("version"))

    assert "Remove this factor?" in asked.text
    assert scores() == []


def test_factors_are_suggested_by_the_facts_but_never_added(make, sign_in, case):
    facts = {"surface_found": "sofa", "smoked_in_pregnancy": Answer.YES}
    make.analysis(case, facts=facts)

    page = sign_in(make.user(Role.MEMBER)).get(path_of(case, "/factors"))

    offered = page.text.split("Suggested by the facts")[1].split("Browse all")[0]
    assert "C04" in offered
    assert "A04" in offered
    assert "B03" not in offered, "nothing was recorded of a partner who smokes"
    assert scores() == []


@pytest.mark.parametrize("page", ["", "/read", "/factors", "/facts", "/category", "/outcome"])
def test_nobody_reads_an_analysis_who_is_shut_out(make, sign_in, page):
    member, chair = make.user(Role.MEMBER), make.user(Role.CHAIR)
    case = make.case(stage=Stage.AT_PANEL, conflicted=[member, chair])
    other = make.panel("Another panel")
    shut_out = [
        member,
        chair,
        make.user(Role.EDITOR),
        make.user(Role.GOVERNANCE),
        make.user(Role.CHAIR, panel=other),
        make.user(Role.ADMINISTRATOR),
    ]

    answers = [sign_in(user).get(path_of(case, page)).status_code for user in shut_out]

    assert answers == [404] * len(shut_out)


def test_nobody_scores_who_is_shut_out(make, sign_in):
    member = make.user(Role.MEMBER)
    case = make.case(stage=Stage.AT_PANEL, conflicted=[member])
    shut_out = [member, make.user(Role.EDITOR), make.user(Role.MEMBER, panel=make.panel("Other"))]

    for user in shut_out:
        assert sign_in(user).submit(path_of(case, "/factors"), **SOFA).status_code == 404

    assert scores() == []


def test_a_score_is_not_found_under_another_case(make, sign_in, case):
    analysis = make.analysis(factors={"C04": (MAY, True)})
    [score] = analysis.scores

    page = sign_in(make.user(Role.MEMBER)).get(path_of(case, f"/factors/{score.id}"))

    assert page.status_code == 404


def test_a_page_that_is_only_opened_begins_no_analysis(make, sign_in, case):
    sign_in(make.user(Role.MEMBER)).get(path_of(case))

    assert db.session.scalars(db.select(Analysis)).all() == []
    events = db.session.scalars(db.select(TrailEntry.event)).all()
    assert events == ["analysis.viewed"]


def test_the_overview_takes_few_statements_and_opens_no_identity(make, sign_in, case, app):
    many = ["A01", "A04", "B01", "B06", "C04", "C07", "C08", "D08"]
    make.analysis(case, factors={code: (MAY, True) for code in many}, facts={"asleep": "Y"})
    browser, statements = sign_in(make.user(Role.MEMBER)), []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    browser.get(path_of(case))
    event.remove(db.engine, "before_cursor_execute", note)

    reads = [each for each in statements if each.startswith("SELECT")]
    assert len(reads) <= 14, reads
    assert not any("child_identity" in each or "referrer" in each for each in statements)
