"""The demonstration's audits: work of a minute, done beside the first pages and not before them."""

import re
from datetime import date, timedelta

from cdop.accounts.models import Panel, User
from cdop.accounts.queries import find_panel, find_user
from cdop.audits import building, changes, queries
from cdop.audits.models import Audit, AuditState, Basis, Profile, Release, ReleasedTable
from cdop.audits.word_changes import draft_recommendations, recommend
from cdop.core import ages
from cdop.core.moves import NotNow
from cdop.db.clock import now, today
from cdop.demo.cast import LARKMOOR, PEOPLE
from cdop.demo.markers import PANEL_EYES, Planter
from cdop.demo.newsletters import publish_results
from cdop.extensions import db
from cdop.jobs.models import Job
from cdop.jobs.queue import enqueue, handles

BUILD, RELEASE = "demo.build_audits", "demo.release_audit"
YEARS = 5
LATER = timedelta(seconds=20)
MOST_TRIES = 60
TITLES = {
    Basis.DEATH: "Sudden deaths in infancy, by date of death",
    Basis.REVIEW: "Sudden deaths in infancy: five years of reviews",
}
COMMENTARY = """\
Figures of a few years are small, and a difference between two of them may be chance. Nothing here \
says what caused a death; it says what was found together with one.
"""
RECOMMENDATIONS = (
    (
        90,
        "Heads of midwifery and health visiting",
        "Ask every family where the baby sleeps by night and by day, see the place, and record it.",
    ),
    (
        120,
        "Designated doctor for child deaths",
        "Record of every joint agency response when it began and when the scene was visited.",
    ),
    (
        180,
        "Stop smoking service",
        "Offer help to stop smoking to everybody in the household, not to the mother alone.",
    ),
)
MOST_TABLES = 3  # in one newsletter


def ask_for_audits(panel: Panel, planter: Planter) -> None:
    """Have the audits built as soon as somebody works off the jobs; the marker is known now."""
    word = planter.plant(panel.slug, "draft", "audit", PANEL_EYES)
    enqueue(BUILD, panel=panel.slug, basis=Basis.DEATH, word=word)
    if panel.slug == LARKMOOR.slug:  # the other panel's numbers are too small to publish any
        enqueue(BUILD, panel=panel.slug, basis=Basis.REVIEW, word="")


@handles(BUILD)
def build(job: Job) -> None:
    """A draft by date of death, or an audit by date of review that is offered for release."""
    panel, basis = panel_of(job), Basis(job.payload["basis"])
    first, last = _period()
    counted = building.results_apart(panel, building.Wish(basis, first, last))
    chair = person_of(panel, "chair")
    audit = changes.build_audit(
        panel,
        actor=chair,
        basis=basis,
        from_month=first,
        to_month=last,
        title=TITLES[basis],
        counted=counted,
    )
    commentary = f"{COMMENTARY}\n{job.payload['word']}"
    changes.comment(audit, actor=chair, version=audit.version, commentary=commentary)
    _recommend(audit, chair, basis)
    if basis is Basis.REVIEW:
        changes.offer_audit(audit, actor=chair)
        enqueue(RELEASE, panel=panel.slug, audit_id=audit.id, tries=0)


def _recommend(audit: Audit, chair: User, basis: Basis) -> None:
    """Lines with an owner and a date to be published; drafted ones in the draft for the panel."""
    if basis is Basis.DEATH:
        draft_recommendations(audit, actor=chair)
        return
    for days, owner, text in RECOMMENDATIONS:
        due_on = today() + timedelta(days=days)
        recommend(audit, actor=chair, text=text, owner=owner, due_on=due_on)


def _period() -> tuple[date, date]:
    """The last whole financial years."""
    last = ages.financial_year(today()).first - 1
    return date(last - YEARS + 1, 4, 1), date(last + 1, 3, 1)


@handles(RELEASE)
def release(job: Job) -> None:
    """By the deputy chair, once it is known what a release would print; then a newsletter of it."""
    panel = panel_of(job)
    audit = db.session.get(Audit, job.payload["audit_id"])
    if audit is None or audit.state is not AuditState.OFFERED:
        return
    if changes.find_preview(audit, Profile.PUBLIC) is None:
        try_again(job, audit)
        return
    try:
        released = changes.release_audit(
            audit, actor=person_of(panel, "deputy"), profile=Profile.PUBLIC
        )
    except NotNow:
        return  # too few deaths: the offer says so on its page
    chair, editor = person_of(panel, "chair"), person_of(panel, "editor")
    publish_results(panel, chair, editor, _lines_of(released))


def try_again(job: Job, audit: Audit) -> None:
    """Later; and have it prepared anew where another release came between."""
    prepared = queries.find_job(changes.PREPARE, audit_id=audit.id, profile=Profile.PUBLIC.value)
    if not queries.is_under_way(prepared):
        changes.ask_for_preview(audit, actor=audit.built_by, profile=Profile.PUBLIC)
    tries = job.payload["tries"] + 1
    if tries < MOST_TRIES:
        again = enqueue(job.kind, **{**job.payload, "tries": tries})
        again.due_at = now() + LATER


def _lines_of(released: Release) -> list[str]:
    """The lines that put the tables with most to show into a text."""
    found = [table for table in released.tables if _share_shown(table) >= 0.5]
    found.sort(key=lambda table: -_share_shown(table))
    lines = []
    for table in found[:MOST_TABLES]:
        kind = "chart" if table.chart_svg else "table"
        lines.append(f"[[{kind} {table.number}]]")
    return lines


def _share_shown(table: ReleasedTable) -> float:
    counts = [row["cells"].get("count", "") for row in table.content["rows"]]
    shown = [count for count in counts if re.fullmatch(r"[0-9,]+", count) and count != "0"]
    return len(shown) / max(len(counts), 1) if len(shown) > 1 else 0.0


def panel_of(job: Job) -> Panel:
    panel = find_panel(job.payload["panel"])
    if panel is None:
        raise LookupError("The panel of the demonstration is gone")
    return panel


def person_of(panel: Panel, key: str) -> User:
    email = next(person.email for person in PEOPLE if person.key == f"{panel.slug}.{key}")
    user = find_user(email)
    if user is None:
        raise LookupError("A person of the demonstration is gone")
    return user
