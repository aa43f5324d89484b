"""Many analyses at once, for imports and audits, in a few statements."""

import pytest
from sqlalchemy import event

from cdop.access.roles import Role
from cdop.analysis.models import Analysis
from cdop.analysis.past_changes import (
    PastAnalysis,
    PastScore,
    record_past_analyses,
    remove_past_analyses,
)
from cdop.analysis.queries import list_for_audit
from cdop.core.answers import Answer
from cdop.core.catalogues.categories import Category
from cdop.core.influence import Influence
from cdop.core.modifiability import Outcome
from cdop.core.workflow import Stage
from cdop.extensions import db

MAY = Influence.MAY_HAVE_CONTRIBUTED


@pytest.fixture
def count_statements(app):
    statements = []

    def note(_conn, _cursor, statement, *_rest):
        if statement.startswith("SELECT"):
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield statements
    event.remove(db.engine, "before_cursor_execute", note)


def past(case, **values):
    return PastAnalysis(case_id=case.id, **values)


@pytest.mark.both_engines
def test_past_analyses_are_written_and_read_as_codes(make):
    panel, case = make.panel_, make.case(stage=Stage.CLOSED)
    analysis = past(
        case,
        category=Category.SUDDEN_UNEXPLAINED,
        sub_category="10a",
        cause_understood="Sudden infant death syndrome",
        scores=[PastScore(factor_code="C04", influence=MAY, modifiable=True)],
        facts={"asleep": Answer.YES, "head_covered": Answer.NOT_KNOWN},
        advice=[{"contact": "booking", "profession": "midwife", "messages": ["SSM-01"]}],
        learning_points=[{"text": "Ask about the sofa", "factor_codes": ["C04"]}],
    )

    record_past_analyses(panel, [analysis], actor="command")
    [row] = list_for_audit([panel.id])

    assert (row.is_ratified, row.outcome) == (True, Outcome.IDENTIFIED)
    assert row.form["sub_category"] == "10a"
    assert (row.facts["asleep"], row.facts["clutter"]) == (Answer.YES, None)
    assert [(each.factor_code, each.domain) for each in row.scores] == [("C04", "C")]
    assert row.advice[0].messages == ("SSM-01",)


def test_an_outcome_without_scores_is_kept_as_it_was_concluded(make):
    panel = make.panel_
    concluded, unknown = make.case(stage=Stage.CLOSED), make.case(stage=Stage.CLOSED)

    record_past_analyses(
        panel,
        [past(concluded, outcome=Outcome.NONE_IDENTIFIED), past(unknown)],
        actor="command",
    )
    outcomes = {row.case_id: row.outcome for row in list_for_audit([panel.id])}

    assert outcomes == {concluded.id: Outcome.NONE_IDENTIFIED, unknown.id: None}


def test_an_audit_takes_three_statements_whatever_the_number_of_deaths(make, count_statements):
    for _ in range(3):
        make.analysis(factors={"C04": (MAY, True), "B01": (MAY, True)})
    panel_ids = [make.panel_.id]
    count_statements.clear()

    rows = list_for_audit(panel_ids)

    assert len(rows) == 3
    assert len(count_statements) == 3
    assert not any("child_identity" in each or "summary" in each for each in count_statements)


def test_an_audit_reads_no_other_panel_and_no_void_case(make):
    make.case(stage=Stage.VOID)
    make.case(panel=make.panel("Other panel"))

    assert list_for_audit([make.panel_.id]) == []


@pytest.mark.both_engines
def test_an_import_is_undone_only_while_nobody_changed_it(make):
    panel, case = make.panel_, make.case()
    record_past_analyses(panel, [past(case)], actor="command")

    remove_past_analyses(panel, [case.id], actor="command")
    assert db.session.scalars(db.select(Analysis)).all() == []

    record_past_analyses(panel, [past(case)], actor="command")
    db.session.scalars(db.select(Analysis)).one().imported = False
    with pytest.raises(ValueError):
        remove_past_analyses(panel, [case.id], actor="command")


def test_only_who_may_import_writes_past_analyses(make):
    from cdop.access.policy import Denied

    case = make.case()

    with pytest.raises(Denied):
        record_past_analyses(make.panel_, [past(case)], actor=make.user(Role.MEMBER))
