"""Charts as pictures for mail programs, which show no SVG: drawn from what the page shows."""

import base64
import hashlib
import logging
import re
from html import unescape

from cdop.mail.body import Attached
from cdop.newsletters.rendering import PICTURE
from cdop.web.pdf.pages import render_pages
from cdop.web.pdf.rendering import PdfFailed

DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
TOLD = re.compile(r"<(title|desc)\b[^>]*>(.*?)</\1>", re.DOTALL)
SHARP = 108.0  # dots to the inch
NAME_SPACE = 'xmlns="http://www.w3.org/2000/svg"'
log = logging.getLogger("cdop.newsletters")


def with_charts(html: str) -> tuple[str, list[Attached]]:
    """The text with a picture in place of each drawing; one that fails is left for its link."""
    drawn: list[Attached] = []

    def picture(match: re.Match[str]) -> str:
        svg = DRAWING.search(match[0])
        made = _draw(svg[0]) if svg else None
        if made is None or svg is None:
            return match[0]
        drawn.append(made)
        words = ". ".join(words.strip(" .") for _, words in TOLD.findall(svg[0])[:2])
        return f'<p><img src="cid:{made.name}" alt="{words.replace(chr(34), "”")}" width="480"></p>'

    return PICTURE.sub(picture, html), drawn


def _draw(svg: str) -> Attached | None:
    whole = svg if NAME_SPACE in svg else svg.replace("<svg", f"<svg {NAME_SPACE}", 1)
    content = base64.b64encode(whole.encode()).decode()
    data = {"drawing": {"kind": "picture", "format": "svg", "content": content}}
    found = TOLD.search(svg)
    title = unescape(found[2]) if found else "Chart"
    try:
        page = render_pages("drawing", data, title=title, ppi=SHARP)[0]
    except PdfFailed as failed:
        log.warning("a chart could not be drawn for mail: %s", failed)
        return None
    name = hashlib.sha256(page).hexdigest()[:22]
    return Attached(f"{name}.png", "image/png", page)
