"""Two-person sign-off of what leaves a panel, as one table of states and moves.

Source: design: nothing reaches the public but what somebody other than its author signed off.
"""

from enum import StrEnum

from cdop.core.moves import MoveRule, NotNow, possible


class Stand(StrEnum):
    """Where a session or a briefing stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    OPEN = "open"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Stand.DRAFT: "Draft",
    Stand.SUBMITTED: "Waiting for sign-off",
    Stand.OPEN: "Open",
    Stand.CLOSED: "Withdrawn",
}


class Move(StrEnum):
    """What moves it on."""

    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    APPROVE = "approve"
    RETURN = "return"
    CLOSE = "close"


def _from(*states: Stand) -> frozenset[Stand]:
    return frozenset(states)


MOVES: dict[Move, MoveRule[Stand]] = {
    Move.SUBMIT: MoveRule(_from(Stand.DRAFT), Stand.SUBMITTED, "Ask for sign-off"),
    Move.TAKE_BACK: MoveRule(_from(Stand.SUBMITTED), Stand.DRAFT, "Take back to draft"),
    Move.APPROVE: MoveRule(_from(Stand.SUBMITTED), Stand.OPEN, "Approve"),
    Move.RETURN: MoveRule(
        _from(Stand.SUBMITTED), Stand.DRAFT, "Return for changes", needs_reason=True
    ),
    Move.CLOSE: MoveRule(
        _from(Stand.DRAFT, Stand.SUBMITTED, Stand.OPEN), Stand.CLOSED, "Withdraw", True
    ),
}


EVENTS = {  # what the trail calls each
    Move.SUBMIT: "submitted",
    Move.TAKE_BACK: "taken_back",
    Move.APPROVE: "approved",
    Move.RETURN: "returned",
    Move.CLOSE: "withdrawn",
}
DECIDING = frozenset({Move.APPROVE, Move.RETURN})  # for somebody other than the author


def moves_from(state: Stand) -> list[Move]:
    return possible(MOVES, state)


def apply(move: Move, state: Stand) -> Stand:
    """The state the move leads to; NotNow where it cannot start from the present one."""
    rule = MOVES[move]
    if state not in rule.from_states:
        raise NotNow(f"“{rule.label}” is not possible while it is “{state.label}”.")
    return rule.to
