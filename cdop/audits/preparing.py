"""A release as it would be published for a profile: protected, rendered, attacked and drawn."""

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from cdop.audits import building, protecting, publishing
from cdop.audits.cells import Cells, cells_of, task_of
from cdop.audits.known import Known, known_to
from cdop.audits.leaving_out import Codes
from cdop.audits.models import Audit, Profile
from cdop.audits.order_of_years import never_reviewed_before
from cdop.audits.pictures import draw_released
from cdop.audits.presenters import about_rows
from cdop.audits.proposals import in_words
from cdop.audits.protection_task import SEARCH_SECONDS, WHOLE_SECONDS
from cdop.audits.tables.model import Table
from cdop.audits.ways import SHORT, Way, may_choose
from cdop.audits.world import truths, world
from cdop.core.disclosure.attack import Inconsistent, Undecided
from cdop.core.disclosure.profiles import PROFILES, Audience
from cdop.core.disclosure.protection import Withheld
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
LONGER = 3  # times as long for what was not proved in the usual time
POOL = " Pool more years."
NOT_PROVED = (
    " That does not say that it is unsafe: it is not known. Try again, which allows {times} times"
    " as long. If that does not help either, build it with fewer years, or with fewer or coarser"
    " lines."
)
NO_TABLE = "No table could be proved safe in the time allowed."
STOPPED = "It was stopped after {minutes} minutes, before it was proved to be safe."
NO_END = "The check by an independent reader did not come to an end, so nothing is proved."
CONTRADICTS = (
    "What would be printed cannot be true together with what was published before. Tell your"
    " administrator."
)
FOUND_OUT = "An independent reader could work out a hidden number." + POOL
TELLS_MORE = (
    "Protected in this way, it would tell more of small numbers than it may, or than an earlier"
    " release did that hid them. Hide small numbers at level S instead."
)
NONE_LEFT = "Leave at least one table in."
ONLY_HIDDEN_AT_S = "This can only be released with small numbers hidden at level S."


@dataclass(frozen=True)
class Plan:
    """All that is needed to work a release out, read at one moment; no database after that."""

    tables: list[Table]
    cells: Cells
    task: dict[str, Any]
    basis_of_check: str
    about: tuple[tuple[str, str], ...] = ()
    covers: str = ""
    way: Way = Way.S
    without: Codes = ()


def gather(audit: Audit, profile: Profile, way: Way = Way.S, without: Codes = ()) -> Plan:
    """Read the audit's records, and what its readers know already; `without` are left out."""
    threshold = PROFILES[Audience(profile)].threshold
    if way is not Way.S and not may_choose(audit, profile):
        raise NotNow(ONLY_HIDDEN_AT_S)
    if threshold is not None and not building.whole_years(audit.from_month, audit.to_month):
        raise NotNow(ONLY_WHOLE_YEARS)
    known = known_to(audit, profile)
    results = audit.results
    records = building.records_in(results)
    tables = [each for each in building.released_in(audit, records) if each.code not in without]
    if without and not tables:
        raise NotNow(NONE_LEFT)
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
    if way is not Way.S:
        task |= {"level": way.level, "method": way.method}
    about = about_rows(audit)
    if threshold is not None:
        about.append(("Small numbers", SHORT[way]))
    fingerprint = _fingerprint(audit, profile, known)
    covers = known.ours.population.covers
    return Plan(tables, cells, task, fingerprint, tuple(about), covers, way, without)


def work_out(
    plan: Plan,
    told: Callable[[int], None] = lambda done: None,
    *,
    propose: bool = False,
    longer: bool = False,
) -> dict[str, Any]:
    """The whole candidate; `problem` says why it may not be released, and is empty if it may.

    `told` hears how far it is: the number of the one of STEPS under way times PARTS, and which of
    that step's parts. If asked to `propose`, it says what could be put together to show more. What
    was `not_proved` is worth trying again, and then it may take `longer`.
    """
    allowed = _Allowed(plan, LONGER if longer else 1)
    design = None
    try:
        answer = allowed.step("protect", plan.task, _within(0, told))
        if propose and plan.way is Way.S:
            design = _design(plan, _within(1, told))
        candidate = _candidate(plan, answer, told, allowed)
    except protecting.OutOfTime:
        minutes = allowed.seconds // 60
        candidate = _nothing(STOPPED.format(minutes=f"{minutes:.0f}"), {}, not_proved=True)
    return candidate | {
        "basis_of_check": plan.basis_of_check,
        "design": design,
        "way": plan.way.value,
        "without": list(plan.without),
    }


