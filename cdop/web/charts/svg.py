"""A drawn SVG made fit for a page: only shapes and words, no style, no link, with a name to read.

What is kept is listed; all else is dropped, whatever a drawing engine may write one day.
"""

import hashlib
import re
from xml.etree import ElementTree as ET

from markupsafe import Markup

SVG = "http://www.w3.org/2000/svg"
SHAPES = frozenset(("svg", "g", "path", "line", "rect", "circle", "text", "tspan"))
ATTRIBUTES = frozenset(
    (
        "viewBox d x y x1 y1 x2 y2 cx cy r rx ry width height transform fill fill-opacity stroke"
        " stroke-width stroke-dasharray stroke-linecap stroke-linejoin stroke-miterlimit"
        " stroke-opacity opacity text-anchor font-family font-size font-weight font-style"
    ).split()
)
LONG_NUMBER = re.compile(r"(\d+\.\d)\d{2,}")

ET.register_namespace("", SVG)


def clean(drawn: str, title: str, description: str) -> Markup:
    """The picture with `title` and `description` as its text; the same input, the same bytes."""
    root = ET.fromstring(drawn)  # noqa: S314 - drawn by our own process
    _keep_listed(root)
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    _name(root, title, description)
    return Markup(ET.tostring(root, encoding="unicode"))


def _keep_listed(element: ET.Element) -> None:
    for child in list(element):
        tag = child.tag.removeprefix(f"{{{SVG}}}") if isinstance(child.tag, str) else ""
        if tag not in SHAPES or child.get("display") == "none":
            element.remove(child)
        else:
            _keep_listed(child)
            if tag in ("g", "path") and not len(child) and not child.get("d"):
                element.remove(child)
    for name, value in list(element.attrib.items()):
        if name not in ATTRIBUTES or "url(" in value:
            del element.attrib[name]
        else:
            element.set(name, LONG_NUMBER.sub(r"\1", value))


def _name(root: ET.Element, title: str, description: str) -> None:
    content = ET.tostring(root) + title.encode() + description.encode()
    stem = "chart-" + hashlib.sha256(content).hexdigest()[:12]
    texts = (("title", title), ("desc", description))
    for place, (tag, text) in enumerate(texts):
        child = ET.Element(f"{{{SVG}}}{tag}", {"id": f"{stem}-{tag}"})
        child.text = text
        root.insert(place, child)
    root.set("role", "img")
    root.set("aria-labelledby", f"{stem}-title {stem}-desc")
