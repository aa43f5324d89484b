"""What must be right before an issue is shown to the chair, and what would make it better."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from cdop.core import nhs_numbers
from cdop.newsletters.rendering import render_body
from cdop.newsletters.template import WRITE_HERE
from cdop.web import markdown

MOST_WORDS = 800
EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
TEN_DIGITS = re.compile(r"(?<!\d)\d(?:[ \-‐-―.]?\d){9}(?!\d)")
PHONE = re.compile(r"(?<![\d-])(?:\+44[\s(]*0?\)?[\s-]?|0)\d(?:[\s()-]{0,2}\d){8,9}(?!\d)")
HELPLINE = re.compile(r"^0(?:8(?:00|08)|3\d\d)")
EMPTY_WORDS = frozenset(
    ("here", "click here", "click", "read more", "more", "link", "this", "this link", "this page")
)
HEADING = re.compile(r"h[2-6]")
EXACT_AGE = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[\s-]+"
    r"(?:day|week|month|year)s?[\s-]+old\b",
    re.IGNORECASE,
)
WORDING = (
    (r"\bcaused by\b", "Write “may have contributed” rather than “caused by”."),
    (r"\bpreventabl\w*", "Write “modifiable” rather than “preventable”."),
    (r"\b(fault|to blame|blamed|neglectful)\b", "Check that nobody is blamed."),
    (r"\bmurder|\bkilled\b", "Check that the words are fit for a bereaved family to read."),
)


def problems(title: str, summary: str, body: str, *, panel_id: str, contact: str) -> list[str]:
    """Why the issue cannot go to the chair yet; nothing when it can."""
    found = [] if title else ["Enter a title"]
    found += [] if summary else ["Enter a summary"]
    if not body.strip():
        return [*found, "Write the newsletter"]
    if WRITE_HERE in body:
        found.append(f"Replace or delete every “{WRITE_HERE}: …” of the template")
    rendered = render_body(body, panel_id)
    found += rendered.problems
    outline = _Outline()
    outline.feed(rendered.html)
    outline.close()
    found += _headings(outline.headings)
    found += _links(outline.links)
    text = "\n".join((title, summary, markdown.plain(body)))
    return found + list(dict.fromkeys(_contacts(text, contact)))


def advice(title: str, summary: str, body: str) -> list[str]:
    """What is worth a second look; it stops nobody."""
    text = "\n".join((title, summary, body))
    found = []
    words = count_words(body)
    if words > MOST_WORDS:
        found.append(f"{words} words: two sides of A4 hold about {MOST_WORDS}.")
    if EXACT_AGE.search(text):
        found.append("It gives an exact age. Check that it is not one child's.")
    if re.search(r"!\[[^\]]*\]\(", body):
        found.append("Pictures from elsewhere are left out; their description stands instead.")
    found += [words for pattern, words in WORDING if re.search(pattern, text, re.IGNORECASE)]
    return found


def count_words(body: str) -> int:
    return len(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", markdown.plain(body)))


def _headings(headings: list[tuple[int, str]]) -> Iterator[str]:
    before = 1
    for level, words in headings:
        if level > before + 1:
            yield f"The heading “{words.strip()}” is a level too low. Take out one #"
        before = level


def _links(links: list[str]) -> Iterator[str]:
    for words in dict.fromkeys(links):
        bare = words.strip().lower().rstrip(".…")
        if not bare:
            yield "A link has no words. Say where it leads"
        elif bare in EMPTY_WORDS:
            yield f"The words of the link “{words.strip()}” do not say where it leads"


def _contacts(text: str, contact: str) -> Iterator[str]:
    for match in TEN_DIGITS.finditer(text):
        if nhs_numbers.normalise(match[0]):
            yield "It holds what looks like an NHS number. Take it out"
    for match in PHONE.finditer(text):
        if not HELPLINE.match(re.sub(r"\D", "", match[0])):
            yield f"Take out the phone number “{match[0].strip()}”: only help lines are allowed"
    for address in EMAIL.findall(text):
        if address.lower() != contact.lower():
            yield f"Take out the e-mail address “{address}”: only the panel's own is allowed"


class _Outline(HTMLParser):
    """The headings, each with its level, and the words of the links, in the order of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[tuple[int, str]] = []
        self.links: list[str] = []
        self._in_heading = self._in_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if HEADING.fullmatch(tag):
            self._in_heading = True
            self.headings.append((int(tag[1]), ""))
        if tag == "a":
            self._in_link = True
            self.links.append("")

    def handle_endtag(self, tag: str) -> None:
        if HEADING.fullmatch(tag):
            self._in_heading = False
        if tag == "a":
            self._in_link = False

    def handle_data(self, data: str) -> None:
        if self._in_heading:
            level, words = self.headings[-1]
            self.headings[-1] = (level, words + data)
        if self._in_link:
            self.links[-1] += data
