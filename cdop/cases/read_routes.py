"""Reading: the work list, one case, who the child was, what was written, and finding a child."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.policy import allowed
from cdop.access.roles import Role
from cdop.cases import changes, presenters, queries, schedule, search, work_list
from cdop.cases.act_forms import FindForm
from cdop.cases.blueprint import bp
from cdop.cases.models import Case, ClockPause
from cdop.core.clocks import ClockRule
from cdop.core.workflow import Stage
from cdop.db.clock import today
from cdop.web.paging import requested_page, requested_sorting

STAGE_CHOICES: dict[str, str] = {
    work_list.StageGroup.OPEN: "All open cases",
    work_list.StageGroup.FINISHED: "Ratified and closed",
    work_list.StageGroup.ALL: "Every case",
    **{stage: stage.label for stage in Stage},
}


@bp.get("/", endpoint="work_list")
@requires(Permission.CASE_LIST)
def show_work_list() -> str:
    panels = queries.panels_of(current_user)
    wanted = _wanted(panels)
    sorting = requested_sorting(work_list.SORTS, default="due")
    page = work_list.list_cases(
        current_user, wanted, sorting, today=today(), number=requested_page()
    )
    rows = presenters.work_rows(
        page,
        panels={panel.id: panel.name for panel in panels},
        exact_on=current_user.panels_as(Role.COORDINATOR),
        paused=work_list.list_paused(page),
        clocks=schedule.ClockBook(*{case.panel_id for case in page}),
        today=today(),
    )
    return render_template(
        "cases/work_list.html",
        page=page,
        rows=rows,
        sorting=sorting,
        panels=panels,
        wanted=wanted,
        stage_choices=STAGE_CHOICES,
    )


def _wanted(panels: list[Any]) -> work_list.Wanted:
    """The filters of the address; whatever is not a choice counts as not given."""
    stage, slug = request.args.get("stage", ""), request.args.get("panel", "")
    return work_list.Wanted(
        stage=stage if stage in STAGE_CHOICES else work_list.StageGroup.OPEN,
        panel_id=next((panel.id for panel in panels if panel.slug == slug), None),
        overdue=request.args.get("overdue") == "yes",
    )


@bp.get("/<opaque:case_id>")
@requires(Permission.CASE_READ, of=queries.get_case, records="case.viewed")
def case(case: Case) -> str:
    exact = allowed(current_user, Permission.IDENTITY_READ, case)
    leads = exact or allowed(current_user, Permission.CONFLICT_LIFT, case)
    pauses = queries.list_pauses(case)
    open_pauses = [pause for pause in pauses if pause.ended_on is None]
    rules = schedule.rules_of(case)
    step = presenters.next_step(
        case,
        rules=rules,
        today=today(),
        exact=exact,
        paused=bool(open_pauses),
    )
    return render_template(
        "cases/case.html",
        case=case,
        exact=exact,
        leads=leads,
        step=step,
        summary=queries.summary_of(case),
        facts=presenters.fact_rows(case),
        clocks=_clocks(case, pauses, rules) if exact else [],
        pauses=pauses,
        history=presenters.history_lines(queries.list_moves(case), exact=exact, reasons=leads),
        transfer=queries.find_open_transfer(case.id) if exact else None,
        day_words=presenters.day_words,
    )


def _clocks(
    case: Case, pauses: list[ClockPause], rules: Sequence[ClockRule]
) -> list[presenters.Clock]:
    died_on = queries.died_on_of(case)
    return presenters.clocks_of(case, died_on, pauses, rules=rules, today=today())


@bp.get("/<opaque:case_id>/identity")
@requires(Permission.IDENTITY_READ, of=queries.get_case, records="identity.viewed")
def identity(case: Case) -> str:
    identity = queries.identity_of(case)
    return render_template(
        "cases/identity.html",
        case=case,
        identity=identity,
        family=presenters.family_rows(identity),
        professionals=presenters.professional_rows(identity),
        absent=presenters.why_no_number(identity),
    )


@bp.get("/<opaque:case_id>/account")
@requires(Permission.IDENTITY_READ, of=queries.get_case, records="account.viewed")
def account(case: Case) -> str:
    account = queries.account_of(case)
    return render_template(
        "cases/account.html", case=case, account=account, rows=presenters.account_rows(account)
    )


@bp.get("/find")
@requires(Permission.IDENTITY_SEARCH)
def find() -> str:
    return render_template("cases/find.html", form=FindForm(), found=None, kind=None)


@bp.post("/find")
@requires(Permission.IDENTITY_SEARCH)
def find_children() -> ResponseReturnValue:
    form = FindForm(request.form)
    if not form.validate():
        return render_template("cases/find.html", form=form, found=None, kind=None), 422
    words = form.words.data or ""
    found = search.find_children(current_user, words)
    kind = search.kind_of(words)
    changes.record_search(actor=current_user, kind=kind, found=len(found))
    return render_template("cases/find.html", form=form, found=found, kind=kind)
