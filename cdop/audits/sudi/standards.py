"""The audit's standards, each held against what is on record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from cdop.audits.deaths import Records
from cdop.audits.findings import Finding, interval, percent
from cdop.audits.records import BLANK, NOT_APPLICABLE, NOT_KNOWN, YES
from cdop.audits.sudi.measures import ASLEEP, measured
from cdop.audits.tables.model import REVIEWED, Line
from cdop.core.catalogues.audit_standards import ASKED, Standard
from cdop.core.catalogues.sudden_death_facts import FACTS, FactGroup
from cdop.core.standards import Judgement, Standing, judge

SECTION = "Standards"
COLUMNS = (
    ("target", "Target"),
    ("found", "Found"),
    ("interval", "95% interval"),
    ("not_known", "Not known"),
    ("standing", "Standard"),
)
NOTES = (
    "Met: even if every answer that is not known were no. Not met: even if every one were yes."
    " Between the two it cannot be told. Every death of the period is looked at, so the percentage"
    " is what happened; the interval says how far chance alone can move it, and decides nothing.",
)


def plain(standards: Iterable[Standard]) -> list[dict[str, Any]]:
    """The standards in use, as an audit keeps them."""
    return [asdict(each) for each in standards if each.in_use]


def judged(
    records: Records, context: Mapping[str, Any]
) -> Sequence[tuple[Standard, Mapping[str, Any], Judgement]]:
    """Each standard with its count and verdict."""
    found = []
    for row in context.get("standards", ()):
        standard = Standard(**row)
        line = measured(_line(standard), records)
        known, missing = line["denominator"], line["not_known"] or 0
        found.append((standard, line, judge(line["count"], known, missing, standard.target)))
    return found


def _line(standard: Standard) -> Line:
    """What is counted: that the answer is yes, or that there is an answer."""
    name = standard.line.removeprefix(ASKED)
    if not standard.line.startswith(ASKED):
        return Line(standard.code, standard.criterion, name, frozenset({YES}), where=REVIEWED)
    fact = FACTS[name]
    values = {member.value for member in fact.choices or ()}
    answered = frozenset(v for v in values if v.upper() not in (NOT_KNOWN, NOT_APPLICABLE))
    where = ASLEEP if fact.group is FactGroup.SLEEP and name != "asleep" else REVIEWED
    return Line(standard.code, standard.criterion, name, answered - {BLANK}, True, where=where)


def held(records: Records, context: Mapping[str, Any]) -> Finding | None:
    found = judged(records, context)
    if not found:
        return None
    return Finding(
        "standards",
        SECTION,
        "Standards and whether they were met",
        _sentence([judgement for _, _, judgement in found]),
        COLUMNS,
        [
            (f"{standard.code} {standard.criterion}", _cells(standard, line, judgement))
            for standard, line, judgement in found
        ],
        (*NOTES, *_sources(standard for standard, _, _ in found)),
    )


def _cells(standard: Standard, line: Mapping[str, Any], judgement: Judgement) -> dict[str, str]:
    said = judgement.standing.value
    if judgement.why:
        said = f"{said}. {judgement.why}"
    if judgement.within_chance:
        said = f"{said}, but by no more than chance could account for"
    share = judgement.share
    return {
        "target": f"{standard.target}%",
        "found": f"{line['count']} of {line['denominator']} ({percent(share.share)})",
        "interval": interval(share.lower, share.upper),
        "not_known": "–" if line["not_known"] is None else f"{line['not_known']}",
        "standing": said,
    }


def _sentence(judgements: Sequence[Judgement]) -> str:
    number = {
        standing: sum(each.standing is standing for each in judgements) for standing in Standing
    }
    return (
        f"Of {len(judgements)} standards {number[Standing.MET]} were met and"
        f" {number[Standing.NOT_MET]} were not; of {number[Standing.CANNOT_BE_TOLD]} it cannot be"
        " told."
    )


MARKS = {"C": "confirmed", "P": "partly confirmed", "U": "not confirmed"}


def _sources(standards: Iterable[Standard]) -> list[str]:
    found: dict[str, list[str]] = {}
    for each in standards:
        source = f"{each.source} ({MARKS.get(each.mark, each.mark)})"
        found.setdefault(source, []).append(each.code)
    return [f"{', '.join(codes)}: {source}." for source, codes in found.items()]
