"""Drafts with planted leaks and innocent lookalikes, and how well the guard tells them apart."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cdop.core.identity_guard.findings import Finding, Record
from cdop.core.identity_guard.guard import check

FOLDER = Path(__file__).parents[2] / "data" / "identity_guard"
EXACT = {"nhs_number", "phone", "email", "postcode", "case_reference", "full_address", "full_date"}


@dataclass
class Outcome:
    """What the guard made of one draft."""

    item: dict[str, Any]
    findings: list[Finding]
    missed: list[dict[str, str]]
    false: list[Finding]


def items(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text().splitlines()]


def outcome(item: dict[str, Any]) -> Outcome:
    findings = check(item["draft"], Record.of(item["record"]))
    spans = [_spans(item["draft"], leak["evidence"]) for leak in item["leaks"]]
    missed = [
        leak
        for leak, places in zip(item["leaks"], spans, strict=True)
        if not any(_touches(finding, place) for finding in findings for place in places)
    ]
    false = [
        finding
        for finding in findings
        if not any(_touches(finding, place) for places in spans for place in places)
    ]
    return Outcome(item, findings, missed, false)


def _spans(draft: str, evidence: str) -> list[tuple[int, int]]:
    found, at = [], draft.find(evidence)
    while at >= 0:
        found.append((at, at + len(evidence)))
        at = draft.find(evidence, at + 1)
    return found


def _touches(finding: Finding, span: tuple[int, int]) -> bool:
    return finding.start < span[1] and span[0] < finding.end
