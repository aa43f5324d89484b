"""Rates that allow for a different mix of ages or groups: direct (DSR) and indirect (SMR, ISR)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

from cdop.core.statistics.counts import count_limits
from cdop.core.statistics.figure import Figure, Method, NoFigure, complaint, no_figure
from cdop.core.statistics.rates import scaled
from cdop.core.statistics.verdict import Kind, Verdict, may_be_given


@dataclass(frozen=True)
class Stratum:
    """One band of an area, with the weight that the standard population gives it."""

    events: float | None
    population: float | None
    weight: float | None


@dataclass(frozen=True)
class ReferenceStratum:
    """One band of an area beside the same band of the reference population."""

    events: float | None
    population: float | None
    reference_events: float | None
    reference_population: float | None


@dataclass(frozen=True)
class Ratio(Figure):
    """A standardised ratio or rate, with the observed and expected events it comes from."""

    observed: float | None = None
    expected: float | None = None


def directly_standardised(
    strata: Sequence[Stratum], *, per: float = 1000, confidence: float = 0.95
) -> Figure:
    """The rate the area would have with the standard population's mix: sum(w x/n) / sum(w) x per.

    Limits (Dobson): v + sqrt(var/O) (limit of O - O), var = sum(w^2 x/n^2) / sum(w)^2, O the
    events, their limits as in `counts`. Units: events per `per`. Under 10 events the verdict is
    not given. A band with events missing gives no figure: it is not taken as none.
    Source: Dobson and others 1991; OHID's method for directly standardised rates.
    """
    reason = _strata_complaint(strata, confidence)
    if reason:
        return no_figure(reason, confidence)
    known = [(s.events or 0.0, s.population or 0.0, s.weight or 0.0) for s in strata]
    weight = sum(w for _, _, w in known)
    events = sum(x for x, _, _ in known)
    value = sum(w * x / n for x, n, w in known) / weight
    if events == 0:
        return Figure(0.0, 0.0, None, confidence, Method.DOBSON, _verdict(0), NoFigure.NO_EVENTS)
    variance = sum(w * w * x / (n * n) for x, n, w in known) / weight**2
    limits = count_limits(events, confidence)
    step = sqrt(variance / events)
    lower = None if limits.lower is None else (value + step * (limits.lower - events)) * per
    upper = (value + step * (limits.upper - events)) * per
    return Figure(value * per, lower, upper, confidence, Method.DOBSON, _verdict(events))


def standardised_ratio(
    strata: Sequence[ReferenceStratum], *, per: float = 1, confidence: float = 0.95
) -> Ratio:
    """Observed over expected events (SMR): O / sum(n_i R_i) x per, R_i the reference's rates.

    Units: a ratio, or a percentage with per=100; 1 (or 100) is as the reference. Limits of O over
    E, exact below 10 events. A band in which nobody lives adds nothing; no events expected: no
    ratio. E is taken as known without error. Under 10 events the verdict is not given.
    Source: Breslow and Day 1987; OHID's method for indirectly standardised ratios.
    """
    if reason := _reference_complaint(strata, confidence):
        return Ratio(reason=reason, confidence=confidence)
    observed = sum(s.events or 0.0 for s in strata)
    expected = sum(
        s.population * (s.reference_events or 0.0) / s.reference_population
        for s in strata
        if s.population and s.reference_population
    )
    return ratio_of_expected(observed, expected, per=per, confidence=confidence)


def ratio_of_expected(
    observed: float | None, expected: float | None, *, per: float = 1, confidence: float = 0.95
) -> Ratio:
    """O / E x per where the expected events, whole or not, are worked out already."""
    if reason := complaint([observed], [expected], confidence):
        if reason is NoFigure.NO_DENOMINATOR:
            reason = NoFigure.NO_EXPECTED
        return Ratio(reason=reason, confidence=confidence, observed=observed, expected=expected)
    if observed is None or expected is None:
        raise AssertionError("complaint() let a missing number through")
    limits = count_limits(observed, confidence)
    plain = scaled(observed, limits, per / expected, confidence, Kind.STANDARDISED_RATE)
    return Ratio(**vars(plain), observed=observed, expected=expected)


def indirectly_standardised_rate(
    strata: Sequence[ReferenceStratum], *, per: float = 1000, confidence: float = 0.95
) -> Ratio:
    """The standardised ratio times the crude rate of the reference population, x per.

    Units: events per `per`. Limits and reasons as `standardised_ratio`.
    """
    ratio = standardised_ratio(strata, confidence=confidence)
    people = sum(s.reference_population or 0.0 for s in strata)
    if ratio.value is None or people <= 0:
        return ratio
    crude = sum(s.reference_events or 0.0 for s in strata) / people * per
    return replace(
        ratio,
        value=ratio.value * crude,
        lower=None if ratio.lower is None else ratio.lower * crude,
        upper=None if ratio.upper is None else ratio.upper * crude,
    )


def _verdict(events: float) -> Verdict:
    return may_be_given(Kind.STANDARDISED_RATE, events)


def _strata_complaint(strata: Sequence[Stratum], confidence: float) -> NoFigure | None:
    if not strata:
        return NoFigure.TOO_FEW_GROUPS
    counts = [s.events for s in strata] + [s.weight for s in strata]
    reason = complaint(counts, [s.population for s in strata], confidence)
    if reason is None and sum(s.weight or 0.0 for s in strata) == 0:
        return NoFigure.NO_DENOMINATOR
    return reason


def _reference_complaint(strata: Sequence[ReferenceStratum], confidence: float) -> NoFigure | None:
    if not strata:
        return NoFigure.TOO_FEW_GROUPS
    counts = [number for s in strata for number in (s.events, s.population, s.reference_events)]
    lived_in = [s.reference_population for s in strata if s.population]
    return complaint(counts, lived_in, confidence)
