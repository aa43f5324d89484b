"""Which steps of a sign-off somebody may take: its writers', or those of a second person."""

from typing import Any

from cdop.access.permissions import Permission
from cdop.access.policy import allowed
from cdop.core.sign_off import DECIDING, Move, moves_from

WITHDRAW = {  # by the permission to write: what a chair may take back from its readers, too
    Permission.TRAINING_MANAGE: Permission.TRAINING_WITHDRAW,
    Permission.PAGE_WRITE: Permission.PAGE_WITHDRAW,
}


def needed_for(step: Move, *, write: Permission, decide: Permission) -> Permission:
    if step is Move.CLOSE:
        return WITHDRAW.get(write, write)
    return decide if step in DECIDING else write


def moves_open_to(user: Any, about: Any, *, write: Permission, decide: Permission) -> list[Move]:
    """The steps that its state allows and that this person may take now."""
    return [
        each
        for each in moves_from(about.state)
        if allowed(user, needed_for(each, write=write, decide=decide), about)
    ]
