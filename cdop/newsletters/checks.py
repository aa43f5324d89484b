"""What must be right before an issue is shown to the chair, and what would make it better."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from flask import current_app

from cdop.core import nhs_numbers
from cdop.core.writing.readability import HARD_AGE, hints, reading_age
from cdop.newsletters.models import Issue
from cdop.newsletters.rendering import EMBED, render_body
from cdop.newsletters.template import WRITE_HERE
from cdop.web import markdown

MOST_HINTS = 8
EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+")
TEN_DIGITS = re.compile(r"(?<!\d)\d(?:[ \-‐-―.]?\d){9}(?!\d)")
PHONE = re.compile(r"(?<![\d-])(?:\+44[\s(]*0?\)?[\s-]?|0)\d(?:[\s()-]{0,2}\d){8,9}(?!\d)")
HELPLINE = re.compile(r"^0(?:8(?:00|08)|3\d\d)")
EMPTY_WORDS = frozenset(
    ("here", "click here", "click", "read more", "more", "link", "this", "this link", "this page")
)
BARE_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")
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


def problems_of(issue: Issue) -> list[str]:
    """Why the issue, as it was saved, cannot go to the chair yet."""
    found = problems(
        issue.title,
        issue.summary,
        issue.body,
        panel_id=issue.panel_id,
        contact=current_app.config["CONTACT_EMAIL"],
        message_code=issue.message_code,
    )
    if issue.corrects_id and not issue.correction_note:
        found.append("Say what was wrong with the issue that it corrects")
    return found


def problems(
    title: str,
    summary: str,
    body: str,
    *,
    panel_id: str,
    contact: str,
    message_code: str = "",
    said: str | None = None,
) -> list[str]:
    """Why the issue cannot go to the chair yet; nothing when it can. `said` in a translation."""
    found = [] if title else ["Enter a title"]
    found += [] if summary else ["Enter a summary"]
    if not body.strip():
        return [*found, "Write the newsletter"]
    if WRITE_HERE in body:
        found.append(f"Replace or delete every “{WRITE_HERE}: …” of the template")
    rendered = render_body(body, panel_id, message_code, said=said)
    found += rendered.problems
    outline = _Outline()
    outline.feed(rendered.html)
    outline.close()
    found += _headings(outline.headings)
    found += _links(outline.links)
    found += _pictures(outline.pictures)
    found += _columns(outline.columns)
    text = "\n".join((title, summary, markdown.plain(body)))
    return found + list(dict.fromkeys(_contacts(text, contact)))


def advice(title: str, summary: str, body: str) -> list[str]:
    """What is worth a second look; it stops nobody."""
    text = "\n".join((title, summary, body))
    found = []
    if EXACT_AGE.search(text):
        found.append("It gives an exact age. Check that it is not one child's.")
    if re.search(r"!\[[^\]]*\]\(", body):
        found.append("Pictures from elsewhere are left out; their description stands instead.")
    found += [words for pattern, words in WORDING if re.search(pattern, text, re.IGNORECASE)]
    return found + plain_english(body)


def plain_english(body: str) -> list[str]:
    """How old one must be to read it with ease, and the words that make it hard."""
    text = markdown.plain(EMBED.sub("", body))
    age = reading_age(text)
    found = []
    if age is not None and age > HARD_AGE:
        found.append(f"Reading age {age}: aim for {HARD_AGE} or less, by shorter sentences.")
    found += [f"“{hint.words}”: {hint.advice}" for hint in hints(text)[:MOST_HINTS]]
    return found


def reading_age_of(body: str) -> int | None:
    return reading_age(markdown.plain(EMBED.sub("", body)))


def count_words(body: str) -> int:
    return len(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", markdown.plain(body)))


def _headings(headings: list[tuple[int, str]]) -> Iterator[str]:
    before = 1
    for level, words in headings:
        if level > before + 1:
            yield f"The heading “{words.strip()}” is a level too low. Take out one #"
        elif not words.strip():
            yield "A heading has no words. Write it, or take it out"
        elif len(words) > 8 and words.isupper():
            yield f"The heading “{words.strip()}” is in capitals. Write it like a sentence"
        before = level


def _links(links: list[str]) -> Iterator[str]:
    for words in dict.fromkeys(links):
        bare = words.strip().lower().rstrip(".…")
        if not bare:
            yield "A link has no words. Say where it leads"
        elif bare in EMPTY_WORDS:
            yield f"The words of the link “{words.strip()}” do not say where it leads"
        elif BARE_ADDRESS.match(bare):
            yield f"The link “{words.strip()}” shows its address. Say in words where it leads"


def _pictures(alts: list[str]) -> Iterator[str]:
    if any(not alt.strip() for alt in alts):
        yield "A picture has no words for those who cannot see it. Put it in by its number"


def _columns(columns: list[str]) -> Iterator[str]:
    if any(not words.strip() for words in columns):
        yield "A column of a table has no heading. Say what stands in it"


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
    """Headings with their levels, the words of links, what pictures and columns are called."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[tuple[int, str]] = []
        self.links: list[str] = []
        self.pictures: list[str] = []
        self.columns: list[str] = []
        self._in_heading = self._in_link = self._in_column = False
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if HEADING.fullmatch(tag):
            self._in_heading = True
            self.headings.append((int(tag[1]), ""))
        if tag == "a":
            self._in_link = True
            self.links.append("")
        if tag == "img":
            self.pictures.append(dict(attrs).get("alt") or "")
        if tag in ("tr", "th", "td"):
            self._cells = 0 if tag == "tr" else self._cells + 1
        if tag == "th" and self._cells > 1:  # the corner of a table may be blank
            self._in_column = True
            self.columns.append("")

    def handle_endtag(self, tag: str) -> None:
        if HEADING.fullmatch(tag):
            self._in_heading = False
        if tag == "a":
            self._in_link = False
        if tag == "th":
            self._in_column = False

    def handle_data(self, data: str) -> None:
        if self._in_heading:
            level, words = self.headings[-1]
            self.headings[-1] = (level, words + data)
        if self._in_link:
            self.links[-1] += data
        if self._in_column:
            self.columns[-1] += data
