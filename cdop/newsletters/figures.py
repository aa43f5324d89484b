"""Typed figures of an issue beside the panel's released tables: put in by number, never typed."""

import re
from collections.abc import Iterable, Sequence

from cdop.audits.models import ReleasedTable
from cdop.core.moves import NotNow
from cdop.core.typed_figures.findings import FigureKind
from cdop.core.typed_figures.printed import Typed, is_printed
from cdop.learning.identity_check import Passage
from cdop.newsletters import queries
from cdop.newsletters.models import Issue
from cdop.newsletters.rendering import list_embeds

MOST_OFFERED = 3
PARAGRAPH_END = re.compile(r"\n[ \t]*\n")


def beside_their_table(issue: Issue, passages: Iterable[Passage]) -> list[Passage]:
    """Without the figures that a table or chart in the same issue prints for its readers."""
    numbers = [each.number for each in list_embeds(issue.body) if each.kind in ("table", "chart")]
    shown = [
        table
        for table in queries.find_released(numbers, issue.panel_id).values()
        if table.release.withdrawn_at is None
    ]
    return [each for each in passages if not _tables_with(each, shown)]


def tables_to_offer(issue: Issue, passages: Iterable[Passage]) -> dict[str, list[ReleasedTable]]:
    """By the key of a typed figure the released tables that print it, newest first."""
    figures = [each for each in passages if each.is_figure and not each.stops]
    released = queries.list_released_to_embed(issue.panel_id) if figures else []
    return {each.key: _tables_with(each, released)[:MOST_OFFERED] for each in figures}


def with_table(issue: Issue, passages: Iterable[Passage], *, key: str, number: str) -> str:
    """The newsletter with the table below the paragraph that types its figure."""
    passages = list(passages)
    offered = tables_to_offer(issue, passages).get(key, [])
    passage = next((each for each in passages if each.key == key), None)
    if passage is None or number not in {table.number for table in offered}:
        raise NotNow("The text was changed since; look at it again.")
    at = passage.end if passage.part == "body" else len(issue.body)
    end = PARAGRAPH_END.search(issue.body, at)
    place = end.start() if end else len(issue.body.rstrip())
    after = issue.body[place:].lstrip("\n")
    return f"{issue.body[:place]}\n\n[[table {number}]]\n\n{after}".rstrip() + "\n"


def _tables_with(passage: Passage, tables: Sequence[ReleasedTable]) -> list[ReleasedTable]:
    if not isinstance(passage.kind, FigureKind) or passage.stops:
        return []
    typed = Typed.of(passage.words, passage.kind)
    return [
        table
        for table in tables
        if is_printed(typed, (row["cells"] for row in table.content.get("rows", ())))
    ]
