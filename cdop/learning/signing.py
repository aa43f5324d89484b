"""Taking a step with what two people sign off, held against the panel's cases on its way out."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.access.sign_off import needed_for
from cdop.accounts.models import User
from cdop.core.identity_guard.findings import Kind
from cdop.core.moves import NotNow
from cdop.core.sign_off import EVENTS, Move, apply
from cdop.extensions import db
from cdop.learning.identity_check import (
    FOR_THE_CHAIR,
    IdentityFound,
    check_parts,
    must_not_identify,
)
from cdop.learning.presenters import why_held_back
from cdop.trail.record import record
from cdop.web.sign_off import MoveForm, asked_move, commented
from cdop.web.versions import check_version


@dataclass(frozen=True)
class Signed:
    """A kind of thing that is signed off: its name in the trail, its steps, and who may."""

    noun: str
    step_row: type[Any]
    write: Permission
    decide: Permission
    may_stand: Collection[Kind] = frozenset()  # signs that belong into such a text


def take_step(
    about: Any,
    step: Move,
    *,
    kind: Signed,
    text: str,
    actor: User,
    version: int | str | None,
    comment: str = "",
) -> None:
    """One step towards the readers, or back; a second person approves or returns.

    What tells of a child is refused; what is weak may stay for the reason of who approves.
    """
    policy.check(actor, needed_for(step, write=kind.write, decide=kind.decide), about)
    check_version(about, version)
    if step in (Move.SUBMIT, Move.APPROVE):
        parts = {"title": about.title, "text": text}
        found = check_parts(parts, panel_id=about.panel_id, subject_id=about.id)
        passages = [each for each in found if each.kind not in kind.may_stand]
        must_not_identify(passages, comment if step is Move.APPROVE else FOR_THE_CHAIR)
    about.state = apply(step, about.state)
    about.steps.append(
        kind.step_row(move=step, to_state=about.state, by_id=actor.id, comment=comment)
    )
    db.session.flush()
    record(actor, f"{kind.noun}.{EVENTS[step]}", about)


def taken(form: MoveForm, take: Callable[[Move, str], None]) -> Move | None:
    """Take the step that was asked for; None if it could not be, and the form says why."""
    step = asked_move()
    if step is None or not form.validate() or not commented(step, form):
        return None
    try:
        take(step, form.comment.data or "")
    except IdentityFound as found:
        form.add_error("comment", why_held_back(found.passages))
    except NotNow as reason:
        form.add_error("comment", reason.reason)
    else:
        return step
    return None
