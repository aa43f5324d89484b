"""What an annual report works out beside its tables, for the panel: years side by side, and times.

Cited figures stand beside local ones with their date, and are never mixed into them.
"""

from collections.abc import Mapping, Sequence
from statistics import quantiles
from typing import Any

from cdop.audits.annual.context import rate_people
from cdop.audits.annual.sections import Section
from cdop.audits.annual.tables import BIRTHS, CHILDREN, INFANTS, NEWBORN
from cdop.audits.counting import count_line
from cdop.audits.deaths import Records, Where
from cdop.audits.findings import Finding, interval, p_text, percent, shown
from cdop.audits.kind import Study
from cdop.audits.models import Basis
from cdop.audits.records import YES
from cdop.audits.tables.model import REVIEWED, Line
from cdop.audits.tables.parts import SPLITS
from cdop.core.catalogues.categories import Category
from cdop.core.denominators import Measure
from cdop.core.modifiability import Outcome
from cdop.core.statistics.inequality import Fifth, relative_index
from cdop.core.statistics.proportion import proportion
from cdop.core.statistics.rates import rate
from cdop.core.statistics.trend import Year, trend
from cdop.web.charts.trends import Point, Series
from cdop.web.charts.trends import trend as trend_chart

LEAST_FOR_INDEX = 20
POOLED = 3


