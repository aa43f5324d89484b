"""Telephone numbers of people, told from those that are given out for everybody."""

import re
from collections.abc import Iterator

from cdop.core.identity_guard.findings import Finding, Kind, Severity
from cdop.core.identity_guard.folding import Folded
from cdop.core.identity_guard.service_lines import PRIVATE, is_of_service
from cdop.core.identity_guard.spoken_digits import spoken_numbers

PHONE = re.compile(
    r"(?<![\d.+-])(?:(?:\+|00)44[\s(.-]*(?:0[\s).-]*)?|\(?0)\d(?:[\s().\-/]{0,2}\d){8,9}(?!\d)"
)
_MOBILE = re.compile(r"(?:0|44|0044|440)7")
_PUBLIC = re.compile(
    r"\b(?:contact (?:the|our|us)|civic centre|town hall|city hall|county hall|council|offices?"
    r"|switchboard|reception|head ?quarters|the panel|panel@|library|museum|registered charity"
    r"|registered office|visit us|write to us|ring us|call us|opening hours|community centre"
    r"|children's centre|conference centre|headed paper)\b"
)
_HELPLINE = re.compile(r"(?:0|44|0044)(?:800|808|3\d\d|84\d|87\d)")


def find_phones(folded: Folded) -> Iterator[Finding]:
    for match in PHONE.finditer(folded.text):
        digits = re.sub(r"\D", "", match[0])
        mobile = bool(_MOBILE.match(digits))
        if _HELPLINE.match(digits) or is_of_service(folded, match, mobile=mobile):
            continue
        if mobile or not is_public(folded, match):
            yield _finding(folded, *match.span())
    for spoken in spoken_numbers(folded.text):
        if len(spoken.digits) == 11 and spoken.digits[0] == "0":
            if not _HELPLINE.match(spoken.digits):
                yield _finding(folded, spoken.start, spoken.end)


def is_public(folded: Folded, match: re.Match[str]) -> bool:
    """Beside the words for an office, and no word for a family: a town hall's, say."""
    begin = folded.text.rfind("\n", max(0, match.start() - 120), match.start()) + 1
    words = folded.lower[max(begin, match.start() - 120) : match.end() + 60].partition("\n")[0]
    return bool(_PUBLIC.search(words)) and not PRIVATE.search(words)


def _finding(folded: Folded, start: int, end: int) -> Finding:
    first, last = folded.span(start, end)
    return Finding(first, last, Kind.PHONE, Severity.STOP, folded.draft[first:last])
