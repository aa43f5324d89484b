"""Reference files of funnel limits and of the labels of areas."""

from collections.abc import Iterator, Sequence

from cdop.core.statistics import funnel
from cdop.core.statistics.checks.comparison import (
    Comparison,
    Reader,
    Row,
    Tolerance,
    compare,
    number,
)

BISECTED = Tolerance(relative=1e-4)
SIX_PLACES = Tolerance(absolute=1e-6)
NINE_PLACES = Tolerance(absolute=1e-9)
YEARS = 3
LINES = (("2s", funnel.NEAR), ("3s", funnel.FAR))


def proportion_published(rows: Sequence[Row], read: Reader) -> Iterator[Comparison]:
    for row in rows:
        found: dict[str, float | str | None] = {}
        for level, confidence in (("95", funnel.NEAR), ("998", funnel.FAR)):
            limits = funnel.proportion_limits(
                float(row["average"]), float(row["population"]), confidence
            )
            found |= {f"lower_{level}": _percent(limits.lower)}
            found |= {f"upper_{level}": _percent(limits.upper)}
        yield from compare(row["case_id"], row, found, SIX_PLACES)


def proportion_own(rows: Sequence[Row], read: Reader) -> Iterator[Comparison]:
    for row in rows:
        confidence = 2 * float(row["p"]) - 1
        limits = funnel.proportion_limits(float(row["avg"]), float(row["population"]), confidence)
        found = {"low": _percent(limits.lower), "high": _percent(limits.upper)}
        yield from compare(row["case_id"], row, found, NINE_PLACES)


def poisson_expected(rows: Sequence[Row], read: Reader) -> Iterator[Comparison]:
    for row in rows:
        limits = funnel.expected_at_limits(float(row["obs"]), 1 - 2 * float(row["p"]))
        found = {"exp_low": limits.lower, "exp_high": limits.upper}
        yield from compare(row["case_id"], row, found, BISECTED)


def ratio_limits(rows: Sequence[Row], read: Reader) -> Iterator[Comparison]:
    """The line on which O lies low needs many expected events, and the other way round."""
    for row in rows:
        observed = float(row["observed_events"])
        found: dict[str, float | str | None] = {}
        for line, confidence in LINES:
            expected = funnel.expected_at_limits(observed, confidence)
            ratio = funnel.ratio_limits(observed, confidence)
            for side, events, limit in (
                ("lower", expected.upper, ratio.lower),
                ("upper", expected.lower, ratio.upper),
            ):
                found[f"{side}_{line}_exp_events"] = events
                found[f"{side}_{line}_count"] = None if limit is None else limit - 1
                found[f"{side}_{line}_isr"] = _percent(limit)
        yield from compare(row["case_id"], row, found, BISECTED)


def rate_limits(rows: Sequence[Row], read: Reader) -> Iterator[Comparison]:
    """Limits per 100,000. The events are those of three years, the population one year's."""
    for row in rows:
        events, average = float(row["Events"]), float(row["baseline"])
        found: dict[str, float | str | None] = {}
        for line, confidence in LINES:
            people = funnel.births_at_limits(events, average, per=100_000, confidence=confidence)
            limits = funnel.rate_limits(events, average, confidence)
            for side, size, limit in (
                ("lower", people.upper, limits.lower),
                ("upper", people.lower, limits.upper),
            ):
                found[f"{side}_{line}_population_1_year"] = None if size is None else size / YEARS
                found[f"{side}_{line}_limit"] = limit
        yield from compare(row["case_id"], row, found, BISECTED)


def ratio_labels(rows: Sequence[Row], read: Reader) -> Iterator[Comparison]:
    for row in rows:
        label = funnel.ratio_significance(number(row["obs"]), number(row["expected"]))
        yield from compare(row["case_id"], row, {"significance": label})


def rate_labels(rows: Sequence[Row], read: Reader) -> Iterator[Comparison]:
    for row in rows:
        label = funnel.rate_significance(
            number(row["deaths"]), number(row["births"]), float(row["average_per_1000"])
        )
        yield from compare(row["case_id"], row, {"significance": label})


def _percent(share: float | None) -> float | None:
    return None if share is None else share * 100
