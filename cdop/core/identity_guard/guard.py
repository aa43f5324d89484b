"""Finds in a draft what could tell who a child was, and says nothing of what could not.

An alarm that cries wolf is ignored, so words that mean something else where they stand (a month,
a trade, a public helpline) are let through.
"""

from bisect import bisect_left
from collections.abc import Iterable

from cdop.core.identity_guard.combinations import find_combinations
from cdop.core.identity_guard.disguises import disguised
from cdop.core.identity_guard.exact_signs import find_signs
from cdop.core.identity_guard.findings import Finding, Record, Severity
from cdop.core.identity_guard.names import find_names
from cdop.core.identity_guard.people import people_of
from cdop.core.identity_guard.places import find_places, words_of_places
from cdop.core.identity_guard.reading import Reading
from cdop.core.identity_guard.strangers import names_somebody_else
from cdop.core.identity_guard.times import find_any_age, find_times

NOBODY = Record()
_SEVERITIES = [Severity.HINT, Severity.REASON, Severity.STOP]


def check(draft: str, record: Record = NOBODY) -> list[Finding]:
    """What of the draft could tell who the record's child was, in the order of the draft."""
    return resolve(signs_of(Reading.of(draft), record))


def signs_of(reading: Reading, record: Record) -> list[Finding]:
    """Every sign of the record, also where two stand in one passage."""
    folded, words = reading.folded, people_of(record)
    taken = words_of_places(record)
    names = find_names(reading, words, taken)
    own = taken.union(words.exact)
    return [
        *find_signs(folded, record),
        *find_times(reading, record),
        *(() if record.date_of_birth else find_any_age(reading)),
        *find_places(folded, record),
        *(each for each in names if not names_somebody_else(folded.draft, each, own)),
        *disguised(folded, words),
        *find_combinations(folded),
    ]


def resolve(found: Iterable[Finding]) -> list[Finding]:
    """One finding for each passage: where two overlap, the graver, then the longer one stays."""
    kept: list[Finding] = []
    ranked = sorted(
        found,
        key=lambda each: (-_SEVERITIES.index(each.severity), each.start - each.end, each.start),
    )
    for finding in ranked:
        at = bisect_left(kept, finding)
        free = not at or kept[at - 1].end <= finding.start
        if free and (at == len(kept) or finding.end <= kept[at].start):
            kept.insert(at, finding)
    return kept
