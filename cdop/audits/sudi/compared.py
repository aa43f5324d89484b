"""Local figures beside those that others published, each with its date: never mixed into them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cdop.audits.deaths import Records, Where
from cdop.audits.findings import Finding, interval, percent
from cdop.audits.records import NO
from cdop.audits.sudi.measures import ASLEEP, measured
from cdop.audits.tables.model import REVIEWED, Line
from cdop.core.catalogues.national_figures import CitedFigure
from cdop.core.statistics.rates import rate

SECTION = "Beside national figures"
UNEXPLAINED: Where = {**REVIEWED, "explained": (NO,)}
UNEXPLAINED_ASLEEP: Where = {**ASLEEP, "explained": (NO,)}


@dataclass(frozen=True)
class Pairing:
    """A local share and the measure that others publish."""

    measure: str
    line: Line


def _pair(measure: str, label: str, variable: str, value: str, where: Where) -> Pairing:
    return Pairing(measure, Line(measure, label, variable, frozenset({value}), where=where))


PAIRINGS = (
    _pair("sudi-older-share", "Aged 28 days or older", "age_group", "infant", {}),
    _pair("sudi-boys-share", "Boys", "sex", "M", {}),
    _pair("sudi-unexplained-share", "Unexplained after review", "explained", NO, REVIEWED),
    _pair(
        "unexplained-most-deprived-share",
        "Unexplained deaths: most deprived fifth",
        "deprivation",
        "1",
        UNEXPLAINED,
    ),
    _pair(
        "unexplained-least-deprived-share",
        "Unexplained deaths: least deprived fifth",
        "deprivation",
        "5",
        UNEXPLAINED,
    ),
    _pair(
        "sids-low-birth-weight-share",
        "Unexplained deaths: birth weight under 2,500 g",
        "birth_weight",
        "under_2500",
        UNEXPLAINED,
    ),
    _pair(
        "sids-preterm-share",
        "Unexplained deaths: born before 37 weeks",
        "gestation",
        "under_37",
        UNEXPLAINED,
    ),
    _pair(
        "sids-put-down-prone-share",
        "Unexplained deaths: put down on the front",
        "position_put_down",
        "front",
        UNEXPLAINED_ASLEEP,
    ),
    _pair(
        "sids-found-prone-share",
        "Unexplained deaths: found on the front",
        "position_found",
        "front",
        UNEXPLAINED_ASLEEP,
    ),
)
RATE_MEASURE = "unexplained-death-rate"
COLUMNS = (
    ("local", "Here"),
    ("interval", "95% interval"),
    ("cited", "Elsewhere"),
    ("of", "Where, when, as published"),
    ("reading", "Cited figure is"),
)
OUTSIDE = ("Below the interval", "Above the interval")
NOTES = (
    "Figures of others are shown as they were published on the date given; sources revise them."
    " They are of other years and of other groups of deaths, and no test is made of them.",
    "Within the interval: the difference may be chance.",
)
UNRELIABLE = "(u): unreliable, being of fewer than 20 deaths."


def plain(figures: Iterable[CitedFigure]) -> list[dict[str, str]]:
    """The cited figures that this audit pairs, the latest of each, as an audit keeps them."""
    wanted = {*(pairing.measure for pairing in PAIRINGS), RATE_MEASURE}
    latest: dict[str, CitedFigure] = {}
    for figure in figures:
        old = latest.get(figure.measure)
        if figure.measure in wanted and (
            old is None or (figure.year, figure.published) >= (old.year, old.published)
        ):
            latest[figure.measure] = figure
    return [
        {
            "measure": measure,
            "value": str(figure.value),
            "shown": figure.shown,
            "of": f"{figure.area}, {figure.year}",
            "source": figure.source,
            "published": figure.published,
        }
        for measure, figure in sorted(latest.items())
    ]


def compared(records: Records, context: Mapping[str, Any]) -> Finding | None:
    """Every pairing for which there is a figure to show."""
    cited = {figure["measure"]: figure for figure in context.get("cited", ())}
    rows = [
        _row(pairing, measured(pairing.line, records), cited[pairing.measure])
        for pairing in PAIRINGS
        if pairing.measure in cited
    ]
    rates = _rates(records, context.get("births"), cited.get(RATE_MEASURE))
    rows += rates
    if not rows:
        return None
    marked = any(cells["local"].endswith("(u)") for _, cells in rates)
    sources = sorted({f"{figure['source']} ({_date(figure)})" for figure in cited.values()})
    return Finding(
        "compared",
        SECTION,
        "Local and cited figures",
        _sentence(rows),
        COLUMNS,
        rows,
        (*NOTES, *([UNRELIABLE] if marked else []), f"Sources: {'; '.join(sources)}."),
    )


def _row(
    pairing: Pairing, local: Mapping[str, Any], figure: Mapping[str, str]
) -> tuple[str, dict[str, str]]:
    share, lower, upper = local["share"], local["lower"], local["upper"]
    return pairing.line.label, {
        "local": f"{local['count']} of {local['denominator']} ({percent(share)})",
        "interval": interval(lower, upper),
        "cited": figure["shown"],
        "of": _of(figure),
        "reading": reading(lower, upper, float(figure["value"]) / 100),
    }


def _rates(
    records: Records, births: Mapping[str, Any] | None, figure: Mapping[str, str] | None
) -> Sequence[tuple[str, dict[str, str]]]:
    if figure is None or not births or births.get("all") is None:
        return ()
    count = records.count(UNEXPLAINED)
    found = rate(count, births["all"])
    if found.value is None or not found.verdict.may_publish:
        local, limits = f"{count} deaths: too few for a rate", "–"
        said = "Cannot be told"
    else:
        mark = " (u)" if found.verdict.unreliable else ""
        local = f"{found.value:.2f} per 1,000 live births{mark}"
        limits = f"{found.lower:.2f} to {found.upper:.2f}"
        said = reading(found.lower, found.upper, float(figure["value"]))
    cells = {"local": local, "interval": limits, "cited": figure["shown"]}
    words = {"of": _of(figure), "reading": said}
    return [("Unexplained deaths, reviewed so far", cells | words)]


def _of(figure: Mapping[str, str]) -> str:
    return f"{figure['of']}; published {_date(figure)}"


def _date(figure: Mapping[str, str]) -> str:
    """ "2022-12-08" as a reader knows it; a year alone stays one."""
    parts = [int(part) for part in figure["published"].split("-") if part]
    if not parts:
        return "on a date not given"
    if len(parts) == 1:
        return str(parts[0])
    day = date(*parts, *([1] if len(parts) == 2 else []))
    return f"{day:%B %Y}" if len(parts) == 2 else f"{day.day} {day:%B %Y}"


def reading(lower: float | None, upper: float | None, cited: float) -> str:
    if lower is None or upper is None:
        return "Cannot be told"
    if lower <= cited <= upper:
        return "Within the interval"
    return "Below the interval" if lower > cited else "Above the interval"


def _sentence(rows: Sequence[tuple[str, Mapping[str, str]]]) -> str:
    apart = [label for label, cells in rows if cells["reading"] in OUTSIDE]
    number = len(rows)
    if not apart:
        return f"All {number} cited figures lie within the local 95% interval."
    verb = "lies" if len(apart) == 1 else "lie"
    return (
        f"Of {number} cited figures {len(apart)} {verb} outside the local 95% interval:"
        f" {'; '.join(apart)}. One in twenty would by chance alone."
    )
