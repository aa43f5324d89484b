"""Ages told by counting from the birth, or in years and a part of one."""

import re
from collections.abc import Iterator

from cdop.core.identity_guard import numbers
from cdop.core.identity_guard.age_words import PART, parts_of
from cdop.core.identity_guard.folding import Folded

_GROWN = 19
_FRACTION = re.compile(r"\s+and\s+(?:a|three)[\s-]|\s*[½¼¾]|\.5")
_AGED = re.compile(
    rf"(?<!s )\baged\s+(?:only\s+|just\s+)?(?P<age>{numbers.NUMBER}(?:\s+and\s+a\s+(?:half|quarter)"
    r"|\s?[½¼¾]|\.5)?)(?=\s+(?!to\b|or\b|and\b|upwards|plus|years?\b|yrs?\b|months?\b|weeks?\b"
    r"|days?\b|hours?\b|½|¼)[a-z])",
    re.IGNORECASE,
)
_YEARS_AND = re.compile(
    rf"\b(?:was|aged?|at|just|only|turned|of|being)\s+(?P<age>(?P<y>{numbers.NUMBER})"
    rf"(?:\s+years?)?(?:,?\s+and\s+|,\s+)(?P<m>{numbers.NUMBER})\s+(?P<unit>months?|weeks?|days?))\b",
    re.IGNORECASE,
)
_QUARTERS = re.compile(
    rf"\b(?:was|aged?|at|just|only|turned|of|being)\s+(?P<age>(?P<y>{numbers.NUMBER})\s+and\s+(?:a|three)"
    r"[\s-]quarters?)(?!\s+(?:hours?|miles?|of|per))\b",
    re.IGNORECASE,
)
_BORN_BEFORE = re.compile(
    rf"\bborn\s+(?:just\s+|only\s+|exactly\s+)?(?P<age>{PART}(?:\s+and\s+{PART})?)"
    r"\s+(?:before|earlier|previously)\b"
    rf"|\b(?:died|lived|death|dead)\b[^.;:]{{0,24}}?\s(?P<after>{PART}(?:\s+and\s+{PART})?)"
    r"\s+(?:after|from)\s+(?:(?:his|her|their|the)\s+)?(?:birth|being born|delivery"
    r"|(?:he|she|they)\s+(?:was|were)\s+born)\b",
    re.IGNORECASE,
)
_DIED_ON_DAY = re.compile(
    rf"\b(?:died|dead|dying|death|lost)\s+(?:on|at)\s+(?P<age>day\s+(?P<n>{numbers.NUMBER}))\b",
    re.I,
)


def counted_ages(folded: Folded) -> Iterator[tuple[int, int, dict[str, float], bool]]:
    """“Born two days before”, “sixteen and seven months”, “aged 4½ drowned”."""
    for match in _BORN_BEFORE.finditer(folded.text):
        yield *match.span(), parts_of(match["age"] or match["after"]), True
    for match in _DIED_ON_DAY.finditer(folded.text):
        yield *match.span("age"), {"d": float(numbers.value(match["n"]) or 0)}, True
    for match in _YEARS_AND.finditer(folded.text):
        years, rest = numbers.value(match["y"]), numbers.value(match["m"])
        if years and rest and years < _GROWN:
            unit = match["unit"][0].lower()
            yield *match.span("age"), {"y": float(years), unit: float(rest)}, True
    for match in (*_QUARTERS.finditer(folded.text), *_AGED.finditer(folded.text)):
        years = numbers.value(_FRACTION.split(match["age"])[0])
        if years and years < _GROWN:
            yield *match.span("age"), {"y": years + _fraction(match["age"])}, True


def _fraction(written: str) -> float:
    """What a half or a quarter adds, in any way of writing it."""
    if re.search(r"¾|three.quarters", written):
        return 0.75
    if re.search(r"quarter|¼", written):
        return 0.25
    return 0.5 if re.search(r"half|½|\.5", written) else 0.0
