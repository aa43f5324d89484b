"""Pages of an import: upload, match the columns, look, confirm, and take it back."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import CombinedMultiDict

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.roles import Role
from cdop.accounts.models import User
from cdop.cases.queries import panels_of
from cdop.core.legacy.mapping import MappingError
from cdop.core.legacy.reader import Reading, read_lines
from cdop.db.clock import today
from cdop.exchange import changes, presenters, queries, sealed_files, undo_changes
from cdop.exchange.blueprint import bp
from cdop.exchange.forms import UploadForm, columns_form
from cdop.exchange.headings import Heading, guess_of, headings_of, told_by
from cdop.exchange.models import BatchState, ImportBatch, LineStatus
from cdop.exchange.workbook import UnreadableFile, open_workbook
from cdop.extensions import db
from cdop.jobs.queue import progress_of
from cdop.web.paging import requested_page

NO_TABLE = (
    "No sheet of the file holds a list of deaths with headings. Check that one row has a heading"
    " for each column, among them the date of death, and upload it again."
)


@bp.get("/")
@requires(Permission.IMPORT_RUN)
def imports() -> str:
    page = queries.list_batches(current_user, number=requested_page())
    return render_template("exchange/imports.html", page=page, states=presenters.STATES)


@bp.get("/new")
@requires(Permission.IMPORT_RUN)
def new() -> str:
    return _upload_page(_upload_form())


def _upload_form(formdata: Any = None) -> UploadForm:
    panels = panels_of(current_user, Role.COORDINATOR)
    form = UploadForm(formdata, data={"panel": panels[0].id} if len(panels) == 1 else None)
    form.offer(panels)
    return form


def _upload_page(form: UploadForm) -> str:
    return render_template("exchange/upload.html", form=form)


@bp.post("/new")
@requires(Permission.IMPORT_RUN)
def upload() -> ResponseReturnValue:
    form = _upload_form(CombinedMultiDict((request.files, request.form)))
    if not form.validate():
        return _upload_page(form), 422
    content, panel_id = form.file.data.read(), form.panel.data
    person_id = current_user.id
    db.session.rollback()  # nobody who writes has to wait while the file is read
    try:
        headings = headings_of(open_workbook(content), today=today())
    except UnreadableFile as refused:
        form.add_error("file", refused.message)
        return _upload_page(form), 422
    if not headings:
        form.add_error("file", NO_TABLE)
        return _upload_page(form), 422
    person = db.session.get_one(User, person_id)
    panel = next(each for each in panels_of(person, Role.COORDINATOR) if each.id == panel_id)
    batch = changes.upload(
        panel, content, headings, actor=person, file_name=form.file.data.filename or ""
    )
    return redirect(url_for(".columns", batch_id=batch.id), 303)


@bp.get("/<opaque:batch_id>")
@requires(Permission.IMPORT_RUN, of=queries.get_batch, records="import.viewed")
def batch(batch: ImportBatch) -> ResponseReturnValue:
    if batch.current_state is BatchState.IMPORTING:
        return redirect(url_for(".progress", batch_id=batch.id))
    if not batch.is_read:
        return redirect(url_for(".columns", batch_id=batch.id))
    status = _wanted_status()
    page = queries.page_of_lines(batch, status, number=requested_page())
    sheets = batch.mapping.get("sheets", [])
    tables = sum(bool(each["mapping"]) for each in sheets)
    rows = presenters.line_rows(page.items, hidden=_hidden_cases(batch), sheets=tables)
    return render_template(
        "exchange/batch.html",
        batch=batch,
        page=page,
        rows=rows,
        wanted=status,
        sheets=sheets,
        words=presenters.words_of(batch),
        colours=presenters.COLOURS,
        meanings=presenters.MEANINGS,
        statuses=list(LineStatus),
        state=presenters.STATES[batch.current_state],
    )


def _wanted_status() -> LineStatus | None:
    wanted = request.args.get("status", "")
    return LineStatus(wanted) if wanted in set(LineStatus) else None


def _hidden_cases(batch: ImportBatch) -> set[str]:
    return queries.list_hidden_cases(current_user, batch)


@bp.get("/<opaque:batch_id>/columns")
@requires(Permission.IMPORT_RUN, of=queries.get_batch, records="import.viewed")
def columns(batch: ImportBatch) -> ResponseReturnValue:
    if not batch.is_open:
        return redirect(url_for(".batch", batch_id=batch.id))
    headings = _headings(batch)
    return _columns_page(batch, columns_form(headings, batch.mapping.get("told", {})))


def _headings(batch: ImportBatch) -> list[Heading]:
    return [Heading(**each) for each in batch.headers]


def _columns_page(batch: ImportBatch, form: Any) -> str:
    headings = _headings(batch)
    return render_template(
        "exchange/columns.html",
        batch=batch,
        form=form,
        guessed=len(guess_of(headings)),
        headings=headings,
    )


@bp.post("/<opaque:batch_id>/columns")
@requires(Permission.IMPORT_RUN, of=queries.get_batch)
def read_columns(batch: ImportBatch) -> ResponseReturnValue:
    if not batch.is_open:
        return redirect(url_for(".batch", batch_id=batch.id), 303)
    headings = _headings(batch)
    form = columns_form(headings, {}, request.form)
    if not form.validate():
        return _columns_page(batch, form), 422
    told, batch_id, person_id = told_by(form.data, headings), batch.id, current_user.id
    content = sealed_files.read(batch.stored_as)
    db.session.rollback()  # nobody who writes has to wait while the file is read
    reading = _read(content, told)
    batch = queries.get_batch(batch_id)
    if isinstance(reading, str):
        form.form_errors.append(reading)
        return _columns_page(batch, form), 422
    changes.keep_preview(batch, told, reading, actor=db.session.get_one(User, person_id))
    return redirect(url_for(".batch", batch_id=batch.id), 303)


def _read(content: bytes, told: dict[str, str | None]) -> Reading | str:
    """The lines, or in one sentence why they cannot be read so."""
    try:
        reading = read_lines(open_workbook(content), told, today=today())
    except (MappingError, UnreadableFile) as refused:
        return str(refused)
    return reading if reading.has_table else NO_TABLE


@bp.post("/<opaque:batch_id>/confirm")
@requires(Permission.IMPORT_RUN, of=queries.get_batch)
def confirm(batch: ImportBatch) -> ResponseReturnValue:
    changes.start_import(batch, actor=current_user, version=request.form.get("version"))
    return redirect(url_for(".progress", batch_id=batch.id), 303)


@bp.get("/<opaque:batch_id>/progress")
@requires(Permission.IMPORT_RUN, of=queries.get_batch)
def progress(batch: ImportBatch) -> ResponseReturnValue:
    if batch.current_state is not BatchState.IMPORTING:
        address = url_for(".batch", batch_id=batch.id)
        if "HX-Request" in request.headers:
            return Response(status=204, headers={"HX-Redirect": address})
        return redirect(address)
    done, steps = progress_of(batch.job) if batch.job else (0, 0)
    return render_template("exchange/progress.html", batch=batch, done=done, steps=steps)


@bp.get("/<opaque:batch_id>/undo")
@requires(Permission.IMPORT_RUN, of=queries.get_batch)
def undo(batch: ImportBatch) -> ResponseReturnValue:
    if batch.state is not BatchState.IMPORTED:
        return redirect(url_for(".batch", batch_id=batch.id))
    return render_template(
        "exchange/undo.html",
        batch=batch,
        count=len(queries.list_created_cases(batch)),
        built=queries.why_not_undone(batch),
    )


@bp.post("/<opaque:batch_id>/undo")
@requires(Permission.IMPORT_RUN, of=queries.get_batch)
def undo_import(batch: ImportBatch) -> ResponseReturnValue:
    undo_changes.undo(batch, actor=current_user)
    flash("The import is undone. Its cases are gone.")
    return redirect(url_for(".batch", batch_id=batch.id), 303)


@bp.get("/<opaque:batch_id>/discard")
@requires(Permission.IMPORT_RUN, of=queries.get_batch)
def discard(batch: ImportBatch) -> ResponseReturnValue:
    if not batch.is_open:
        return redirect(url_for(".batch", batch_id=batch.id))
    return render_template("exchange/discard.html", batch=batch)


@bp.post("/<opaque:batch_id>/discard")
@requires(Permission.IMPORT_RUN, of=queries.get_batch)
def discard_upload(batch: ImportBatch) -> ResponseReturnValue:
    changes.discard(batch, actor=current_user)
    flash("The upload is thrown away. Nothing was imported.")
    return redirect(url_for(".imports"), 303)
