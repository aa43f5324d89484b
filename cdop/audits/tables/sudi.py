"""The audit of sudden deaths in infancy: its population, tables, findings and words."""

from collections.abc import Mapping, Sequence
from typing import Any

from cdop.audits.findings import shown
from cdop.audits.kind import Kind, Population, Study
from cdop.audits.models import AuditKind
from cdop.audits.records import YES
from cdop.audits.sudi import compared, earlier, inequality, standards, words
from cdop.audits.sudi.advice import advised
from cdop.audits.sudi.combinations import combined
from cdop.audits.sudi.context import context_of
from cdop.audits.sudi.contrasts import contrasted
from cdop.audits.tables.sudi_tables import Section, sudi_tables

INCLUSION = (
    "Every infant under 1 year whose death was unexpected and sudden with no immediately apparent"
    " cause, whatever its final category. Where no criterion was recorded, a joint agency response"
    " stands for it. Void and merged cases are not counted. What a review found counts once the"
    " chair has ratified the analysis."
)
POPULATION = Population(INCLUSION, sudi=True, named={"sudi": (YES,)})
ORDER = (
    words.PURPOSE,
    *Section,
    inequality.SECTION,
    compared.SECTION,
    earlier.SECTION,
    standards.SECTION,
    words.LIMITATIONS,
)


def sudi_findings(study: Study, _: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    records, context = study.records, study.context
    return shown(
        (
            contrasted(records),
            combined(records),
            *advised(records),
            *inequality.unequal(records, context),
            compared.compared(records, context),
            earlier.changed(records, context),
            standards.held(records, context),
        )
        if len(records)
        else ()
    )


SUDI = Kind(
    code=AuditKind.SUDI,
    name="Sudden deaths in infancy",
    noun="sudden infant death",
    title="Sudden unexpected deaths in infancy",
    population=lambda _: POPULATION,
    tables=sudi_tables,
    context=lambda asked: context_of(asked, POPULATION),
    findings=sudi_findings,
    words=words.WORDS,
    order=ORDER,
    limitations=words.LIMITATIONS,
)
