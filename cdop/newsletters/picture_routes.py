"""Pages of a panel's pictures."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import CombinedMultiDict

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel
from cdop.extensions import db
from cdop.learning.identity_check import IdentityFound
from cdop.learning.identity_keeping import say_at_fields
from cdop.newsletters import picture_changes, picture_queries, queries
from cdop.newsletters.blueprint import bp
from cdop.newsletters.picture_forms import Licence, PictureForm
from cdop.newsletters.pictures import NoPicture
from cdop.web.paging import page_of, requested_page

PER_PAGE = 24


@bp.get("/newsletters/pictures/<slug:panel_slug>")
@requires(Permission.ISSUE_WRITE, of=queries.get_panel)
def pictures(panel: Panel) -> str:
    return _page(panel, PictureForm())


@bp.post("/newsletters/pictures/<slug:panel_slug>")
@requires(Permission.ISSUE_WRITE, of=queries.get_panel)
def add_picture(panel: Panel) -> ResponseReturnValue:
    form = PictureForm(CombinedMultiDict((request.files, request.form)))
    if not form.validate():
        return _page(panel, form), 422
    try:
        picture = picture_changes.add_picture(
            panel,
            actor=current_user,
            content=form.file.data.read(),
            alt=form.alt.data,
            licence=form.licence.data,
            credit=form.credit.data,
        )
    except NoPicture as error:
        form.add_error("file", str(error))
        return _page(panel, form), 422
    except IdentityFound as found:
        say_at_fields(form, found.passages)
        return _page(panel, form), 422
    flash(f"Picture {picture.number} was added. Put it in by the line [[picture {picture.number}]]")
    return redirect(url_for(".pictures", panel_slug=panel.slug), 303)


def _page(panel: Panel, form: PictureForm) -> str:
    return render_template(
        "newsletters/pictures.html",
        panel=panel,
        form=form,
        page=page_of(
            db.session,
            picture_queries.pictures_of(panel.id),
            number=requested_page(),
            size=PER_PAGE,
        ),
        labels={licence.value: licence.label for licence in Licence},
    )
