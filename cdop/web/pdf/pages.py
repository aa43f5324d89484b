"""The pages of a document as pictures: for a preview, or to be shown beside a link.

They are drawn by the same short-lived child process as the PDF, from the same data.
"""

import base64
import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from cdop.web.pdf.blocks import normalised
from cdop.web.pdf.rendering import NO_LETTERS, ROOT, SECONDS, LettersMissing, PdfFailed

DOTS_PER_INCH = 72.0


def render_pages(
    template: str,
    data: Mapping[str, Any],
    *,
    title: str,
    language: str = "en-GB",
    ppi: float = DOTS_PER_INCH,
) -> list[bytes]:
    """One PNG a page."""
    whole = dict(data) | {
        "blocks": normalised(data.get("blocks", ())),
        "title": title,
        "language": language,
        "author": "",
        "keywords": [],
    }
    asked = json.dumps({"template": template, "data": whole, "ppi": ppi})
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
        raise PdfFailed(f"Drawing pages: {type(error).__name__}") from None
    if child.returncode == NO_LETTERS:
        raise LettersMissing(f"No font here has {child.stdout.decode()}.")
    if child.returncode:
        raise PdfFailed(f"Drawing pages: the typesetter ended with {child.returncode}")
    return [base64.b64decode(page) for page in json.loads(child.stdout)]
