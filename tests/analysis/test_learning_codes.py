"""Learning points carry a code, and a panel can add codes of its own."""

import re

import pytest

from cdop.access.roles import Role
from cdop.analysis.code_models import OwnLearningCode
from cdop.core.catalogues.learning_codes import LEARNING_CODES, label_of, next_own_code
from cdop.core.workflow import Stage
from cdop.extensions import db


@pytest.fixture
def analysis(make):
    return make.analysis(make.case(stage=Stage.AT_PANEL))


@pytest.fixture
def chair(make, sign_in):
    return sign_in(make.user(Role.CHAIR))


@pytest.fixture
def codes(make):
    return f"/learning-codes/{make.panel_.slug}/"


def points_of(analysis) -> str:
    return f"/cases/{analysis.case_id}/analysis/learning-points"


def test_every_shipped_code_has_its_words_and_a_topic():
    assert len(LEARNING_CODES) >= 40
    assert all(each.label and each.definition and each.topic for each in LEARNING_CODES.values())


def test_a_panels_codes_are_numbered_on_and_never_again():
    assert next_own_code([]) == "P01"
    assert next_own_code(["P01", "P03"]) == "P04"


def test_a_code_nobody_knows_reads_as_itself():
    assert label_of("L26", {}) == "Interpreter and language"
    assert label_of("P01", {"P01": "Discharge on a Friday"}) == "Discharge on a Friday"
    assert label_of("P09", {}) == "P09"


def test_a_learning_point_is_counted_under_the_code_that_was_chosen(make, sign_in, analysis):
    member = sign_in(make.user(Role.MEMBER))

    page = member.submit(points_of(analysis), text="Book an interpreter", learning_code="L26")

    assert "Counted as L26 Interpreter and language" in page.text
    assert analysis.learning_points[0].learning_code == "L26"


def test_a_learning_point_needs_no_code(make, sign_in, analysis):
    sign_in(make.user(Role.MEMBER)).submit(points_of(analysis), text="Ask once more")

    assert analysis.learning_points[0].learning_code is None


def test_a_chair_adds_a_code_that_the_panel_can_choose_and_others_cannot(
    make, sign_in, analysis, chair, codes
):
    chair.submit(codes, label="Discharge on a Friday", definition="Planned for a weekend")
    elsewhere = make.panel()
    theirs = make.analysis(make.case(panel=elsewhere, stage=Stage.AT_PANEL))
    stranger = sign_in(make.user(Role.MEMBER, panel=elsewhere))

    assert "P01" not in stranger.get(points_of(theirs)).html
    assert stranger.submit(points_of(theirs), text="x", learning_code="P01").status_code == 422
    page = chair.submit(points_of(analysis), text="Plan it earlier", learning_code="P01")
    assert "Counted as P01 Discharge on a Friday" in page.text


def test_two_codes_of_one_name_are_refused(chair, codes):
    page = chair.submit(codes, label="Interpreter and Language")

    assert page.status_code == 422
    assert "There is a code of this name already" in page.text


def test_a_retired_code_is_offered_no_more_but_stays_on_its_points(analysis, chair, codes):
    chair.submit(codes, label="Discharge on a Friday")
    chair.submit(points_of(analysis), text="Plan it earlier", learning_code="P01")
    own = db.session.scalars(db.select(OwnLearningCode)).one()

    chair.submit(f"{codes}{own.id}/retire", version=own.version)

    refused = chair.submit(points_of(analysis), text="Another", learning_code="P01")
    assert refused.status_code == 422
    [point] = analysis.learning_points
    path = f"{points_of(analysis)}/{point.id}"
    chair.submit(path, text="Plan it far earlier", learning_code="P01", version=point.version)
    assert (point.text, point.learning_code) == ("Plan it far earlier", "P01")

    chair.submit(f"{codes}{own.id}/bring-back", version=own.version)
    assert not own.is_retired


def test_a_code_changed_meanwhile_is_shown_beside_what_was_typed(chair, codes):
    chair.submit(codes, label="Discharge on a Friday")
    own = db.session.scalars(db.select(OwnLearningCode)).one()
    old = own.version
    chair.submit(f"{codes}{own.id}", label="Discharge before a weekend", version=old)

    page = chair.submit(f"{codes}{own.id}", label="Friday discharge", version=old)

    assert page.status_code == 409
    assert "Discharge before a weekend" in page.text
    assert own.label == "Discharge before a weekend"


def test_a_member_reads_no_list_to_change(make, sign_in, codes):
    assert sign_in(make.user(Role.MEMBER)).get(codes).status_code == 404


def test_passing_a_point_on_begins_with_the_theme_that_its_code_leads_to(analysis, chair):
    chair.submit(points_of(analysis), text="Book an interpreter", learning_code="L26")
    [point] = analysis.learning_points

    page = chair.get(f"/learning-points/pass-on/{point.id}")

    assert re.search(r'<option value="working_together"\s+selected', page.html)
