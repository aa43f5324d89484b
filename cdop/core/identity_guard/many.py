"""A draft held against all cases of a panel: quick where they have nothing in common.

Among thousands of cases some child has any given age, and some mother any given initials. A weak
sign therefore counts only for a case the draft is made from, or together with another sign of the
same case: rare in combination is what identifies.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from cdop.core.identity_guard.addresses import doors_of
from cdop.core.identity_guard.combinations import find_combinations
from cdop.core.identity_guard.digits import readings, words_with_digits
from cdop.core.identity_guard.diminutives import grown_forms, pet_forms
from cdop.core.identity_guard.disguises import SPACED, disguised
from cdop.core.identity_guard.exact_signs import (
    endings,
    find_signs,
    is_slip,
    ten_digits,
    with_letters,
)
from cdop.core.identity_guard.findings import Finding, Kind, Record, Severity
from cdop.core.identity_guard.folding import plain_letters
from cdop.core.identity_guard.guard import NOBODY, resolve, signs_of
from cdop.core.identity_guard.homes import doors
from cdop.core.identity_guard.likeness import bones, sound
from cdop.core.identity_guard.names import find_names
from cdop.core.identity_guard.occasions import gravity_of_date
from cdop.core.identity_guard.people import PARTICLES, people_of
from cdop.core.identity_guard.phrases import TYPES
from cdop.core.identity_guard.place import GENERIC
from cdop.core.identity_guard.places import find_homes, find_places, words_of_places
from cdop.core.identity_guard.reading import Reading
from cdop.core.identity_guard.spoken_digits import spoken_numbers
from cdop.core.identity_guard.strangers import names_somebody_else
from cdop.core.identity_guard.times import find_times
from cdop.core.identity_guard.words import RANKS, TITLES, is_word

CLUES: dict[Kind, str] = {
    Kind.AGE_EXACT: "age",
    Kind.DATE: "day",
    Kind.WORD_DATE: "day",
    Kind.WEEKDAY_MONTH: "day",
    Kind.MONTH_YEAR: "day",
    Kind.FESTIVAL_DAY: "day",
    Kind.RELATIVE_DAY: "day",
    Kind.INITIALS: "initials",
    Kind.MISSPELLING: "misspelling",
    Kind.PROFESSIONAL: "professional",
    Kind.ORGANISATION: "organisation",
    Kind.ORGANISATION_SHORT: "organisation",
    Kind.PARTIAL_POSTCODE: "area",
    Kind.PLACE: "area",
}
COMMON = 20  # a word of more addresses than this tells of no one family
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")


@dataclass
class Features:
    """What a draft holds that a record could hold too."""

    reading: Reading

    @cached_property
    def keys(self) -> frozenset[str]:
        found = set()
        for match in _WORD.finditer(self.reading.folded.lower):
            key = match[0].replace("'", "")
            found |= {key, key.removesuffix("s")}
        lower = self.reading.folded.lower
        joined = re.findall(r"(?<![a-z])[a-z]++(?:[-' ][a-z]++)++", lower)
        found |= {re.sub(r"[^a-z]", "", each) for each in joined if len(each) < 40}
        for match in re.finditer(r"\b([a-z]++)(?:[-' ]|-?\n)(?=([a-z]+))", lower):
            found.add(match[1] + match[2])
        for match in words_with_digits(self.reading.folded.text):
            found |= readings(match[0])
        return frozenset(found)

    @cached_property
    def tangles(self) -> str:
        """What may hold a name inside: tags, links, addresses, long words of no dictionary."""
        words = re.findall(r"\S{5,}", self.reading.folded.text)
        spelt = [
            re.sub(r"[^a-z]", "", match[0].lower())
            for match in SPACED.finditer(self.reading.folded.text)
        ]
        return " ".join([*(word.lower() for word in words if _is_tangled(word)), *spelt])

    @cached_property
    def strange(self) -> frozenset[str]:
        """Capitalised words that no dictionary lists."""
        words = re.findall(r"\b[A-Z][A-Za-z]{2,30}\b", self.reading.folded.text)
        return frozenset(word.lower() for word in words if not is_word(word.lower()))

    @cached_property
    def sounds(self) -> frozenset[str]:
        return frozenset({sound(word) for word in self.strange if len(word) > 3}) | frozenset(
            bones(word) for word in self.strange if len(word) > 4
        )

    @cached_property
    def digits(self) -> str:
        said = [each.digits for each in spoken_numbers(self.reading.folded.text)]
        said += [digits for _, digits in with_letters(self.reading.folded)]
        return " ".join([re.sub(r"\D", "", self.reading.folded.text), *said])

    @cached_property
    def tens(self) -> list[str]:
        return ten_digits(self.reading.folded)

    @cached_property
    def endings(self) -> list[str]:
        return endings(self.reading.folded)

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(n.lstrip("0") for n in re.findall(r"\d+", self.reading.folded.text))

    @cached_property
    def doors(self) -> frozenset[tuple[int, str]]:
        return doors(self.reading.folded.lower)

    @cached_property
    def as_figures(self) -> str:
        return _as_figures(self.reading.folded.text)

    @cached_property
    def bare(self) -> str:
        return re.sub(r"[^a-z0-9]", "", self.reading.folded.lower)


def check_against(
    reading: Reading,
    records: Sequence[Record],
    near: Sequence[Record] = (),
    may_stand: Callable[[Finding], bool] = lambda finding: False,
) -> list[Finding]:
    """What the draft tells of any of the records; of those near it, the weak signs too.

    What may stand hides nothing that stands inside it, such as a name in an address of mail.
    """
    features = Features(reading)
    common = _common_words(records)
    found = [*find_signs(reading.folded, NOBODY), *find_combinations(reading.folded)]
    for record in near:
        found += signs_of(reading, record)
    for record in records:
        found += _of_one(features, record, common)
    return resolve(each for each in found if not may_stand(each))


def _of_one(features: Features, record: Record, common: frozenset[str]) -> list[Finding]:
    """Looks closely only where a quick look found a word, a sound or a number in both."""
    reading = features.reading
    found = list(find_times(reading, record))
    named = _names_may_match(features, record)
    homes = (
        []
        if features.doors.isdisjoint(doors_of(record.address))
        else [*find_homes(reading.folded, record)]
    )
    placed = bool(homes) or not features.keys.isdisjoint(_place_words(record) - common)
    signed = _signs_may_match(features, record)
    if not (found or named or placed or signed):
        return []
    if not (named or placed or signed) and len({CLUES[each.kind] for each in found}) < 2:
        return weighed(reading, found)
    if signed:
        found += find_signs(reading.folded, record)
    if placed or found:
        found += find_places(reading.folded, record)
    words = people_of(record)
    taken = words_of_places(record)
    found += find_names(reading, words, taken)
    found += disguised(reading.folded, words)
    return weighed(reading, found, frozenset(taken.union(words.exact)))


def weighed(
    reading: Reading, findings: Iterable[Finding], own: frozenset[str] = frozenset()
) -> list[Finding]:
    """The findings of one record without the weak ones that stand alone."""
    strong: list[Finding] = []
    weak: list[Finding] = []
    for each in findings:
        if names_somebody_else(reading.folded.draft, each, own):
            continue
        if _is_full_date(each):
            gravity = gravity_of_date(reading.folded.draft, each.start, each.end)
            sure, each = gravity is not None, replace(each, severity=gravity or each.severity)
        else:
            sure = each.severity is Severity.STOP or _is_telling(each)
        (strong if sure else weak).append(each)
    clues = {CLUES[each.kind] for each in resolve(weak)}
    together = len(clues) > 1 or _are_two_dates(weak)
    return sorted([*strong, *weak]) if strong or together else []


def _is_telling(finding: Finding) -> bool:
    """No coincidence: not a weak sign, or a name of two words of which one has a slip."""
    if finding.kind is Kind.MISSPELLING:
        return sum(word.lower() not in TITLES | RANKS for word in finding.evidence.split()) > 1
    return finding.kind not in CLUES


def _is_full_date(finding: Finding) -> bool:
    return finding.kind in (Kind.DATE, Kind.WORD_DATE) and finding.severity is Severity.STOP


def _are_two_dates(findings: Iterable[Finding]) -> bool:
    """A day of birth and a day of death, in full."""
    return len({each.evidence for each in findings if _is_full_date(each)}) > 1


def _common_words(records: Iterable[Record]) -> frozenset[str]:
    counted = Counter(word for record in records for word in _place_words(record))
    return frozenset(word for word, count in counted.items() if count > COMMON)


def _is_tangled(word: str) -> bool:
    bare = word.strip(".,;:!?()[]\"'*_").lower()
    if bare.isalpha() and not re.search(r"[a-z][A-Z]", word) and not word.startswith(("#", "@")):
        return len(bare) > 8 and not is_word(bare)
    return bool(re.search(r"[a-z]", bare))


def _words(*texts: str) -> set[str]:
    folded = plain_letters(" ".join(texts)).lower()
    return {word.replace("'", "") for word in _WORD.findall(folded)}


def _place_words(record: Record) -> set[str]:
    words = _words(record.address, record.gp_surgery, record.nursery, record.hospital)
    return {word for word in words if word not in GENERIC and word not in TYPES}


def _names_may_match(features: Features, record: Record) -> bool:
    names = (
        record.child_name,
        record.mother_name,
        record.father_name,
        record.nickname,
        record.professional_name,
        *record.others,
    )
    words = {word for word in _words(*names) if len(word) > 1} - PARTICLES - RANKS
    if not features.keys.isdisjoint(words):
        return True
    if any(word in features.tangles for word in words if len(word) > 3):
        return True
    if any(sound(word) in features.sounds for word in words if len(word) > 3):
        return True
    if any(bones(word) in features.sounds for word in words if len(word) > 5):
        return True
    return any(not features.strange.isdisjoint(pet_forms(word)) for word in words) or any(
        not features.keys.isdisjoint(grown_forms(word)) for word in _words(record.nickname)
    )


def _signs_may_match(features: Features, record: Record) -> bool:
    nhs = re.sub(r"\D", "", record.nhs_number)
    if nhs and (nhs in features.digits or any(is_slip(each, nhs) for each in features.tens)):
        return True
    if any(nhs.endswith(each) for each in features.endings if nhs):
        return True
    postcode = re.sub(r"[^a-z0-9]", "", record.postcode.lower())
    if len(postcode) > 4 and postcode[:-2] in features.bare:
        return True
    figures = [group.lstrip("0") for group in re.findall(r"\d+", record.case_reference)]
    if figures and all(group in features.numbers for group in figures):
        return True
    reference = _as_figures(record.case_reference)
    return len(reference) > 4 and reference in features.as_figures


def _as_figures(text: str) -> str:
    """Letters and figures alone, those that look alike made one."""
    return re.sub(r"[^a-z0-9]", "", text.lower()).translate(str.maketrans("oil", "011"))
