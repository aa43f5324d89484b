"""What a PDF is made of: headings, paragraphs, lists, tables and pictures, as plain data.

Words are data all the way to the typesetter, never its code. Inline text is a list of strings and
of marked parts such as `{"kind": "strong", "parts": [...]}`.
"""

import base64
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

Block = dict[str, Any]
Inline = list[Any]
Words = str | Sequence[Any]

DEEPEST = 6


class Tone(StrEnum):
    """How a paragraph is set."""

    NORMAL = "normal"
    LEAD = "lead"
    SMALL = "small"


def inline(words: Words) -> Inline:
    return [words] if isinstance(words, str) else list(words)


def strong(words: Words) -> dict[str, Any]:
    return {"kind": "strong", "parts": inline(words)}


def link(address: str, words: Words) -> dict[str, Any]:
    """A link to a whole address: a reader of a PDF has no page to start from."""
    return {"kind": "link", "address": address, "parts": inline(words)}


def heading(words: Words, level: int = 2) -> Block:
    """Level 1 is the document's own title; levels that skip one are put right when rendered."""
    return {"kind": "heading", "level": level, "parts": inline(words)}


def paragraph(words: Words, tone: Tone = Tone.NORMAL) -> Block:
    return {"kind": "paragraph", "tone": tone.value, "parts": inline(words)}


def title(words: Words) -> Block:
    """What stands above a picture or table, and is never parted from it."""
    return {"kind": "paragraph", "tone": "title", "parts": [strong(words)]}


def bullets(
    items: Iterable[Words | list[Block]], *, numbered: bool = False, start: int = 1
) -> Block:
    """A list; an item is words, or blocks of its own."""
    return {
        "kind": "list",
        "numbered": numbered,
        "start": start,
        "items": [_item(item) for item in items],
    }


def _item(item: Any) -> list[Block]:
    if isinstance(item, list) and item and isinstance(item[0], dict) and item[0]["kind"] in BLOCKS:
        return item
    return [paragraph(item)]


def facts(rows: Iterable[tuple[str, Words]]) -> Block:
    """Pairs of a term and what is said of it."""
    return {"kind": "facts", "rows": [[term, inline(words)] for term, words in rows]}


def box(blocks: Sequence[Block]) -> Block:
    """Blocks set apart by a line and a ground."""
    return {"kind": "box", "blocks": list(blocks)}


def quote(blocks: Sequence[Block]) -> Block:
    return {"kind": "quote", "blocks": list(blocks)}


def code(text: str) -> Block:
    return {"kind": "code", "text": text}


def rule() -> Block:
    return {"kind": "rule"}


def page_break() -> Block:
    return {"kind": "page_break"}


def together(blocks: Sequence[Block]) -> Block:
    """Blocks that stay on one page where they fit on one."""
    return {"kind": "together", "blocks": list(blocks)}


def table(
    columns: Sequence[Words],
    rows: Iterable[Sequence[Words]],
    *,
    caption: Words = "",
    numeric: Iterable[int] = (),
    notes: Iterable[Words] = (),
) -> Block:
    """A table with a header cell for each column; `numeric` columns are set to the right."""
    right = set(numeric)
    return {
        "kind": "table",
        "caption": inline(caption) if caption else [],
        "columns": [
            {"parts": inline(column), "numeric": place in right}
            for place, column in enumerate(columns)
        ],
        "rows": [[inline(cell) for cell in row] for row in rows],
        "notes": [inline(note) for note in notes],
    }


def picture(content: bytes | str, *, alt: str, caption: Words = "", width: int = 100) -> Block:
    """An SVG, PNG or JPEG; `width` in per cent. Without alternative text it is decoration."""
    data = content.encode() if isinstance(content, str) else content
    return {
        "kind": "picture",
        "format": picture_format(data),
        "content": base64.b64encode(data).decode(),
        "alt": alt,
        "caption": inline(caption) if caption else [],
        "width": width,
    }


def picture_format(data: bytes) -> str:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.lstrip()[:4] == b"<svg":
        return "svg"
    raise ValueError("Only SVG, PNG and JPEG pictures can be put into a PDF.")


BLOCKS = frozenset(
    "heading paragraph list facts box quote code rule page_break together table picture".split()
)


def in_language(language: str, blocks: Iterable[Block]) -> Block:
    """What is written in another language than the rest, and read in its direction."""
    return {"kind": "in_language", "language": language, "blocks": list(blocks)}


def normalised(blocks: Iterable[Mapping[str, Any]], above: int = 1) -> list[Block]:
    """The same blocks with headings that go down one level at a time, below level `above`."""
    return _Levels(above).of(blocks)


class _Levels:
    def __init__(self, above: int) -> None:
        self.base = above
        self.open: list[int] = []  # the levels as written, of the headings that are open

    def of(self, blocks: Iterable[Mapping[str, Any]]) -> list[Block]:
        return [self._one(dict(block)) for block in blocks]

    def _one(self, block: Block) -> Block:
        if block["kind"] == "heading":
            while self.open and self.open[-1] >= block["level"]:
                self.open.pop()
            self.open.append(block["level"])
            return block | {"level": min(self.base + len(self.open), DEEPEST)}
        if "blocks" in block:
            return block | {"blocks": self.of(block["blocks"])}
        if block["kind"] == "list":
            return block | {"items": [self.of(item) for item in block["items"]]}
        return block
