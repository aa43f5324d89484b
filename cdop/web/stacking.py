"""On a phone a wide table is read line by line: each cell carries the name of its column."""

import re
from itertools import count

from markupsafe import Markup, escape

FEWEST_COLUMNS = 4  # three fit a phone beside each other
_HEADER = re.compile(r"<th\b([^>]*)>(.*?)</th>", re.DOTALL)
_TAG = re.compile(r"<(thead|tbody|tr|td|th)\b([^>]*)>")
_ROLES = {"thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}


def stacks(rows: str) -> bool:
    """Whether the rows of a table (its head and body) are too wide for a phone."""
    head, _, _ = rows.partition("</thead>")
    return "colspan" not in rows and len(_HEADER.findall(head)) >= FEWEST_COLUMNS


def stacked(rows: str) -> Markup:
    """The rows with the column's name on each cell, and the roles that a changed display loses."""
    head, end, body = str(rows).partition("</thead>")
    labels = [" ".join(Markup(text).striptags().split()) for _, text in _HEADER.findall(head)]
    column = count()

    def marked(found: re.Match[str]) -> str:
        nonlocal column
        tag, attributes = found.groups()
        if tag == "tr":
            column = count()
        role = _ROLES.get(tag) or ("columnheader" if 'scope="col"' in attributes else "rowheader")
        return f'<{tag} role="{role}"{_label(tag, labels, column)}{attributes}>'

    return Markup(_TAG.sub(marked, head) + end + _TAG.sub(marked, body))


def _label(tag: str, labels: list[str], column: "count[int]") -> str:
    if tag not in ("td", "th"):
        return ""
    place = next(column)
    label = labels[place] if place < len(labels) else ""
    return f' data-label="{escape(label)}"' if tag == "td" and label else ""
