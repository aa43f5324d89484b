"""Every kind of audit there is: to add one, write its module and name it here."""

from cdop.audits.kind import Kind
from cdop.audits.models import Audit, AuditKind
from cdop.audits.tables.annual import ANNUAL
from cdop.audits.tables.national import NATIONAL
from cdop.audits.tables.sudi import SUDI
from cdop.audits.tables.theme import THEME

KINDS: dict[AuditKind, Kind] = {kind.code: kind for kind in (SUDI, ANNUAL, THEME, NATIONAL)}


def kind_of(audit: Audit) -> Kind:
    return KINDS[audit.kind]


def ledger_name(audit: Audit) -> str:
    """The group of deaths that the figures of an audit are of, whatever the years."""
    population = kind_of(audit).population(audit.design)
    return f"{population.name}:{audit.basis}" if population.name else audit.basis.value
