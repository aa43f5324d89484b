"""Published newsletters: archive, page, PDF, pictures and feeds; what was withdrawn answers 410."""

import json

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cdop.access.guard import open_to_all
from cdop.access.permissions import Permission
from cdop.access.policy import allowed
from cdop.accounts.models import Panel
from cdop.core.lessons import Theme
from cdop.extensions import db
from cdop.mail.links import external_url
from cdop.newsletters import downloads, files, picture_queries
from cdop.newsletters.models import FileKind, Picture, Publication
from cdop.newsletters.queries import list_withdrawn_numbers
from cdop.newsletters.rendering import message_apart, without_withdrawn
from cdop.public import queries
from cdop.public.blueprint import bp
from cdop.public.feed import atom, json_feed
from cdop.public.forms import SearchForm
from cdop.web.frozen import thaw
from cdop.web.headers import allow_caching
from cdop.web.paging import page_of, requested_page

A_MINUTE = 60  # so long may a withdrawn page be seen in somebody's cache
PER_PAGE = 10


@bp.get("/news/")
@open_to_all
def archive() -> str:
    return _archive(None)


@bp.get("/news/<slug:panel_slug>/")
@open_to_all
def panel_archive(panel_slug: str) -> str:
    return _archive(queries.get_panel(panel_slug))


def _archive(panel: Panel | None) -> str:
    allow_caching(A_MINUTE)
    form = SearchForm(request.args)
    form.validate()
    theme = form.theme.data
    select = queries.publications_of(panel, words=form.words.data or "", theme=theme or "")
    return render_template(
        "public/archive.html",
        panel=panel,
        panels=[panel] if panel else queries.list_panels(),
        page=page_of(db.session, select, number=requested_page(), size=PER_PAGE),
        search=form,
        themes=Theme,
    )


@bp.get("/news/<slug:panel_slug>/<int(max=99999):number>")
@open_to_all
def publication(panel_slug: str, number: int) -> ResponseReturnValue:
    found = queries.get_publication(panel_slug, number)
    if found.withdrawn_at is not None:
        return _gone(found)
    allow_caching(A_MINUTE)
    return _publication_page(found)


def _gone(found: Publication) -> ResponseReturnValue:
    return render_template("public/withdrawn.html", publication=found), 410


def _publication_page(found: Publication) -> str:
    body = without_withdrawn(
        thaw(found.html, found.checksum),
        list_withdrawn_numbers(found.table_numbers, found.panel_id),
    )
    place = {"panel_slug": found.panel.slug, "number": found.number}
    return render_template(
        "public/publication.html",
        publication=found,
        body=body,
        message=message_apart(found.html, found.message_code),
        kinds=files.list_kinds(found),
        themes=[Theme(code) for code in found.themes],
        address=external_url("public.publication", **place),
        card=external_url("public.publication_card", **place),
    )


@bp.get("/news/<slug:panel_slug>/<int(max=99999):number>.pdf")
@open_to_all
def publication_pdf(panel_slug: str, number: int) -> ResponseReturnValue:
    found = queries.get_publication(panel_slug, number)
    if found.withdrawn_at is not None or _lost_a_table(found):
        return _gone(found) if found.withdrawn_at else abort(410)
    kept = files.find_file(found, FileKind.PDF) or abort(404)
    if request.method == "GET":
        downloads.count(found.id)
    name = f"{found.panel.slug}-newsletter-{found.number}.pdf"
    return _file(kept.content, "application/pdf", name)


def _lost_a_table(found: Publication) -> bool:
    """A figure in it was withdrawn since; the page shows the rest, the file cannot."""
    return bool(list_withdrawn_numbers(found.table_numbers, found.panel_id))


@bp.get("/news/<slug:panel_slug>/<int(max=99999):number>.png")
@open_to_all
def publication_card(panel_slug: str, number: int) -> ResponseReturnValue:
    """The picture that other sites show beside a link to the page."""
    found = queries.get_publication(panel_slug, number)
    if found.withdrawn_at is not None:
        return _gone(found)
    kept = files.find_file(found, FileKind.CARD) or abort(404)
    response = _file(kept.content, "image/png", "")
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _file(content: bytes, mime: str, name: str) -> Response:
    allow_caching(A_MINUTE)
    response = Response(content, mimetype=mime)
    if name:
        response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.add_etag()
    return response


@bp.get("/media/<opaque:picture_id>.png")
@open_to_all
def media_png(picture_id: str) -> ResponseReturnValue:
    return _media(picture_queries.get_picture(picture_id, "png"), "image/png")


@bp.get("/media/<opaque:picture_id>.jpg")
@open_to_all
def media_jpg(picture_id: str) -> ResponseReturnValue:
    return _media(picture_queries.get_picture(picture_id, "jpg"), "image/jpeg")


def _media(picture: Picture, mime: str) -> ResponseReturnValue:
    """A picture, while a publication shows it; before that, for its panel's desk only."""
    shown_in = picture_queries.list_publications_with(picture)
    if any(each.withdrawn_at is None for each in shown_in):
        return _file(picture.content, mime, "")
    if allowed(current_user, Permission.ISSUE_READ, picture):
        return Response(picture.content, mimetype=mime)
    return _hidden(shown_in)


def _hidden(shown_in: list[Publication]) -> ResponseReturnValue:
    if shown_in:
        return _gone(shown_in[-1])
    abort(404)


@bp.get("/news/<slug:panel_slug>/feed.atom")
@open_to_all
def feed(panel_slug: str) -> Response:
    allow_caching(A_MINUTE)
    panel = queries.get_panel(panel_slug)
    return Response(atom(panel, queries.list_for_feed(panel)), mimetype="application/atom+xml")


@bp.get("/news/<slug:panel_slug>/feed.json")
@open_to_all
def feed_json(panel_slug: str) -> Response:
    allow_caching(A_MINUTE)
    panel = queries.get_panel(panel_slug)
    text = json.dumps(json_feed(panel, queries.list_for_feed(panel)), ensure_ascii=False)
    return Response(text, mimetype="application/feed+json")
