"""A release as it would be published for a profile: protected, rendered, attacked and drawn."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cdop.audits import building, protecting, publishing
from cdop.audits.cells import Cells, cells_of, task_of
from cdop.audits.dataset import Period, counted_deaths
from cdop.audits.deaths import Record
from cdop.audits.kinds import kind_of, ledger_name
from cdop.audits.models import Audit, Profile
from cdop.audits.pictures import draw_released
from cdop.audits.presenters import about_rows
from cdop.audits.queries import list_ledger
from cdop.audits.tables.model import Table
from cdop.core import ages
from cdop.core.disclosure.profiles import PROFILES, Audience
from cdop.core.moves import NotNow

ONLY_WHOLE_YEARS = (
    "Only an audit of whole financial years, from April to March, can leave the panel: years are"
    " what a release is compared by with earlier ones."
)
STEPS = (
    "Choosing which numbers to hide",
    "Working as a reader who tries to find them out",
    "Drawing the charts",
)
BEFORE = {
    Profile.PUBLIC: (Profile.PUBLIC,),
    Profile.PARTNER: (Profile.PUBLIC, Profile.PARTNER),
    Profile.PANEL: (),
}


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
    earlier = _earlier(audit, profile)
    results = audit.results
    records = building.records_in(results)
    tables = building.released_in(audit, records)
    population = kind_of(audit).population(audit.design)
    cells = cells_of(tables, records.domains)
    task = task_of(
        cells,
        [*records.rows(), *_records_of_other_years(audit, earlier)],
        records.domains,
        basis=audit.basis,
        years=results["years"],
        earlier=earlier,
        audience=profile,
        secret=secrets.randbits(32),
        about=population.released,
    )
    about = tuple(about_rows(audit))
    fingerprint = fingerprint_of(audit, profile, earlier)
    return Plan(tables, cells, task, fingerprint, about, population.covers)


def work_out(plan: Plan, begun: Callable[[int], None] = lambda step: None) -> dict[str, Any]:
    """The whole candidate; `problem` says why it may not be released, and is empty if it may.

    `begun` is told the number of each of STEPS as it begins.
    """
    begun(0)
    answer = protecting.in_child("protect", plan.task)
    candidate = _candidate(plan, answer, begun)
    return candidate | {"basis_of_check": plan.basis_of_check}


def fingerprint_of(audit: Audit, profile: Profile, earlier: Sequence[Any] | None = None) -> str:
    """Names what was prepared: results, profile, and all that was released before."""
    before = _earlier(audit, profile) if earlier is None else list(earlier)
    return publishing.fingerprint([audit.id, audit.as_of.isoformat(), profile, before])


def _candidate(plan: Plan, answer: dict[str, Any], begun: Callable[[int], None]) -> dict[str, Any]:
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
    begun(1)
    attacked = protecting.in_child(
        "attack",
        task
        | {
            "tables": [table for table in cells.tables if table["name"] in names],
            "published": publishing.read_back(rendered, cells),
            "required": answer["required"],
            "revised": answer["revised"],
            "total": answer["total"],
        },
    )
    begun(2)
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
        | {"attack": attacked, "required": answer["required"]},
        "ledger": answer["ledger"],
    }


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


def _earlier(audit: Audit, profile: Profile) -> list[Any]:
    """What readers of the profile already know of deaths on the same basis, and may not learn.

    Partners read public releases too: what was hidden from them stays hidden there, or the two
    together would give it away.
    """
    basis = f"{ledger_name(audit)}:"
    known = list_ledger(audit.panel_id, basis, BEFORE[profile])
    if profile is not Profile.PUBLIC:
        return known
    told = [key for key, _ in known]
    from_partners = list_ledger(audit.panel_id, basis, (Profile.PARTNER,))
    hidden = [[key, None] for key, value in from_partners if value is None and key not in told]
    return [*known, *hidden]


def _records_of_other_years(audit: Audit, earlier: Sequence[Any]) -> list[Record]:
    """Records of years that earlier releases were about and this audit is not."""
    inside = set(building.years_of(audit.from_month, audit.to_month))
    years = {
        year for key, _ in earlier for name, values in key if name == "year" for year in values
    }
    kind = kind_of(audit)
    population = kind.population(audit.design)
    panel_ids = tuple(kind.panels(audit.panel, audit.design))
    found: list[Record] = []
    for label in sorted(years - inside):
        year = ages.FinancialYear.parse(label)
        last = ages.month_of(year.end)
        counted = counted_deaths(Period(panel_ids, audit.basis, year.start, last), population)
        found.extend(counted.records.rows())
    return found
