"""The audit of sudden deaths in infancy: its population, tables and words."""

from cdop.audits.kind import Kind, Population
from cdop.audits.models import AuditKind
from cdop.audits.records import YES
from cdop.audits.tables.sudi_tables import sudi_tables

INCLUSION = (
    "Every infant under 1 year whose death was unexpected and sudden with no immediately apparent"
    " cause, whatever its final category. Where no criterion was recorded, a joint agency response"
    " stands for it. Void and merged cases are not counted. What a review found counts once the"
    " chair has ratified the analysis."
)
POPULATION = Population(INCLUSION, sudi=True, named={"sudi": (YES,)})

SUDI = Kind(
    code=AuditKind.SUDI,
    name="Sudden deaths in infancy",
    noun="sudden infant death",
    title="Sudden unexpected deaths in infancy",
    population=lambda _: POPULATION,
    tables=sudi_tables,
)
