"""An issue's Markdown as a page, a mail and plain text, with released tables put in by number.

A line such as `[[table 2026-01/3]]` is the only way a figure gets in: what it names must be a
public release of the same panel that was not withdrawn. Each embedded piece stands between marks
that no author can write, so that it can be taken out again when its release is withdrawn.
`[[picture 3]]` puts in a picture of the panel, `[[message]]` the message of the quarter.

In a translation the same lines put in the same pieces, in English as they were released; only the
message of the quarter is in its own words, `said`.
"""

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from flask import render_template
from markupsafe import Markup

from cdop.audits.models import ReleasedTable
from cdop.core.catalogues.sleep import MESSAGES, Message
from cdop.core.writing.pieces import EMBED
from cdop.newsletters import picture_queries, queries
from cdop.newsletters.models import Picture
from cdop.web import markdown
from cdop.web.frozen import drawing

PARAGRAPH = r"<p>\s*{}\s*</p>|{}"
NUMBER = r"[0-9]{4}-[0-9]{1,4}/[0-9]{1,3}"
MARKED = re.compile(r"<!--released ([^ >]+)-->(.*?)<!--/released-->", re.DOTALL)
PICTURE = re.compile(r"<!--picture-->.*?<!--/picture-->", re.DOTALL)
OWN_PICTURE = re.compile(r'(<img\b[^>]*? src=")/media/([A-Za-z0-9]{22}\.(?:png|jpg))"')
MESSAGE_BOX = '<div class="app-message">'
NO_MESSAGE = "Choose the message of the quarter, or take out the line [[message]]."
NOT_SAID = "Write the message of the quarter in this language."
FOLDED = re.compile(r"<summary[^>]*>.*?</summary>|</?details[^>]*>", re.DOTALL)


@dataclass(frozen=True)
class Embed:
    """One line that asks for a table, a chart, a picture or the message of the quarter."""

    kind: str
    number: str


@dataclass
class Rendered:
    """The page's body, the tables and pictures in it, and what could not be put in."""

    html: Markup = field(default_factory=Markup)
    numbers: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def list_embeds(body: str) -> list[Embed]:
    return [Embed(match[1] or match[2], match[3] or "") for match in EMBED.finditer(body)]


class _Found:
    """What the embeds of one text name, looked up together."""

    def __init__(
        self, embeds: Sequence[Embed], panel_id: str, message_code: str, said: str | None
    ) -> None:
        numbers = [embed.number for embed in embeds if embed.kind in ("table", "chart")]
        self.tables = queries.find_released(numbers, panel_id)
        wanted = [embed.number for embed in embeds if embed.kind == "picture"]
        self.pictures = picture_queries.find_pictures(wanted, panel_id)
        self.message = message_of(message_code, said)
        self.is_translation = said is not None

    def problem(self, embed: Embed) -> str:
        if embed.kind == "message" and self.is_translation:
            return "" if self.message else NOT_SAID
        if embed.kind == "message":
            return "" if self.message else NO_MESSAGE
        if embed.kind == "picture":
            known = embed.number in self.pictures
            return "" if known else f"There is no picture {embed.number} of this panel."
        return _problem(embed, self.tables)


def render_body(
    body: str, panel_id: str, message_code: str = "", *, said: str | None = None
) -> Rendered:
    """The body as safe HTML; a number that cannot be shown becomes a notice and a problem."""
    embeds = list_embeds(body)
    found = _Found(embeds, panel_id, message_code, said)
    result = Rendered()
    html = _put_in(
        body, embeds, markdown.render, lambda embed: _piece(embed, found, result), PARAGRAPH
    )
    result.html = Markup(html)  # noqa: S704 - sanitised Markdown and our own escaped templates
    result.numbers = list(dict.fromkeys(result.numbers))
    return result


def _piece(embed: Embed, found: _Found, result: Rendered) -> str:
    problem = found.problem(embed)
    if problem:
        result.problems.append(problem)
        return render_template("newsletters/embed_missing.html", problem=problem)
    if embed.kind == "message":
        return render_template(
            "newsletters/embed_message.html", message=found.message, titled=not found.is_translation
        )
    piece = _picture(embed, found, result) if embed.kind == "picture" else ""
    piece = piece or _table(embed, found, result)
    return f'<div lang="en-GB" dir="ltr">{piece}</div>' if found.is_translation else piece


def _picture(embed: Embed, found: _Found, result: Rendered) -> str:
    picture = found.pictures[embed.number]
    result.pictures.append(picture)
    return render_template("newsletters/embed_picture.html", picture=picture)


