"""The publication ledger: every figure that ever left, where it stood, and what it came from."""

from flask import Blueprint, render_template, request
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.roles import Role
from cdop.audits import queries as audits
from cdop.audits.chapters import chapter_of
from cdop.audits.readers import PANEL_SIDE
from cdop.extensions import db
from cdop.oversight import ledger_queries
from cdop.oversight.forms import LedgerForm
from cdop.oversight.ledger_queries import Sought
from cdop.web.paging import page_of, requested_page

bp = Blueprint("ledger", __name__)
PER_PAGE = 10


@bp.get("/releases/ledger")
@requires(Permission.RELEASE_READ)
def ledger() -> str:
    ours, edited = current_user.panels_as(*PANEL_SIDE), current_user.panels_as(Role.EDITOR)
    form = LedgerForm(request.args)
    sought = Sought()
    if form.validate():
        sought = Sought(form.words.data or "", form.profile.data or "", form.standing.data or "")
    found = ledger_queries.released_tables(ours, edited, sought)
    page = page_of(db.session, found, number=requested_page(), size=PER_PAGE)
    return render_template(
        "oversight/ledger.html",
        page=page,
        form=form,
        appearances=ledger_queries.list_appearances(page.items),
        figures=audits.list_external(ours),
        chapter_of=chapter_of,
        panels=audits.list_panels(current_user.panels_as(Role.CHAIR, Role.COORDINATOR)),
    )
