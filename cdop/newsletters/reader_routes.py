"""Pages of the subscriber list: counts, masked addresses, and being forgotten."""

import json

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import CombinedMultiDict

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.roles import Role
from cdop.accounts.models import Panel
from cdop.db.clock import today
from cdop.extensions import db
from cdop.newsletters import list_changes, presenters, queries, reader_changes, reader_queries
from cdop.newsletters.blueprint import bp
from cdop.newsletters.forms import ImportForm, ReaderFilterForm
from cdop.newsletters.list_import import NotAList, Outcome, count_outcomes, read_list
from cdop.newsletters.preference_changes import data_of
from cdop.newsletters.reader_models import Subscriber, SubscriberImport
from cdop.web.paging import page_of, page_of_list, requested_page


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


@bp.get("/subscribers/<opaque:subscriber_id>/export")
@requires(
    Permission.SUBSCRIBERS_READ, of=reader_queries.get_subscriber, records="subscriber.exported"
)
def export_subscriber(subscriber: Subscriber) -> Response:
    """Everything that is kept of one reader, for an answer to a request of theirs."""
    text = json.dumps(data_of(subscriber), indent=2, ensure_ascii=False)
    return Response(
        text,
        mimetype="application/json",
        headers={"Content-Disposition": 'attachment; filename="subscriber.json"'},
    )


@bp.get("/subscribers/import/<slug:panel_slug>")
@requires(Permission.SUBSCRIBERS_CHANGE, of=queries.get_panel)
def bring_list(panel: Panel) -> str:
    return render_template("newsletters/bring_list.html", panel=panel, form=ImportForm())


@bp.post("/subscribers/import/<slug:panel_slug>")
@requires(Permission.SUBSCRIBERS_CHANGE, of=queries.get_panel)
def import_list(panel: Panel) -> ResponseReturnValue:
    form = ImportForm(CombinedMultiDict((request.files, request.form)))
    if not form.validate():
        return render_template("newsletters/bring_list.html", panel=panel, form=form), 422
    try:
        lines = read_list(form.file.data.read(), today=today())
    except NotAList as error:
        form.add_error("file", str(error))
        return render_template("newsletters/bring_list.html", panel=panel, form=form), 422
    kept = list_changes.bring_list(panel, actor=current_user, lines=lines, proof=form.proof.data)
    return redirect(url_for(".imported_list", import_id=kept.id), 303)


@bp.get("/subscribers/imported/<opaque:import_id>")
@requires(Permission.SUBSCRIBERS_READ, of=reader_queries.get_import)
def imported_list(kept: SubscriberImport) -> ResponseReturnValue:
    if "HX-Request" in request.headers and not kept.goes_on:
        return Response(status=204, headers={"HX-Refresh": "true"})
    return render_template(
        "newsletters/imported_list.html",
        kept=kept,
        counts=count_outcomes(kept.lines),
        page=page_of_list(
            [line for line in kept.lines if line["outcome"] != Outcome.ADDED or line["problem"]],
            number=requested_page(),
        ),
        outcomes=Outcome,
    )
