"""Crude rates per 1,000 births or person-years, with Poisson limits, or the reason for none."""

from cdop.core.statistics.counts import CountLimits, count_limits, exact_limits
from cdop.core.statistics.figure import Figure, complaint, no_figure
from cdop.core.statistics.verdict import Kind, may_be_given


def rate(
    events: float | None,
    births: float | None,
    *,
    per: float = 1000,
    confidence: float = 0.95,
) -> Figure:
    """Events / births x per, limits exact below 10 events and Byar's from 10.

    Units: events per `per` births (or people, or person-years). No births or a missing number:
    no rate, with the reason. No events: a rate of 0 with lower limit 0 and upper 3.689/births at
    95%. The births are taken as known without error.
    Source: OHID, PHEindicatormethods; limits in `counts`.
    """
    return _rate(events, births, per, confidence, exact=False)


def exact_rate(
    events: float | None,
    births: float | None,
    *,
    per: float = 1000,
    confidence: float = 0.95,
) -> Figure:
    """As `rate`, with exact Poisson limits whatever the number of events."""
    return _rate(events, births, per, confidence, exact=True)


def _rate(
    events: float | None, births: float | None, per: float, confidence: float, *, exact: bool
) -> Figure:
    if reason := complaint([events], [births], confidence):
        return no_figure(reason, confidence)
    if events is None or births is None:
        raise AssertionError("complaint() let a missing number through")
    limits = exact_limits(events, confidence) if exact else count_limits(events, confidence)
    return scaled(events, limits, per / births, confidence, Kind.CRUDE_RATE)


def scaled(
    events: float, limits: CountLimits, factor: float, confidence: float, kind: Kind
) -> Figure:
    """A count and its limits turned into a rate or ratio by one factor."""
    return Figure(
        value=events * factor,
        lower=None if limits.lower is None else limits.lower * factor,
        upper=limits.upper * factor,
        confidence=confidence,
        method=limits.method,
        verdict=may_be_given(kind, events),
    )
