"""A table of moves between states: which states a move starts from, and where it leads.

The life of a case and of a newsletter issue are both such tables, so a page, a change and a test
read the same lines.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

S = TypeVar("S", bound=StrEnum)
M = TypeVar("M", bound=StrEnum)


class NotNow(Exception):
    """A move that the present state does not allow; the reason is fit to show."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class MoveRule(Generic[S]):
    """One line of the table."""

    from_states: frozenset[S]
    to: S
    label: str
    needs_reason: bool = False


def possible(moves: Mapping[M, MoveRule[S]], state: S) -> list[M]:
    """The moves that may be made from the state, in the order of the table."""
    return [move for move, rule in moves.items() if state in rule.from_states]


def make(moves: Mapping[M, MoveRule[S]], move: M, state: S, thing: str) -> S:
    """The state the move leads to; NotNow where it cannot start from the present one."""
    rule = moves[move]
    if state not in rule.from_states:
        label = getattr(state, "label", state.value)
        raise NotNow(f"“{rule.label}” is not possible while the {thing} is “{label}”.")
    return rule.to
