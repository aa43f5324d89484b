"""The pages of a document as pictures: for a preview, or to be shown beside a link.

They are drawn by the same short-lived child process as the PDF, from the same data.
"""

import base64
import json
from collections.abc import Mapping
from typing import Any

from cdop.web.pdf.rendering import typeset, with_head

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
    whole = with_head(data, title, language)
    asked = json.dumps({"template": template, "data": whole, "ppi": ppi})
    return [base64.b64decode(page) for page in json.loads(typeset(asked, "Drawing pages"))]
