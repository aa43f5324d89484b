"""Telephone numbers, mail addresses and postcodes, told apart whatever they are dressed in.

Some texts are there to say how to reach a service. What is then asked of a number is not its form
but whether it stands in a case record.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from cdop.core.identity_guard.exact_signs import EMAIL
from cdop.core.identity_guard.findings import Finding, Kind, Severity
from cdop.core.identity_guard.folding import Folded, fold
from cdop.core.identity_guard.telephones import PHONE

CONTACTS = frozenset({Kind.EMAIL, Kind.PHONE, Kind.POSTCODE})
_ANY_POSTCODE = re.compile(  # with the letters that no real one ends in, but "no fixed abode" does
    r"(?<![A-Za-z0-9])[A-Z]{1,2}\s?\d[A-Z\d]?[\s-]{0,3}\d[A-Z]{2}(?![A-Za-z0-9])", re.I
)
_FORMS = ((Kind.PHONE, PHONE), (Kind.EMAIL, EMAIL), (Kind.POSTCODE, _ANY_POSTCODE))


@dataclass(frozen=True)
class Contacts:
    """The plain forms that stand in case records: of families, and of services that knew them."""

    families: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()

    def severity_of(self, finding: Finding) -> Severity | None:
        """A family's own stops; a service's needs a reason; what is in no record, nothing."""
        plain = plain_contact(finding.kind, finding.evidence)
        if plain in self.families:
            return Severity.STOP
        return Severity.REASON if plain in self.services else None

    def of(self, findings: Iterable[Finding]) -> list[Finding]:
        """Those that stand in a case record, as grave as that is."""
        weighed = ((each, self.severity_of(each)) for each in findings)
        return [replace(each, severity=grave) for each, grave in weighed if grave is not None]


def find_contacts(folded: Folded) -> Iterator[Finding]:
    """Whatever has the form of one, public help lines and offices among them."""
    for kind, form in _FORMS:
        for match in form.finditer(folded.text):
            end = match.end() - (match[0][-1] == ".")
            first, last = folded.span(match.start(), end)
            yield Finding(first, last, kind, Severity.STOP, folded.draft[first:last])


def plain_contact(kind: Kind, words: str) -> str:
    """The same for the same number or address, however it is written."""
    text = fold(words).text.lower()
    if kind is Kind.PHONE:
        return re.sub(r"^(?:00)?44(?:0(?=\d{10}))?", "0", re.sub(r"\D", "", text))
    if kind is Kind.EMAIL:
        at = re.sub(r"\s*(?:@|\(at\)|\[at\]|\bat\b)\s*", "@", text, count=1)
        return re.sub(r"\s*(?:\.|\(dot\)|\[dot\]|\bdot\b)\s*", ".", at).strip(" .")
    return re.sub(r"[^a-z0-9]", "", text)


def is_mobile(finding: Finding) -> bool:
    """A telephone in somebody's pocket, which no office gives as its own."""
    return finding.kind is Kind.PHONE and plain_contact(Kind.PHONE, finding.evidence)[:2] == "07"


def held_in(wanted: Iterable[Finding], *kept: Any) -> set[str]:
    """The plain forms of those that stand in texts, or in lists and mappings that hold texts.

    Quick, for it goes over every case of a panel: both sides are stripped to letters and digits.
    """
    bare = "|".join(_bare(text) for text in _texts(kept))
    plain = {plain_contact(each.kind, each.evidence) for each in wanted}
    return {each for each in plain if _bare(each).removeprefix("0") in bare}


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _texts(kept: Any) -> Iterator[str]:
    if isinstance(kept, str):
        yield kept
    elif isinstance(kept, Mapping):
        yield from _texts(list(kept.values()))
    elif isinstance(kept, list | tuple):
        for each in kept:
            yield from _texts(each)
