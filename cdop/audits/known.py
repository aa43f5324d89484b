"""What the readers of a release know already: all that was ever published about the same deaths.

Releases by death and by review, of different kinds, periods and panels, and figures that others
published, are put into one model. Each figure is named by what limits its deaths (panel, year of
death or of review, population) and by what it counts of them, and each death carries all of these.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cdop.audits import queries
from cdop.audits.deaths import Record, Where
from cdop.audits.external_models import ExternalFigure
from cdop.audits.kind import Population
from cdop.audits.kinds import kind_of
from cdop.audits.models import Audit, Basis, Profile
from cdop.audits.publishing import fingerprint
from cdop.audits.records import BLANK, NO, YES
from cdop.core.disclosure.earlier import Earlier, Told, readable, was_hidden

Key = list[list[Any]]  # [[variable, [values]], ...]: how a figure's deaths are named
Value = int | list[int | None] | None
YEAR_OF = {Basis.DEATH: "death_year", Basis.REVIEW: "review_year"}
# Each knows what is for those before it: partners read what is public, and so on.
READS = {
    Profile.PUBLIC: (Profile.PUBLIC,),
    Profile.PARTNER: (Profile.PUBLIC, Profile.PARTNER),
    Profile.PANEL: (),
}


@dataclass(frozen=True, eq=False)
class Group:
    """A group of deaths by the variables that limit it, and how a death is known to be in it."""

    year: str
    panel_ids: frozenset[str]
    population: Population
    where: Where

    @property
    def identity(self) -> str:
        return json.dumps([self.year, sorted(self.panel_ids), _plain(self.where)])

    def includes(self, record: Record) -> bool:
        """Whether a death is of the population, whenever and wherever."""
        population = self.population
        if population.sudi and record["sudi"] != YES:
            return False
        return not population.where or any(
            all(record.get(name, BLANK) in values for name, values in where.items())
            for where in population.where
        )

    def mark(self, record: dict[str, str]) -> None:
        """Let the record say whether it is of the population, where no variable of its own does."""
        for name in self.where:
            if name not in record:
                record[name] = YES if self.includes(record) else NO


def named(audit: Audit) -> Group:
    kind = kind_of(audit)
    population = kind.population(audit.design)
    panel_ids = frozenset(kind.panels(audit.panel, audit.design))
    return Group(YEAR_OF[audit.basis], panel_ids, population, _where(population))


def _where(population: Population) -> Where:
    if population.named:
        return population.named
    if population.sudi:
        return {"sudi": (YES,)}
    if population.where:
        return {f"theme_{fingerprint([_plain(each) for each in population.where])[:8]}": (YES,)}
    return {}


def _plain(where: Where) -> list[list[Any]]:
    return [[name, sorted(values)] for name, values in sorted(where.items())]


@dataclass(frozen=True)
class Figure:
    """A figure that is known, its range, or None where it is hidden; and whose it is."""

    key: Key
    value: Value
    group: Group
    of_others: bool = False


@dataclass(frozen=True)
class Known:
    """All that the readers of a release know of its deaths, and of those round them."""

    ours: Group
    figures: Sequence[Figure] = ()

    @property
    def groups(self) -> list[Group]:
        found = [self.ours, *(figure.group for figure in self.figures)]
        return list({group.identity: group for group in found}.values())

    @property
    def across_panels(self) -> bool:
        return len({group.panel_ids for group in self.groups}) > 1

    @property
    def is_joint(self) -> bool:
        """Whether figures of different groups of deaths have to be thought of together."""
        return len(self.groups) > 1

    def population(self, years: Sequence[str]) -> dict[str, list[str]]:
        """What limits the deaths of our release."""
        released = self.ours.population.released
        found = {name: sorted(values) for name, values in released.items()}
        found[self.ours.year] = sorted(years)
        if self.across_panels:
            found["panel"] = sorted(self.ours.panel_ids)
        return found | {name: sorted(values) for name, values in self.ours.where.items()}

    @property
    def limits(self) -> list[str]:
        """The variables that limit deaths; they tie no tables together."""
        found = {"reviewed"} | ({"panel"} if self.across_panels else set())
        for group in self.groups:
            found |= {group.year, *group.where}
        return sorted(found)

    @property
    def listed(self) -> list[list[Any]]:
        """One entry a figure, the narrowest: what was shown once is shown for ever."""
        found = readable(
            Earlier(json.dumps(self.key(figure)), _told(figure.value)) for figure in self.figures
        )
        return [
            [json.loads(name), list(value) if isinstance(value, tuple) else value]
            for name, value in sorted(found.items())
        ]

    def key(self, figure: Figure) -> Key:
        if not self.across_panels:
            return figure.key
        return sorted([*figure.key, ["panel", sorted(figure.group.panel_ids)]])


def _told(value: Value) -> Told:
    return (value[0] or 0, value[1]) if isinstance(value, list) else value


def known_to(audit: Audit, profile: Profile) -> Known:
    """What readers of the profile know.

    What was hidden from partners stays hidden from the public, or the two together would give it
    away; so the other way round too.
    """
    ours = named(audit)
    if profile is Profile.PANEL:
        return Known(ours)
    told: list[Figure] = []
    kept_back: list[Figure] = []
    for earlier, told_to, entries in queries.list_ledgers(ours.panel_ids):
        theirs = named(earlier)
        if theirs.panel_ids & ours.panel_ids:
            figures = [Figure(modern(key, theirs), value, theirs) for key, value in entries]
            if told_to in READS[profile]:
                told += figures
            elif told_to is Profile.PARTNER:
                kept_back += [figure for figure in figures if was_hidden(_told(figure.value))]
    told += [_of_others(found) for found in queries.list_external(ours.panel_ids)]
    names = {json.dumps(figure.key) for figure in told}
    told += [figure for figure in kept_back if json.dumps(figure.key) not in names]
    return Known(ours, told)


def modern(key: Key, group: Group) -> Key:
    """A figure's name as it is written now; once it said basis and year, and not the population."""
    found = dict((name, values) for name, values in key)
    if "basis" in found:
        (basis,) = found.pop("basis")
        found[YEAR_OF[Basis(basis)]] = found.pop("year")
        found |= {name: sorted(values) for name, values in group.where.items()}
    return [[name, found[name]] for name in sorted(found)]


def _of_others(figure: ExternalFigure) -> Figure:
    """A total that somebody else published: of all deaths, reviewed or not."""
    where: Where = {"sudi": (YES,)} if figure.sudi else {}
    group = Group(
        YEAR_OF[figure.basis],
        frozenset((figure.panel_id,)),
        Population(figure.title, sudi=figure.sudi),
        where,
    )
    limits = {group.year: sorted(figure.years), **{n: sorted(v) for n, v in where.items()}}
    key = [[name, limits[name]] for name in sorted(limits)]
    return Figure(key, figure.value, group, of_others=True)
