"""Releases as files, for the panel and for everybody."""

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import open_to_all, requires
from cdop.access.permissions import Permission
from cdop.audits import queries
from cdop.audits.blueprint import bp
from cdop.audits.exports import TYPES, Form, release_file
from cdop.audits.models import Release
from cdop.audits.readers import must_be_readable
from cdop.web.errors import error_page
from cdop.web.headers import allow_caching
from cdop.web.pdf.rendering import PdfFailed

A_MINUTE = 60
NO_PDF = "The PDF could not be made. The page and the other files say the same."


@bp.get("/releases/<opaque:release_id>.xlsx")
@requires(Permission.RELEASE_READ, of=queries.get_release)
def release_xlsx(release: Release) -> ResponseReturnValue:
    return _for_panel(release, Form.XLSX)


@bp.get("/releases/<opaque:release_id>.csv")
@requires(Permission.RELEASE_READ, of=queries.get_release)
def release_csv(release: Release) -> ResponseReturnValue:
    return _for_panel(release, Form.CSV)


@bp.get("/releases/<opaque:release_id>.json")
@requires(Permission.RELEASE_READ, of=queries.get_release)
def release_description(release: Release) -> ResponseReturnValue:
    return _for_panel(release, Form.DESCRIPTION)


@bp.get("/releases/<opaque:release_id>.pdf")
@requires(Permission.RELEASE_READ, of=queries.get_release)
def release_pdf(release: Release) -> ResponseReturnValue:
    return _for_panel(release, Form.PDF)


@bp.get("/published/<opaque:release_id>.xlsx")
@open_to_all
def public_xlsx(release_id: str) -> ResponseReturnValue:
    return _for_all(release_id, Form.XLSX)


@bp.get("/published/<opaque:release_id>.csv")
@open_to_all
def public_csv(release_id: str) -> ResponseReturnValue:
    return _for_all(release_id, Form.CSV)


@bp.get("/published/<opaque:release_id>.json")
@open_to_all
def public_description(release_id: str) -> ResponseReturnValue:
    return _for_all(release_id, Form.DESCRIPTION)


@bp.get("/published/<opaque:release_id>.pdf")
@open_to_all
def public_pdf(release_id: str) -> ResponseReturnValue:
    return _for_all(release_id, Form.PDF)


def _for_panel(release: Release, form: Form) -> ResponseReturnValue:
    must_be_readable(release, current_user)
    return _file(release, form)


def _for_all(release_id: str, form: Form) -> ResponseReturnValue:
    found = queries.get_public_release(release_id)
    if found.withdrawn_at is not None:
        return error_page(410, detail=found.withdrawal_notice)
    allow_caching(A_MINUTE)
    return _file(found, form)


def _file(release: Release, form: Form) -> ResponseReturnValue:
    try:
        name, content = release_file(release, form)
    except PdfFailed:
        return error_page(503, detail=NO_PDF)
    response = Response(content, content_type=TYPES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    if form is Form.CSV:
        address = request.path.removesuffix(".csv") + ".json"
        response.headers["Link"] = f'<{address}>; rel="describedby"; type="application/csvm+json"'
    return response
