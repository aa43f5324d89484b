"""Pages of releases: the list, one release, its downloads, and its withdrawal."""

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import open_to_all, requires
from cdop.access.permissions import Permission
from cdop.access.roles import Role
from cdop.audits import changes, exports, presenters, queries
from cdop.audits.blueprint import bp
from cdop.audits.forms import WithdrawForm
from cdop.audits.models import Profile, Release
from cdop.extensions import db
from cdop.web import markdown
from cdop.web.headers import allow_caching
from cdop.web.paging import page_of, requested_page

PANEL_SIDE = (Role.CHAIR, Role.COORDINATOR, Role.MEMBER)
A_MINUTE = 60
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


@bp.get("/releases/")
@requires(Permission.RELEASE_READ)
def releases() -> str:
    ours, edited = current_user.panels_as(*PANEL_SIDE), current_user.panels_as(Role.EDITOR)
    found = queries.releases_for(ours, edited)
    return render_template(
        "audits/releases.html",
        page=page_of(db.session, found, number=requested_page()),
        several=len({*ours, *edited}) > 1,
    )


@bp.get("/releases/<opaque:release_id>")
@requires(Permission.RELEASE_READ, of=queries.get_release)
def release(release: Release) -> str:
    _must_be_readable(release)
    return render_template(
        "audits/release.html",
        release=release,
        tables=presenters.released_tables(release.tables),
        commentary=markdown.render(release.commentary_html),
    )


@bp.get("/releases/<opaque:release_id>.xlsx")
@requires(Permission.RELEASE_READ, of=queries.get_release)
def release_xlsx(release: Release) -> Response:
    _must_be_readable(release)
    return _file(release, exports.release_xlsx(release), XLSX, "xlsx")


@bp.get("/releases/<opaque:release_id>.csv")
@requires(Permission.RELEASE_READ, of=queries.get_release)
def release_csv(release: Release) -> Response:
    _must_be_readable(release)
    return _file(release, exports.release_csv(release), CSV, "csv")


@bp.get("/published/<opaque:release_id>.xlsx")
@open_to_all
def public_xlsx(release_id: str) -> Response:
    allow_caching(A_MINUTE)
    found = queries.get_public_release(release_id)
    return _file(found, exports.release_xlsx(found), XLSX, "xlsx")


@bp.get("/published/<opaque:release_id>.csv")
@open_to_all
def public_csv(release_id: str) -> Response:
    allow_caching(A_MINUTE)
    found = queries.get_public_release(release_id)
    return _file(found, exports.release_csv(found), CSV, "csv")


@bp.get("/releases/<opaque:release_id>/withdraw")
@requires(Permission.RELEASE_WITHDRAW, of=queries.get_release)
def withdraw(release: Release) -> str:
    form = WithdrawForm()
    form.offer(queries.list_replacements(release))
    return render_template("audits/withdraw.html", release=release, form=form)


@bp.post("/releases/<opaque:release_id>/withdraw")
@requires(Permission.RELEASE_WITHDRAW, of=queries.get_release)
def withdraw_release(release: Release) -> ResponseReturnValue:
    others = queries.list_replacements(release)
    form = WithdrawForm(request.form)
    form.offer(others)
    if not form.validate():
        return render_template("audits/withdraw.html", release=release, form=form), 422
    changes.withdraw_release(
        release,
        actor=current_user,
        notice=form.notice.data,
        replaced_by=next((each for each in others if each.id == form.replaced_by.data), None),
    )
    flash("Release withdrawn")
    return redirect(url_for(".release", release_id=release.id), 303)


def _must_be_readable(release: Release) -> None:
    """Who is no more than an editor reads what is made for the public."""
    on_panel = release.panel_id in current_user.panels_as(*PANEL_SIDE)
    if release.profile is not Profile.PUBLIC and not on_panel:
        abort(404)


def _file(release: Release, content: bytes, mimetype: str, ending: str) -> Response:
    response = Response(content, content_type=mimetype)
    name = f"release-{release.number}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