class _Allowed:
    """How long each step may take, and the search within it."""

    def __init__(self, plan: Plan, times: int) -> None:
        self.seconds = protecting.LONGEST_SECONDS * times
        self.limits = (
            {}
            if times == 1
            else {
                "seconds": SEARCH_SECONDS * times,
                "whole_seconds": WHOLE_SECONDS * times,
            }
        )

    def step(
        self, step: str, task: dict[str, Any], told: Callable[[int, int], None]
    ) -> dict[str, Any]:
        return protecting.in_child(step, self.limits | task, told, self.seconds)


def _nothing(problem: str, answer: dict[str, Any], *, not_proved: bool = False) -> dict[str, Any]:
    """What cannot be released, and why; if it was only not proved, what can be done."""
    advice = NOT_PROVED.format(times=LONGER) if not_proved else ""
    return {
        "problem": problem + advice,
        "not_proved": not_proved,
        "tables": [],
        "protection": answer,
        "ledger": [],
    }


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


def _candidate(
    plan: Plan, answer: dict[str, Any], told: Callable[[int], None], allowed: _Allowed
) -> dict[str, Any]:
    tables, cells, task = plan.tables, plan.cells, plan.task
    if answer["withheld"]:
        not_proved = answer["withheld"] == Withheld.UNPROVED
        found = answer["withheld"] + ("" if not_proved else POOL)
        return _nothing(found, answer, not_proved=not_proved)
    gone = answer["withheld_tables"]
    threshold = PROFILES[Audience(task["audience"])].threshold
    about = publishing.About(answer["total"], threshold, plan.about, plan.covers, plan.way)
    rendered = publishing.render_tables(tables, cells, answer["figures"], gone, about)
    kept = {table["code"] for table in rendered}
    names = {name for (code, _, _), (name, _) in cells.places.items() if code in kept}
    attacked = allowed.step(
        "attack",
        task
        | {
            "tables": [table for table in task["tables"] if table["name"] in names],
            "published": _published(plan, answer, rendered, names),
            "required": answer["required"],
            "to_insiders": answer.get("to_insiders", {}),
            "revised": answer["revised"],
            "total": answer["total"],
        },
        _within(2, told),
    )
    told(3 * PARTS)
    charts = draw_released(rendered)
    unproved = set(answer["unproved"])
    return {
        "problem": _problem(plan, answer, attacked, rendered),
        "not_proved": bool(unproved) or attacked["failed"] == Undecided.__name__,
        "tables": [table | {"chart": charts.get(table["code"], "")} for table in rendered],
        "left_out": [table.title for table in tables if table.code not in kept],
        "unproved": _titles(plan, unproved - names),
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


def _published(
    plan: Plan, answer: dict[str, Any], rendered: Sequence[dict[str, Any]], names: set[str]
) -> dict[str, dict[str, int | None]]:
    """What a reader reads; where all is rounded, a line that is not listed is known to be 0."""
    found = publishing.read_back(rendered, plan.cells)
    if plan.way is not Way.ROUNDED:
        return found
    return {name: answer["figures"][name] | found.get(name, {}) for name in sorted(names)}


def _titles(plan: Plan, names: Collection[str]) -> list[str]:
    codes = {code for (code, _, _), (name, _) in plan.cells.places.items() if name in names}
    return [table.title for table in plan.tables if table.code in codes]


def _problem(
    plan: Plan,
    answer: dict[str, Any],
    attacked: dict[str, Any],
    rendered: Sequence[dict[str, Any]],
) -> str:
    advice = NOT_PROVED.format(times=LONGER)
    if answer["failures"]:
        return "The proof of the protection does not hold."
    if attacked["failed"]:
        return CONTRADICTS if attacked["failed"] == Inconsistent.__name__ else NO_END + advice
    if attacked["pinned"] or attacked["narrowed"]:
        return TELLS_MORE if plan.way in (Way.M, Way.ROUNDED) else FOUND_OUT
    if not rendered:
        return NO_TABLE + advice if answer["unproved"] else "No table can be published." + POOL
    return ""
