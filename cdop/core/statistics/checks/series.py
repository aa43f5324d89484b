"""Reference files of charts over time, trends, inequality, quantiles and factors together."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import inf

from cdop.core.statistics import cooccurrence, inequality, rare_events, slope_index, spc, trend
from cdop.core.statistics.checks.comparison import (
    EXACT,
    Comparison,
    Reader,
    Row,
    Tolerance,
    compare,
    number,
)
from cdop.core.statistics.figure import NoFigure
from cdop.core.statistics.quantiles import quantiles

NINE = Tolerance(relative=1e-9, absolute=1e-12)
SIX = Tolerance(relative=1e-6)
COCHRAN_ARMITAGE = Tolerance(relative=1e-5)
T_CHART = Tolerance(relative=5e-4)
SIMULATED = Tolerance(relative=0.02)
SIMULATED_FROM_FEW = Tolerance(relative=0.10)
STOPS_EARLY = Tolerance(relative=1e-3)
ONE_WAY = (
    "Every record has the factor, or none has; R prints an odds ratio of 0, we print none, "
    "for any odds ratio fits."
)
# R's fisher.test looks for a limit up to 1, or 1/limit above 1, and stops within the fourth root
# of the machine's precision.
R_STEP = 1.23e-4
STOPPED = "R stops its search within 0.00012 of the limit, or of 1/limit; ours is exact."


def xmr_charts(rows: Sequence[Row], read: Reader) -> Iterator[Comparison]:
    for points in grouped(rows, "series").values():
        fixed = points[0]["fix_after"]
        chart = spc.xmr(
            [float(row["y"]) for row in points],
            rebase_at=[i for i, row in enumerate(points) if _true(row["rebase"])],
            screen_outliers=_true(points[0]["screen_outliers"]),
            fix_after=int(float(fixed)) if fixed else None,
        )
        for row, point in zip(points, chart.points, strict=True):
            yield from _xmr_point(row, point)


def _xmr_point(row: Row, point: spc.XmrPoint) -> Iterator[Comparison]:
    case = f"{row['series']} {row['point']}"
    limits = {"mean": point.mean, "lpl": point.lower, "upl": point.upper}
    yield from compare(case, row, limits, NINE)
    beyond = {"outside": float(point.outside), "close": float(point.near)}
    known = {name: value if row[name] else None for name, value in beyond.items()}
    yield from compare(case, row, known, EXACT)
    yield from compare(case, row, {"side_of_mean": point.side, "expected_flag": point.flag})


def rare_event_charts(rows: Sequence[Row], read: Reader) -> Iterator[Comparison]:
    for (series, kind), points in _by(rows, "series", "chart").items():
        gaps = [float(row["y"]) for row in points]
        chart = rare_events.t_chart(gaps) if kind == "t" else rare_events.g_chart(gaps)
        found = {"cl": chart.centre, "lcl": chart.lower, "ucl": chart.upper}
        for row in points:
            yield from compare(
                f"{series} {row['point']}", row, found, T_CHART if kind == "t" else NINE
            )


def trends(rows: Sequence[Row], read: Reader) -> Iterator[Comparison]:
    years = grouped(read("trend_inputs.csv"), "series")
    for row in rows:
        series = [
            trend.Year(float(y["t"]), number(y["deaths"]), number(y["births"]))
            for y in years[row["series"]]
        ]
        model = trend.modelled_trend(series)
        tested = trend.cochran_armitage(series)
        found = {
            "annual_rate_ratio": model.value,
            "lower": model.lower,
            "upper": model.upper,
            "wald_p": model.wald_p,
            "lr_chisq": model.likelihood_ratio,
            "lr_p": model.likelihood_ratio_p,
            "pearson_dispersion": model.dispersion,
        }
        yield from compare(row["series"], row, found, SIX)
        found = {
            "cochran_armitage_chisq": tested.chi_square,
            "cochran_armitage_p": tested.p,
        }
        yield from compare(row["series"], row, found, COCHRAN_ARMITAGE)


def relative_indices(rows: Sequence[Row], read: Reader) -> Iterator[Comparison]:
    fifths = grouped(read("rii_poisson_inputs.csv"), "set")
    for row in rows:
        index = inequality.relative_index(
            [
                inequality.Fifth(number(f["deaths"]), number(f["births"]))
                for f in sorted(fifths[row["set"]], key=lambda f: int(f["quintile"]))
            ]
        )
        found = {
            "rii_least_vs_most": index.least_against_most,
            "lower": index.least_lower,
            "upper": index.least_upper,
            "rii_most_vs_least": index.value,
            "wald_p": index.wald_p,
            "lr_p": index.likelihood_ratio_p,
            "rate_most_per_1000": index.rate_most,
            "rate_least_per_1000": index.rate_least,
            "sii_per_1000": index.slope,
        }
        yield from compare(row["set"], row, found, SIX)


def slope_indices(rows: Sequence[Row], read: Reader) -> Iterator[Comparison]:
    groups = grouped(read("sii_inputs.csv"), "case_id")
    for row in rows:
        index = slope_index.slope_index(
            [_group_value(g) for g in sorted(groups[row["case_id"]], key=_place)],
            value_type=slope_index.ValueType(row["value_type"]),
            transform=slope_index.Transform(row["transform"]),
            multiplier=float(row["multiplier"]),
            confidence=float(row["confidence"]),
        )
        points: dict[str, float | str | None] = {
            "sii": index.slope.value,
            "rii": index.relative.value,
            "intercept": index.intercept if row["intercept"] else None,
        }
        yield from compare(row["case_id"], row, points, SIX)
        limits: dict[str, float | str | None] = {
            "sii_lower": index.slope.lower,
            "sii_upper": index.slope.upper,
            "rii_lower": index.relative.lower,
            "rii_upper": index.relative.upper,
        }
        printed = {name: value for name, value in limits.items() if row[name]}
        own = row["case_id"].startswith("own")
        yield from compare(row["case_id"], row, printed, SIMULATED_FROM_FEW if own else SIMULATED)


def quantile_groups(rows: Sequence[Row], read: Reader) -> Iterator[Comparison]:
    for case, areas in grouped(rows, "case_id").items():
        found = quantiles(
            [number(row["value"]) for row in areas],
            int(float(areas[0]["n_quantiles"])),
            highest_is_first=_true(areas[0]["highest_values_are_quantile_1"]),
        )
        for row, group in zip(areas, found, strict=True):
            yield from compare(case, row, {"expected_quantile": group})


def cooccurring(rows: Sequence[Row], read: Reader) -> Iterator[Comparison]:
    cells = ("both", "a_only", "b_only", "neither")
    for row in rows:
        table = cooccurrence.Table(*(int(float(row[cell])) for cell in cells))
        found = cooccurrence.odds_ratio(table)
        numbers = {
            "odds_ratio_conditional_mle": found.value,
            "lower": found.lower,
            "upper": found.upper,
        }
        for column, value in numbers.items():
            why = _why_r_differs(row[column], value, found.reason)
            yield Comparison(row["case_id"], column, row[column], value, STOPS_EARLY, why)
        yield from compare(row["case_id"], row, {"fisher_p": found.p}, NINE)


def _why_r_differs(printed: str, found: float | None, reason: NoFigure | None) -> str | None:
    if found is None:
        return ONE_WAY if reason is NoFigure.NO_VARIATION else None
    expected = float(printed) if printed else inf
    if not (0 < expected < inf and 0 < found < inf) or STOPS_EARLY.holds(expected, found):
        return None
    apart = abs(expected - found) if expected <= 1 else abs(1 / expected - 1 / found)
    return STOPPED if apart <= R_STEP else None


def grouped(rows: Sequence[Row], column: str) -> dict[str, list[Row]]:
    return {key[0]: found for key, found in _by(rows, column).items()}


def _by(rows: Sequence[Row], *columns: str) -> dict[tuple[str, ...], list[Row]]:
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[column] for column in columns)].append(row)
    return dict(groups)


def _group_value(row: Row) -> slope_index.GroupValue:
    return slope_index.GroupValue(
        float(row["population"]),
        float(row["value"]),
        number(row["se"]),
        number(row["lower_cl"]),
        number(row["upper_cl"]),
    )


def _place(row: Row) -> float:
    return float(row["quantile"])


def _true(text: str) -> bool:
    return text.strip().lower() in {"true", "1", "1.0"}
