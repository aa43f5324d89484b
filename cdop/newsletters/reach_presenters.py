"""How far a publication reached, as the desk reads it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from cdop.newsletters import downloads, reach_queries
from cdop.newsletters.models import Publication
from cdop.newsletters.reach_changes import agency_key
from cdop.newsletters.reach_models import Confirmation, Shared


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

    agencies: list[AgencyLine]
    silent: list[str]  # on the panel's list, and not heard of
    downloads: list[tuple[date, int]]

    @property
    def heard_of(self) -> int:
        return len(self.agencies)

    @property
    def people(self) -> int:
        return sum(line.people or 0 for line in self.agencies)

    @property
    def all_downloads(self) -> int:
        return sum(times for _, times in self.downloads)


def reach_of(publication: Publication) -> Reach:
    listed = {
        agency_key(each.name): each.name
        for each in reach_queries.list_agencies(publication.panel_id)
    }
    by_agency: dict[str, list[Confirmation]] = {}
    for each in reach_queries.list_confirmations(publication):
        by_agency.setdefault(each.agency_key, []).append(each)
    return Reach(
        agencies=[_line(key, said, listed) for key, said in by_agency.items()],
        silent=[name for key, name in listed.items() if key not in by_agency],
        downloads=_downloads(publication),
    )


def _line(key: str, said: list[Confirmation], listed: dict[str, str]) -> AgencyLine:
    done = {each.what for each in said}
    return AgencyLine(
        name=listed.get(key, said[0].agency),
        shared=Shared.SHARED in done,
        discussed=Shared.DISCUSSED in done,
        people=max((each.people for each in said if each.people), default=None),
        listed=key in listed,
    )


def _downloads(publication: Publication) -> list[tuple[date, int]]:
    days: Counter[date] = Counter(downloads.waiting(publication.id))
    for each in reach_queries.list_downloads(publication):
        days[each.day] += each.times
    return sorted(days.items())
