"""A panel's newsletters as Atom and as JSON Feed; each entry's id stays the same for ever."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from cdop.accounts.models import Panel
from cdop.core.catalogues.languages import LANGUAGES, ORIGINAL
from cdop.core.lessons import Theme
from cdop.mail.links import base_url, external_url
from cdop.newsletters.models import Publication
from cdop.newsletters.translation_models import TranslatedEdition

Translated = Mapping[str, Sequence[TranslatedEdition]]  # by the publication's id

# Written as an attribute: a default name space registered with the parser would be everybody's,
# and charts need theirs.
ENGLISH = LANGUAGES[ORIGINAL].tag
ATOM = "http://www.w3.org/2005/Atom"


def atom(panel: Panel, publications: Sequence[Publication], translated: Translated) -> bytes:
    """Titles and summaries only; in place of a withdrawn issue its notice. Each language has its
    own entry, marked as such and linked with the others."""
    archive = external_url("public.panel_archive", panel_slug=panel.slug)
    own = external_url("public.feed", panel_slug=panel.slug)
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": ENGLISH})
    _add(feed, "id", _tag(panel))
    _add(feed, "title", f"{panel.name} newsletter")
    changed = [*map(_changed_at, publications), *_translated_at(translated)]
    _add(feed, "updated", _moment(max(changed, default=panel.created_at)))
    _add(feed, "link", rel="self", href=own, type="application/atom+xml")
    _add(feed, "link", rel="alternate", href=archive, type="text/html")
    _add(_add(feed, "author"), "name", panel.name)
    for publication in publications:
        others = translated.get(publication.id, ())
        _entry(feed, panel, publication, others)
        for edition in others:
            _translated_entry(feed, panel, edition, others)
    return ET.tostring(feed, encoding="utf-8", xml_declaration=True)


def _entry(
    feed: ET.Element, panel: Panel, publication: Publication, others: Sequence[TranslatedEdition]
) -> None:
    withdrawn = publication.withdrawn_at is not None
    entry = _add(feed, "entry")
    _add(entry, "id", _tag(panel, publication))
    _add(entry, "title", _title(publication))
    _add(entry, "published", _moment(publication.published_at))
    _add(entry, "updated", _moment(_changed_at(publication)))
    _add(entry, "link", rel="alternate", href=_address(panel, publication), type="text/html")
    _in_other_languages(entry, panel, others)
    for other in (publication.corrects, publication.corrected_by):
        if other is not None:
            _add(entry, "link", rel="related", href=_address(panel, other), type="text/html")
    _add(entry, "summary", _summary(publication))
    for theme in () if withdrawn else publication.themes:
        _add(entry, "category", term=theme, label=Theme(theme).label)


def _translated_entry(
    feed: ET.Element,
    panel: Panel,
    edition: TranslatedEdition,
    others: Sequence[TranslatedEdition],
) -> None:
    entry = _add(feed, "entry", **{"xml:lang": edition.spoken.code})
    _add(entry, "id", _tag(panel, edition))
    _add(entry, "title", edition.title)
    _add(entry, "published", _moment(_first_at(edition)))
    _add(entry, "updated", _moment(edition.published_at))
    href, language = _translated_address(panel, edition), edition.spoken.code
    _add(entry, "link", rel="alternate", href=href, type="text/html", hreflang=language)
    original = _address(panel, edition.publication)
    _add(entry, "link", rel="alternate", href=original, type="text/html", hreflang=ENGLISH)
    _in_other_languages(entry, panel, [each for each in others if each is not edition])
    _add(entry, "summary", edition.summary)


def _in_other_languages(
    entry: ET.Element, panel: Panel, others: Sequence[TranslatedEdition]
) -> None:
    for each in others:
        href, language = _translated_address(panel, each), each.spoken.code
        _add(entry, "link", rel="alternate", href=href, type="text/html", hreflang=language)


def json_feed(
    panel: Panel, publications: Sequence[Publication], translated: Translated
) -> dict[str, Any]:
    """The same by JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{panel.name} newsletter",
        "home_page_url": external_url("public.panel_archive", panel_slug=panel.slug),
        "feed_url": external_url("public.feed_json", panel_slug=panel.slug),
        "language": ENGLISH,
        "authors": [{"name": panel.name}],
        "items": [
            item
            for publication in publications
            for item in (
                _item(panel, publication),
                *(_translated_item(panel, each) for each in translated.get(publication.id, ())),
            )
        ],
    }


def _item(panel: Panel, publication: Publication) -> dict[str, Any]:
    withdrawn = publication.withdrawn_at is not None
    return {
        "id": _tag(panel, publication),
        "url": _address(panel, publication),
        "title": _title(publication),
        "content_text": _summary(publication),
        "date_published": _moment(publication.published_at),
        "date_modified": _moment(_changed_at(publication)),
        "tags": [] if withdrawn else [Theme(theme).label for theme in publication.themes],
    }


def _translated_item(panel: Panel, edition: TranslatedEdition) -> dict[str, Any]:
    return {
        "id": _tag(panel, edition),
        "url": _translated_address(panel, edition),
        "title": edition.title,
        "content_text": edition.summary,
        "date_published": _moment(_first_at(edition)),
        "date_modified": _moment(edition.published_at),
        "language": edition.spoken.code,
        "tags": [],
    }


def _title(publication: Publication) -> str:
    if publication.withdrawn_at is not None:
        done = "corrected" if publication.corrected_by else "withdrawn"
        return f"Issue {publication.number} has been {done}"
    if publication.corrects is not None:
        return f"Correction of issue {publication.corrects.number}: {publication.title}"
    return publication.title


def _summary(publication: Publication) -> str:
    if publication.withdrawn_at is not None:
        return publication.withdrawal_notice
    return publication.summary


def _address(panel: Panel, publication: Publication) -> str:
    return external_url("public.publication", panel_slug=panel.slug, number=publication.number)


def _translated_address(panel: Panel, edition: TranslatedEdition) -> str:
    return external_url(
        "public.translation",
        panel_slug=panel.slug,
        number=edition.publication.number,
        language=edition.spoken.code,
    )


def _first_at(edition: TranslatedEdition) -> datetime:
    return edition.translation.editions[0].published_at


def _translated_at(translated: Translated) -> list[datetime]:
    return [each.published_at for editions in translated.values() for each in editions]


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, name, attributes)
    child.text = text or None
    return child


def _tag(panel: Panel, about: Publication | TranslatedEdition | None = None) -> str:
    """A tag: URI (RFC 4151) made of what never changes."""
    host = urlsplit(base_url()).hostname
    begun, thing = panel.created_at, f"panel/{panel.id}"
    if isinstance(about, TranslatedEdition):  # the same for each edition of the translation
        begun, thing = about.translation.created_at, f"newsletter/{about.translation_id}"
    elif about is not None:
        begun, thing = about.created_at, f"newsletter/{about.id}"
    return f"tag:{host},{begun.astimezone(UTC).date().isoformat()}:{thing}"


def _changed_at(publication: Publication) -> datetime:
    return publication.withdrawn_at or publication.published_at


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
