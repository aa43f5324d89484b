"""The life of a newsletter issue, from draft to publication, as one table of states and moves.

Source: two-person sign-off of everything that leaves a panel (design: an editor writes, a chair
approves and only then is an issue sent). A withdrawn issue stays withdrawn: its page answers
with a notice, and a corrected text is a new issue.
"""

from enum import StrEnum

from cdop.core.moves import MoveRule, NotNow, make, possible

__all__ = ["MOVES", "IssueMove", "IssueState", "MoveRule", "NotNow", "apply", "moves_from"]


class IssueState(StrEnum):
    """Where an issue stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def may_be_edited(self) -> bool:
        """The text may change only before sign-off is asked for, or after it was refused."""
        return self in (IssueState.DRAFT, IssueState.RETURNED)


_LABELS = {
    IssueState.DRAFT: "Draft",
    IssueState.SUBMITTED: "Waiting for sign-off",
    IssueState.RETURNED: "Returned for changes",
    IssueState.APPROVED: "Approved",
    IssueState.PUBLISHED: "Published",
    IssueState.WITHDRAWN: "Withdrawn",
}


class IssueMove(StrEnum):
    """What moves an issue from one state to another."""

    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    TAKE_BACK = "take_back"
    SCHEDULE = "schedule"
    STOP = "stop"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"

    @property
    def label(self) -> str:
        return MOVES[self].label


def _from(*states: IssueState) -> frozenset[IssueState]:
    return frozenset(states)


MOVES: dict[IssueMove, MoveRule[IssueState]] = {
    IssueMove.SUBMIT: MoveRule(
        _from(IssueState.DRAFT, IssueState.RETURNED), IssueState.SUBMITTED, "Ask for sign-off"
    ),
    IssueMove.RETURN: MoveRule(
        _from(IssueState.SUBMITTED), IssueState.RETURNED, "Return for changes", needs_reason=True
    ),
    IssueMove.APPROVE: MoveRule(_from(IssueState.SUBMITTED), IssueState.APPROVED, "Approve"),
    IssueMove.TAKE_BACK: MoveRule(
        _from(IssueState.SUBMITTED, IssueState.APPROVED), IssueState.DRAFT, "Take back to draft"
    ),
    # Asked to go out, and stopped while it is held: the text stays approved either way.
    IssueMove.SCHEDULE: MoveRule(
        _from(IssueState.APPROVED), IssueState.APPROVED, "Ask for publication"
    ),
    IssueMove.STOP: MoveRule(
        _from(IssueState.APPROVED), IssueState.APPROVED, "Stop publication", needs_reason=True
    ),
    IssueMove.PUBLISH: MoveRule(_from(IssueState.APPROVED), IssueState.PUBLISHED, "Publish"),
    IssueMove.WITHDRAW: MoveRule(
        _from(IssueState.PUBLISHED), IssueState.WITHDRAWN, "Withdraw", needs_reason=True
    ),
}


def moves_from(state: IssueState) -> list[IssueMove]:
    """The moves that may be made from the state, the usual next step first."""
    return possible(MOVES, state)


def apply(move: IssueMove, state: IssueState) -> IssueState:
    """The state the move leads to; NotNow where it cannot start from the present one."""
    return make(MOVES, move, state, "issue")
