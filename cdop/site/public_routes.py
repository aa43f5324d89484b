"""What the public reads: a panel's pages in every language, its figures, a search, an embed."""

from flask import Response, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from cdop.access.guard import open_to_all
from cdop.accounts.models import Panel
from cdop.core.catalogues.languages import LANGUAGES, ORIGINAL
from cdop.db.clock import today
from cdop.extensions import db
from cdop.site import queries
from cdop.site.blueprint import bp
from cdop.site.forms import SearchForm
from cdop.site.kinds import PageKind
from cdop.site.models import Page
from cdop.web.frozen import thaw
from cdop.web.headers import CONTENT_SECURITY_POLICY, allow_caching, allow_framing
from cdop.web.paging import page_of, requested_page

A_MINUTE = 60  # so long may a withdrawn page be seen in somebody's cache
IN_A_FRAME = 5


@bp.get("/about/<slug:panel_slug>/")
@open_to_all
def panel_pages(panel_slug: str) -> str:
    allow_caching(A_MINUTE)
    panel = queries.get_panel(panel_slug)
    return render_template(
        "site/public/panel.html",
        panel=panel,
        pages=queries.list_published(panel),
        releases=queries.list_latest_releases(panel, 5),
        newsletters=queries.list_latest_newsletters(panel, 3),
    )


@bp.get("/about/<slug:panel_slug>/<slug:kind>")
@open_to_all
def public_page(panel_slug: str, kind: str) -> ResponseReturnValue:
    return _public_page(panel_slug, kind, ORIGINAL)


@bp.get("/about/<slug:panel_slug>/<slug:kind>/<slug:language>")
@open_to_all
def translation(panel_slug: str, kind: str, language: str) -> ResponseReturnValue:
    return _public_page(panel_slug, kind, language)


def _public_page(panel_slug: str, kind: str, language: str) -> ResponseReturnValue:
    panel = queries.get_panel(panel_slug)
    page = (
        queries.find_page(panel, PageKind(kind), language)
        if kind in set(PageKind) and language in LANGUAGES
        else None
    )
    if page is None or not page.editions:
        abort(404)
    if page.edition is None:
        return render_template("site/public/gone.html", panel=panel), 410
    allow_caching(A_MINUTE)
    return _edition(page)


def _edition(page: Page) -> str:
    edition = page.editions[-1]
    return render_template(
        "site/public/page.html",
        panel=page.panel,
        page=page,
        edition=edition,
        body=thaw(edition.html, edition.checksum),
        language=page.spoken,
        languages=queries.list_languages(page.panel, page.kind),
        stale=queries.is_stale(page, today()),
        behind=queries.is_behind(page),
    )


@bp.get("/figures/")
@open_to_all
def figures() -> str:
    return _figures(None)


@bp.get("/figures/<slug:panel_slug>")
@open_to_all
def panel_figures(panel_slug: str) -> str:
    return _figures(queries.get_panel(panel_slug))


def _figures(panel: Panel | None) -> str:
    allow_caching(A_MINUTE)
    page = page_of(db.session, queries.releases_of(panel), number=requested_page())
    return render_template("site/public/figures.html", panel=panel, page=page)


@bp.get("/search")
@open_to_all
def search() -> str:
    allow_caching(A_MINUTE)
    form = SearchForm(request.args)
    form.validate()
    words = form.words.data or ""
    return render_template(
        "site/public/search.html",
        form=form,
        words=words,
        editions=queries.search_pages(words) if words else [],
        newsletters=queries.search_newsletters(words) if words else [],
    )


@bp.get("/embed/<slug:panel_slug>")
@open_to_all
def embed(panel_slug: str) -> Response:
    """The latest newsletters for a frame on a partner's website, and on no other."""
    allow_caching(A_MINUTE)
    panel = queries.get_panel(panel_slug)
    response = make_response(
        render_template(
            "site/public/embed.html",
            panel=panel,
            newsletters=queries.list_latest_newsletters(panel, IN_A_FRAME),
        )
    )
    origins = " ".join(site.origin for site in queries.list_sites(panel))
    if origins:
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY.replace(
            "frame-ancestors 'none'", f"frame-ancestors {origins}"
        ).replace("script-src 'self'", "script-src 'none'")
        allow_framing()
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
