"""The life of a case, from notification to closure, as one table of stages and moves.

Source: the steps of the child death review process (Working Together 2023 ch. 6; statutory and
operational guidance 2018). The names of the stages and the ways back are ours. "Merged" and
"void" exist because a death is sometimes notified twice, or notified in error.
"""

from enum import StrEnum

from cdop.core.moves import MoveRule, NotNow, possible

__all__ = ["MOVES", "OPEN_STAGES", "Move", "MoveRule", "NotNow", "Stage", "apply", "moves_from"]


class Stage(StrEnum):
    """Where a case stands."""

    NOTIFIED = "notified"
    GATHERING = "gathering"
    REVIEW_MEETING = "review_meeting"
    READY_FOR_PANEL = "ready_for_panel"
    AT_PANEL = "at_panel"
    RATIFIED = "ratified"
    CLOSED = "closed"
    VOID = "void"
    MERGED = "merged"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def is_open(self) -> bool:
        """Whether work on the case is still going on."""
        return self in OPEN_STAGES


_LABELS = {
    Stage.NOTIFIED: "Notified",
    Stage.GATHERING: "Gathering information",
    Stage.REVIEW_MEETING: "Review meeting held",
    Stage.READY_FOR_PANEL: "Ready for panel",
    Stage.AT_PANEL: "At panel",
    Stage.RATIFIED: "Ratified",
    Stage.CLOSED: "Closed",
    Stage.VOID: "Void",
    Stage.MERGED: "Merged into another case",
}

OPEN_STAGES = frozenset(
    {
        Stage.NOTIFIED,
        Stage.GATHERING,
        Stage.REVIEW_MEETING,
        Stage.READY_FOR_PANEL,
        Stage.AT_PANEL,
    }
)


class Move(StrEnum):
    """What moves a case from one stage to another."""

    START_GATHERING = "start_gathering"
    HOLD_REVIEW_MEETING = "hold_review_meeting"
    MARK_READY = "mark_ready"
    SEND_TO_PANEL = "send_to_panel"
    RATIFY = "ratify"
    CLOSE = "close"
    RETURN_TO_GATHERING = "return_to_gathering"
    REOPEN = "reopen"
    VOID = "void"
    MERGE = "merge"

    @property
    def label(self) -> str:
        return MOVES[self].label


def _from(*stages: Stage) -> frozenset[Stage]:
    return frozenset(stages)


MOVES: dict[Move, MoveRule[Stage]] = {
    Move.START_GATHERING: MoveRule(
        _from(Stage.NOTIFIED), Stage.GATHERING, "Start gathering information"
    ),
    Move.HOLD_REVIEW_MEETING: MoveRule(
        _from(Stage.GATHERING), Stage.REVIEW_MEETING, "Record the review meeting"
    ),
    Move.MARK_READY: MoveRule(
        _from(Stage.REVIEW_MEETING), Stage.READY_FOR_PANEL, "Mark ready for panel"
    ),
    Move.SEND_TO_PANEL: MoveRule(_from(Stage.READY_FOR_PANEL), Stage.AT_PANEL, "Send to panel"),
    Move.RATIFY: MoveRule(_from(Stage.AT_PANEL), Stage.RATIFIED, "Ratify the analysis"),
    Move.CLOSE: MoveRule(_from(Stage.RATIFIED), Stage.CLOSED, "Close the case"),
    Move.RETURN_TO_GATHERING: MoveRule(
        _from(Stage.REVIEW_MEETING, Stage.READY_FOR_PANEL, Stage.AT_PANEL),
        Stage.GATHERING,
        "Return to gathering information",
        needs_reason=True,
    ),
    Move.REOPEN: MoveRule(
        _from(Stage.RATIFIED, Stage.CLOSED),
        Stage.AT_PANEL,
        "Reopen the analysis",
        needs_reason=True,
    ),
    Move.VOID: MoveRule(OPEN_STAGES, Stage.VOID, "Void the case", needs_reason=True),
    Move.MERGE: MoveRule(OPEN_STAGES, Stage.MERGED, "Merge into another case", needs_reason=True),
}


def moves_from(stage: Stage) -> list[Move]:
    """The moves that may be made from the stage, the usual next step first."""
    return possible(MOVES, stage)


def apply(move: Move, stage: Stage) -> Stage:
    """The stage the move leads to; NotNow where it cannot start from the present one."""
    rule = MOVES[move]
    if stage not in rule.from_states:
        raise NotNow(f"“{rule.label}” is not possible while the case is “{stage.label}”.")
    return rule.to
