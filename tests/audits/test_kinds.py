"""Every kind of audit is whole, and an audit of nobody can be built of each."""

import pytest

from cdop.audits.kinds import KINDS
from cdop.audits.models import AuditKind
from cdop.audits.records import domains
from cdop.audits.tables.sudi import ORDER, SUDI
from cdop.audits.tables.sudi_tables import Section


def test_every_kind_that_an_audit_can_be_is_registered():
    assert set(KINDS) == set(AuditKind)


@pytest.mark.parametrize("kind", [KINDS[code] for code in (AuditKind.SUDI, AuditKind.ANNUAL)])
def test_a_kind_says_whom_it_counts(kind):
    population = kind.population({})

    assert population.words.endswith(".")
    assert kind.noun
    assert kind.title


def test_the_ledger_tells_the_populations_of_kinds_apart():
    names = [KINDS[code].population({}).name for code in (AuditKind.SUDI, AuditKind.ANNUAL)]

    assert len(set(names)) == len(names)


def test_every_section_of_the_audit_has_its_place_in_the_order():
    assert set(Section) <= set(ORDER)
    assert set(SUDI.words) <= set(ORDER)
    assert len(set(ORDER)) == len(ORDER)


def test_every_variable_has_values_to_take():
    assert all(domains(["2024/25"], ["Northmere"]).values())
