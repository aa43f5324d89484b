"""Which steps of a sign-off somebody may take: the author's, or those of a second person."""

from typing import Any

from cdop.access.permissions import Permission
from cdop.access.policy import allowed
from cdop.core.sign_off import DECIDING, Move, moves_from


def needed_for(step: Move, *, write: Permission, decide: Permission) -> Permission:
    return decide if step in DECIDING else write


def moves_open_to(user: Any, about: Any, *, write: Permission, decide: Permission) -> list[Move]:
    """The steps that its state allows and that this person may take now."""
    return [
        each
        for each in moves_from(about.state)
        if allowed(user, needed_for(each, write=write, decide=decide), about)
    ]
