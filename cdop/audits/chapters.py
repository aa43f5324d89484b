"""An audit or a release in chapters, each a page of its own; and the whole of it on one page.

Chapters are read off what was frozen and change nothing of it. Whatever address held the whole is
that of its list of chapters, where the anchors of all tables and chapters are found again.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import abort, request, url_for
from markupsafe import Markup

from cdop.audits.draft import DraftSection, headings
from cdop.audits.models import Audit, Release
from cdop.web import markdown

WHOLE = "all"
FEW = 4  # tables: no more are read on one page
RECOMMENDATIONS = "Recommendations"
TOGETHER = "How strongly factors went together"
HEADING = re.compile(r"^### (.+)$", re.MULTILINE)
Parts = list[list[Any]]  # of a release: each a heading and the positions of its tables


@dataclass(frozen=True)
class Chapter:
    """One chapter; `place` is that of a draft's section, whose words can be changed."""

    number: int
    heading: str
    anchor: str
    tables: Sequence[Mapping[str, Any]] = ()
    words: Markup = Markup("")
    generated: Markup = Markup("")
    place: int | None = None


@dataclass(frozen=True)
class Reading:
    """Which chapters a page shows: none but their list, one of them, or all."""

    chapters: Sequence[Chapter]
    part: str = ""
    kept: Mapping[str, Any] = field(default_factory=dict)  # what else the address says
    page: str = ""  # the endpoint, where it is not that of the request

    @property
    def is_short(self) -> bool:
        return sum(len(chapter.tables) for chapter in self.chapters) <= FEW

    @property
    def is_whole(self) -> bool:
        return self.part == WHOLE or (not self.part and self.is_short)

    @property
    def current(self) -> Chapter | None:
        return None if self.part in ("", WHOLE) else self.chapters[int(self.part) - 1]

    @property
    def shown(self) -> Sequence[Chapter]:
        if self.is_whole:
            return self.chapters
        return [self.current] if self.current else []

    @property
    def before(self) -> Chapter | None:
        return self._beside(-1)

    @property
    def after(self) -> Chapter | None:
        return self._beside(1)

    def _beside(self, step: int) -> Chapter | None:
        if self.current is None:
            return None
        wanted = self.current.number + step
        return next((each for each in self.chapters if each.number == wanted), None)

    def address(self, part: str | int = "", anchor: str | None = None) -> str:
        """That of a chapter, of the whole, or, where neither is named, of the list of chapters."""
        asked = dict(self.kept) | ({"part": part} if part else {})
        place = request.view_args or {}
        page = self.page or str(request.endpoint)
        return url_for(page, **place, **asked, _anchor=anchor or None)


def reading(chapters: Iterable[Chapter], page: str = "", **kept: Any) -> Reading:
    """The chapters that the address asks for; it says `kept` as well."""
    found, part = list(chapters), request.args.get("part", "")
    if part not in ("", WHOLE, *(str(chapter.number) for chapter in found)):
        abort(404)
    return Reading(found, part, kept, page)


def draft_chapters(sections: Sequence[DraftSection], *, pairs: bool = False) -> list[Chapter]:
    """The sections of a draft, then what else it says; `pairs` of factors are a theme's alone."""
    found = [
        Chapter(
            number,
            section.heading,
            f"part-{number}",
            [table for table in section.tables if table["content"]["rows"]],
            section.words,
            section.generated,
            section.place,
        )
        for number, section in enumerate(sections, start=1)
    ]
    if pairs:
        found.append(Chapter(len(found) + 1, TOGETHER, "together"))
    return [*found, Chapter(len(found) + 1, RECOMMENDATIONS, "recommendations")]


def parts_of(audit: Audit, tables: Sequence[Mapping[str, Any]], words: str) -> Parts:
    """The chapters of what is about to be printed, in the order of the audit's sections."""
    _, written = by_heading(words, [*headings(audit), RECOMMENDATIONS])
    order = [*headings(audit), *(table["section"] for table in tables), RECOMMENDATIONS]
    positions: dict[str, list[int]] = {heading: [] for heading in order}
    for position, table in enumerate(tables, start=1):
        positions[table["section"]].append(position)
    return [[each, places] for each, places in positions.items() if places or each in written]


def printed_chapters(
    parts: Parts, tables: Sequence[Mapping[str, Any]], words: str
) -> tuple[Markup, list[Chapter]]:
    """The words that belong to no chapter, and the chapters with their own."""
    general, written = by_heading(words, [heading for heading, _ in parts])
    return markdown.render(general), [
        Chapter(
            number,
            heading,
            f"part-{number}",
            [tables[position - 1] for position in positions],
            markdown.render(written.get(heading, "")),
        )
        for number, (heading, positions) in enumerate(parts, start=1)
    ]


def release_chapters(
    release: Release, tables: Sequence[Mapping[str, Any]]
) -> tuple[Markup, list[Chapter]]:
    parts = release.definition.get("parts") or _of_a_few(release)
    return printed_chapters(parts, tables, release.commentary_html)


def chapter_of(release: Release, position: int) -> int:
    """The number of the chapter that a table stands in."""
    parts = release.definition.get("parts") or _of_a_few(release)
    numbered = enumerate(parts, start=1)
    return next((number for number, (_, places) in numbered if position in places), 1)


def _of_a_few(release: Release) -> Parts:
    """A release that was made before chapters were kept: some tables at a time."""
    positions = [table.position for table in release.tables]
    groups = [positions[first : first + FEW] for first in range(0, len(positions), FEW)]
    return [[f"Tables {group[0]} to {group[-1]}", group] for group in groups]


def by_heading(words: str, known: Collection[str]) -> tuple[str, dict[str, str]]:
    """What stands before the first of the `known` headings, and below each of them."""
    start, heading = 0, ""
    found: dict[str, list[str]] = {"": []}
    for match in HEADING.finditer(words):
        if match[1] in known:
            found[heading].append(words[start : match.start()])
            start, heading = match.end(), match[1]
            found.setdefault(heading, [])
    found[heading].append(words[start:])
    texts = {each: "\n".join(text).strip() for each, text in found.items()}
    return texts.pop(""), texts
