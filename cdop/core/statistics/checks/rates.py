"""Reference files of counts, rates, proportions, standardised rates and rate ratios."""

from collections.abc import Iterator, Sequence

from cdop.core.statistics.checks.comparison import (
    Comparison,
    Reader,
    Row,
    Tolerance,
    compare,
    number,
)
from cdop.core.statistics.counts import byar_limits
from cdop.core.statistics.figure import Figure
from cdop.core.statistics.proportion import proportion
from cdop.core.statistics.rates import rate
from cdop.core.statistics.ratios import rate_ratio
from cdop.core.statistics.standardised import (
    ReferenceStratum,
    Stratum,
    directly_standardised,
    indirectly_standardised_rate,
    standardised_ratio,
)

NINE = Tolerance(relative=1e-9)
WILSON = Tolerance(absolute=1e-9)
EIGHT = Tolerance(relative=1e-8)


def byar_count(rows: Sequence[Row], read: Reader) -> Iterator[Comparison]:
    for row in rows:
        limits = byar_limits(float(row["x"]), float(row["confidence"]))
        yield from compare(
            row["case_id"], row, {"lower": limits.lower, "upper": limits.upper}, NINE
        )


def rates(rows: Sequence[Row], read: Reader) -> Iterator[Comparison]:
    for row in rows:
        figure = rate(
            number(row["numerator"]),
            number(row["denominator"]),
            per=float(row["multiplier"]),
            confidence=float(row["confidence"]),
        )
        found = _numbers(figure) | {"method": figure.method}
        yield from compare(row["case_id"], row, found, NINE)


def wilson(rows: Sequence[Row], read: Reader) -> Iterator[Comparison]:
    for row in rows:
        share = proportion(number(row["x"]), number(row["n"]), float(row["confidence"]))
        per = float(row["multiplier"])
        found = {
            name: None if value is None else value * per
            for name, value in zip(
                ("value", "lower", "upper"), (share.share, share.lower, share.upper), strict=True
            )
        }
        yield from compare(row["case_id"], row, found, WILSON)


def directly(rows: Sequence[Row], read: Reader) -> Iterator[Comparison]:
    """Below ten events the source gives nothing: there our verdict must say the same.

    A blank count is none in these files; our own functions take it as missing.
    """
    strata = read("dsr_strata.csv")
    for row in rows:
        bands = [
            Stratum(
                number(s["count"]) or 0.0, number(s["population"]), number(s["standard_population"])
            )
            for s in strata
            if s["area"] == row["area"]
        ]
        figure = directly_standardised(
            bands, per=number(row["multiplier"]) or 1, confidence=float(row["confidence"])
        )
        given = figure if figure.verdict.may_publish else Figure()
        yield from compare(row["case_id"], row, _numbers(given), NINE)


def indirectly(rows: Sequence[Row], read: Reader) -> Iterator[Comparison]:
    """A blank count is none in these files; our own functions take it as missing."""
    strata = read("isr_strata.csv")
    for row in rows:
        bands = [
            ReferenceStratum(
                number(s["observed"]) or 0.0,
                number(s["population"]),
                number(s["ref_count"]),
                number(s["ref_population"]),
            )
            for s in strata
            if (s["set"], s["area"]) == (row["set"], row["area"])
        ]
        method = indirectly_standardised_rate if row["kind"] == "rate" else standardised_ratio
        figure = method(bands, per=float(row["multiplier"]), confidence=float(row["confidence"]))
        counted = {"observed": figure.observed, "expected": figure.expected}
        found = _numbers(figure) | counted | {"method": figure.method}
        yield from compare(row["case_id"], row, found, NINE)


def ratio(rows: Sequence[Row], read: Reader) -> Iterator[Comparison]:
    columns = ("deaths_a", "births_a", "deaths_b", "births_b")
    for row in rows:
        deaths_a, births_a, deaths_b, births_b = (number(row[name]) for name in columns)
        confidence = float(row["confidence"])
        figure = rate_ratio(deaths_a, births_a, deaths_b, births_b, confidence)
        found = {
            "rate_ratio": figure.value,
            "lower": figure.lower,
            "upper": figure.upper,
            "p_two_sided": figure.p,
        }
        yield from compare(row["case_id"], row, found, EIGHT)


def _numbers(figure: Figure) -> dict[str, float | str | None]:
    return {"value": figure.value, "lower": figure.lower, "upper": figure.upper}
