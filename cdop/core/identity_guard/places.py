"""Where a child lived, was cared for or learnt, in full or in short."""

import re
from collections.abc import Iterator

from cdop.core.identity_guard.addresses import places_of_address
from cdop.core.identity_guard.findings import Finding, Kind, Record, Severity
from cdop.core.identity_guard.folding import Folded
from cdop.core.identity_guard.likeness import alike
from cdop.core.identity_guard.organisations import places_of_organisation
from cdop.core.identity_guard.people import parts
from cdop.core.identity_guard.phrases import TYPES
from cdop.core.identity_guard.place import GENERIC, SHORT_TYPE, Place, is_plain
from cdop.core.identity_guard.words import ENDS_PHRASE, is_word

_AT = re.compile(
    r"\b(?:at|from|attended|near|outside|of|to|by|with|in|left|joined|told|called|visit(?:ed)?"
    r"|via)\s+(?:the\s+|st\.?\s+)?$"
)
_DOES = re.compile(
    r"\s+(?:had|has|did|wrote|told|sent|called|noticed|reported|changed|closed|could|said"
    r"|offered)\b"
)
_TOLD = re.compile(
    r"\s+(?:(?:had|has)(?: not| never| already)? (?:sent|written|told|called|noticed|reported"
    r"|changed"
    r"|offered|asked|referred|kept|rung|phoned|agreed)|wrote|told|sent|reported|offered|noticed"
    r"|phoned|rang|referred|replied)\b"
)
_VALUE = re.compile(r"(?:\w[*_]*:[*_]*|\|)\s*$")  # “Class: Acorns;”
_MEETING_ROOM = re.compile(r"\b(?:meet\w*|training|course|session|conference|event|booked|venue)\b")
_NUMBERED = re.compile(r"\d[a-z]?,?\s+$")
_COMMON_GROUP = re.compile(r"[a-z]+\s+(?:team|staff|group|unit|ward|doctors|teachers|centre)s?")


def find_places(folded: Folded, record: Record) -> Iterator[Finding]:
    """Each mention of an address or organisation of the record."""
    lower = folded.lower.replace("'", "")
    for place in (each for each in places_of(record) if each.may_stand_in(lower)):
        for match in place.pattern.finditer(folded.text):
            typed = SHORT_TYPE.match(folded.text, match.end()) if place.typed else None
            end = (typed or match).end()
            if _is_of_record(folded, place, match, folded.text[match.start() : end], bool(typed)):
                yield _found(folded, place, match.start(), end)
    yield from _misspelt(folded, record)


def _is_of_record(
    folded: Folded, place: Place, match: re.Match[str], text: str, typed: bool
) -> bool:
    if place.doubtful and not typed and not _reads_as_place(folded, match):
        return False
    if _COMMON_GROUP.fullmatch(text) and is_word(text.split()[0]):
        return False
    if place.unit and _MEETING_ROOM.search(folded.words_of_sentence(match.start())):
        return False
    before = folded.text[max(0, match.start() - 8) : match.start()]
    return not (place.alone and _NUMBERED.search(before))


def _found(folded: Folded, place: Place, start: int, end: int) -> Finding:
    article = re.search(r"\bthe\s+$", folded.lower[max(0, start - 5) : start])
    if article and place.kind is Kind.ORGANISATION_SHORT:
        start -= len(article[0])
    end -= folded.text[end - 1] in " \n"
    first, last = folded.span(start, end)
    return Finding(first, last, place.kind, place.severity, folded.draft[first:last])


def find_homes(folded: Folded, record: Record) -> Iterator[Finding]:
    """Each mention of the record's own door: its street with its number."""
    for place in places_of_address(record.address):
        if place.kind is Kind.ADDRESS:
            for match in place.pattern.finditer(folded.text):
                first, last = folded.span(*match.span())
                evidence = folded.draft[first:last]
                yield Finding(first, last, place.kind, place.severity, evidence)


