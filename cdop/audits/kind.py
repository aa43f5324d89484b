"""What makes one kind of audit differ from another: whom it counts, in which tables and words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cdop.access.permissions import Permission
from cdop.accounts.models import Panel
from cdop.audits.deaths import Records, Where
from cdop.audits.models import AuditKind, Basis
from cdop.audits.records import NO, YES
from cdop.audits.tables.model import REVIEWED, Table
from cdop.audits.told import Told
from cdop.core.catalogues.child import AgeBand

Design = Mapping[str, Any]  # what an audit's tables depend on, frozen with it


@dataclass(frozen=True)
class Population:
    """Which deaths of a panel and period are counted; all of them unless it says otherwise.

    `where` are alternatives: a death is counted if it meets all conditions of any of them, and is
    left out for the reason `otherwise` if it meets none. The ledger knows the population by its
    `name`; as a cell among all deaths of the period it is `named`. A release is about those that
    are `released`, and says that it `covers` them.
    """

    words: str
    name: str = ""
    sudi: bool = False
    where: tuple[Where, ...] = ()
    otherwise: str = "not_of_theme"
    reviewed_only: bool = False
    named: Where = field(default_factory=dict)
    released: Where = field(default_factory=lambda: dict(REVIEWED))
    covers: str = "deaths whose review is complete"

    def limits(self) -> dict[str, set[str]]:
        """The values that a counted death can have, where these are not all there are."""
        if self.sudi:
            infants = {band.value for band in AgeBand if band.is_infant}
            return {"age_band": infants, "infant": {YES}, "sudi": {YES}, "expected": {NO}}
        first, *others = self.where or ({},)
        shared = [name for name in first if all(name in other for other in others)]
        return {name: {v for where in self.where for v in where[name]} for name in shared}


@dataclass(frozen=True)
class Asked:
    """What an audit is asked for, while the database may still be read."""

    panel: Panel
    panel_ids: tuple[str, ...]
    basis: Basis
    from_month: date
    to_month: date
    years: tuple[str, ...]
    design: Design


@dataclass(frozen=True)
class Study:
    """All that the tables of an audit depend on."""

    years: tuple[str, ...]
    areas: tuple[str, ...]
    records: Records
    design: Design = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)


def nothing(*_: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Kind:
    """One kind of audit. `kinds.KINDS` lists them all.

    `context` reads what is needed besides deaths; `findings` works out what is for the panel only
    and is no table (see `findings.shown`); `words` writes a section in tokens that numbers are put
    into.
    """

    code: AuditKind
    name: str
    noun: str
    title: str
    population: Callable[[Design], Population]
    tables: Callable[[Study], tuple[Table, ...]]
    context: Callable[[Asked], dict[str, Any]] = nothing
    findings: Callable[[Study, Sequence[Mapping[str, Any]]], dict[str, Any]] = nothing
    words: Mapping[str, Callable[[Told], str]] = field(default_factory=dict)
    order: Sequence[str] = ()  # of the sections, where it is not that of the tables
    limitations: str = ""  # the section that says what the audit cannot tell
    words_leave: bool = False  # a release prints them, written anew from its own tables
    panels: Callable[[Panel, Design], Sequence[str]] = lambda panel, _: (panel.id,)
    new_page: str | None = "audits.new_audit"
    page: str = "audits/audit.html"
    build: Permission = Permission.AUDIT_BUILD
    release: Permission = Permission.AUDIT_RELEASE
    whose: Callable[[Panel, Design], str] = lambda panel, _: panel.name
