"""A panel's newsletters as Atom and as JSON Feed; each entry's id stays the same for ever."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from cdop.accounts.models import Panel
from cdop.core.lessons import Theme
from cdop.mail.links import base_url, external_url
from cdop.newsletters.models import Publication

# Written as an attribute: a default name space registered with the parser would be everybody's,
# and charts need theirs.
ATOM = "http://www.w3.org/2005/Atom"


def atom(panel: Panel, publications: Sequence[Publication]) -> bytes:
    """Titles and summaries only; in place of a withdrawn issue its notice."""
    archive = external_url("public.panel_archive", panel_slug=panel.slug)
    own = external_url("public.feed", panel_slug=panel.slug)
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"})
    _add(feed, "id", _tag(panel))
    _add(feed, "title", f"{panel.name} newsletter")
    _add(feed, "updated", _moment(max(map(_changed_at, publications), default=panel.created_at)))
    _add(feed, "link", rel="self", href=own, type="application/atom+xml")
    _add(feed, "link", rel="alternate", href=archive, type="text/html")
    _add(_add(feed, "author"), "name", panel.name)
    for publication in publications:
        _entry(feed, panel, publication)
    return ET.tostring(feed, encoding="utf-8", xml_declaration=True)


def _entry(feed: ET.Element, panel: Panel, publication: Publication) -> None:
    withdrawn = publication.withdrawn_at is not None
    entry = _add(feed, "entry")
    _add(entry, "id", _tag(panel, publication))
    _add(entry, "title", _title(publication))
    _add(entry, "published", _moment(publication.published_at))
    _add(entry, "updated", _moment(_changed_at(publication)))
    _add(entry, "link", rel="alternate", href=_address(panel, publication), type="text/html")
    for other in (publication.corrects, publication.corrected_by):
        if other is not None:
            _add(entry, "link", rel="related", href=_address(panel, other), type="text/html")
    _add(entry, "summary", _summary(publication))
    for theme in () if withdrawn else publication.themes:
        _add(entry, "category", term=theme, label=Theme(theme).label)


def json_feed(panel: Panel, publications: Sequence[Publication]) -> dict[str, Any]:
    """The same by JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{panel.name} newsletter",
        "home_page_url": external_url("public.panel_archive", panel_slug=panel.slug),
        "feed_url": external_url("public.feed_json", panel_slug=panel.slug),
        "language": "en-GB",
        "authors": [{"name": panel.name}],
        "items": [_item(panel, publication) for publication in publications],
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


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, name, attributes)
    child.text = text or None
    return child


def _tag(panel: Panel, publication: Publication | None = None) -> str:
    """A tag: URI (RFC 4151) made of what never changes."""
    host = urlsplit(base_url()).hostname
    day = (publication or panel).created_at.astimezone(UTC).date().isoformat()
    thing = f"newsletter/{publication.id}" if publication else f"panel/{panel.id}"
    return f"tag:{host},{day}:{thing}"


def _changed_at(publication: Publication) -> datetime:
    return publication.withdrawn_at or publication.published_at


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
