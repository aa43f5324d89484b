"""Markdown, or HTML that this service made or cleaned, as the blocks of a PDF.

Tags it does not know give their words only. Charts keep their own title and description.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from cdop.web import markdown
from cdop.web.pdf import blocks as make
from cdop.web.pdf.blocks import Block, Inline

Pictures = Callable[[str], bytes | None]
VOID = frozenset(("br", "hr", "img", "input", "meta", "link", "col"))
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
DRAWING_WORDS = re.compile(r"<(?:title|desc)\b[^>]*>(.*?)</(?:title|desc)>", re.DOTALL)
CHART_WIDTH = 64  # of the page, in percent: the words of a chart come out as large as the text
UNSEEN = ("visually-hidden", "app-screen")
BLOCK_TAGS = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre hr img div section figure figcaption"
    " details summary article header footer main aside nav li dt dd".split()
)
MARKS = {"strong": "strong", "b": "strong", "em": "emph", "i": "emph", "code": "code"} | {
    name: name for name in ("sub", "sup", "del")
}


@dataclass
class Node:
    """An element and what is in it: nodes and strings."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    @property
    def is_unseen(self) -> bool:
        return any(each in self.attributes.get("class", "") for each in UNSEEN)

    def each(self, *tags: str) -> "list[Node]":
        """Elements of the tags at any depth, in order."""
        found = []
        for child in self.children:
            if isinstance(child, Node):
                found += [child] if child.tag in tags else child.each(*tags)
        return found

    @property
    def words(self) -> str:
        return "".join(c if isinstance(c, str) else c.words for c in self.children)


def from_markdown(
    text: str | None, *, base_url: str = "", pictures: Pictures | None = None
) -> list[Block]:
    """What somebody typed, cleaned as it is on a page."""
    return from_html(markdown.render(text), base_url=base_url, pictures=pictures)


def from_html(html: str, *, base_url: str = "", pictures: Pictures | None = None) -> list[Block]:
    """`base_url` completes addresses; `pictures` gives the content of one by its address."""
    drawings: list[str] = []

    def put_away(match: re.Match[str]) -> str:
        drawings.append(match[0])
        return f'<img src="drawing:{len(drawings) - 1}">'

    tree = _Tree()
    tree.feed(DRAWING.sub(put_away, str(html)))
    tree.close()
    return _Reader(base_url, pictures or (lambda address: None), drawings).blocks(tree.root)


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("div")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        places = [place for place, node in enumerate(self.open) if node.tag == tag]
        if places and places[-1]:
            del self.open[places[-1] :]

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


