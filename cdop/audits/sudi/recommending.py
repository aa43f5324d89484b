"""Lines that a chair may start from: one for each standard that was not met or cannot be told."""

from collections.abc import Mapping
from typing import Any

from cdop.audits.sudi.standards import SECTION
from cdop.core.standards import Standing


def drafts(results: Mapping[str, Any]) -> list[tuple[str, str]]:
    """By the standard's code, in the order of the standards; without any number."""
    found = [
        each for each in results.get("findings", {}).get("shown", []) if each["section"] == SECTION
    ]
    rows = [row for finding in found for row in finding["content"]["rows"]]
    lines = [_draft(row["label"], row["cells"]["standing"]) for row in rows]
    return [line for line in lines if line is not None]


def _draft(label: str, standing: str) -> tuple[str, str] | None:
    code, _, criterion = label.partition(" ")
    if standing.startswith(Standing.NOT_MET):
        return code, (
            f"Agree what will be done to meet standard {code}, “{criterion}”, which was not met."
        )
    if standing.startswith(Standing.CANNOT_BE_TOLD):
        return code, (
            f"Record of every death what standard {code} asks, “{criterion}”: whether it was met"
            " cannot be told."
        )
    return None
