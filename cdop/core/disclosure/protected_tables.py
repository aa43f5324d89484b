"""Protects a list of tables over records as one release; what cannot be made safe is left out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from cdop.core.disclosure.earlier import Earlier
from cdop.core.disclosure.groups import Memory
from cdop.core.disclosure.profiles import Profile
from cdop.core.disclosure.protect import protect
from cdop.core.disclosure.protection import Protection, Withheld
from cdop.core.disclosure.search import Effort
from cdop.core.disclosure.tables import (
    Condition,
    Record,
    Relation,
    Table,
    Tabulation,
    tabulate,
)


class TableWithheld(StrEnum):
    """Why one table of a release may not be published."""

    ZEROS_DISCLOSE = (
        "The zeros and the total alone give a small number away, so hiding numbers does not help: "
        "combine categories or years."
    )
    RELEASE = "Nothing of this release may be published."


@dataclass(frozen=True)
class ProtectedTables:
    """The tables that may be published, and for each of their cells whether it is shown.

    `exposed_lines` are the printed cells of tables left out that the zeros give away.
    """

    tabulation: Tabulation
    protection: Protection
    withheld_tables: Mapping[str, TableWithheld]
    exposed_lines: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)

    @property
    def withheld(self) -> Withheld | None:
        return self.protection.withheld

    def key(self, table: str, *labels: str) -> Condition:
        return self.tabulation.key(table, *labels)

    def is_shown(self, table: str, *labels: str) -> bool:
        if table in self.withheld_tables:
            return False
        return self.protection.is_shown(self.key(table, *labels))

    def shown(self, table: str, *labels: str) -> int | None:
        """The count, or None where it is hidden."""
        if not self.is_shown(table, *labels):
            return None
        return self.protection.figures[self.key(table, *labels)][0]

    def ledger(self) -> list[Earlier]:
        """What a later release has to reckon with: every printed figure, shown or hidden."""
        if self.withheld is not None:
            return []
        return [Earlier(key, self.protection.told(key)) for key in self.protection.decisions]


def protect_tables(
    tables: Sequence[Table],
    records: Iterable[Record],
    variables: Mapping[str, Collection[str]],
    profile: Profile,
    *,
    population: Mapping[str, Collection[str]] | None = None,
    earlier: Iterable[Earlier] = (),
    relations: Sequence[Relation] = (),
    secret: int | None = None,
    effort: Effort | None = None,
) -> ProtectedTables:
    """As `tabulate` and `protect`; tables that hiding cannot make safe are withheld whole."""
    records, earlier = list(records), list(earlier)
    memory = Memory()

    def protected(chosen: Sequence[Table]) -> tuple[Tabulation, Protection]:
        tabulation = tabulate(
            chosen,
            records,
            variables,
            population=population,
            earlier=[figure.key for figure in earlier],
            relations=relations,
        )
        protection = protect(
            tabulation.release,
            profile,
            earlier=earlier,
            secret=secret,
            effort=effort,
            memory=memory,
        )
        return tabulation, protection

    left, withheld = list(tables), dict[str, TableWithheld]()
    exposed: dict[str, tuple[tuple[str, ...], ...]] = {}
    while True:
        tabulation, protection = protected(left)
        if protection.withheld is not None:
            withheld.update({table.name: TableWithheld.RELEASE for table in left})
            return ProtectedTables(tabulation, protection, withheld, exposed)
        unsafe = _tables_of(tabulation, protection.exposed)
        elsewhere = [key for key in protection.exposed if key not in tabulation.origins]
        if elsewhere and left:
            without = protected([])[1].exposed
            unsafe |= _tables_about(set(elsewhere) - set(without), left, population or {})
        if not unsafe:
            return ProtectedTables(tabulation, protection, withheld, exposed)
        exposed |= {name: _lines(tabulation, name, protection.exposed) for name in unsafe}
        withheld.update(dict.fromkeys(unsafe, TableWithheld.ZEROS_DISCLOSE))
        left = [table for table in left if table.name not in unsafe]


def _lines(
    tabulation: Tabulation, table: str, exposed: Iterable[Condition]
) -> tuple[tuple[str, ...], ...]:
    given_away = set(exposed)
    return tuple(labels for labels, key in tabulation.keys[table].items() if key in given_away)


def _tables_of(tabulation: Tabulation, exposed: Iterable[Condition]) -> set[str]:
    return {name for key in exposed for name in tabulation.origins.get(key, ())}


def _tables_about(
    exposed: Iterable[Condition], tables: Iterable[Table], population: Collection[str]
) -> set[str]:
    """The tables that give away what none of them is made of, and no earlier release alone tells.

    It was hidden in an earlier one and follows from tables about the same: their zeros can tell
    how an earlier sum is made up.
    """
    counted = {name for key in exposed for name, _ in key} - set(population)
    return {table.name for table in tables if counted & {*table.lines, *table.where}}
