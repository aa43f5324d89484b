"""Pages of the subscriber list: counts, masked addresses, and being forgotten."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.roles import Role
from cdop.extensions import db
from cdop.newsletters import presenters, queries, reader_changes, reader_queries
from cdop.newsletters.blueprint import bp
from cdop.newsletters.forms import ReaderFilterForm
from cdop.newsletters.reader_models import Subscriber
from cdop.web.paging import page_of, requested_page


@bp.get("/subscribers/")
@requires(Permission.SUBSCRIBERS_READ)
def subscribers() -> str:
    form = ReaderFilterForm(request.args)
    form.validate()
    panel_ids = current_user.panels_as(Role.EDITOR)
    select = reader_queries.subscribers_of(panel_ids, state=form.state.data)
    return render_template(
        "newsletters/subscribers.html",
        filters=form,
        page=page_of(db.session, select, number=requested_page()),
        counts=presenters.counts_table(reader_queries.count_by_profession(panel_ids)),
        panels=queries.list_panels(panel_ids),
    )


@bp.get("/subscribers/counts.csv")
@requires(Permission.SUBSCRIBERS_READ)
def counts() -> Response:
    rows = reader_queries.count_by_profession(current_user.panels_as(Role.EDITOR))
    return Response(
        presenters.counts_csv(rows),
        mimetype="text/csv",
        headers={"Content-Disposition": 'attachment; filename="newsletter-subscribers.csv"'},
    )


@bp.get("/subscribers/<opaque:subscriber_id>/erase")
@requires(Permission.SUBSCRIBERS_ERASE, of=reader_queries.get_subscriber)
def erase(subscriber: Subscriber) -> str:
    return render_template("newsletters/erase.html", subscriber=subscriber)


@bp.post("/subscribers/<opaque:subscriber_id>/erase")
@requires(Permission.SUBSCRIBERS_ERASE, of=reader_queries.get_subscriber)
def erase_subscriber(subscriber: Subscriber) -> ResponseReturnValue:
    reader_changes.erase(subscriber, actor=current_user)
    flash("The subscriber was erased")
    return redirect(url_for(".subscribers"), 303)
