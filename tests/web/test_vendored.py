"""Files of others are what we recorded, call on nobody, and fit the templates."""

import hashlib
import re
from importlib.metadata import version
from pathlib import Path

from cdop.web import nhs

STATIC = Path(__file__).resolve().parents[2] / "static"
RECORDED = re.findall(r"`([^`]+)` \| `([0-9a-f]{64})`", (STATIC / "VENDORED.md").read_text())


def test_every_file_of_others_is_recorded_and_unchanged():
    present = {
        str(path.relative_to(STATIC))
        for folder in ("nhsuk", "vendor")
        for path in (STATIC / folder).rglob("*")
        if path.is_file()
    }

    assert present == {name for name, _ in RECORDED}
    for name, digest in RECORDED:
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == digest, name


def test_the_stylesheet_asks_nobody_else_for_anything():
    css = (STATIC / f"nhsuk/nhsuk-frontend-{nhs.FRONTEND_VERSION}.min.css").read_text()

    assert "@font-face" not in css
    assert "http" not in css
    for picture in set(re.findall(r"url\((assets/[^)]+)\)", css)):
        assert (STATIC / "nhsuk" / picture).is_file()


def test_the_components_are_those_of_the_stylesheet():
    assert version("nhsuk-frontend-jinja") == nhs.JINJA_VERSION
    assert nhs.component("tag", {"text": "New"}).startswith('<strong class="nhsuk-tag">')
    for name in nhs.COMPONENTS:
        nhs.component(name, {"text": "x", "items": [], "rows": [], "list": [], "type": "tick"})


def test_what_is_not_markup_is_escaped_inside_a_component():
    html = nhs.component("details", {"summaryText": "Help", "html": "<b>not ours</b>"})

    assert "&lt;b&gt;not ours" in html
