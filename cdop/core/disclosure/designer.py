"""Proposes what to pool so that most deaths stay visible, and says where the zeros disclose.

At a panel's numbers it matters more what is tabulated than how it is hidden. For every variable the
poolings are scored by rules of thumb, and the best few worked out exactly, as a release would be.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cdop.core.disclosure.earlier import Earlier
from cdop.core.disclosure.poolings import (
    Hierarchy,
    Pooling,
    candidates,
    guess,
    inner_counts,
    inner_lines,
)
from cdop.core.disclosure.profiles import Profile
from cdop.core.disclosure.protected_tables import ProtectedTables, TableWithheld, protect_tables
from cdop.core.disclosure.search import Effort
from cdop.core.disclosure.tables import Record, Relation, Table

# A pooling is good if so many deaths stay visible; of good ones, the one with most lines is best.
ENOUGH = 0.9
CONFIRMED = 3


@dataclass(frozen=True)
class Visibility:
    """Of a release or some of its tables: deaths told of in lines that are shown, and cells."""

    deaths: int
    visible: int
    cells: int
    hidden: int
    withheld: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """From 0 to 1; tables without any death count as visible."""
        return self.visible / self.deaths if self.deaths else 1.0


@dataclass(frozen=True)
class Proposal:
    """One pooling, the tables it changes, and what these would show before and after."""

    pooling: Pooling
    tables: tuple[str, ...]
    before: Visibility
    after: Visibility


@dataclass(frozen=True)
class ZerosDisclose:
    """Tables in which zeros and total alone give a number away, and what to put together."""

    table: str
    lines: tuple[tuple[str, ...], ...]
    pooling: Pooling | None


@dataclass(frozen=True)
class Design:
    before: Visibility
    after: Visibility
    proposals: tuple[Proposal, ...]
    warnings: tuple[ZerosDisclose, ...]


@dataclass(frozen=True)
class Setting:
    """All that a release is worked out from, but for its tables."""

    records: Sequence[Record]
    variables: Mapping[str, Collection[str]]
    profile: Profile
    population: Mapping[str, Collection[str]] | None = None
    earlier: Sequence[Earlier] = ()
    relations: Sequence[Relation] = ()
    seconds: float = 10.0

    def protected(self, tables: Sequence[Table]) -> ProtectedTables:
        return protect_tables(
            tables,
            self.records,
            self.variables,
            self.profile,
            population=self.population,
            earlier=self.earlier,
            relations=self.relations,
            effort=Effort.within(self.seconds),
        )

    def counted(self) -> list[Record]:
        """Without those of other years, which only earlier releases are about."""
        limits = {name: set(kept) for name, kept in (self.population or {}).items()}
        return [
            record
            for record in self.records
            if all((record.get(name) or "") in kept for name, kept in limits.items())
        ]


def design(tables: Sequence[Table], hierarchies: Iterable[Hierarchy], setting: Setting) -> Design:
    """For each hierarchy in turn the best pooling, if it leaves more deaths visible."""
    chosen, proposals = list(tables), list[Proposal]()
    for hierarchy in hierarchies:
        using = [table for table in chosen if hierarchy.variable in table.lines]
        proposal = _best(using, hierarchy, setting)
        if proposal is not None:
            proposals.append(proposal)
            chosen = [proposal.pooling.applied_to(table) for table in chosen]
    protected = setting.protected(tables)
    before = visibility(tables, protected, setting)
    after = visibility(chosen, setting.protected(chosen), setting) if proposals else before
    warnings = _warnings(protected, tables, proposals)
    return Design(before, after, tuple(proposals), tuple(warnings))


def _best(tables: Sequence[Table], hierarchy: Hierarchy, setting: Setting) -> Proposal | None:
    """Scored quickly, the best few exactly; None if nothing hidden comes to light."""
    if not tables:
        return None
    before = visibility(tables, setting.protected(tables), setting)
    if not before.hidden and not before.withheld:
        return None
    confirmed = []
    for pooling in _ranked(tables, hierarchy, setting)[:CONFIRMED]:
        pooled = [pooling.applied_to(table) for table in tables]
        after = visibility(pooled, setting.protected(pooled), setting)
        if after.share > before.share or len(after.withheld) < len(before.withheld):
            confirmed.append((pooling, after))
    if not confirmed:
        return None
    pooling, after = max(confirmed, key=_worth)
    names = tuple(table.name for table in tables if pooling.applied_to(table) is not table)
    return Proposal(pooling, names, before, after)


def _worth(found: tuple[Pooling, Visibility]) -> tuple[bool, float, float]:
    pooling, after = found
    enough = after.share >= ENOUGH
    return enough, len(pooling.made_of) if enough else after.share, after.share


def _ranked(tables: Sequence[Table], hierarchy: Hierarchy, setting: Setting) -> list[Pooling]:
    records = setting.counted()
    widest = max(tables, key=lambda table: len(inner_lines(table.lines[hierarchy.variable])))
    lines = widest.lines[hierarchy.variable]
    alone = Table("alone", {hierarchy.variable: lines}, widest.where)
    counts = {place[0]: count for place, count in inner_counts(alone, records).items()}

    def share_of(pooled: Sequence[Table]) -> float:
        guesses = [guess(table, records, setting.profile) for table in pooled]
        deaths_told = sum(each.deaths for each in guesses)
        return sum(each.visible for each in guesses) / deaths_told if deaths_told else 1.0

    least = share_of(tables)
    found = []
    for pooling in candidates(hierarchy, lines, counts):
        share = share_of([pooling.applied_to(table) for table in tables])
        enough = share >= ENOUGH
        worth = (share > least, enough, len(pooling.made_of) if enough else share, share)
        found.append((worth, pooling))
    return [pooling for _, pooling in sorted(found, key=lambda each: each[0], reverse=True)]


def visibility(tables: Sequence[Table], protected: ProtectedTables, setting: Setting) -> Visibility:
    """Counted over the lines that are no margin of others: each death once for each table."""
    records = setting.counted()
    deaths = visible = cells = hidden = 0
    for table in tables:
        for place, count in inner_counts(table, records).items():
            shown = protected.is_shown(table.name, *place)
            deaths += count
            cells += 1
            visible += count if shown else 0
            hidden += not shown
    return Visibility(deaths, visible, cells, hidden, tuple(sorted(protected.withheld_tables)))


def _warnings(
    protected: ProtectedTables, tables: Sequence[Table], proposals: Sequence[Proposal]
) -> Iterable[ZerosDisclose]:
    for table in tables:
        if protected.withheld_tables.get(table.name) is TableWithheld.ZEROS_DISCLOSE:
            pooling = next((p.pooling for p in proposals if table.name in p.tables), None)
            yield ZerosDisclose(table.name, protected.exposed_lines.get(table.name, ()), pooling)