def words_of_places(record: Record) -> set[str]:
    """Words that belong to places, so that they are not taken for a misspelt name."""
    texts = (record.address, record.gp_surgery, record.nursery, record.hospital)
    return {part for text in texts for part in parts(text.replace(" ", "-").replace(",", "-"))}


def places_of(record: Record) -> Iterator[Place]:
    yield from places_of_address(record.address)
    for name in (record.gp_surgery, record.nursery, record.hospital):
        if name.strip():
            yield from places_of_organisation(name)


def _reads_as_place(folded: Folded, match: re.Match[str]) -> bool:
    """Capitals that no sentence asks for, or a word beside it that makes it a place."""
    text = match[0]
    capitals = re.findall(r"\b[A-Za-z]", re.sub(r"'[a-z]+", "", text))
    before = folded.lower[max(0, match.start() - 16) : match.start()]
    typed = SHORT_TYPE.match(folded.text, match.end()) or SHORT_TYPE.search(text)
    stands = bool(ENDS_PHRASE.match(folded.lower, match.end()))
    if not text[:1].isupper():
        ordinary = all(is_plain(part) for word in text.split() for part in parts(word))
        return not ordinary and stands and bool(_AT.search(before))
    alone = _stands_alone(folded, match)
    if alone is not None:
        return alone
    words = [word for word in re.findall(r"[A-Za-z']+", text)]
    ordinary = all(is_plain(part) for word in words for part in parts(word))
    opens = folded.opens_sentence(match.start()) or folded.in_heading(match.start())
    if not ordinary:
        does = bool(typed or _DOES.match(folded.lower, match.end()))
        return does or not opens or (len(words) > 1 and stands)
    if typed and len(words) > 1:
        return sum(letter.isupper() for letter in capitals) > 1 or bool(_AT.search(before))
    if len(words) > 1 and sum(letter.isupper() for letter in capitals) == len(capitals):
        return True
    if opens:
        after = (folded.text, match.end())
        return bool(SHORT_TYPE.match(*after)) or (len(text) > 5 and bool(_TOLD.match(*after)))
    following = re.match(
        r"\s+(?:poster|sticker|card|badge|toy|leaf|flower|display)s?\b",
        folded.lower[match.end() : match.end() + 12],
    )
    return not following and not re.match(
        r" [A-Z][a-z]", folded.text[match.end() : match.end() + 3]
    )


def _stands_alone(folded: Folded, match: re.Match[str]) -> bool | None:
    """The whole of what a label or a cell says; never a saint's day; else nobody can say yet."""
    if re.match(r"(?:'s)? (?:feast )?day\b", folded.lower[match.end() : match.end() + 14]):
        return False
    labelled = _VALUE.search(folded.text, max(0, match.start() - 12), match.start())
    whole = re.match(r"\s*(?:[;,.|\n]|$)", folded.text[match.end() : match.end() + 3])
    return True if labelled and whole else None


def _misspelt(folded: Folded, record: Record) -> Iterator[Finding]:
    """An organisation's own word with a slip in it, before the word for what it is."""
    for name in (record.gp_surgery, record.nursery, record.hospital, record.address):
        for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", name):
            bare = "".join(parts(word))
            if len(bare) < 5 or word.lower() in GENERIC | TYPES:
                continue
            for match in re.finditer(r"\b[A-Z][a-z']{3,}\b", folded.text):
                typed = match[0].replace("'", "").lower()
                if typed == bare or is_word(typed) or not alike(typed, bare):
                    continue
                if (
                    typed.rstrip("s") == bare.rstrip("s")
                    and not folded.opens_sentence(match.start())
                    or SHORT_TYPE.match(folded.text, match.end())
                    or re.match(r" (?:" + "|".join(TYPES) + r")\b", folded.lower[match.end() :])
                ):
                    first, last = folded.span(*match.span())
                    yield Finding(
                        first, last, Kind.ORGANISATION_SHORT, Severity.REASON,
                        folded.draft[first:last],
                    )  # fmt: skip
