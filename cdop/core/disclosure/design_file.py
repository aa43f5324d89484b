"""A design as a file: records, tables over them and how lines may be pooled; the proposals out."""

from collections.abc import Mapping, Sequence
from typing import Any

from cdop.core.disclosure.designer import Design, Hierarchy, Setting, Visibility, design
from cdop.core.disclosure.file_format import HIGHEST_THRESHOLD, BadFile, is_count
from cdop.core.disclosure.poolings import Pooling
from cdop.core.disclosure.profiles import Audience, Profile
from cdop.core.disclosure.tables import Table, TooTangled


def design_file(case: Any, profile: Profile | None = None) -> dict[str, Any]:
    """`records`, `variables` (values, and whether `ordered`), `tables` (variables), `threshold`."""
    variables = _variables(case)
    tables = [_table(entry, variables) for entry in _listed(case, "tables")]
    records = [_record(entry, variables) for entry in _listed(case, "records")]
    ordered = {name for name, entry in case["variables"].items() if entry.get("ordered")}
    hierarchies = [Hierarchy(name, name in ordered) for name in variables]
    try:
        found = design(tables, hierarchies, Setting(records, variables, profile or _own(case)))
    except TooTangled as problem:
        raise BadFile(str(problem)) from None
    return _answer(found)


def _own(case: Mapping[str, Any]) -> Profile:
    threshold = case.get("threshold")
    if not is_count(threshold) or not 1 <= threshold <= HIGHEST_THRESHOLD:
        raise BadFile(f"`threshold` is not a whole number from 1 to {HIGHEST_THRESHOLD}.")
    return Profile(Audience.PARTNER, threshold, "The file's own threshold.")


def _listed(case: Mapping[str, Any], name: str) -> list[Any]:
    found = case.get(name)
    if not isinstance(found, list) or not found:
        raise BadFile(f"`{name}` is not a list.")
    return found


def _variables(case: Any) -> dict[str, list[str]]:
    found = case.get("variables") if isinstance(case, dict) else None
    if not isinstance(found, dict) or not found:
        raise BadFile("`variables` does not name any variable and its values.")
    for name, entry in found.items():
        values = entry.get("values") if isinstance(entry, dict) else None
        if not isinstance(values, list) or not values or len(set(map(str, values))) < len(values):
            raise BadFile(f"`{name}` has no list of different `values`.")
    return {name: [str(value) for value in entry["values"]] for name, entry in found.items()}


def _table(entry: Any, variables: Mapping[str, Sequence[str]]) -> Table:
    names = entry.get("variables") if isinstance(entry, dict) else None
    if not isinstance(names, list) or not names or not set(names) <= variables.keys():
        raise BadFile("A table names no variables, or one that there is not.")
    lines = {
        name: {value: (value,) for value in variables[name]} | {"Total": tuple(variables[name])}
        for name in names
    }
    return Table(str(entry.get("name") or " x ".join(names)), lines)


def _record(entry: Any, variables: Mapping[str, Sequence[str]]) -> dict[str, str | None]:
    if not isinstance(entry, dict):
        raise BadFile("A record is not an object.")
    for name, values in variables.items():
        if str(entry.get(name)) not in values:
            raise BadFile(f"A record has no value of `{name}`, or one that there is not.")
    return {name: str(entry[name]) for name in variables}


def _answer(found: Design) -> dict[str, Any]:
    return {
        "before": plain_visibility(found.before),
        "after": plain_visibility(found.after),
        "proposals": [
            {
                **plain_pooling(each.pooling),
                "tables": list(each.tables),
                "before": plain_visibility(each.before),
                "after": plain_visibility(each.after),
            }
            for each in found.proposals
        ],
        "zeros_disclose": [
            {
                "table": warning.table,
                "lines": [list(labels) for labels in warning.lines],
                "pool": plain_pooling(warning.pooling) if warning.pooling else None,
            }
            for warning in found.warnings
        ],
    }


def plain_pooling(pooling: Pooling) -> dict[str, Any]:
    lines = [{"label": label, "made_of": list(old)} for label, old in pooling.made_of]
    return {"variable": pooling.variable, "lines": lines}


def plain_visibility(found: Visibility) -> dict[str, Any]:
    return {
        "deaths": found.deaths,
        "visible": found.visible,
        "share": round(found.share, 4),
        "cells": found.cells,
        "hidden": found.hidden,
        "withheld": list(found.withheld),
    }
