"""The annual report of a panel: all deaths of children, one year beside the years before it."""

from cdop.audits.annual.context import context_of
from cdop.audits.annual.findings import findings_of
from cdop.audits.annual.sections import Section
from cdop.audits.annual.tables import annual_tables
from cdop.audits.annual.words import WORDS
from cdop.audits.kind import Kind, Population
from cdop.audits.models import AuditKind

POPULATION = Population(
    "Every death of a child under 18 years that the panel reviews, whatever its cause. Void and"
    " merged cases are not counted, and the panel does not review stillbirths. What a review found"
    " counts once the chair has ratified the analysis.",
    name="annual",
    released={},
    covers="deaths, reviewed or not",
)

ANNUAL = Kind(
    code=AuditKind.ANNUAL,
    name="Annual report",
    noun="child death",
    title="Annual report",
    population=lambda _: POPULATION,
    tables=annual_tables,
    context=lambda asked: context_of(asked, POPULATION),
    findings=findings_of,
    words=WORDS,
    order=tuple(Section),
    limitations=Section.NOTES,
    words_leave=True,
    new_page="audits.new_annual_report",
)
