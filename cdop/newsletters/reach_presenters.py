"""How far a publication reached, as the desk reads it: sums, and one list at a time."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from cdop.core.catalogues.labelled import LabelledEnum
from cdop.extensions import db
from cdop.newsletters import downloads, reach_queries
from cdop.newsletters.models import Publication
from cdop.newsletters.reach_changes import agency_key
from cdop.web.paging import Page, page_of, page_of_list


class Listed(LabelledEnum):
    """The lists of the page, of which one is shown."""

    AGENCIES = "agencies", "Agencies that told us"
    SILENT = "silent", "Not heard of yet"
    ANSWERS = "answers", "Answers"
    DOWNLOADS = "downloads", "PDF by day"


@dataclass(frozen=True)
class AgencyLine:
    """One agency, and what it said that it did."""

    name: str
    shared: bool
    discussed: bool
    people: int | None
    listed: bool


@dataclass(frozen=True)
class Reach:
    """What is known of a publication's way, without having watched anybody."""

    publication: Publication
    heard_of: int
    people: int
    answers: int
    new_answers: int
    agencies: dict[str, str]  # the panel's list: names by key
    silent: list[str]  # on that list, and not heard of
    downloads: list[tuple[date, int]]  # newest first

    @property
    def all_downloads(self) -> int:
        return sum(times for _, times in self.downloads)

    def count_of(self, which: Listed) -> int:
        return {
            Listed.AGENCIES: self.heard_of,
            Listed.SILENT: len(self.silent),
            Listed.ANSWERS: self.answers,
            Listed.DOWNLOADS: len(self.downloads),
        }[which]


def reach_of(publication: Publication) -> Reach:
    agencies = {
        agency_key(each.name): each.name
        for each in reach_queries.list_agencies(publication.panel_id)
    }
    told = reach_queries.list_confirmed(publication, agencies)
    heard_of, people = reach_queries.count_reached(publication)
    answers, new_answers = reach_queries.count_answers(publication)
    return Reach(
        publication,
        heard_of,
        people,
        answers,
        new_answers,
        agencies,
        [name for key, name in agencies.items() if key not in told],
        _downloads(publication),
    )


def page_of_reach(reach: Reach, which: Listed, *, number: int) -> Page[Any]:
    """One page of the list that was asked for."""
    if which is Listed.SILENT:
        return page_of_list(reach.silent, number=number)
    if which is Listed.DOWNLOADS:
        return page_of_list(reach.downloads, number=number)
    if which is Listed.ANSWERS:
        select = reach_queries.answers_to(reach.publication)
        return page_of(db.session, select, number=number, size=20)
    select = reach_queries.confirmed_by(reach.publication)
    return page_of(db.session, select, number=number, scalars=False)


def agency_lines(reach: Reach, rows: Page[Any]) -> list[AgencyLine]:
    return [
        AgencyLine(
            reach.agencies.get(row.agency_key, row.agency),
            bool(row.shared),
            bool(row.discussed),
            row.people,
            row.agency_key in reach.agencies,
        )
        for row in rows
    ]


def _downloads(publication: Publication) -> list[tuple[date, int]]:
    days: Counter[date] = Counter(downloads.waiting(publication.id))
    for day, times in reach_queries.list_downloads(publication):
        days[day] += times
    return sorted(days.items(), reverse=True)
