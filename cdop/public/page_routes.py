"""Anonymous pages: what was published, and how to get it; no session, no script, no case."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from cdop.access.guard import open_to_all
from cdop.audits.booklets import of_release
from cdop.audits.chapters import reading, release_chapters
from cdop.audits.models import Release
from cdop.audits.presenters import MANY_LINES, definition_rows, released_tables, small_numbers
from cdop.core.catalogues.sleep import MESSAGES, Tier
from cdop.mail.links import external_url
from cdop.newsletters.translation_queries import list_public
from cdop.public import queries
from cdop.public import support as organisations
from cdop.public.blueprint import bp
from cdop.web.headers import allow_caching

A_MINUTE = 60  # so long may a withdrawn page be seen in somebody's cache


@bp.get("/")
@open_to_all
def index() -> str:
    allow_caching(A_MINUTE)
    return render_template(
        "public/index.html",
        panels=queries.list_panels(),
        latest=queries.list_latest(5),
        releases=queries.list_latest_releases(3),
    )


@bp.get("/about")
@open_to_all
def about() -> str:
    allow_caching(A_MINUTE)
    return render_template("public/about.html", panels=queries.list_panels())


@bp.get("/safer-sleep")
@open_to_all
def safer_sleep() -> str:
    allow_caching(A_MINUTE)
    by_tier = [(tier, [m for m in MESSAGES.values() if m.tier is tier]) for tier in Tier]
    return render_template("public/safer_sleep.html", by_tier=by_tier)


@bp.get("/support")
@open_to_all
def support() -> str:
    allow_caching(A_MINUTE)
    return render_template(
        "public/support.html", support=organisations, panels=queries.list_panels()
    )


@bp.get("/privacy")
@open_to_all
def privacy() -> str:
    allow_caching(A_MINUTE)
    return render_template("public/privacy.html")


@bp.get("/accessibility")
@open_to_all
def accessibility() -> str:
    allow_caching(A_MINUTE)
    return render_template("public/accessibility.html")


@bp.get("/published/<opaque:release_id>")
@open_to_all
def release(release_id: str) -> ResponseReturnValue:
    found = queries.get_release(release_id)
    if found.withdrawn_at is not None:
        return _withdrawn_release(found)
    allow_caching(A_MINUTE)
    words, chapters = release_chapters(found, released_tables(found.tables))
    return render_template(
        "public/release.html",
        release=found,
        words=words,
        reading=reading(chapters),
        definition=definition_rows(found.definition),
        small_numbers=small_numbers(found),
        key=of_release(found).key,
        many_lines=MANY_LINES,
    )


def _withdrawn_release(found: Release) -> ResponseReturnValue:
    return render_template(
        "public/release_withdrawn.html", release=found, newer=queries.find_replacement(found)
    ), 410


@bp.get("/robots.txt")
@open_to_all
def robots() -> Response:
    allow_caching(A_MINUTE)
    lines = ["User-agent: *", "Disallow: /unsubscribe/", "Disallow: /subscribe/confirm/"]
    lines.append(f"Sitemap: {external_url('public.sitemap')}")
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@bp.get("/sitemap.txt")
@open_to_all
def sitemap() -> Response:
    """Every public page that stands, one address a line."""
    allow_caching(A_MINUTE)
    plain = ("index", "about", "archive", "safer_sleep", "support", "privacy", "accessibility")
    lines = [external_url(f"public.{name}") for name in plain]
    lines += [
        external_url("public.panel_archive", panel_slug=panel.slug)
        for panel in queries.list_panels()
    ]
    latest = queries.list_latest(1000)
    translated = list_public(latest)
    for each in latest:
        place = {"panel_slug": each.panel.slug, "number": each.number}
        lines.append(external_url("public.publication", **place))
        lines += [
            external_url("public.translation", language=edition.spoken.code, **place)
            for edition in translated[each.id]
        ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
