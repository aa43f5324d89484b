"""Circumstances so rare that they may tell who a child was, with no name at all."""

import re
from collections.abc import Iterator

from cdop.core.identity_guard.findings import Finding, Kind, Severity
from cdop.core.identity_guard.folding import Folded

_MANY = r"(?:triplets?|quadruplets?|quads|quins|conjoined twins?|identical twins?|twins)"
_PLACE = (
    r"(?:village|school|town|ward|estate|street|county|valley|island|parish|unit|nursery|class"
    r"|area|community|borough)"
)
_RARE = (
    rf"(?:one of )?(?:the|our|its) (?:only|first"
    rf"|last)(?: \w+){{0,2}} (?:set of )?{_MANY}(?: \w+){{0,8}}?"
    rf"(?: (?:in|at|of|born|on)(?: \w+){{1,6}})?",
    rf"(?:the|its|their|our) only (?:\w+[ -]){{1,4}}?(?:in|at|on|of) (?:the|this|that|our"
    rf"|a)(?: \w+){{0,2}} {_PLACE}",
    r"one of (?:triplets|quadruplets|quins|conjoined twins)",
    r"(?:the|an?) (?:only|sole) (?:\w+[ -]){0,3}(?:family|child|baby|girl|boy|pupil"
    r"|toddler) (?:in|at|on|from|who|with)(?: \w+){1,6}",
    r"(?:an?|the) (?:extremely|very|exceptionally|vanishingly) rare (?:\w+ ){0,3}(?:disorder"
    r"|syndrome|condition|disease)",
    r"(?:only|fewer than|one of) (?:\w+ )?(?:known )?cases? in (?:the country|england|the uk"
    r"|britain|the world)",
)
_PATTERN = re.compile("|".join(rf"\b(?:{each})\b" for each in _RARE), re.IGNORECASE)


def find_combinations(folded: Folded) -> Iterator[Finding]:
    """Words that single out one family."""
    for match in _PATTERN.finditer(folded.text):
        first, last = folded.span(*match.span())
        yield Finding(first, last, Kind.RARE_COMBINATION, Severity.HINT, folded.draft[first:last])
