"""One issue as it is read, draft, publication or translation: ready to become page, mail, PDF."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from markupsafe import Markup

from cdop.accounts.models import Panel
from cdop.core.catalogues.languages import LANGUAGES, ORIGINAL, Language
from cdop.core.catalogues.sleep import Message
from cdop.mail.links import base_url, path_to
from cdop.newsletters import picture_queries
from cdop.newsletters.models import Issue, Picture, Publication
from cdop.newsletters.rendering import MESSAGE_BOX, message_apart
from cdop.newsletters.translation_models import TranslatedEdition
from cdop.web.filters import uk_date
from cdop.web.frozen import thaw
from cdop.web.pdf import blocks as make
from cdop.web.pdf.from_html import from_html
from cdop.web.pdf.pages import render_pages
from cdop.web.pdf.rendering import Template, render_pdf

PICTURE = re.compile(r'<img\b[^>]*? src="/media/([A-Za-z0-9]{22})\.(?:png|jpg)"')
BOX = re.compile(re.escape(MESSAGE_BOX) + r".*?</div>", re.DOTALL)
PICTURE_WIDTH = 45  # of a hundred
TITLE_OF_MESSAGE = "Message of the quarter"


@dataclass(frozen=True)
class Correction:
    """What an edition corrects: the number of the first, and what was wrong."""

    number: int
    note: str


@dataclass(frozen=True)
class Edition:
    """Everything that a reader sees of an issue; a draft has no number yet."""

    panel: Panel
    title: str
    summary: str
    html: Markup
    text: str
    message: Message | None  # where the text does not hold it
    number: int | None
    published_at: datetime
    correction: Correction | None = None
    language: Language = LANGUAGES[ORIGINAL]

    @property
    def is_translation(self) -> bool:
        return self.language.code != ORIGINAL

    @property
    def about(self) -> str:
        number = f"issue {self.number}, " if self.number else ""
        language = f", {self.language.english}" if self.is_translation else ""
        return f"Newsletter, {number}{uk_date(self.published_at)}{language}"

    def address(self, base: str) -> str:
        """Where it stands for good; a draft points at the archive."""
        place: dict[str, str | int] = {"panel_slug": self.panel.slug}
        if self.number is None:
            return base + path_to("public.panel_archive", **place)
        place["number"] = self.number
        if self.is_translation:
            return base + path_to("public.translation", language=self.language.code, **place)
        return base + path_to("public.publication", **place)

    def list_pictures(self) -> list[Picture]:
        """The pictures in it, with their content."""
        return picture_queries.list_contents(list(dict.fromkeys(PICTURE.findall(self.html))))


def of_publication(publication: Publication) -> Edition:
    first = publication.corrects
    return Edition(
        panel=publication.panel,
        title=publication.title,
        summary=publication.summary,
        html=thaw(publication.html, publication.checksum),
        text=publication.text,
        message=message_apart(publication.html, publication.message_code),
        number=publication.number,
        published_at=publication.published_at,
        correction=Correction(first.number, publication.correction_note) if first else None,
    )


def of_translation(translated: TranslatedEdition) -> Edition:
    publication = translated.publication
    first = publication.corrects
    return Edition(
        panel=publication.panel,
        title=translated.title,
        summary=translated.summary,
        html=thaw(translated.html, translated.checksum),
        text=translated.text,
        message=message_apart(translated.html, publication.message_code, translated.message),
        number=publication.number,
        published_at=publication.published_at,
        correction=Correction(first.number, translated.correction_note) if first else None,
        language=translated.spoken,
    )


def correction_of(issue: Issue) -> Correction | None:
    first = issue.corrects.publication if issue.corrects else None
    return Correction(first.number, issue.correction_note) if first else None


def pdf_of(edition: Edition, base: str = "") -> bytes:
    """Two sides of A4 for the wall, that a screen reader can read."""
    return render_pdf(
        Template.NEWSLETTER,
        _pdf_data(edition, base or base_url()),
        title=edition.title,
        language=edition.language.tag,
        author=edition.panel.name,
    )


def pages_of(edition: Edition, base: str = "", *, ppi: float = 72.0) -> list[bytes]:
    """The same pages as pictures, for a preview."""
    data = _pdf_data(edition, base or base_url())
    return render_pages(
        Template.NEWSLETTER,
        data,
        title=edition.title,
        language=edition.language.tag,
        ppi=ppi,
    )


def card_of(edition: Edition) -> bytes:
    """The picture that other sites show beside a link: words only, no letter of the text."""
    data = {"organisation": edition.panel.name, "subtitle": edition.about, "blocks": []}
    return render_pages("card", data, title=edition.title, language=edition.language.tag)[0]


def _pdf_data(edition: Edition, base: str) -> dict[str, object]:
    return {
        "organisation": edition.panel.name,
        "subtitle": edition.about,
        "summary": edition.summary,
        "running": f"{edition.panel.name}: {edition.title}",
        "footer": edition.address(base).partition("//")[2],
        "blocks": _blocks(edition, base),
    }


def _blocks(edition: Edition, base: str) -> list[dict[str, object]]:
    contents = {picture.path: picture.content for picture in edition.list_pictures()}
    blocks = []
    if edition.correction:
        blocks.append(make.box([make.paragraph(_corrects(edition, edition.correction))]))
    rest = 0
    for box in BOX.finditer(edition.html):
        blocks += _of_html(edition.html[rest : box.start()], base, contents.get)
        words = box[0].partition('__text">')[2].partition("<")[0]
        blocks.append(_message_box(unescape(words), edition))
        rest = box.end()
    blocks += _of_html(edition.html[rest:], base, contents.get)
    return [*blocks, *([_message_box(edition.message.text, edition)] if edition.message else [])]


def _corrects(edition: Edition, correction: Correction) -> str:
    """Our own words are English: a translation has the note in its language alone."""
    if edition.is_translation:
        return correction.note
    return f"This issue corrects issue {correction.number}. {correction.note}"


def _of_html(
    html: str, base: str, pictures: Callable[[str], bytes | None]
) -> list[dict[str, object]]:
    return [_smaller(block) for block in from_html(html, base_url=base, pictures=pictures)]


def _smaller(block: dict[str, object]) -> dict[str, object]:
    """A photograph leaves room for the words; a chart needs its width."""
    if block.get("kind") == "picture" and block.get("format") != "svg":
        return block | {"width": PICTURE_WIDTH}
    return block


def _message_box(words: str, edition: Edition) -> dict[str, object]:
    title = make.paragraph([make.strong(TITLE_OF_MESSAGE)])
    said = make.paragraph(words, tone=make.Tone.LEAD)
    return make.box([said] if edition.is_translation else [title, said])
