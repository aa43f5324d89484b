"""A PDF for everybody (PDF/UA-1) from plain data, typeset by a short-lived child process.

The same data give the same bytes. What was typeset lately is kept in memory.
"""

import hashlib
import json
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from cdop.web.pdf.blocks import normalised

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 60
KEPT = 16
NO_LETTERS = 3  # the exit code of the child that has no font for what was written

_kept: OrderedDict[str, bytes] = OrderedDict()
_one_at_a_time = threading.Lock()


class Template(StrEnum):
    """What the pages look like: files in `templates`."""

    DOCUMENT = "document"
    NEWSLETTER = "newsletter"
    CERTIFICATE = "certificate"


class PdfFailed(RuntimeError):
    """The PDF could not be made; the page still says the same."""


class LettersMissing(PdfFailed):
    """No font of ours has a letter of the text; the reason names the script."""


def render_pdf(
    template: Template,
    data: Mapping[str, Any],
    *,
    title: str,
    language: str = "en-GB",
    author: str = "",
    keywords: Sequence[str] = (),
) -> bytes:
    """The PDF of `data["blocks"]` in a template's frame; docs/developing/pdf.md lists the rest."""
    whole = with_head(data, title, language, author, keywords)
    asked = json.dumps({"template": template.value, "data": whole}, sort_keys=True)
    key = hashlib.sha256(asked.encode()).hexdigest()
    with _one_at_a_time:
        if key not in _kept:
            _kept[key] = _typeset(asked)
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
        return _kept[key]


def with_head(
    data: Mapping[str, Any],
    title: str,
    language: str,
    author: str = "",
    keywords: Sequence[str] = (),
) -> dict[str, Any]:
    """All that a template is told."""
    return dict(data) | {
        "blocks": normalised(data.get("blocks", ())),
        "title": title,
        "language": language,
        "author": author,
        "keywords": list(keywords),
    }


def _typeset(asked: str) -> bytes:
    made = typeset(asked, "Making a PDF")
    if not made.startswith(b"%PDF-"):
        raise PdfFailed("Making a PDF: the typesetter made something else")
    return made


def typeset(asked: str, doing: str) -> bytes:
    """What the child process answers to `asked`; `doing` stands in the reason if it fails."""
    try:
        child = subprocess.run(
            [sys.executable, "-m", "cdop.web.pdf.render"],
            input=asked.encode(),
            capture_output=True,
            timeout=SECONDS,
            cwd=ROOT,
            env={"PATH": "", "LANG": "C.UTF-8"},  # nothing of ours, least of all a secret
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise PdfFailed(f"{doing}: {type(error).__name__}") from None
    if child.returncode == NO_LETTERS:
        raise LettersMissing(f"No font here has {child.stdout.decode()}.")
    if child.returncode:
        raise PdfFailed(f"{doing}: the typesetter ended with {child.returncode}")
    return child.stdout
