"""Pages of releases: the list, one release, and its withdrawal."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.roles import Role
from cdop.audits import (
    changes,
    external_routes,  # noqa: F401  adds its pages
    file_routes,  # noqa: F401  adds its pages
    presenters,
    queries,
)
from cdop.audits.blueprint import bp
from cdop.audits.chapters import reading, release_chapters
from cdop.audits.forms import WithdrawForm
from cdop.audits.models import Release
from cdop.audits.readers import PANEL_SIDE, must_be_readable
from cdop.extensions import db
from cdop.learning.identity_check import IdentityFound
from cdop.learning.presenters import why_held_back
from cdop.web.paging import page_of, requested_page


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
    must_be_readable(release, current_user)
    tables = presenters.released_tables(release.tables)
    words, chapters = release_chapters(release, tables)
    return render_template(
        "audits/release.html", release=release, words=words, reading=reading(chapters)
    )


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
    try:
        changes.withdraw_release(
            release,
            actor=current_user,
            notice=form.notice.data,
            replaced_by=next((each for each in others if each.id == form.replaced_by.data), None),
        )
    except IdentityFound as found:
        form.add_error("notice", why_held_back(found.passages))
        return render_template("audits/withdraw.html", release=release, form=form), 422
    flash("Release withdrawn")
    return redirect(url_for(".release", release_id=release.id), 303)
