"""Explained deaths against unexplained ones: what was recorded more often of which."""

from collections.abc import Mapping
from typing import Any

from cdop.audits.deaths import Records
from cdop.audits.findings import Finding, p_text, percent
from cdop.audits.records import NO, YES
from cdop.audits.sudi.measures import BACKGROUND, HAZARD_MEASURES, MODIFIABLE, SMOKED, measured
from cdop.core.statistics.cooccurrence import OddsRatio, Table, odds_ratio

SECTION = "Category of death"
LINES = (*BACKGROUND, SMOKED, *HAZARD_MEASURES, MODIFIABLE)
COLUMNS = (
    ("unexplained", "Unexplained"),
    ("explained", "Explained"),
    ("ratio", "Odds ratio (95% interval)"),
    ("p", "p"),
)


def contrasted(records: Records) -> Finding | None:
    """Nothing where one of the two groups is empty."""
    reviewed = records.of("reviewed", (YES,))
    unexplained = reviewed & records.of("explained", (NO,))
    explained = reviewed & records.of("explained", (YES,))
    if not explained or not unexplained:
        return None
    rows = []
    for line in LINES:
        one, other = (measured(line, records, mask) for mask in (unexplained, explained))
        found = _odds(one, other)
        rows.append(
            (
                line.label,
                {
                    "unexplained": _of(one),
                    "explained": _of(other),
                    "ratio": _ratio(found),
                    "p": p_text(found.p),
                },
            )
        )
    return Finding(
        "explained_against_unexplained",
        SECTION,
        "Explained and unexplained deaths compared",
        f"{unexplained.bit_count()} deaths were unexplained and {explained.bit_count()} explained."
        f" Of {len(rows)} comparisons, about one in twenty has p under 0.05 by chance alone.",
        COLUMNS,
        rows,
        (
            "Odds ratios are conditional maximum likelihood with exact limits; p is Fisher's exact"
            " test. A ratio above 1: more often on record where the death was unexplained.",
            "Neither group shows what is usual among infants who lived: nothing here says what"
            " raised the risk.",
        ),
    )


def _odds(one: Mapping[str, Any], other: Mapping[str, Any]) -> OddsRatio:
    return odds_ratio(
        Table(
            both=one["count"],
            a_only=one["denominator"] - one["count"],
            b_only=other["count"],
            neither=other["denominator"] - other["count"],
        )
    )


def _of(found: Mapping[str, Any]) -> str:
    return f"{found['count']} of {found['denominator']} ({percent(found['share'])})"


def _ratio(found: OddsRatio) -> str:
    if found.value is None or found.lower is None or found.upper is None:
        return "–"
    return f"{_plain(found.value)} ({_plain(found.lower)} to {_plain(found.upper)})"


def _plain(value: float) -> str:
    return "no limit" if value == float("inf") else f"{value:.2f}"
