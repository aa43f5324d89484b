"""Which hazards came together in the same death, as combinations and not only as pairs."""

from collections.abc import Sequence

from cdop.audits.deaths import Records
from cdop.audits.findings import Finding
from cdop.audits.records import YES
from cdop.audits.tables.model import REVIEWED
from cdop.audits.tables.sudi_tables import SINGLE_HAZARDS, Section
from cdop.core.hazards import HAZARDS
from cdop.web.charts.upset import Combination, upset

MOST_HAZARDS = 8
MOST_COMBINATIONS = 12


def combined(records: Records) -> Finding | None:
    """The commonest combinations of the commonest hazards; nothing where there are no two."""
    reviewed = records.mask(REVIEWED)
    sets = {code: reviewed & records.of(f"hazard_{code}", (YES,)) for code in SINGLE_HAZARDS}
    codes = sorted(sets, key=lambda code: (-sets[code].bit_count(), code))[:MOST_HAZARDS]
    codes = [code for code in codes if sets[code]]
    if len(codes) < 2:
        return None
    found = _combinations(reviewed, [sets[code] for code in codes])
    labels = [HAZARDS[code].label for code in codes]
    left = sum(number for _, number in found[MOST_COMBINATIONS:])
    shown = [Combination(places, number) for places, number in found[:MOST_COMBINATIONS]]
    totals = [sets[code].bit_count() for code in codes]
    title = "Combinations of hazards"
    sentence = _sentence(shown, labels, reviewed.bit_count())
    rows = [(_words(each.places, labels), {"count": f"{each.number:,}"}) for each in shown]
    if left:
        rows.append(("All other combinations", {"count": f"{left:,}"}))
    return Finding(
        "hazard_combinations",
        Section.HAZARDS,
        title,
        sentence,
        (("count", "Deaths"),),
        rows,
        (
            f"Of all {reviewed.bit_count():,} reviewed deaths, each once. Looked at are the"
            f" {len(codes)} hazards found most often; a combination is exactly these and none of"
            " the others. What was not known counts as no hazard. Hazardous sharing is not"
            " among them: it is sharing with one of the others.",
        ),
        upset(labels, totals, shown, title, sentence),
    )


def _combinations(reviewed: int, sets: Sequence[int]) -> list[tuple[tuple[int, ...], int]]:
    """Each combination that occurs with its number of deaths, most frequent first.

    The deaths are parted by one hazard after the other; parts without deaths are dropped, so
    there are never more parts than deaths.
    """
    parts: list[tuple[tuple[int, ...], int]] = [((), reviewed)]
    for place, having in enumerate(sets):
        split = []
        for places, mask in parts:
            split += [((*places, place), mask & having), (places, mask & ~having)]
        parts = [(places, mask) for places, mask in split if mask]
    counted = [(places, mask.bit_count()) for places, mask in parts]
    return sorted(counted, key=lambda each: (-each[1], len(each[0]), each[0]))


def _words(places: Sequence[int], labels: Sequence[str]) -> str:
    if not places:
        return "None of these hazards"
    first, *others = (labels[place] for place in places)
    return " + ".join([first, *(_lower_first(other) for other in others)])


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def _sentence(shown: Sequence[Combination], labels: Sequence[str], number: int) -> str:
    several = sum(each.number for each in shown if len(each.places) > 1)
    most = next((each for each in shown if len(each.places) > 1), None)
    if most is None:
        return "No two of these hazards were found in the same death."
    return (
        f"In at least {several:,} of {number:,} reviewed deaths two or more of these hazards came"
        f" together, most often: {_words(most.places, labels)} ({most.number:,})."
    )