def findings_of(study: Study, _tables: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Everything, section by section; what could not be worked out says so or is left out."""
    return shown(
        [
            _side_by_side(study),
            _reviews(study),
            _rates(study, "infant_rates", BIRTHS, INFANTS),
            _rates(study, "child_rates", CHILDREN, None),
            _compared(study),
            _by_category(study),
            _inequality(study),
            _times(study),
        ]
    )


def _line(code: str, label: str, variable: str, values: frozenset[str], where: Where) -> Line:
    return Line(code, label, variable, values, where=where)


MEASURES = (
    _line("infants", "Infants under 1 year", "age_band", INFANTS, {}),
    _line("newborn", "Infants under 28 days", "age_band", NEWBORN, {}),
    _line("boys", "Boys", "sex", frozenset({"M"}), {}),
    _line("unexpected", "Unexpected", "expected", frozenset({"N"}), {}),
    _line("sudi", "Sudden infant deaths", "sudi", frozenset({YES}), {}),
    _line("joint", "Joint agency response", "joint_response", frozenset({YES}), {}),
    _line("reviewed", "Review complete", "reviewed", frozenset({YES}), {}),
    _line("deprived", "Most deprived fifth", "deprivation", frozenset({"1"}), {}),
    _line("modifiable", "Modifiable factors identified", "outcome", frozenset({"MF"}), REVIEWED),
    *(
        _line(f"category:{each.value}", each.label, "category", frozenset({each.value}), REVIEWED)
        for each in Category
    ),
)


def _side_by_side(study: Study) -> Finding:
    """The year of the report, three years and the whole period, each by itself."""
    periods = {"one": study.years[-1:], "three": study.years[-POOLED:], "all": study.years}
    labels = {key: _period_words(years) for key, years in periods.items()}
    if len(study.years) <= POOLED:
        del periods["three"]
    inside = {key: study.records.mask({"year": years}) for key, years in periods.items()}
    rows = []
    counts = {key: f"{mask.bit_count():,}" for key, mask in inside.items()}
    rows.append(("All deaths", counts))
    for line in MEASURES:
        found = {key: count_line(mask, line, study.records) for key, mask in inside.items()}
        if any(each["count"] for each in found.values()):
            rows.append((line.label, {key: _of_known(each) for key, each in found.items()}))
    return Finding(
        "side_by_side",
        Section.SUMMARY,
        "The year beside the years before it",
        "One year’s deaths are few, and differ by chance; the pooled years show what lasts.",
        [(key, labels[key]) for key in periods],
        rows,
        ("Percentages are of deaths with a known answer; of categories and modifiable factors, of"
         " reviewed deaths.",),
    )  # fmt: skip


def _period_words(years: Sequence[str]) -> str:
    return years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"


def _of_known(found: Mapping[str, Any]) -> str:
    if not found["denominator"]:
        return "–"
    return f"{found['count']:,} of {found['denominator']:,} ({percent(found['share'])})"


def _reviews(study: Study) -> Finding | None:
    """What the panel reviewed in each year, of deaths of whichever year."""
    reviews = study.context.get("reviews", {})
    rows = []
    for year, found in reviews.items():
        share = proportion(found["modifiable"], found["told"])
        rows.append(
            (
                year,
                {
                    "reviewed": f"{found['reviewed']:,}",
                    "modifiable": f"{found['modifiable']:,}",
                    "share": percent(share.share),
                    "interval": interval(share.lower, share.upper),
                },
            )
        )
    if not rows:
        return None
    return Finding(
        "reviews",
        Section.POPULATION,
        "Reviews completed, by the year of the review",
        "These are reviews of deaths of any year, so they are other deaths than those counted in"
        " the tables.",
        (
            ("reviewed", "Reviews"),
            ("modifiable", "With modifiable factors"),
            ("share", "Percentage"),
            ("interval", "95% interval"),
        ),
        rows,
    )


def _rates(study: Study, code: str, label: str, bands: frozenset[str] | None) -> Finding | None:
    """The trend of a rate by year, where births or children of each year are on record."""
    measure = Measure.LIVE_BIRTHS if label == BIRTHS else Measure.CHILDREN
    people = rate_people(study.context, measure)
    if study.context.get("basis") != Basis.DEATH or not any(people.values()):
        return None
    per = 1000 if label == BIRTHS else 100_000
    counts = {year: _count(study.records, year, bands) for year in study.years}
    figures = {year: rate(counts[year], people.get(year), per=per) for year in study.years}
    given = {year: found for year, found in figures.items() if found.verdict.may_publish}
    title = "Death rate of infants" if bands else "Death rate of children"
    points = [
        Point(year, given[year].value, given[year].lower, given[year].upper)
        if year in given
        else Point(year, None)
        for year in study.years
    ]
    return Finding(
        code,
        Section.POPULATION,
        f"{title}, by financial year",
        _trend_words(study.years, counts, people),
        (
            ("deaths", "Deaths"),
            ("people", "Live births" if bands else "Children"),
            ("rate", label),
            ("interval", "95% interval"),
        ),
        [
            (
                year,
                {
                    "deaths": f"{counts[year]:,}",
                    "people": f"{people[year]:,}" if people.get(year) else "–",
                    **_rate_texts(given.get(year)),
                },
            )
            for year in study.years
        ],
        (f"{label}. Byar’s intervals, exact below 10 deaths.",),
        spec=trend_chart(
            [Series(title, points)], f"{title}, {label.lower()}", "By financial year.", unit=label
        )
        if given
        else None,
    )


def _count(records: Records, year: str, bands: frozenset[str] | None) -> int:
    return records.count({"year": (year,)} | ({"age_band": bands} if bands else {}))


def _rate_texts(found: Any) -> dict[str, str]:
    if found is None:
        return {"rate": "–", "interval": "–"}
    mark = " [u]" if found.verdict.unreliable else ""
    return {
        "rate": f"{found.value:.2f}{mark}",
        "interval": f"{found.lower:.2f} to {found.upper:.2f}",
    }


def _trend_words(
    years: Sequence[str], counts: Mapping[str, int], people: Mapping[str, int | None]
) -> str:
    """Whether the rate changed by more than chance, or why that cannot be told."""
    known = [year for year in years if people.get(year)]
    found = trend([Year(int(year[:4]), counts[year], people[year]) for year in known])
    if found.value is None or not found.verdict.may_publish:
        why = found.reason or found.verdict.reason or ""
        return f"No trend is given. {why}".strip()
    words = {"rising": "rose", "falling": "fell"}.get(found.direction.value)
    ratio = f"{found.value:.2f} a year ({found.lower:.2f} to {found.upper:.2f})"
    few = " Unreliable: of fewer than 20 deaths." if found.verdict.unreliable else ""
    if words is None:
        said = f"changed by a factor of {ratio}, which may be chance"
    else:
        said = f"{words} by a factor of {ratio}, more than chance"
    return f"The rate {said} (p {p_text(found.p)}).{few}"


PAIRED = (
    ("modifiable-share", MEASURES[8]),
    ("infant-share", MEASURES[0]),
    ("neonatal-share", MEASURES[1]),
    ("boys-share", MEASURES[2]),
    (
        "perinatal-modifiable-share",
        Line("perinatal", "Perinatal events: modifiable factors", "outcome", frozenset({"MF"}),
             where={**REVIEWED, "category": (Category.PERINATAL_OR_NEONATAL.value,)}),
    ),
)  # fmt: skip


def _compared(study: Study) -> Finding | None:
    cited = study.context.get("cited", {})
    rows = []
    for measure, line in PAIRED:
        figure = cited.get(measure)
        if figure is None:
            continue
        found = count_line(study.records.everyone, line, study.records)
        rows.append((line.label, _beside(found, figure)))
    if not rows:
        return None
    sources = sorted({f"{each['source']} ({each['published'] or 'date not known'})"
                      for each in cited.values()})  # fmt: skip
    return Finding(
        "compared",
        Section.MODIFIABLE,
        "Beside England",
        "Figures of others as they were published: of other years, and of other deaths.",
        (
            ("local", "Here, whole period"),
            ("interval", "95% interval"),
            ("cited", "Elsewhere"),
            ("of", "Of where and when"),
            ("published", "As published"),
        ),
        rows,
        (f"Sources: {'; '.join(sources)}.",),
    )


def _beside(found: Mapping[str, Any], figure: Mapping[str, str]) -> dict[str, str]:
    return {
        "local": _of_known(found),
        "interval": interval(found["lower"], found["upper"]),
        "cited": figure["shown"],
        "of": f"{figure['area']}, {figure['year']}",
        "published": figure["published"] or "date not known",
    }


def _by_category(study: Study) -> Finding | None:
    """Of which categories the panel found most that could be changed."""
    rows = []
    for each in Category:
        line = Line("x", each.label, "outcome", frozenset({Outcome.IDENTIFIED.value}))
        inside = study.records.mask({**REVIEWED, "category": (each.value,)})
        found = count_line(inside, line, study.records)
        if found["denominator"]:
            limits = interval(found["lower"], found["upper"])
            rows.append((each.label, {"found": _of_known(found), "interval": limits}))
    if not rows:
        return None
    return Finding(
        "modifiable_by_category",
        Section.MODIFIABLE,
        "Modifiable factors by category of death",
        "Reviewed deaths of the whole period in which modifiable factors were identified.",
        (("found", "With modifiable factors"), ("interval", "95% interval")),
        rows,
    )


def _inequality(study: Study) -> Finding | None:
    """The gradient over the fifths of deprivation, where there are deaths enough to fit one."""
    people = rate_people(study.context, Measure.CHILDREN, "deprivation")
    _, variable, values = SPLITS["deprivation"]
    if study.context.get("basis") != Basis.DEATH or not all(people.get(v) for v, _ in values):
        return None
    fifths = [
        Fifth(study.records.count({variable: (value,)}), people[value]) for value, _ in values
    ]
    deaths = sum(fifth.deaths or 0 for fifth in fifths)
    found = relative_index(fifths, per=100_000)
    if deaths < LEAST_FOR_INDEX or found.value is None:
        said = f"From {deaths:g} deaths the gradient cannot be told: pool more years."
    else:
        said = (
            f"Relative index of inequality {found.value:.2f} ({found.lower:.2f} to"
            f" {found.upper:.2f}): the modelled rate at the most deprived end over that at the"
            " least deprived end."
        )
    return Finding(
        "inequality",
        Section.DEPRIVATION,
        "The gradient",
        said,
        (("deaths", "Deaths"), ("people", "Children, added up over the years")),
        [
            (label, {"deaths": f"{fifth.deaths:,}", "people": f"{fifth.births:,}"})
            for (_, label), fifth in zip(values, fifths, strict=True)
        ],
    )


def _times(study: Study) -> Finding | None:
    """How long reviews took, by the year that the deaths are placed in."""
    rows = []
    for year in study.years:
        cells: dict[str, str] = {}
        for key, name in (("review", "days_to_review"), ("close", "days_to_close")):
            days = study.records.chosen_numbers(name, {**REVIEWED, "year": (year,)})
            cells |= {key: _median(days), f"{key}_number": f"{len(days):,}"}
        rows.append((year, cells))
    return Finding(
        "times",
        Section.TIMES,
        "Median time, by year",
        "Half of the reviews took longer. Of recent deaths only the quicker reviews are complete"
        " yet, so recent years look shorter than they will be.",
        (
            ("review", "To review: median (quartiles), days"),
            ("review_number", "Reviews"),
            ("close", "To close: median (quartiles), days"),
            ("close_number", "Closed"),
        ),
        rows,
    )


def _median(days: Sequence[int]) -> str:
    if len(days) < 3:
        return "too few"
    low, middle, high = quantiles(days, n=4, method="inclusive")
    return f"{middle:.0f} ({low:.0f} to {high:.0f})"
