"""From stored text back to markup: only what this service made, checked and stored itself."""

import hashlib
import re

from markupsafe import Markup

NO_PLAIN_DRAWING = re.compile(
    r"<(?!/?(svg|g|path|line|rect|circle|text|tspan|title|desc)\b)|\son\w+\s*=|javascript:|style\s*=",
    re.IGNORECASE,
)


class Altered(RuntimeError):
    """Stored markup is not what was once put away; it is not shown."""


def checksum(html: str) -> str:
    return hashlib.sha256(html.encode()).hexdigest()


def thaw(html: str, expected: str) -> Markup:
    """The markup as it was frozen, if it still is what the checksum says."""
    if checksum(html) != expected:
        raise Altered("Stored markup does not match its checksum")
    return Markup(html)


def drawing(svg: str) -> Markup:
    """A chart of ours as it was stored; anything that is no plain drawing gives nothing."""
    if not svg.startswith("<svg") or NO_PLAIN_DRAWING.search(svg):
        return Markup()
    return Markup(svg)
