"""Taking a step with what two people sign off, held against the panel's cases on its way out."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
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
    Passage,
    check_parts,
    must_not_identify,
)
from cdop.learning.identity_keeping import keep_for_reasons, reasons_given, say_what_is_held
from cdop.trail.record import record
from cdop.web.sign_off import MoveForm, asked_move, commented
from cdop.web.versions import check_version

Reasons = Mapping[str, str]
NO_REASONS: Reasons = MappingProxyType({})


@dataclass(frozen=True)
class Signed:
    """A kind of thing that is signed off: its name in the trail, its words, its steps, and who."""

    noun: str
    step_row: type[Any]
    write: Permission
    decide: Permission
    parts: tuple[str, ...] = ("title", "body")
    may_stand: Collection[Kind] = frozenset()  # contacts that belong into such a text
    figures: bool = False  # whether figures are typed into such a text


def passages_in(about: Any, kind: Signed) -> list[Passage]:
    """What of its words could tell of a child of the panel."""
    return check_parts(
        {part: getattr(about, part) or "" for part in kind.parts},
        panel_id=about.panel_id,
        subject_id=about.id,
        may_stand=kind.may_stand,
        figures=kind.figures,
    )


def passages_to_show(about: Any, kind: Signed, moves: Collection[Move]) -> list[Passage]:
    """For whoever can ask for its sign-off, or sign it off, now; others are told nothing."""
    wanted = Move.SUBMIT in moves or Move.APPROVE in moves
    return passages_in(about, kind) if wanted else []


def take_step(
    about: Any,
    step: Move,
    *,
    kind: Signed,
    actor: User,
    version: int | str | None,
    comment: str = "",
    reasons: Reasons = NO_REASONS,
) -> None:
    """One step towards the readers, or back; a second person approves or returns.

    What tells of a child is refused. What is weak stays only if who approves gave a reason for it.
    """
    policy.check(actor, needed_for(step, write=kind.write, decide=kind.decide), about)
    check_version(about, version)
    kept_reason, detail = None, dict[str, Any]()
    if step is Move.SUBMIT:
        must_not_identify(passages_in(about, kind), FOR_THE_CHAIR)
    if step is Move.APPROVE:
        passages = passages_in(about, kind)
        kept_reason = keep_for_reasons(about, passages, reasons, actor=actor)
        detail = {"kept": sum(each.needs_reason for each in passages)}
    about.state = apply(step, about.state)
    about.steps.append(
        kind.step_row(
            move=step,
            to_state=about.state,
            by_id=actor.id,
            comment=comment,
            kept_reason=kept_reason,
        )
    )
    db.session.flush()
    record(actor, f"{kind.noun}.{EVENTS[step]}", about, **detail)


def taken(form: MoveForm, take: Callable[[Move, str, Reasons], None]) -> Move | None:
    """Take the step that was asked for; None if it could not be, and the form says why."""
    step = asked_move()
    if step is None or not form.validate() or not commented(step, form):
        return None
    try:
        take(step, form.comment.data or "", reasons_given())
    except IdentityFound as found:
        say_what_is_held(form, found.passages, signing=step is Move.APPROVE)
    except NotNow as reason:
        form.add_error("comment", reason.reason)
    else:
        return step
    return None
