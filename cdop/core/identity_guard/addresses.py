"""An address as the phrases it may be told in: with its number, without, or only in part."""

import re
from collections.abc import Iterator

from cdop.core.identity_guard.findings import Kind, Severity
from cdop.core.identity_guard.folding import plain_letters
from cdop.core.identity_guard.homes import house_number, numbered, numbered_type
from cdop.core.identity_guard.numbers import spoken
from cdop.core.identity_guard.people import parts
from cdop.core.identity_guard.phrases import TYPES, phrase
from cdop.core.identity_guard.place import Place, is_plain, named

NO_MEASURE = (
    r"(?!\w|\s?(?:[cm]?m|k[gm]|g|m?l|ft|inch(?:es)?|per cent|degrees|miles|hours)\b|\s?[%°])"
)
_UNITS = {
    "flat": "flat|flt|apt|apartment", "apartment": "flat|apt|apartment", 
    "apt": "flat|apt|apartment",
    "room": "room|rm", "pitch": "pitch|plot", "plot": "plot|pitch", "caravan": "caravan|van|plot",
    "unit": "unit",
}  # fmt: skip
_THE_TYPE = (
    "lodge maltings terrace towers villas hostel hotel mews quay mill site barn refuge crescent"
)
_FLAT = re.compile(
    r"^(?:flat|apartment|apt|unit|room|caravan|house|plot|no\.?|number|top flat"
    r"|floor)?\s*[0-9]*[a-z]?$",
    re.I,
)
_NUMBER_BEFORE = re.compile(
    r"^(?:(?:(?:flat|apartment|apt|unit|room|caravan|house|plot|no\.?)\s+)?"
    r"\d+[a-z]?(?:\s*[-/]\s*\d+[a-z]?)?[\s/]+){1,2}",
    re.I,
)


def places_of_address(address: str) -> Iterator[Place]:
    for house, words, last in _lines(address):
        if house:
            form = numbered(house, phrase(words, shortened=False))
            yield Place(form, Kind.ADDRESS, Severity.STOP, words=tuple(words))
            if words[-1].lower() in TYPES:
                form = numbered_type(house, words[-1])
                yield Place(form, Kind.STREET_ONLY, Severity.REASON, words=(house,))
        yield from _street(words, last=last)
        yield from _by_type(words)
    for piece in re.split(r"[,\n;]", address):
        yield from _unit(piece.strip())


def doors_of(address: str) -> set[tuple[int, str]]:
    """The number of each house in the address, with the first letter of its street."""
    return {
        (int(house), plain_letters(words[0])[:1].lower())
        for house, words, _ in _lines(address)
        if house
    }


def _lines(address: str) -> Iterator[tuple[str, list[str], bool]]:
    """Each line that has words: its house's number, the words, and whether it is the last."""
    pieces = [piece.strip() for piece in re.split(r"[,\n;]", address) if piece.strip()]
    flat = ""
    for number, piece in enumerate(pieces):
        if _FLAT.match(piece):
            flat = piece
            continue
        bare = _NUMBER_BEFORE.sub("", piece)
        words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", bare)
        if len(words) > 1 and words[0].lower() == "the":
            del words[0]  # said with a small letter as often as not
        if words:
            house = house_number(piece[: len(piece) - len(bare)] or flat)
            yield house, words, number == len(pieces) - 1 and number > 0
            flat = ""


def _unit(piece: str) -> Iterator[Place]:
    """“Rm 207”, “plot six”: the door within the house."""
    found = re.match(r"([a-z]+)\s+(\d{1,4})([a-z]?)\b", piece, re.I)
    if not found or found[1].lower() not in _UNITS:
        return
    said = spoken(int(found[2])).replace(" ", "[- ]") or found[2]
    pattern = (
        rf"(?<!\w)(?:{_UNITS[found[1].lower()]})\.?\s?(?:{found[2]}|{said}){found[3]}{NO_MEASURE}"
    )
    yield Place(pattern, Kind.PLACE, Severity.REASON, unit=True)


def _by_type(words: list[str]) -> Iterator[Place]:
    """“The Lodge” for Crown Lodge, where few houses are one."""
    kind = words[-1].lower()
    if len(words) > 1 and kind in _THE_TYPE.split():
        pattern = rf"(?<=\b[Tt]he ){kind.title()}(?![\w-]|\s[A-Z])"
        yield Place(pattern, Kind.PLACE, Severity.REASON, as_written=True)


def _street(words: list[str], *, last: bool) -> Iterator[Place]:
    """The street or house without its number; its own word alone, where that is no common one."""
    kind = Kind.PLACE if last else Kind.STREET_ONLY
    plain = all(is_plain(part) for word in words for part in parts(word))
    yield named(words, kind, doubtful=len(words) == 1 or plain)
    head = _without_types(words)
    if len(words) > 2 and words[-1].lower() in TYPES and words[:-1] != head:
        yield named(words[:-1], kind, doubtful=plain)
    if not head or len(head) == len(words):
        if len(words) > 1 and not last:
            yield from _telling(words, kind)
        return
    if len(head) > 1 or not all(is_plain(part) for part in parts(head[0])):
        yield named(head, kind, doubtful=True)
    tail = (
        r"\s+(?:estate|flats?|ward|houses?|street|road|block|tower|building|site|park|area"
        r"|neighbourhood)\b"
    )
    common = all(is_plain(part) for word in head for part in parts(word))
    yield named(head, kind, doubtful=common, tail=tail, alone=True)


def _without_types(words: list[str]) -> list[str]:
    """The words that come before “House”, “Court”, “Caravan Site”."""
    end = len(words)
    while end and words[end - 1].lower() in TYPES:
        end -= 1
    return words[:end]


def _telling(words: list[str], kind: Kind) -> Iterator[Place]:
    for word in words:
        if len(word) > 4 and not any(is_plain(part) for part in parts(word)):
            yield named([word], kind, doubtful=True)
