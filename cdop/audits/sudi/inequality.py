"""Inequality: rates by deprivation and ethnic group where births are known, and words where not."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cdop.audits.deaths import Records
from cdop.audits.findings import Finding
from cdop.audits.records import CONTRIBUTED, MODIFIABLE, YES
from cdop.audits.tables.parts import SPLITS
from cdop.core.catalogues.factors import FACTORS
from cdop.core.statistics.inequality import Fifth, relative_index
from cdop.core.statistics.rates import rate

SECTION = "Inequality"
LEAST_FOR_INDEX = 20
CIRCUMSTANCES = ("B24", "C19", "C20", "C21", "A11")
COLUMNS = (
    ("deaths", "Deaths"),
    ("births", "Live births"),
    ("rate", "Rate per 1,000"),
    ("interval", "95% interval"),
)


def unequal(records: Records, context: Mapping[str, Any]) -> list[Finding | None]:
    births = context.get("births") or {}
    return [
        _by(records, births, "deprivation", "deprivation"),
        _by(records, births, "ethnicity", "ethnic_group"),
        _circumstances(records),
    ]


def _by(records: Records, births: Mapping[str, Any], code: str, variable: str) -> Finding:
    title, _, values = SPLITS[code]
    known = births.get(variable) or {}
    counts = {value: records.count({variable: (value,)}) for value, _ in values}
    rows = [(label, _rate(counts[value], known.get(value))) for value, label in values]
    left = len(records) - sum(counts.values())
    notes = [f"Not known of {left:,} of {len(records):,} deaths, who are in no line."]
    if any(cells["rate"].endswith("(u)") for _, cells in rows):
        notes.append("(u): unreliable, being of fewer than 20 deaths.")
    if births.get("sources"):
        notes.append(f"Live births: {'; '.join(births['sources'])}.")
    sentence = births.get("no_rates") or _no_births(known, values)
    if not sentence and variable == "deprivation":
        sentence = _index([(counts[value], known[value]) for value, _ in values])
    return Finding(
        f"rates_{code}",
        SECTION,
        f"Sudden infant deaths by {title.lower()}, per 1,000 live births",
        sentence or "Rates rest on small numbers: the intervals show how small.",
        COLUMNS,
        rows,
        notes,
    )


def _no_births(known: Mapping[str, Any], values: Iterable[tuple[str, str]]) -> str:
    if all(known.get(value) for value, _ in values):
        return ""
    return (
        "Rates cannot be given for every group, because live births by group are not on record for"
        " every year of the period. Counts alone do not show inequality: the groups differ in size."
    )


def _rate(deaths: int, births: int | None) -> dict[str, str]:
    cells = {"deaths": f"{deaths:,}", "births": "–" if births is None else f"{births:,}"}
    found = rate(deaths, births)
    if found.value is None:
        return cells | {"rate": "–", "interval": "–"}
    if not found.verdict.may_publish:
        return cells | {"rate": "too few deaths", "interval": "–"}
    mark = " (u)" if found.verdict.unreliable else ""
    return cells | {
        "rate": f"{found.value:.2f}{mark}",
        "interval": f"{found.lower:.2f} to {found.upper:.2f}",
    }


def _index(fifths: Sequence[tuple[int, int]]) -> str:
    """One sentence on the whole gradient, where there are deaths enough to fit one."""
    deaths = sum(number for number, _ in fifths)
    if deaths < LEAST_FOR_INDEX:
        return (
            f"The gradient cannot be told from {deaths} deaths: pool more years, until there are"
            f" {LEAST_FOR_INDEX}."
        )
    found = relative_index([Fifth(number, births) for number, births in fifths])
    if found.value is None or found.lower is None or found.upper is None:
        return "The gradient could not be worked out from these numbers."
    said = "may be chance" if found.lower <= 1 <= found.upper else "is more than chance"
    return (
        f"Relative index of inequality {found.value:.2f} ({found.lower:.2f} to {found.upper:.2f}):"
        " the modelled rate at the most deprived end over that at the least deprived end."
        f" The difference {said}."
    )


def _circumstances(records: Records) -> Finding:
    """What the panel scored of migration, housing and the mother's age."""
    reviewed = records.of("reviewed", (YES,))
    rows = []
    for code in CIRCUMSTANCES:
        found = (reviewed & records.of(f"factor_{code}", (CONTRIBUTED, MODIFIABLE))).bit_count()
        rows.append((FACTORS[code].public_label, {"count": f"{found:,}"}))
    return Finding(
        "circumstances",
        SECTION,
        "Migration, housing and young mothers",
        "How often the panel judged that these may have contributed, of"
        f" {reviewed.bit_count():,} reviewed deaths. Whether the mother was born abroad, and how"
        " the family was housed, is not asked of every death, so no share of all is given.",
        (("count", "Deaths"),),
        rows,
        ("A factor that was not scored counts as not found.",),
    )
