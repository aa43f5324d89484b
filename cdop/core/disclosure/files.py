"""Cases of disclosure control as files: attack what one publishes, or protect it anew."""

from collections.abc import Callable
from time import perf_counter
from typing import Any

from cdop.core.disclosure.attack import attack_statements
from cdop.core.disclosure.model import Bounds, Cell, Key, Release, Zeros, statements
from cdop.core.disclosure.profiles import Audience, Profile
from cdop.core.disclosure.protect import protect
from cdop.core.disclosure.protection import Protection, Reason
from cdop.core.disclosure.search import Effort

PUBLISHED, SUPPRESSED, INTERVAL = "published", "suppressed", "interval"
# Cells under this heading are in a file only to be attacked, whatever their size.
TARGET_ONLY = "not published"
UNPRINTED = (TARGET_ONLY, "not printed")


def attack_file(case: dict[str, Any]) -> dict[str, Any]:
    """Every value up to 20 that each small cell can still take, from what the file publishes."""
    threshold, zeros = case["threshold"], Zeros(case["zero_policy"])
    entries = list(enumerate(case["cells"]))
    cells = [
        Cell(index, entry.get("true") or 0, (frozenset(entry["atoms"]),))
        for index, entry in entries
    ]
    known = {index: _known(entry, zeros) for index, entry in entries}
    targets = [cell for cell in cells if _is_target(case["cells"][cell.key], threshold)]
    ranges = attack_statements(case["n_atoms"], statements(cells, known), targets)
    found = [
        {
            "index": index,
            "values": list(ranges[index].values),
            "min": ranges[index].minimum,
            "max": ranges[index].maximum,
            "pinned": ranges[index].pinned,
            "full": ranges[index].keeps(range(1, threshold)),
        }
        for index in sorted(ranges)
    ]
    return {"cells": found, "pinned": sum(cell["pinned"] for cell in found)}


def _is_target(entry: dict[str, Any], threshold: int) -> bool:
    """Small and not published. A reader's file has no true counts: then all that is hidden."""
    if entry["status"] == PUBLISHED:
        return False
    true = entry.get("true")
    return true is None or 1 <= true < threshold or entry.get("publication") == TARGET_ONLY


def _known(entry: dict[str, Any], zeros: Zeros) -> Bounds:
    if entry["status"] == PUBLISHED:
        return (entry["value"], entry["value"])
    if entry["status"] == SUPPRESSED:
        return (zeros.hidden_at_least, None)
    return (entry["lower"], entry["upper"])


def protect_file(
    case: dict[str, Any], profile: Profile | None = None, effort: Effort | None = None
) -> dict[str, Any]:
    """The same file with each printed cell shown or hidden anew, and the proof that it is safe."""
    started = perf_counter()
    zeros = Zeros(case["zero_policy"])
    profile = profile or Profile(Audience.PARTNER, case["threshold"], "The file's own threshold.")
    release = _release(case, zeros)
    protection = protect(release, profile, effort=effort)
    entries = [_decided(entry, protection) for entry in case["cells"]]
    index_of: dict[Key, int] = {}
    for index, entry in enumerate(case["cells"]):
        index_of.setdefault(frozenset(entry["atoms"]), index)
    return {
        **case,
        "threshold": profile.threshold or case["threshold"],
        "cells": entries,
        "hidden": sum(entry["status"] == SUPPRESSED for entry in entries),
        "extra_hidden": _count(case, protection, lambda reason: reason is Reason.PROTECTS),
        "bound": protection.least_hidden,
        "optimal": protection.optimal,
        "level": "S" if zeros is Zeros.SHOWN else "H",
        "withheld": protection.withheld,
        "exposed": sorted(index_of[key] for key in protection.exposed),
        "seconds": round(perf_counter() - started, 3),
        "witnesses": [
            {
                "atoms": list(witness.atoms),
                "proves": [[index_of[key], value] for key, value in witness.proves],
            }
            for witness in protection.witnesses
        ],
    }


def _release(case: dict[str, Any], zeros: Zeros) -> Release:
    """One cell for each set of atoms: linked tables agree on what they share."""
    grouped: dict[Key, list[dict[str, Any]]] = {}
    for entry in case["cells"]:
        grouped.setdefault(frozenset(entry["atoms"]), []).append(entry)
    cells = tuple(_cell(atoms, entries) for atoms, entries in grouped.items())
    everything = frozenset(range(case["n_atoms"]))
    has_total = any(cell.key == everything and cell.printed for cell in cells)
    return Release(tuple(case["atoms_true"]), cells, everything if has_total else None, zeros=zeros)


def _cell(atoms: Key, entries: list[dict[str, Any]]) -> Cell:
    printed = [entry for entry in entries if entry["publication"] not in UNPRINTED]
    ranges = [(e["lower"], e["upper"]) for e in printed if e["status"] == INTERVAL]
    exact = len(ranges) < len(printed)
    figure = None
    if ranges and not exact:
        figure = (max(low for low, _ in ranges), min(high for _, high in ranges))
    return Cell(
        atoms,
        entries[0]["true"],
        (atoms,),
        printed=bool(printed),
        figure=figure,
        weight=float(len(printed)),
    )


def _decided(entry: dict[str, Any], protection: Protection) -> dict[str, Any]:
    if entry["publication"] in UNPRINTED:
        return dict(entry)
    if not protection.is_shown(frozenset(entry["atoms"])):
        kept = {name: entry[name] for name in entry if name not in ("lower", "upper")}
        return {**kept, "status": SUPPRESSED, "value": None}
    if entry["status"] == INTERVAL:
        return dict(entry)
    return {**entry, "status": PUBLISHED, "value": entry["true"]}


def _count(
    case: dict[str, Any], protection: Protection, wanted: Callable[[Reason | None], bool]
) -> int:
    return sum(
        wanted(protection.decisions[frozenset(entry["atoms"])].reason)
        for entry in case["cells"]
        if entry["publication"] not in UNPRINTED
    )
