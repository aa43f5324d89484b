"""A booklet as a PDF that a screen reader can read, and released tables as parts of other PDFs."""

from cdop.audits.booklets import Booklet, Printed, printed
from cdop.audits.models import ReleasedTable
from cdop.web.frozen import drawing
from cdop.web.pdf import blocks as make
from cdop.web.pdf.blocks import Block
from cdop.web.pdf.from_html import from_html, from_markdown
from cdop.web.pdf.rendering import Template, render_pdf


def document(booklet: Booklet, *, base_url: str = "") -> bytes:
    """The whole booklet: what is counted, the words, the key, and every table with its chart."""
    subtitle = f"Release {booklet.number}, {booklet.published}" if booklet.number else ""
    return render_pdf(
        Template.DOCUMENT,
        {
            "organisation": booklet.panel,
            "subtitle": subtitle,
            "contents": len(booklet.tables) > 3,
            "blocks": [block for part in _parts(booklet, base_url) for block in part],
            "footer": " ".join(part for part in (booklet.number, booklet.warning) if part),
        },
        title=booklet.title,
        author=booklet.panel,
    )


def _parts(booklet: Booklet, base_url: str) -> list[list[Block]]:
    warning = [make.box([make.paragraph([make.strong(booklet.warning)])])]
    words = from_markdown(booklet.commentary, base_url=base_url)
    return [
        warning if booklet.warning else [],
        [make.heading("What is counted"), make.facts(booklet.facts)],
        [make.heading("Commentary"), *_below(words)] if words else [],
        [make.heading("How to read the tables"), make.bullets(booklet.key)] if booklet.key else [],
        [make.heading("Tables")] if booklet.tables else [],
        *(table_parts(table) for table in booklet.tables),
        [make.heading("What follows from the tables")] if booklet.findings else [],
        *(table_parts(found) for found in booklet.findings),
    ]


def _below(blocks: list[Block]) -> list[Block]:
    """Headings of the author's words go under the heading that we set above them."""
    return [
        block | {"level": block["level"] + 1} if block["kind"] == "heading" else block
        for block in blocks
    ]


def table_blocks(table: ReleasedTable, *, level: int = 3) -> list[Block]:
    """A released table with its heading, sentence, chart and notes."""
    return table_parts(printed(table), level=level)


def chart_blocks(table: ReleasedTable) -> list[Block]:
    """The chart of a released table alone; none where it has none."""
    return _chart(printed(table))


def table_parts(table: Printed, *, level: int = 3) -> list[Block]:
    columns = table.content["columns"]
    rows = [
        [row["label"], *(row["cells"].get(column["key"], "–") for column in columns)]
        for row in table.content["rows"]
    ]
    about = "; ".join(f"{label}: {words}" for label, words in table.about)
    name = f"Table {table.number}: {table.title}"
    head = [
        make.heading(name, level),
        *([make.paragraph(table.sentence)] if table.sentence else []),
        *_chart(table),
    ]
    return [
        make.together(head),
        make.table(
            ["Line", *(column["label"] for column in columns)],
            rows,
            numeric=_narrow(rows),
            notes=[*table.notes, *([f"{about}."] if about else [])],
        ),
    ]


LONGEST_NUMBER = 28  # characters; what is longer is words, and needs room to wrap


def _narrow(rows: list[list[str]]) -> list[int]:
    """The places of the columns that hold numbers."""
    longest = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [place for place, each in enumerate(longest) if place and each <= LONGEST_NUMBER]


def _chart(table: Printed) -> list[Block]:
    picture = drawing(table.drawing)
    return [block | {"width": 60} for block in from_html(picture)] if picture else []