def _table(embed: Embed, found: _Found, result: Rendered) -> str:
    table = found.tables[embed.number]
    result.numbers.append(embed.number)
    return render_template(
        f"newsletters/embed_{embed.kind}.html",
        table=table,
        svg=drawing(table.chart_svg),
        anchor=f"table-{table.number.replace('/', '-')}",
    )


def plain_body(body: str, panel_id: str, message_code: str = "", *, said: str | None = None) -> str:
    """The body for the plain part of a mail: tables line by line."""
    embeds = list_embeds(body)
    found = _Found(embeds, panel_id, message_code, said)

    def piece(embed: Embed) -> str:
        problem = found.problem(embed)
        if problem:
            return problem
        if embed.kind == "message":
            return found.message.text if found.message else ""
        if embed.kind == "picture":
            picture = found.pictures[embed.number]
            return f"Picture: {picture.alt} ({picture.credit})"
        return table_as_text(found.tables[embed.number])

    return _put_in(body, embeds, markdown.plain, piece, r"{}")


def message_of(message_code: str, said: str | None = None) -> Message | None:
    """The message of the quarter; in a translation as it is `said` there, if it is."""
    message = MESSAGES.get(message_code)
    if message is None or said is None:
        return message
    return replace(message, text=said) if said else None


def message_apart(html: str, message_code: str, said: str | None = None) -> Message | None:
    """The message of the quarter, where the text does not hold it already."""
    return None if MESSAGE_BOX in html else message_of(message_code, said)


def _put_in(
    body: str,
    embeds: Sequence[Embed],
    render: Callable[[str], str],
    piece: Callable[[Embed], str],
    pattern: str,
) -> str:
    """Render the text around unguessable place-holders, then put each piece in its place."""
    mark = secrets.token_hex(8)
    places = iter(range(len(embeds)))
    held = EMBED.sub(lambda _: f"\n\nembed{mark}n{next(places)}e\n\n", body)
    rendered = str(render(held))
    for place, embed in enumerate(embeds):
        start, end = _place(rendered, pattern.replace("{}", f"embed{mark}n{place}e"))
        rendered = rendered[:start] + piece(embed) + rendered[end:]
    return rendered


def _place(rendered: str, pattern: str) -> tuple[int, int]:
    found = re.search(pattern, rendered)
    return found.span() if found else (len(rendered), len(rendered))


def _problem(embed: Embed, released: Mapping[str, ReleasedTable]) -> str:
    if not re.fullmatch(NUMBER, embed.number):
        return f"“{embed.number}” is not the number of a table, such as 2026-01/3."
    table = released.get(embed.number)
    if table is None:
        return f"There is no table {embed.number} released to the public by this panel."
    if table.release.withdrawn_at is not None:
        return f"Table {embed.number} was withdrawn and cannot be used."
    if embed.kind == "chart" and not drawing(table.chart_svg):
        return f"Table {embed.number} has no chart. Use [[table {embed.number}]]."
    return ""


def table_as_text(table: ReleasedTable) -> str:
    """A released table in lines of text, for readers without HTML."""
    content = table.content
    lines = [f"Table {table.number}: {table.title}"]
    lines += [table.sentence] if table.sentence else []
    for row in content["rows"]:
        cells = [
            f"{column['label']}: {row['cells'][column['key']]}"
            for column in content["columns"]
            if column["key"] in row["cells"]
        ]
        lines.append(f"- {row['label']}. " + "; ".join(cells))
    return "\n".join([*lines, *content.get("notes", [])])


def without_withdrawn(html: Markup, withdrawn: Sequence[str]) -> Markup:
    """A frozen body in which each table whose release was withdrawn gives way to a notice."""

    def kept(match: re.Match[str]) -> str:
        if match[1] not in withdrawn:
            return match[0]
        return render_template(
            "newsletters/embed_missing.html", problem=f"Table {match[1]} has been withdrawn."
        )

    return Markup(MARKED.sub(kept, str(html)))  # noqa: S704 - frozen markup with parts taken out


def for_mail(html: Markup, address: str, base_url: str) -> Markup:
    """A frozen body fit for a mail: no drawings, but their tables and the way to the page."""
    link = render_template("newsletters/mail_chart_link.html", address=address)
    text = PICTURE.sub(lambda _: link, str(html))
    text = OWN_PICTURE.sub(r'\1cid:\2"', text)
    text = FOLDED.sub("", text)
    text = re.sub(r'href="/(?!/)', f'href="{base_url}/', text)
    text = re.sub(r'href="#', f'href="{address}#', text)
    return Markup(text)  # noqa: S704 - frozen markup with addresses of our own put in
