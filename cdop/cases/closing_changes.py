"""What ends a case or takes it elsewhere: voiding, merging, transfer to another panel, export."""

from typing import Any

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel
from cdop.cases.changes import move_stage, refuse, reschedule
from cdop.cases.models import Case, CaseExport, Conflict, Transfer, TransferState
from cdop.cases.notification import Problem
from cdop.cases.parts import parts_of
from cdop.cases.queries import died_on_of, find_open_transfer
from cdop.cases.references import References
from cdop.core.workflow import Move, NotNow, Stage
from cdop.db.clock import now
from cdop.extensions import db
from cdop.trail.record import record


def void_case(case: Case, *, actor: Any, reason: str) -> None:
    """Take a case that was opened in error out of the work and out of every count."""
    move_stage(case, Move.VOID, actor=actor, reason=reason)
    _withdraw_offer(case, actor)


def merge_case(duplicate: Case, *, into: Case, actor: Any, reason: str) -> None:
    """End a case that is the same child's as another, and give the other what only this one has.

    Whoever has a conflict in the duplicate has it in the kept case too: it is the same child.
    """
    policy.check(actor, Permission.CASE_MANAGE, duplicate)
    policy.check(actor, Permission.CASE_MANAGE, into)
    _refuse_merge(duplicate, into)
    for part in parts_of(duplicate.id):
        part.hand_over(duplicate, into)
    move_stage(duplicate, Move.MERGE, actor=actor, reason=reason)
    duplicate.merged_into_id = into.id
    _carry_conflicts(duplicate, into)
    _withdraw_offer(duplicate, actor)
    db.session.flush()
    record(actor, "case.merged", duplicate, into=into.id)


def _refuse_merge(duplicate: Case, into: Case) -> None:
    if duplicate.id == into.id or duplicate.panel_id != into.panel_id:
        raise NotNow("A case can be merged only into another case of the same panel.")
    if into.stage in (Stage.VOID, Stage.MERGED):
        raise NotNow(f"{into.reference} is not a live case, so nothing can be merged into it.")
    both = {part.name for part in parts_of(duplicate.id)} & {
        part.name for part in parts_of(into.id)
    }
    if both:
        raise NotNow(
            f"Both cases have an {sorted(both)[0]}. Decide which is right, copy over what the"
            " other one adds, and void the case that was opened in error."
        )


def _carry_conflicts(duplicate: Case, into: Case) -> None:
    known = into.conflicted_user_ids
    for conflict in duplicate.conflicts:
        if conflict.lifted_at is None and conflict.user_id not in known:
            into.conflicts.append(
                Conflict(
                    user_id=conflict.user_id,
                    declared_by_id=conflict.declared_by_id,
                    reason=conflict.reason,
                )
            )


def offer_transfer(case: Case, *, to: Panel, actor: Any, reason: str) -> Transfer:
    """Offer the case to another panel. Until its coordinator accepts, nothing moves."""
    policy.check(actor, Permission.CASE_MANAGE, case)
    if not case.stage.is_open:
        raise NotNow(f"A case cannot be transferred while it is “{case.stage.label}”.")
    if find_open_transfer(case.id) is not None:
        raise NotNow("The case is offered to a panel already.")
    problems = [] if reason.strip() else [Problem("reason", "Give the reason")]
    if to.id == case.panel_id:
        problems.append(Problem("panel", "Choose another panel"))
    refuse(problems)
    transfer = Transfer(
        case=case,
        from_panel_id=case.panel_id,
        to_panel_id=to.id,
        reason=reason.strip(),
        old_reference=case.reference,
        offered_by_id=actor.id,
    )
    db.session.add(transfer)
    db.session.flush()
    record(actor, "transfer.offered", case, to=to.id)
    return transfer


def accept_transfer(transfer: Transfer, *, actor: Any) -> Case:
    """Take the case over: it gets a reference of the new panel, and the old panel loses sight."""
    policy.check(actor, Permission.CASE_RECEIVE, transfer)
    case = transfer.case
    if transfer.state is not TransferState.OFFERED or not case.stage.is_open:
        raise NotNow("This case is no longer on offer.")
    reference = References(transfer.to_panel).next(died_on_of(case))
    _decide(transfer, TransferState.ACCEPTED, actor)
    case.panel_id, case.reference = transfer.to_panel_id, reference
    db.session.flush()
    db.session.refresh(case, ["panel"])
    reschedule(case)
    record(actor, "transfer.accepted", case, origin=transfer.from_panel_id)
    return case


def decline_transfer(transfer: Transfer, *, actor: Any, reason: str) -> None:
    """Leave the case where it is, and say why."""
    policy.check(actor, Permission.CASE_RECEIVE, transfer)
    _still_offered(transfer)
    refuse([] if reason.strip() else [Problem("reason", "Give the reason")])
    transfer.answer = reason.strip()
    _decide(transfer, TransferState.DECLINED, actor)
    db.session.flush()
    record(actor, "transfer.declined", transfer.case, panel_id=transfer.from_panel_id)


def withdraw_transfer(transfer: Transfer, *, actor: Any) -> None:
    """Take the offer back."""
    policy.check(actor, Permission.CASE_MANAGE, transfer.case)
    _still_offered(transfer)
    _withdraw_offer(transfer.case, actor)


def _still_offered(transfer: Transfer) -> None:
    if transfer.state is not TransferState.OFFERED:
        raise NotNow("This case is no longer on offer.")


def _withdraw_offer(case: Case, actor: Any) -> None:
    transfer = find_open_transfer(case.id)
    if transfer is not None:
        _decide(transfer, TransferState.WITHDRAWN, actor)
        db.session.flush()
        record(actor, "transfer.withdrawn", case)


def _decide(transfer: Transfer, state: TransferState, actor: Any) -> None:
    transfer.state, transfer.decided_at, transfer.decided_by_id = state, now(), actor.id


def remember_export(case: Case, *, actor: Any, form: str, reason: str) -> None:
    """Keep who took the case out whole, in which form, and why."""
    policy.check(actor, Permission.CASE_EXPORT, case)
    refuse([] if reason.strip() else [Problem("reason", "Give the reason")])
    db.session.add(CaseExport(case=case, by_id=actor.id, form=form, reason=reason.strip()))
    db.session.flush()
    record(actor, "case.exported", case, form=form)
