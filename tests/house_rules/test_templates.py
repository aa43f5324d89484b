"""Templates keep to the content policy: nothing inline, unescaped or from elsewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "templates"
PAGES = sorted(path for path in ROOT.rglob("*.html") if "mail" not in path.relative_to(ROOT).parts)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_holds_nothing_that_the_browser_would_refuse(path):
    template = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.S)
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", template, flags=re.S)

    assert not re.search(r"\|\s*safe\b", template), "pass Markup from the view instead of |safe"
    assert not re.search(r"\sstyle\s*=", text), "put the style in static/app.css"
    assert not re.search(r"<style\b", text), "put the style in static/app.css"
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text), "listen in a module under static/js"
    assert not re.search(r"<script(?![^>]*\ssrc=)", text), "put the script in static/js"
    assert not re.search(r"\b(src|srcset)\s*=\s*[\"']?(https?:)?//", text), "serve it ourselves"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_page_has_a_title_of_its_own(path):
    text = path.read_text()

    if '{% extends "base.html" %}' in text and not path.name.startswith("layout"):
        assert "{% block title %}" in text, "write {% block title %}...{% endblock %}"
