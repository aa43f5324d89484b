"""Finds in a draft what could tell who a child was, and says nothing of what could not.

An alarm that cries wolf is ignored, so words that mean something else where they stand (a month,
a trade, a public helpline) are let through.
"""

import re
from collections.abc import Iterable, Iterator

from cdop.core.identity_guard.combinations import find_combinations
from cdop.core.identity_guard.exact_signs import find_signs
from cdop.core.identity_guard.findings import Finding, Kind, Record, Severity
from cdop.core.identity_guard.folding import Folded
from cdop.core.identity_guard.names import find_names
from cdop.core.identity_guard.people import Words, people_of
from cdop.core.identity_guard.places import find_places, words_of_places
from cdop.core.identity_guard.reading import Reading
from cdop.core.identity_guard.times import find_any_age, find_times

NOBODY = Record()
_MASKED = re.compile(r"(?<!\w)[A-Za-z][A-Za-z]*[*#•@$!]+[A-Za-z*#•@$!]*")
_RUN_TOGETHER = re.compile(r"[#@][A-Za-z][A-Za-z0-9_]{3,}|\b[a-z]+[A-Z][A-Za-z]+\b")
_SPACED = re.compile(r"(?<![A-Za-z])(?:[A-Za-z]([ .\-_*|/])(?:[A-Za-z]\1){2,}[A-Za-z])(?![A-Za-z])")
_SEVERITIES = [Severity.HINT, Severity.REASON, Severity.STOP]


def check(draft: str, record: Record = NOBODY) -> list[Finding]:
    """What of the draft could tell who the record's child was, in the order of the draft."""
    return check_reading(Reading.of(draft), record)


def check_reading(reading: Reading, record: Record) -> list[Finding]:
    folded, words = reading.folded, people_of(record)
    return resolve(
        [
            *find_signs(folded, record),
            *find_times(reading, record),
            *(() if record.date_of_birth else find_any_age(reading)),
            *find_places(folded, record),
            *find_names(reading, words, words_of_places(record)),
            *disguised(folded, words),
            *find_combinations(folded),
        ]
    )


def resolve(found: Iterable[Finding]) -> list[Finding]:
    """One finding for each passage: where two overlap, the graver, then the longer one stays."""
    kept: list[Finding] = []
    ranked = sorted(
        found,
        key=lambda each: (-_SEVERITIES.index(each.severity), each.start - each.end, each.start),
    )
    for finding in ranked:
        if all(finding.end <= other.start or other.end <= finding.start for other in kept):
            kept.append(finding)
    return sorted(kept)


def disguised(folded: Folded, words: Words) -> Iterator[Finding]:
    """Names with letters starred out, spaced apart, or run together in a tag."""
    names = {
        name: number for name, people in words.exact.items() for number in people if len(name) >= 3
    }
    for match in _MASKED.finditer(folded.draft):
        if _starred(match[0], names):
            yield _weak(match.start(), match.end(), Kind.EMPHASIS_SPLIT, match[0])
    for match in _SPACED.finditer(folded.text):
        if re.sub(r"[^A-Za-z]", "", match[0]).lower() in names:
            first, last = folded.span(*match.span())
            yield _weak(first, last, Kind.EMPHASIS_SPLIT, folded.draft[first:last])
    for match in _RUN_TOGETHER.finditer(folded.text):
        if any(len(name) >= 4 and name in match[0].lower() for name in names):
            first, last = folded.span(*match.span())
            yield _weak(first, last, Kind.NAME, folded.draft[first:last])


def _weak(start: int, end: int, kind: Kind, evidence: str) -> Finding:
    return Finding(start, end, kind, Severity.REASON, evidence)


def _starred(written: str, names: Iterable[str]) -> bool:
    """Whether the letters that are left fit a name, each sign for one letter or for several."""
    if len(re.findall(r"[A-Za-z]", written)) < 2 or len(set(re.findall(r"\W", written))) > 1:
        return False
    pattern = re.sub(r"[^A-Za-z]", "[a-z]", written.lower())
    return any(re.fullmatch(pattern, name) for name in names)
