"""Published newsletters: archive, page, PDF, pictures and feeds; what was withdrawn answers 410."""

import json
from typing import Any

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup

from cdop.access.guard import open_to_all
from cdop.access.permissions import Permission
from cdop.access.policy import allowed
from cdop.accounts.models import Panel
from cdop.core.catalogues.languages import LANGUAGES, ORIGINAL
from cdop.core.lessons import Theme
from cdop.extensions import db
from cdop.mail.links import external_url, path_to
from cdop.newsletters import downloads, files, picture_queries, translation_queries
from cdop.newsletters.models import FileKind, Picture, Publication
from cdop.newsletters.queries import list_withdrawn_numbers
from cdop.newsletters.rendering import message_apart, without_withdrawn
from cdop.newsletters.translation_models import TranslatedEdition
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
    page = page_of(db.session, select, number=requested_page(), size=PER_PAGE)
    return render_template(
        "public/archive.html",
        panel=panel,
        panels=[panel] if panel else queries.list_panels(),
        page=page,
        translated=translation_queries.list_public(page.items),
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
    place = {"panel_slug": found.panel.slug, "number": found.number}
    return render_template(
        "public/publication.html",
        publication=found,
        edition=found,
        language=LANGUAGES[ORIGINAL],
        body=_body(found, found),
        message=message_apart(found.html, found.message_code),
        kinds=files.list_kinds(found),
        pdf=path_to("public.publication_pdf", **place),
        here=path_to("public.publication", **place),
        address=external_url("public.publication", **place),
        card=external_url("public.publication_card", **place),
        **_around(found),
    )


def _body(found: Publication, edition: Publication | TranslatedEdition) -> Markup:
    """The text as it was frozen, but for tables whose release was withdrawn since."""
    return without_withdrawn(
        thaw(edition.html, edition.checksum),
        list_withdrawn_numbers(found.table_numbers, found.panel_id),
    )


def _around(found: Publication) -> dict[str, Any]:
    """What stands around the text, in whatever language it is read."""
    return {
        "themes": [Theme(code) for code in found.themes],
        "others": translation_queries.list_public([found]).get(found.id, []),
    }


@bp.get("/news/<slug:panel_slug>/<int(max=99999):number>/<slug:language>")
@open_to_all
def translation(panel_slug: str, number: int, language: str) -> ResponseReturnValue:
    found, edition = _translated(panel_slug, number, language)
    if _is_gone(edition):
        return _translation_gone(edition)
    allow_caching(A_MINUTE)
    place = {"panel_slug": found.panel.slug, "number": found.number, "language": language}
    return render_template(
        "public/publication.html",
        publication=found,
        edition=edition,
        language=edition.spoken,
        body=_body(found, edition),
        message=message_apart(edition.html, found.message_code, edition.message),
        kinds=files.list_translated_kinds(edition),
        pdf=path_to("public.translation_pdf", **place),
        here=path_to("public.translation", **place),
        address=external_url("public.translation", **place),
        card=external_url("public.translation_card", **place),
        **_around(found),
    )


def _translated(
    panel_slug: str, number: int, language: str
) -> tuple[Publication, TranslatedEdition]:
    found = queries.get_publication(panel_slug, number)
    return found, translation_queries.find_edition(found, language) or abort(404)


def _is_gone(edition: TranslatedEdition) -> bool:
    """With its original, or by itself."""
    withdrawn = (edition.publication.withdrawn_at, edition.translation.withdrawn_at)
    return any(each is not None for each in withdrawn)


def _translation_gone(edition: TranslatedEdition) -> ResponseReturnValue:
    """In its place the notice of the original, and where the same can be read now."""
    found = edition.publication
    correction = found.corrected_by
    others = (
        translation_queries.list_public([correction]).get(correction.id, []) if correction else []
    )
    return render_template(
        "public/translation_gone.html",
        publication=found,
        language=edition.spoken,
        correction=correction,
        same=next((each for each in others if each.spoken == edition.spoken), None),
    ), 410


@bp.get("/news/<slug:panel_slug>/<int(max=99999):number>/<slug:language>.pdf")
@open_to_all
def translation_pdf(panel_slug: str, number: int, language: str) -> ResponseReturnValue:
    found, edition = _translated(panel_slug, number, language)
    if _is_gone(edition):
        return _translation_gone(edition)
    if _lost_a_table(found):
        abort(410)
    kept = files.find_translated_file(edition, FileKind.PDF) or abort(404)
    if request.method == "GET":
        downloads.count(found.id)
    name = f"{found.panel.slug}-newsletter-{found.number}-{language}.pdf"
    return _file(kept.content, "application/pdf", name)


@bp.get("/news/<slug:panel_slug>/<int(max=99999):number>/<slug:language>.png")
@open_to_all
def translation_card(panel_slug: str, number: int, language: str) -> ResponseReturnValue:
    _, edition = _translated(panel_slug, number, language)
    if _is_gone(edition):
        return _translation_gone(edition)
    kept = files.find_translated_file(edition, FileKind.CARD) or abort(404)
    return _card(kept.content)


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
    return _card(kept.content)


def _card(content: bytes) -> Response:
    response = _file(content, "image/png", "")
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
    publications = queries.list_for_feed(panel)
    text = atom(panel, publications, translation_queries.list_public(publications))
    return Response(text, mimetype="application/atom+xml")


@bp.get("/news/<slug:panel_slug>/feed.json")
@open_to_all
def feed_json(panel_slug: str) -> Response:
    allow_caching(A_MINUTE)
    panel = queries.get_panel(panel_slug)
    publications = queries.list_for_feed(panel)
    feed = json_feed(panel, publications, translation_queries.list_public(publications))
    text = json.dumps(feed, ensure_ascii=False)
    return Response(text, mimetype="application/feed+json")
