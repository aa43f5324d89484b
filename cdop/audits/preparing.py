"""A release as it would be published for a profile: protected, rendered, attacked and drawn."""

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from cdop.audits import building, protecting, publishing
from cdop.audits.cells import Cells, cells_of, task_of
from cdop.audits.known import Known, known_to
from cdop.audits.models import Audit, Profile
from cdop.audits.order_of_years import never_reviewed_before
from cdop.audits.pictures import draw_released
from cdop.audits.presenters import about_rows
from cdop.audits.proposals import in_words
from cdop.audits.tables.model import Table
from cdop.audits.world import truths, world
from cdop.core.disclosure.profiles import PROFILES, Audience
from cdop.core.moves import NotNow

ONLY_WHOLE_YEARS = (
    "Only an audit of whole financial years, from April to March, can leave the panel: years are"
    " what a release is compared by with earlier ones."
)
STEPS = (
    "Choosing which numbers to hide",
    "Looking for groupings that show more",
    "Working as a reader who tries to find them out",
    "Drawing the charts",
)
PARTS = 100  # of each step, for how far it is


@dataclass(frozen=True)
class Plan:
    """All that is needed to work a release out, read at one moment; no database after that."""

    tables: list[Table]
    cells: Cells
    task: dict[str, Any]
    basis_of_check: str
    about: tuple[tuple[str, str], ...] = ()
    covers: str = ""


def gather(audit: Audit, profile: Profile) -> Plan:
    """Read the audit's records, and what its readers know already."""
    threshold = PROFILES[Audience(profile)].threshold
    if threshold is not None and not building.whole_years(audit.from_month, audit.to_month):
        raise NotNow(ONLY_WHOLE_YEARS)
    known = known_to(audit, profile)
    results = audit.results
    records = building.records_in(results)
    tables = building.released_in(audit, records)
    cells = cells_of(tables, records.domains)
    everyone = world(audit, records.rows(), known)
    task = task_of(
        cells,
        everyone,
        records.domains,
        year=known.ours.year,
        population=known.population(results["years"]),
        earlier=truths(known, everyone),
        audience=profile,
        secret=secrets.randbits(32),
        limits=known.limits,
        never=known.ours.population.limits(),
    )
    task["relations"] += never_reviewed_before(task)
    if audit.pools_panels:
        task["insiders"] = sorted(known.ours.panel_ids)
    about = tuple(about_rows(audit))
    fingerprint = _fingerprint(audit, profile, known)
    return Plan(tables, cells, task, fingerprint, about, known.ours.population.covers)


def work_out(
    plan: Plan, told: Callable[[int], None] = lambda done: None, *, propose: bool = False
) -> dict[str, Any]:
    """The whole candidate; `problem` says why it may not be released, and is empty if it may.

    `told` hears how far it is: the number of the one of STEPS under way times PARTS, and which of
    that step's parts. If asked to `propose`, it says what could be put together to show more.
    """
    answer = protecting.in_child("protect", plan.task, _within(0, told))
    design = _design(plan, _within(1, told)) if propose else None
    candidate = _candidate(plan, answer, told)
    return candidate | {"basis_of_check": plan.basis_of_check, "design": design}


def _within(step: int, told: Callable[[int], None]) -> Callable[[int, int], None]:
    """What tells how far a step is, from the groups of tables that are done."""
    told(step * PARTS)
    return lambda done, of: told(step * PARTS + min(PARTS - 1, PARTS * done // max(of, 1)))


def _design(plan: Plan, told: Callable[[int, int], None]) -> dict[str, Any] | None:
    """Advice alone: without it the release is as safe as with it."""
    if PROFILES[Audience(plan.task["audience"])].threshold is None:
        return None
    try:
        found = protecting.in_child("propose", plan.task, told)
    except protecting.NotProtected:
        return None
    return in_words(found, plan.tables)


def fingerprint_of(audit: Audit, profile: Profile) -> str:
    """Names what was prepared: results, profile, and all that was published before."""
    return _fingerprint(audit, profile, known_to(audit, profile))


def _fingerprint(audit: Audit, profile: Profile, known: Known) -> str:
    moment = audit.as_of.isoformat()
    return publishing.fingerprint([audit.id, moment, profile, known.listed])


def _candidate(plan: Plan, answer: dict[str, Any], told: Callable[[int], None]) -> dict[str, Any]:
    tables, cells, task = plan.tables, plan.cells, plan.task
    if answer["withheld"]:
        found = f"{answer['withheld']} Pool more years."
        return {"problem": found, "tables": [], "protection": answer, "ledger": []}
    gone = answer["withheld_tables"]
    threshold = PROFILES[Audience(task["audience"])].threshold
    about = publishing.About(answer["total"], threshold, plan.about, plan.covers)
    rendered = publishing.render_tables(tables, cells, answer["figures"], gone, about)
    kept = {table["code"] for table in rendered}
    names = {name for (code, _, _), (name, _) in cells.places.items() if code in kept}
    attacked = protecting.in_child(
        "attack",
        task
        | {
            "tables": [table for table in task["tables"] if table["name"] in names],
            "published": publishing.read_back(rendered, cells),
            "required": answer["required"],
            "to_insiders": answer.get("to_insiders", {}),
            "revised": answer["revised"],
            "total": answer["total"],
        },
        _within(2, told),
    )
    told(3 * PARTS)
    charts = draw_released(rendered)
    return {
        "problem": _problem(answer, attacked, rendered),
        "tables": [table | {"chart": charts.get(table["code"], "")} for table in rendered],
        "left_out": [table.title for table in tables if table.code not in kept],
        "total": answer["total"],
        "covers": plan.covers,
        "protection": {
            name: answer[name]
            for name in ("printed", "hidden", "extra_hidden", "given_away", "witnesses", "optimal")
        }
        | {"attack": attacked, "required": answer["required"]}
        | {"findings": _findings(tables, answer.get("findings", ()), kept)},
        "ledger": answer["ledger"],
    }


def _findings(
    tables: Sequence[Table], found: Sequence[dict[str, Any]], printed: Collection[str]
) -> list[dict[str, Any]]:
    """What tells something of everybody in a group, in the words of the tables that are printed."""
    labels = {
        (table.code, line.code): (table.title, line.label)
        for table in tables
        for line in table.lines
    }
    places = [(each, (each["table"].rpartition(":")[0], each["label"])) for each in found]
    return [
        {"title": labels[place][0], "line": labels[place][1]}
        | {name: each[name] for name in ("says", "count", "of")}
        for each, place in places
        if place in labels and place[0] in printed and each["shown"]
    ]


def _problem(
    answer: dict[str, Any], attacked: dict[str, Any], rendered: Sequence[dict[str, Any]]
) -> str:
    if answer["failures"]:
        return "The proof of the protection does not hold."
    if attacked["failed"]:
        return "The check by an independent reader did not come to an end."
    if attacked["pinned"] or attacked["narrowed"]:
        return "An independent reader could work out a hidden number. Pool more years."
    return "" if rendered else "No table can be published. Pool more years."
