"""Pages as editors keep them and chairs sign them off, and who may embed newsletters."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import requires
from cdop.access.permissions import Permission
from cdop.access.policy import allowed
from cdop.access.roles import Role
from cdop.access.sign_off import moves_open_to
from cdop.accounts.models import Panel
from cdop.core.ages import add_months
from cdop.core.catalogues.languages import ORIGINAL
from cdop.core.moves import NotNow
from cdop.core.sign_off import Move, Stand
from cdop.db.clock import today
from cdop.db.engine import only_reads
from cdop.extensions import db
from cdop.learning.identity_check import IdentityFound
from cdop.learning.identity_keeping import say_at_fields
from cdop.learning.signing import Reasons, passages_to_show, taken
from cdop.mail.links import external_url
from cdop.site import changes, queries
from cdop.site.blueprint import bp
from cdop.site.forms import LONGEST, EmbeddingForm, NewPageForm, PageForm, ReviewForm
from cdop.site.kinds import starting_texts
from cdop.site.models import EmbeddingSite, Page
from cdop.web import markdown
from cdop.web.forms import SelectChoice
from cdop.web.frozen import thaw
from cdop.web.paging import page_of, requested_page
from cdop.web.sign_off import MoveForm

READERS = (Role.EDITOR, Role.CHAIR, Role.COORDINATOR)


@bp.get("/pages/")
@requires(Permission.PAGE_READ)
def pages() -> str:
    select = queries.pages_of(current_user.panels_as(*READERS))
    page = page_of(db.session, select, number=requested_page(), size=30)
    return render_template(
        "site/pages.html",
        page=page,
        orphans=queries.list_orphans(page.items),
        panels=queries.list_panels(current_user.panels_as(Role.EDITOR)),
        is_stale=queries.is_stale,
        is_behind=queries.is_behind,
        today=today(),
    )


@bp.get("/pages/new/<slug:panel_slug>")
@requires(Permission.PAGE_WRITE, of=queries.get_panel)
def new_page(panel: Panel) -> str:
    return render_template("site/new.html", panel=panel, form=NewPageForm(request.args))


@bp.post("/pages/new/<slug:panel_slug>")
@requires(Permission.PAGE_WRITE, of=queries.get_panel)
def start_page(panel: Panel) -> ResponseReturnValue:
    form = NewPageForm(request.form)
    if not form.validate():
        return render_template("site/new.html", panel=panel, form=form), 422
    kind, language = form.kind.data, form.language.data
    original = queries.find_page(panel, kind, ORIGINAL)
    started = original if original is not None else None
    try:
        page = changes.start_page(
            panel,
            actor=current_user,
            kind=kind,
            language=language,
            title=started.title if started else kind.label,
            body=started.body if started else starting_texts()[kind].strip(),
        )
    except NotNow as reason:
        form.add_error("kind", reason.reason)
        return render_template("site/new.html", panel=panel, form=form), 422
    flash("Started. Nothing is published yet.")
    return redirect(url_for(".edit_page", page_id=page.id), 303)


@bp.get("/pages/<opaque:page_id>")
@requires(Permission.PAGE_READ, of=queries.get_page)
def page(page: Page) -> str:
    return _page(page, MoveForm(), _review_form())


def _review_form() -> ReviewForm:
    return ReviewForm(data={"review_by": add_months(today(), changes.REVIEW_MONTHS)})


def _page(page: Page, form: MoveForm, review: ReviewForm) -> str:
    edition = page.edition
    moves = moves_open_to(
        current_user, page, write=Permission.PAGE_WRITE, decide=Permission.PAGE_DECIDE
    )
    return render_template(
        "site/page.html",
        page=page,
        form=form,
        review=review,
        moves=moves,
        passages=passages_to_show(page, changes.SIGNED, moves),
        manages=allowed(current_user, Permission.PAGE_WRITE, page),
        draft=markdown.render(page.body) if page.state is not Stand.OPEN else None,
        published=thaw(edition.html, edition.checksum) if edition else None,
        stale=queries.is_stale(page, today()),
        orphaned=bool(queries.list_orphans([page])),
        behind=queries.is_behind(page),
        language=page.spoken,
    )


@bp.get("/pages/<opaque:page_id>/edit")
@requires(Permission.PAGE_WRITE, of=queries.get_page)
def edit_page(page: Page) -> ResponseReturnValue:
    if page.state is Stand.SUBMITTED:
        flash("It waits for sign-off. Take it back first.")
        return redirect(url_for(".page", page_id=page.id), 303)
    return _edit(page, _form(page))


def _form(page: Page) -> PageForm:
    form = PageForm(request.form, obj=page)
    if page.is_translation:
        form.title.spoken = form.body.spoken = page.spoken
    owners = queries.list_owners(page.panel)
    form.owner_id.choices = [SelectChoice(each.id, each.name) for each in owners]
    if page.owner_id not in {each.id for each in owners} and not request.form:
        form.owner_id.data = current_user.id  # the one who kept it is gone
    return form


def _edit(page: Page, form: PageForm) -> str:
    original = queries.original_of(page) if page.is_translation else None
    return render_template(
        "site/edit.html", page=page, form=form, original=original, language=page.spoken
    )


@bp.post("/pages/<opaque:page_id>/edit")
@requires(Permission.PAGE_WRITE, of=queries.get_page)
def save_page(page: Page) -> ResponseReturnValue:
    form = _form(page)
    if not form.validate():
        return _edit(page, form), 422
    try:
        changes.edit_page(
            page, actor=current_user, version=request.form.get("version"), **form.data
        )
    except NotNow as reason:
        form.add_error("title", reason.reason)
        return _edit(page, form), 422
    flash("Saved as a draft. The public reads the last edition until this one is signed off.")
    return redirect(url_for(".page", page_id=page.id), 303)


@bp.post("/pages/<opaque:page_id>/preview")
@requires(Permission.PAGE_WRITE, of=queries.get_page)
@only_reads
def preview(page: Page) -> str:
    return str(markdown.render(request.form.get("body", "")[:LONGEST]))


@bp.post("/pages/<opaque:page_id>/move")
@requires(Permission.PAGE_MOVE, of=queries.get_page)
def move_page(page: Page) -> ResponseReturnValue:
    form = MoveForm(request.form)
    told = {"actor": current_user, "version": request.form.get("version")}

    def take(step: Move, said: str, reasons: Reasons) -> None:
        changes.move_page(page, step, comment=said, reasons=reasons, **told)

    step = taken(form, take)
    if step is None:
        return _page(page, form, _review_form()), 422
    flash("Published" if step is Move.APPROVE else page.state.label)
    return redirect(url_for(".page", page_id=page.id), 303)


@bp.post("/pages/<opaque:page_id>/reopen")
@requires(Permission.PAGE_WRITE, of=queries.get_page)
def reopen_page(page: Page) -> ResponseReturnValue:
    try:
        changes.reopen_page(page, actor=current_user, version=request.form.get("version"))
    except NotNow as reason:
        flash(reason.reason)
    return redirect(url_for(".page", page_id=page.id), 303)


@bp.post("/pages/<opaque:page_id>/reviewed")
@requires(Permission.PAGE_WRITE, of=queries.get_page)
def confirm_page(page: Page) -> ResponseReturnValue:
    review = ReviewForm(request.form)
    if not review.validate() or review.review_by.data is None:
        return _page(page, MoveForm(), review), 422
    try:
        changes.confirm_page(
            page,
            actor=current_user,
            version=request.form.get("version"),
            review_by=review.review_by.data,
        )
    except NotNow as reason:
        review.add_error("review_by", reason.reason)
        return _page(page, MoveForm(), review), 422
    flash("Noted: the page was looked through today")
    return redirect(url_for(".page", page_id=page.id), 303)


@bp.get("/pages/embedding/<slug:panel_slug>")
@requires(Permission.PAGE_WRITE, of=queries.get_panel)
def embedding(panel: Panel) -> str:
    return _embedding(panel, EmbeddingForm())


def _embedding(panel: Panel, form: EmbeddingForm) -> str:
    return render_template(
        "site/embedding.html",
        panel=panel,
        form=form,
        sites=queries.list_sites(panel),
        address=external_url("site.embed", panel_slug=panel.slug),
    )


@bp.post("/pages/embedding/<slug:panel_slug>")
@requires(Permission.PAGE_WRITE, of=queries.get_panel)
def allow_site(panel: Panel) -> ResponseReturnValue:
    form = EmbeddingForm(request.form)
    if not form.validate():
        return _embedding(panel, form), 422
    if form.origin.data in {site.origin for site in queries.list_sites(panel)}:
        form.add_error("origin", "That website is on the list")
        return _embedding(panel, form), 422
    try:
        changes.allow_site(panel, actor=current_user, **form.data)
    except IdentityFound as found:
        say_at_fields(form, found.passages)
        return _embedding(panel, form), 422
    flash("The website may show your newsletters")
    return redirect(url_for(".embedding", panel_slug=panel.slug), 303)


@bp.post("/pages/embedding/remove/<opaque:site_id>")
@requires(Permission.PAGE_WRITE, of=queries.get_site)
def forbid_site(site: EmbeddingSite) -> ResponseReturnValue:
    panel = site.panel
    changes.forbid_site(site, actor=current_user)
    flash("The website may no longer show your newsletters")
    return redirect(url_for(".embedding", panel_slug=panel.slug), 303)
