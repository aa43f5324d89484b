"""The life of a case and of a newsletter issue: every move from every state."""

import pytest

from cdop.core import publication, workflow
from cdop.core.publication import IssueMove, IssueState
from cdop.core.workflow import MOVES, OPEN_STAGES, Move, NotNow, Stage, apply, moves_from

CASE_MOVES = {
    Stage.NOTIFIED: {
        Move.START_GATHERING: Stage.GATHERING,
        Move.VOID: Stage.VOID,
        Move.MERGE: Stage.MERGED,
    },
    Stage.GATHERING: {
        Move.HOLD_REVIEW_MEETING: Stage.REVIEW_MEETING,
        Move.VOID: Stage.VOID,
        Move.MERGE: Stage.MERGED,
    },
    Stage.REVIEW_MEETING: {
        Move.MARK_READY: Stage.READY_FOR_PANEL,
        Move.RETURN_TO_GATHERING: Stage.GATHERING,
        Move.VOID: Stage.VOID,
        Move.MERGE: Stage.MERGED,
    },
    Stage.READY_FOR_PANEL: {
        Move.SEND_TO_PANEL: Stage.AT_PANEL,
        Move.RETURN_TO_GATHERING: Stage.GATHERING,
        Move.VOID: Stage.VOID,
        Move.MERGE: Stage.MERGED,
    },
    Stage.AT_PANEL: {
        Move.RATIFY: Stage.RATIFIED,
        Move.RETURN_TO_GATHERING: Stage.GATHERING,
        Move.VOID: Stage.VOID,
        Move.MERGE: Stage.MERGED,
    },
    Stage.RATIFIED: {Move.REOPEN: Stage.AT_PANEL, Move.CLOSE: Stage.CLOSED},
    Stage.CLOSED: {Move.REOPEN: Stage.AT_PANEL},
    Stage.VOID: {},
    Stage.MERGED: {},
}

ISSUE_MOVES = {
    IssueState.DRAFT: {IssueMove.SUBMIT: IssueState.SUBMITTED},
    IssueState.SUBMITTED: {
        IssueMove.RETURN: IssueState.RETURNED,
        IssueMove.APPROVE: IssueState.APPROVED,
        IssueMove.TAKE_BACK: IssueState.DRAFT,
    },
    IssueState.RETURNED: {IssueMove.SUBMIT: IssueState.SUBMITTED},
    IssueState.APPROVED: {
        IssueMove.PUBLISH: IssueState.PUBLISHED,
        IssueMove.TAKE_BACK: IssueState.DRAFT,
        IssueMove.SCHEDULE: IssueState.APPROVED,
        IssueMove.STOP: IssueState.APPROVED,
    },
    IssueState.PUBLISHED: {IssueMove.WITHDRAW: IssueState.WITHDRAWN},
    IssueState.WITHDRAWN: {},
}


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("move", Move)
def test_every_move_of_a_case_leads_on_or_is_refused_with_a_reason(move, stage):
    expected = CASE_MOVES[stage].get(move)

    if expected:
        assert apply(move, stage) is expected
    else:
        with pytest.raises(NotNow) as refused:
            apply(move, stage)
        assert stage.label in refused.value.reason


@pytest.mark.parametrize("state", IssueState)
@pytest.mark.parametrize("move", IssueMove)
def test_every_move_of_an_issue_leads_on_or_is_refused_with_a_reason(move, state):
    expected = ISSUE_MOVES[state].get(move)

    if expected:
        assert publication.apply(move, state) is expected
    else:
        with pytest.raises(NotNow) as refused:
            publication.apply(move, state)
        assert state.label in refused.value.reason


@pytest.mark.parametrize("stage", Stage)
def test_the_moves_offered_are_the_moves_allowed(stage):
    assert set(moves_from(stage)) == set(CASE_MOVES[stage])


@pytest.mark.parametrize("state", IssueState)
def test_the_moves_offered_for_an_issue_are_the_moves_allowed(state):
    assert set(publication.moves_from(state)) == set(ISSUE_MOVES[state])


def test_the_usual_next_step_is_offered_first():
    first = [moves_from(stage)[0] for stage in Stage if moves_from(stage)]

    assert first == [
        Move.START_GATHERING,
        Move.HOLD_REVIEW_MEETING,
        Move.MARK_READY,
        Move.SEND_TO_PANEL,
        Move.RATIFY,
        Move.CLOSE,
        Move.REOPEN,
    ]


def test_the_tables_cover_every_move_and_reach_every_stage():
    assert set(MOVES) == set(Move)
    assert {rule.to for rule in MOVES.values()} | {Stage.NOTIFIED} == set(Stage)
    assert set(publication.MOVES) == set(IssueMove)
    assert {rule.to for rule in publication.MOVES.values()} == set(IssueState)


def test_going_back_and_ending_a_case_early_need_a_reason():
    assert {move for move, rule in MOVES.items() if rule.needs_reason} == {
        Move.RETURN_TO_GATHERING,
        Move.REOPEN,
        Move.VOID,
        Move.MERGE,
    }


def test_refusing_stopping_and_withdrawing_an_issue_need_a_reason():
    assert {move for move, rule in publication.MOVES.items() if rule.needs_reason} == {
        IssueMove.RETURN,
        IssueMove.STOP,
        IssueMove.WITHDRAW,
    }


def test_an_issue_is_published_only_after_approval():
    assert publication.MOVES[IssueMove.PUBLISH].from_states == {IssueState.APPROVED}


def test_the_text_of_an_issue_stands_still_from_sign_off_on():
    assert [state for state in IssueState if state.may_be_edited] == [
        IssueState.DRAFT,
        IssueState.RETURNED,
    ]


def test_a_ratified_closed_void_or_merged_case_is_no_longer_open():
    assert {stage for stage in Stage if not stage.is_open} == {
        Stage.RATIFIED,
        Stage.CLOSED,
        Stage.VOID,
        Stage.MERGED,
    }
    assert all(stage.is_open for stage in OPEN_STAGES)


@pytest.mark.parametrize(
    "member", [*Stage, *Move, *IssueState, *IssueMove], ids=lambda each: each.name
)
def test_every_stage_and_move_has_words(member):
    assert member.label[0].isupper()


def test_a_refused_move_says_what_was_tried():
    with pytest.raises(NotNow, match="“Ratify the analysis” is not possible while"):
        workflow.apply(Move.RATIFY, Stage.NOTIFIED)
