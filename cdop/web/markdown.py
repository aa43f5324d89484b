"""Markdown that people typed, as HTML that is safe to show, or as plain text for mail.

Everything passes the allow-list, raw HTML included: no script, no style, no picture from
elsewhere. Headings start below the page's own. What has more marks than any writing, and would
keep the converter busy for minutes, is shown as it was typed.
"""

import re
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import slugify
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from markupsafe import Markup, escape

TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "code", "em", "strong"),
    *("del", "sub", "sup", "ul", "ol", "li", "dl", "dt", "dd", "a", "img", "div"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href", "title", "id"},
    "img": {"src", "alt"},
    "th": {"align", "scope"},
    "td": {"align"},
    "ol": {"start"},
    "li": {"id"},
    "sup": {"id"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
CLASSES = {"table": {"nhsuk-table"}, "div": {"footnote", "toc"}}
OWN_PICTURE = re.compile(r"/media/[A-Za-z0-9][A-Za-z0-9._/-]*")
OWN_ID = re.compile(r"(section-|fn:|fnref\d*:)[\w-]+")
HEADING = re.compile("h[1-6]")
MARK = re.compile(r"[\[\]*_`<&!\\]")
MOST_MARKS = 120  # in one paragraph, item or cell
MOST_TAGS = 300  # in one text
MOST_HEADINGS = 200
OPENER = r"[ \t]*(?:>|[*+-](?=[ \t])|\d{1,9}\.(?=[ \t]))"  # of a quotation or an item
HEADED = re.compile(r"^(?:#.*|[ \t]*[=*_-][=*_ \t-]*)\n(?=.)", re.MULTILINE)  # ruled lines too
TOO_DEEP = re.compile(rf"^((?:{OPENER}){{8}})(?:{OPENER})+", re.MULTILINE)
PICTURE = re.compile(r'<img(?: \w+="[^"]*")*>')
HIDDEN_LINK = re.compile(r'<a rel="noopener noreferrer">(.*?)</a>', re.DOTALL)


def render(text: str | None) -> Markup:
    """Safe HTML; a line break typed inside a paragraph stays a space, as in any Markdown."""
    converter = Markdown(
        extensions=["tables", "sane_lists", "toc", "footnotes", _OurHtml()],
        extension_configs={
            "toc": {"baselevel": 2, "slugify": _section_id},
            "tables": {"use_align_attribute": True},
        },
        output_format="html",
    )
    clean = nh3.clean(
        _converted(converter, _within_bounds(text or "")),
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        attribute_filter=_allowed_value,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )
    clean = PICTURE.sub(_picture_or_its_words, clean)
    return Markup(HIDDEN_LINK.sub(r"\1", clean))


def plain(text: str | None) -> str:
    """The same text for the plain part of a mail: links spelt out, lists with dashes."""
    reader = _PlainText()
    reader.feed(render(text))
    reader.close()
    lines = (line.rstrip() for line in "".join(reader.written).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _picture_or_its_words(found: re.Match[str]) -> str:
    """A picture typed as HTML: with neither address nor words there is nothing to show."""
    known = dict(re.findall(r'(\w+)="([^"]*)"', found[0]))
    words = known.get("alt", "")
    if "src" in known:
        return f'<img src="{known["src"]}" alt="{words}">'
    return f"<em>{words.replace('<', '&lt;')}</em>" if words else ""


def _converted(converter: Markdown, text: str) -> str:
    try:
        return converter.convert(text)
    except RecursionError:  # lists within lists, a hundred deep
        return f"<pre>{escape(text)}</pre>"


def _within_bounds(text: str) -> str:
    if text.count("<") > MOST_TAGS:
        text = text.replace("<", "&lt;")
    if len(HEADED.findall(text)) > MOST_HEADINGS:  # else each is split off from all that follow
        text = HEADED.sub(r"\g<0>\n", text)
    return TOO_DEEP.sub(r"\1", text)


def _section_id(value: str, separator: str) -> str:
    return "section-" + slugify(value, separator)


def _allowed_value(tag: str, attribute: str, value: str) -> str | None:
    if tag == "img" and attribute == "src":
        return value if OWN_PICTURE.fullmatch(value) and ".." not in value else None
    if attribute == "id":
        return value if OWN_ID.fullmatch(value) else None
    return value


class _OurHtml(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        md.treeprocessors.register(_AsTyped(md), "cdop_as_typed", 30)  # before marks are read
        md.treeprocessors.register(_Tidy(md), "cdop_tidy", 4)


class _AsTyped(Treeprocessor):
    """Leaves alone what is matched with all others of its kind, where there are too many of it."""

    def run(self, root: Element) -> None:
        headings = (element for element in root.iter() if HEADING.fullmatch(element.tag))
        for element in list(headings)[MOST_HEADINGS:]:
            element.tag = "p"
        for element in root.iter():
            if element.text and _is_overdone(element.text):
                element.text = AtomicString(element.text)
            if element.tail and _is_overdone(element.tail):
                element.tail = AtomicString(element.tail)


def _is_overdone(text: str) -> bool:
    return len(MARK.findall(text)) > MOST_MARKS


class _Tidy(Treeprocessor):
    """NHS tables, and the words in place of a picture that is not ours."""

    def run(self, root: Element) -> None:
        _raise_headings(root)
        for element in root.iter():
            if element.tag == "table":
                element.set("class", "nhsuk-table")
            elif element.tag == "th":
                element.set("scope", "col")
            elif element.tag == "img" and not OWN_PICTURE.fullmatch(element.get("src", "")):
                words = element.get("alt", "")
                tail = element.tail
                element.clear()
                element.tag, element.text, element.tail = "em", words, tail


def _raise_headings(root: Element) -> None:
    """Whether people begin with # or with ##, their highest heading comes right below ours."""
    headings = [element for element in root.iter() if HEADING.fullmatch(element.tag)]
    step = min((int(heading.tag[1]) for heading in headings), default=2) - 2
    for heading in headings:
        heading.tag = f"h{int(heading.tag[1]) - step}"


class _PlainText(HTMLParser):
    BLOCKS = frozenset(
        ("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre")
    )

    def __init__(self) -> None:
        super().__init__()
        self.written: list[str] = []
        self.href = ""
        self.link_text = ""
        self.counters: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.BLOCKS:
            self.written.append("\n\n" if tag not in ("ul", "ol") or not self.counters else "\n")
        if tag in ("ul", "ol"):
            self.counters.append(0 if tag == "ol" else -1)
        starts: dict[str, Any] = {"li": self._item, "br": lambda: "\n", "tr": lambda: "\n"}
        if tag in starts:
            self.written.append(starts[tag]())
        if tag == "a":
            self.href, self.link_text = dict(attrs).get("href") or "", ""

    def _item(self) -> str:
        if not self.counters or self.counters[-1] < 0:
            return "\n" + "  " * max(0, len(self.counters) - 1) + "- "
        self.counters[-1] += 1
        return "\n" + "  " * (len(self.counters) - 1) + f"{self.counters[-1]}. "

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self.counters:
            self.counters.pop()
        if tag in self.BLOCKS:
            self.written.append("\n\n" if not self.counters else "")
        if tag in ("td", "th"):
            self.written.append("  ")
        if tag == "a" and self.href:
            target = self.href.removeprefix("mailto:")
            if not self.href.startswith("#") and target != self.link_text:
                self.written.append(f" ({target})")
            self.href = ""

    def handle_data(self, data: str) -> None:
        self.link_text += data
        self.written.append(data if "\n" != data else "")
