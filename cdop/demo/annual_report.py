"""The demonstration's annual reports: last year's, with what it asked for, and this year's.

The work of a minute, done by jobs beside the first pages.
"""

from datetime import date

from cdop.accounts.models import Panel
from cdop.audits import building, changes, word_changes
from cdop.audits.models import Audit, AuditKind, AuditState, Basis, Profile, RecommendationState
from cdop.core import ages
from cdop.core.moves import NotNow
from cdop.db.clock import today
from cdop.demo.audit_jobs import panel_of, person_of, try_again
from cdop.demo.cast import BRINDLE
from cdop.extensions import db
from cdop.jobs.models import Job
from cdop.jobs.queue import enqueue, handles

BUILD, RELEASE = "demo.build_annual_report", "demo.release_annual_report"
YEARS = 5
LAST_YEAR = (
    (
        "Offer carbon monoxide monitoring at every antenatal contact, and record the answer",
        "Lead midwife (made up)",
        RecommendationState.DONE,
        "In place at both maternity units since January.",
    ),
    (
        "Agree one leaflet on safer sleep for all services that visit families at home",
        "Children’s commissioner (made up)",
        RecommendationState.UNDER_WAY,
        "The text is agreed; translations are being made.",
    ),
    (
        "Ask about housing at the new birth visit, and refer where a cot does not fit",
        "Housing lead (made up)",
        RecommendationState.OPEN,
        "",
    ),
)
THIS_YEAR = (
    ("Show families how to make any room safe for a night away from home", "Health visiting lead"),
    ("Review how long cases wait for the panel, and report each quarter", "Panel coordinator"),
)


def ask_for_annual_report(panel: Panel) -> None:
    """Of each panel; that of the panel which releases nothing else is released."""
    enqueue(BUILD, panel=panel.slug, back=1)


@handles(BUILD)
def build(job: Job) -> None:
    """Last year's report, a draft with recommendations; then this year's, offered or a draft."""
    panel = panel_of(job)
    back = job.payload["back"]
    last = ages.financial_year(today()).first - 1 - back
    report = _built(panel, last, YEARS - back)
    panel = panel_of(job)
    if back:
        _recommend_last_year(report, panel, last)
        enqueue(BUILD, panel=panel.slug, back=0)
        return
    chair = person_of(panel, "chair")
    for text, owner in THIS_YEAR:
        word_changes.recommend(
            report, actor=chair, text=text, owner=f"{owner} (made up)", due_on=date(last + 2, 3, 31)
        )
    if panel.slug == BRINDLE.slug:  # beside the other's audit it would take minutes to protect
        changes.offer_audit(report, actor=chair)
        enqueue(RELEASE, panel=panel.slug, audit_id=report.id, tries=0)


def _built(panel: Panel, last: int, years: int) -> Audit:
    first_month, last_month = date(last - years + 1, 4, 1), date(last + 1, 3, 1)
    wish = building.Wish(Basis.DEATH, first_month, last_month, AuditKind.ANNUAL)
    counted = building.results_apart(panel, wish)
    return changes.build_audit(
        panel,
        actor=person_of(panel, "chair"),
        title=f"Annual report {ages.FinancialYear(last).label}",
        counted=counted,
        **vars(wish),
    )


def _recommend_last_year(report: Audit, panel: Panel, last: int) -> None:
    chair = person_of(panel, "chair")
    for text, owner, state, progress in LAST_YEAR:
        due = date(last + 2, 3, 31)
        made = word_changes.recommend(report, actor=chair, text=text, owner=owner, due_on=due)
        word_changes.change_recommendation(
            made,
            actor=chair,
            version=made.version,
            text=text,
            owner=owner,
            due_on=due,
            state=state,
            progress=progress,
        )


@handles(RELEASE)
def release(job: Job) -> None:
    """By the deputy chair, once it is known what a release would print."""
    audit = db.session.get(Audit, job.payload["audit_id"])
    if audit is None or audit.state is not AuditState.OFFERED:
        return
    if changes.find_preview(audit, Profile.PUBLIC) is None:
        try_again(job, audit)
        return
    deputy = person_of(panel_of(job), "deputy")
    try:
        changes.release_audit(audit, actor=deputy, profile=Profile.PUBLIC)
    except NotNow:
        return  # too few deaths: the offer says so on its page
