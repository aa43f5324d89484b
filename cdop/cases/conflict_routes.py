"""Conflicts of interest: declaring one's own, one for another, and lifting."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.roles import Role
from cdop.cases import conflict_changes, queries
from cdop.cases.act_forms import ConflictForm, OwnConflictForm, ReasonForm
from cdop.cases.act_routes import show_problems, to_case
from cdop.cases.blueprint import bp
from cdop.cases.models import Case, Conflict
from cdop.cases.notification import NotAccepted


@bp.get("/<opaque:case_id>/conflict")
@requires(Permission.CONFLICT_DECLARE, of=queries.get_case)
def conflict(case: Case) -> str:
    return _own_page(case, OwnConflictForm())


def _own_page(case: Case, form: OwnConflictForm) -> str:
    others = [
        person for person in queries.list_panel_people(case.panel_id) if person != current_user
    ]
    return render_template(
        "cases/conflict.html",
        case=case,
        form=form,
        last_coordinator=_nobody_left(case, others, Role.COORDINATOR),
        last_chair=_nobody_left(case, others, Role.CHAIR),
    )


def _nobody_left(case: Case, others: list, role: Role) -> bool:
    """Whether the person holds the role and no other holder could still open the case."""
    shut = case.conflicted_user_ids
    return current_user.holds(role, case.panel_id) and not any(
        other.holds(role, case.panel_id) and other.id not in shut for other in others
    )


@bp.post("/<opaque:case_id>/conflict")
@requires(Permission.CONFLICT_DECLARE, of=queries.get_case)
def declare_own_conflict(case: Case) -> ResponseReturnValue:
    form = OwnConflictForm(request.form)
    if not form.validate():
        return _own_page(case, form), 422
    conflict_changes.declare_conflict(
        case, actor=current_user, user=current_user, reason=form.reason.data or ""
    )
    flash("Your conflict of interest is declared. The case is closed to you from now on.")
    return redirect(url_for(".work_list"), 303)


@bp.get("/<opaque:case_id>/conflicts")
@requires(Permission.CASE_MANAGE, of=queries.get_case)
def conflicts(case: Case) -> str:
    return _others_page(case, ConflictForm())


def _others_page(case: Case, form: ConflictForm) -> str:
    form.offer(_eligible(case))
    return render_template(
        "cases/conflicts.html", case=case, form=form, conflicts=queries.list_conflicts(case)
    )


def _eligible(case: Case) -> list:
    shut = {*case.conflicted_user_ids, current_user.id}
    return [person for person in queries.list_panel_people(case.panel_id) if person.id not in shut]


@bp.post("/<opaque:case_id>/conflicts")
@requires(Permission.CASE_MANAGE, of=queries.get_case)
def declare_conflict(case: Case) -> ResponseReturnValue:
    form, people = ConflictForm(request.form), _eligible(case)
    form.offer(people)
    if not form.validate():
        return _others_page(case, form), 422
    user = next(person for person in people if person.id == form.user.data)
    try:
        conflict_changes.declare_conflict(
            case, actor=current_user, user=user, reason=form.reason.data or ""
        )
    except NotAccepted as refused:
        show_problems(form, refused)
        return _others_page(case, form), 422
    return to_case(case, f"A conflict of {user.name} is declared. The case is closed to them.")


@bp.get("/<opaque:case_id>/conflicts/<opaque:conflict_id>/lift")
@requires(Permission.CONFLICT_LIFT, of=queries.get_conflict)
def lift_conflict(conflict: Conflict) -> str:
    return _lift_page(conflict, ReasonForm())


def _lift_page(conflict: Conflict, form: ReasonForm) -> str:
    return render_template(
        "cases/lift_conflict.html", case=conflict.case, conflict=conflict, form=form
    )


@bp.post("/<opaque:case_id>/conflicts/<opaque:conflict_id>/lift")
@requires(Permission.CONFLICT_LIFT, of=queries.get_conflict)
def save_lift(conflict: Conflict) -> ResponseReturnValue:
    form = ReasonForm(request.form)
    if not form.validate():
        return _lift_page(conflict, form), 422
    conflict_changes.lift_conflict(conflict, actor=current_user, reason=form.reason.data or "")
    return to_case(conflict.case, f"{conflict.user.name} can open the case again")
