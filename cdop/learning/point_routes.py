"""Pages of learning points: how the chair passes them on, and the editors' list of them."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.core.catalogues.learning_codes import topic_of
from cdop.learning import changes, presenters, queries, source
from cdop.learning.blueprint import DESK, bp
from cdop.learning.forms import PassOnForm, PointFilterForm
from cdop.learning.identity_check import IdentityFound, Passage
from cdop.learning.identity_keeping import reasons_given, say_what_is_held
from cdop.learning.models import PassedPoint
from cdop.web.paging import requested_page


@bp.get("/learning-points/pass-on/<opaque:point_id>")
@requires(Permission.POINT_PASS_ON, of=source.get_learning_point, records="learning_point.opened")
def pass_on(point: source.LearningPoint) -> ResponseReturnValue:
    topic = topic_of(point.learning_code)
    form = PassOnForm(data={"factor_codes": point.factor_codes, "theme": topic})
    return _pass_on_page(point, form)


@bp.post("/learning-points/pass-on/<opaque:point_id>")
@requires(Permission.POINT_PASS_ON, of=source.get_learning_point)
def send_on(point: source.LearningPoint) -> ResponseReturnValue:
    form = PassOnForm(request.form)
    form.offer(presenters.factor_choices(point.factor_codes))
    if not form.validate():
        return _pass_on_page(point, form), 422
    try:
        changes.pass_on(
            point,
            actor=current_user,
            wording=form.wording.data,
            theme=form.theme.data,
            factor_codes=form.factor_codes.data,
            reasons=reasons_given(),
        )
    except IdentityFound as found:
        say_what_is_held(form, found.passages, signing=True)
        passages = source.check_wording(point, form.wording.data)
        return _pass_on_page(point, form, passages=passages), 422
    flash("Passed on to the editors")
    return redirect(url_for(".pass_on", point_id=point.id), 303)


def _pass_on_page(
    point: source.LearningPoint, form: PassOnForm, passages: Sequence[Passage] = ()
) -> str:
    form.offer(presenters.factor_choices(point.factor_codes))
    return render_template(
        "learning/pass_on.html",
        point=point,
        form=form,
        passages=passages,
        earlier=source.list_passed_on(point),
    )


@bp.get("/learning-points/")
@requires(Permission.POINT_READ)
def points() -> str:
    form = PointFilterForm(request.args)
    form.validate()
    page = queries.page_of_points(
        current_user.panels_as(*DESK),
        number=requested_page(),
        size=10,
        words=form.words.data or "",
        theme=form.theme.data or "",
        used={"yes": True, "no": False}.get(form.used.data or ""),
    )
    return render_template(
        "learning/points.html",
        page=page,
        filters=form,
        lessons=queries.list_lessons_from(page.items),
        several=len(current_user.panels_as(*DESK)) > 1,
    )


@bp.post("/learning-points/<opaque:point_id>/withdraw")
@requires(Permission.POINT_PASS_ON, of=queries.get_point)
def withdraw_point(passed: PassedPoint) -> ResponseReturnValue:
    changes.withdraw_point(passed, actor=current_user)
    flash("The learning point was taken back")
    return redirect(url_for(".points"), 303)
