"""Cases of disclosure control as files: attack what one publishes, or protect it anew."""

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter
from typing import Any

from cdop.core.disclosure.attack import attack_statements
from cdop.core.disclosure.attributes import rests
from cdop.core.disclosure.file_format import (
    INTERVAL,
    PUBLISHED,
    SUPPRESSED,
    TARGET_ONLY,
    UNPRINTED,
    check,
)
from cdop.core.disclosure.model import Bounds, Cell, Key, Release, Zeros, statements
from cdop.core.disclosure.profiles import Audience, Level, Method, Profile
from cdop.core.disclosure.protect import protect
from cdop.core.disclosure.protection import Protection, Reason
from cdop.core.disclosure.rounding import protect_by_rounding
from cdop.core.disclosure.search import Effort


def attack_file(case: dict[str, Any]) -> dict[str, Any]:
    """Every value up to 20 that each small cell can still take, from what the file publishes."""
    check(case, with_truth=False)
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
    return true is None or 1 <= true < threshold or entry["publication"] == TARGET_ONLY


def _known(entry: dict[str, Any], zeros: Zeros) -> Bounds:
    if entry["status"] == PUBLISHED:
        return (entry["value"], entry["value"])
    if entry["status"] == SUPPRESSED:
        # Only a printed sign for "hidden" says that there is no zero behind it.
        return (0 if entry["publication"] in UNPRINTED else zeros.hidden_at_least, None)
    return (entry["lower"], entry["upper"])


def protect_file(
    case: dict[str, Any],
    profile: Profile | None = None,
    effort: Effort | None = None,
    *,
    level: Level | None = None,
    method: Method = Method.HIDE,
    complements: bool = False,
    secret: int | None = None,
) -> dict[str, Any]:
    """The same file with each printed cell decided anew, and the proof that it is safe.

    Without a `level` the file's own rule about zeros decides: S where they are shown, else H.
    `complements` protects the small rests of printed groups too, which a file need not list.
    """
    check(case, with_truth=True)
    started = perf_counter()
    profile = profile or Profile(Audience.PARTNER, case["threshold"], "The file's own threshold.")
    profile = replace(profile, level=level or profile.level)
    release = _release(case, profile if complements else None)
    if method is Method.ROUND:
        protection = protect_by_rounding(release, profile, secret=secret, effort=effort)
    else:
        protection = protect(release, profile, secret=secret, effort=effort)
    answer = {
        **case,
        "threshold": profile.threshold or case["threshold"],
        "zero_policy": protection.level.zeros.value,
        "cells": [_decided(entry, protection) for entry in case["cells"]],
        "method": method.value,
        "level": protection.level.value,
    }
    answer |= _counts(case, answer["cells"], protection)
    answer |= _proof(case, protection)
    return answer | {"seconds": round(perf_counter() - started, 3)}


def _release(case: dict[str, Any], with_rests_for: Profile | None) -> Release:
    """One cell for each set of atoms: linked tables agree on what they share."""
    grouped: dict[Key, list[dict[str, Any]]] = {}
    for entry in case["cells"]:
        grouped.setdefault(frozenset(entry["atoms"]), []).append(entry)
    cells = tuple(_cell(atoms, entries) for atoms, entries in grouped.items())
    if with_rests_for is not None:
        cells += tuple(rests(cells, with_rests_for))
    everything = frozenset(range(case["n_atoms"]))
    has_total = any(cell.key == everything and cell.printed for cell in cells)
    zeros = Zeros(case["zero_policy"])
    return Release(tuple(case["atoms_true"]), cells, everything if has_total else None, zeros=zeros)


def _cell(atoms: Key, entries: list[dict[str, Any]]) -> Cell:
    printed = [entry for entry in entries if entry["publication"] not in UNPRINTED]
    ranges = [(e["lower"], e["upper"]) for e in printed if e["status"] == INTERVAL]
    exact = len(ranges) < len(printed)
    figure = None
    if ranges and not exact:
        ends = [high for _, high in ranges if high is not None]
        figure = (max(low for low, _ in ranges), min(ends) if ends else None)
    return Cell(
        atoms,
        entries[0]["true"],
        (atoms,),
        printed=bool(printed),
        figure=figure,
        weight=float(max(1, len(printed))),
    )


def _decided(entry: dict[str, Any], protection: Protection) -> dict[str, Any]:
    """Shown as it was meant to be shown, hidden, or rounded with the range that this tells."""
    if entry["publication"] in UNPRINTED:
        return dict(entry)
    key = frozenset(entry["atoms"])
    bare = {name: entry[name] for name in entry if name not in ("lower", "upper")}
    if not protection.is_shown(key):
        reason = protection.decisions[key].reason
        return {**bare, "status": SUPPRESSED, "value": None, "reason": reason}
    if key in protection.rounded:
        lower, upper = protection.figures[key]
        ends = {"lower": lower, "upper": upper, "rounded": protection.rounded[key]}
        return {**bare, "status": INTERVAL, "value": None, **ends}
    if entry["status"] == INTERVAL:
        return dict(entry)
    return {**entry, "status": PUBLISHED, "value": entry["true"]}


def _counts(
    case: dict[str, Any], entries: list[dict[str, Any]], protection: Protection
) -> dict[str, Any]:
    printed = [entry for entry in case["cells"] if entry["publication"] not in UNPRINTED]
    reasons = [protection.decisions[frozenset(entry["atoms"])].reason for entry in printed]

    def count(wanted: Callable[[Reason | None], bool]) -> int:
        return sum(wanted(reason) for reason in reasons)

    return {
        "hidden": sum(entry["status"] == SUPPRESSED for entry in entries),
        "extra_hidden": count(lambda reason: reason is Reason.PROTECTS),
        "bound": protection.least_hidden,
        "gap": protection.gap,
        "optimal": protection.optimal,
        "withheld": protection.withheld,
    }


def _proof(case: dict[str, Any], protection: Protection) -> dict[str, Any]:
    """Cells are named by their place in the file; one that the file does not list has none."""
    index_of: dict[Key, int] = {}
    for index, entry in enumerate(case["cells"]):
        index_of.setdefault(frozenset(entry["atoms"]), index)
    return {
        "exposed": sorted(index_of[key] for key in protection.exposed if key in index_of),
        "unproved": sorted(index_of[key] for key in protection.unproved if key in index_of),
        "findings": [
            {
                "index": index_of[finding.key],
                "within": index_of[finding.margin],
                "kind": finding.kind.name.lower(),
                "says": finding.kind.value,
            }
            for finding in protection.findings
        ],
        "required": [
            [index_of[key], list(values)]
            for key, values in protection.required.items()
            if key in index_of
        ],
        "witnesses": [
            {
                "atoms": list(witness.atoms),
                "proves": [[index_of[k], value] for k, value in witness.proves if k in index_of],
            }
            for witness in protection.witnesses
        ],
    }