class _Reader:
    def __init__(self, base_url: str, pictures: Pictures, drawings: Sequence[str]) -> None:
        self.base_url, self.pictures, self.drawings = base_url, pictures, drawings

    def blocks(self, node: Node) -> list[Block]:
        """The blocks inside a node; loose words between them become paragraphs."""
        found: list[Block] = []
        loose: list[Node | str] = []
        for child in node.children:
            if isinstance(child, Node) and child.tag in BLOCK_TAGS:
                found += self._loose(loose)
                loose = []
                found += [] if child.is_unseen else self._block(child)
            else:
                loose.append(child)
        return found + self._loose(loose)

    def _loose(self, children: Sequence[Node | str]) -> list[Block]:
        parts = _trimmed(self._inline(children))
        return [make.paragraph(parts)] if parts else []

    def _block(self, node: Node) -> list[Block]:
        if re.fullmatch("h[1-6]", node.tag):
            parts = _trimmed(self._inline(node.children))
            return [make.heading(parts, int(node.tag[1]))] if parts else []
        makers: dict[str, Callable[[Node], list[Block]]] = {
            "ul": self._list,
            "ol": self._list,
            "dl": self._facts,
            "table": self._table,
            "img": self._picture,
            "figcaption": self._title,
            "blockquote": lambda node: [make.quote(self.blocks(node))],
            "pre": lambda node: [make.code(node.words.strip("\n"))],
            "hr": lambda node: [make.rule()],
            "summary": lambda node: [],
        }
        found = makers.get(node.tag, self.blocks)(node)
        language = node.attributes.get("lang", "")
        return [make.in_language(language, found)] if language and found else found

    def _list(self, node: Node) -> list[Block]:
        start = node.attributes.get("start", "1")
        items = [self.blocks(each) for each in node.children if isinstance(each, Node)]
        return [
            {
                "kind": "list",
                "numbered": node.tag == "ol",
                "start": int(start) if start.isdecimal() else 1,
                "items": [item for item in items if item],
            }
        ]

    def _facts(self, node: Node) -> list[Block]:
        rows: list[tuple[str, Inline]] = []
        for each in node.each("dt", "dd"):
            parts = _trimmed(self._inline(each.children))
            if each.tag == "dt":
                rows.append((" ".join(each.words.split()), []))
            elif rows:
                rows[-1][1].extend([" ", *parts] if rows[-1][1] else parts)
        return [make.facts(rows)] if rows else []

    def _table(self, node: Node) -> list[Block]:
        rows = [row.each("th", "td") for row in node.each("tr")]
        rows = [row for row in rows if row]
        if not rows:
            return []
        width = max(map(len, rows))
        caption = [part for each in node.each("caption") for part in self._inline(each.children)]
        body = rows[1:]
        numeric = [
            place
            for place in range(width)
            if any(
                len(row) > place and row[place].attributes.get("align") == "right" for row in rows
            )
        ]
        cells = [[self._cell(row, place) for place in range(width)] for row in [rows[0], *body]]
        return [make.table(cells[0], cells[1:], caption=_trimmed(caption), numeric=numeric)]

    def _cell(self, row: Sequence[Node], place: int) -> Inline:
        return _trimmed(self._inline(row[place].children)) if place < len(row) else []

    def _title(self, node: Node) -> list[Block]:
        parts = _trimmed(self._inline(node.children))
        return [make.title(parts)] if parts else []

    def _picture(self, node: Node) -> list[Block]:
        address = node.attributes.get("src", "")
        if address.startswith("drawing:"):
            return [self._drawing(self.drawings[int(address.removeprefix("drawing:"))])]
        content = self.pictures(address)
        alt = node.attributes.get("alt", "")
        if content is None:
            return [make.paragraph([{"kind": "emph", "parts": [alt]}])] if alt else []
        return [make.picture(content, alt=alt)]

    def _drawing(self, svg: str) -> Block:
        words = [" ".join(_text_of(found).split()) for found in DRAWING_WORDS.findall(svg)]
        alt = ". ".join(word.rstrip(".") for word in words if word)
        return make.picture(svg, alt=alt, width=CHART_WIDTH)

    def _inline(self, children: Sequence[Node | str]) -> Inline:
        found: Inline = []
        for child in children:
            if isinstance(child, str):
                found.append(re.sub(r"\s+", " ", child))
            elif child.tag == "br":
                found.append({"kind": "break"})
            elif not child.is_unseen:
                found += self._marked(child)
        return [part for part in found if part != ""]

    def _marked(self, node: Node) -> Inline:
        parts = self._inline(node.children)
        address = self._address(node.attributes.get("href", "")) if node.tag == "a" else ""
        if not parts:
            return []
        if address:
            return [make.link(address, parts)]
        if node.tag in MARKS:
            return [{"kind": MARKS[node.tag], "parts": parts}]
        return parts

    def _address(self, address: str) -> str:
        if re.match(r"(https?|mailto|tel):", address):
            return address
        return self.base_url + address if self.base_url and address.startswith("/") else ""


def _text_of(html: str) -> str:
    tree = _Tree()
    tree.feed(html)
    tree.close()
    return tree.root.words


def _trimmed(parts: Inline) -> Inline:
    """No blanks at either end."""
    found = list(parts)
    while found and isinstance(found[0], str) and not found[0].strip():
        del found[0]
    while found and isinstance(found[-1], str) and not found[-1].strip():
        del found[-1]
    if found and isinstance(found[0], str):
        found[0] = found[0].lstrip()
    if found and isinstance(found[-1], str):
        found[-1] = found[-1].rstrip()
    return found
