"""Who and where: reference, names in one cell or two, NHS number, postcode, local authority."""

import re
from difflib import get_close_matches

from cdop.core import nhs_numbers
from cdop.core.answers import Answer
from cdop.core.legacy.cells import BLANK, NOT_KNOWN, Cell, clean, nothing_said, unreadable

_NO_NAME = re.compile(r"nk|n/k|not known|unknown|\?+|n/a|tbc|-+|#.*", re.IGNORECASE)
_PARTICLES = frozenset(
    "al ap bin bint da de del della den der di dos du el ibn la le o st ter van von".split()
)
_MC = re.compile(r"\b(Mc|O'|O’|D'|D’)([a-z])")

_NOT_DIGITS = re.compile(r"[\s\-‐-―.']+")
_EXPONENT = re.compile(r"\d+(\.\d+)?e\+?\d+", re.IGNORECASE)

_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9OI][A-Z]{2})")
_OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")

_COUNCIL = re.compile(
    r"\b(metropolitan borough|metropolitan district|city|county|district|borough|unitary)?\s*"
    r"(council|authority)\b|\b(mbc|mdc|bc|cc|dc|la|ua)\b|^(london borough|royal borough|city) of ",
    re.IGNORECASE,
)
# Authorities that people shorten beyond recognition; any other is kept as it is written.
_AUTHORITIES = {
    "Bedford Borough": ("bedford", "bedford borough", "bbc", "bedford town"),
    "Central Bedfordshire": ("central bedfordshire", "central beds", "cent beds", "c beds", "cbc"),
    "Luton": ("luton", "luton borough", "lbc", "luton town"),
}
_AUTHORITY = {spelling: name for name, all_ in _AUTHORITIES.items() for spelling in all_}


def parse_reference(raw: object) -> Cell:
    text = clean(raw)
    if _NO_NAME.fullmatch(text) or not text:
        return BLANK
    return Cell(text, text)


def parse_name(raw: object) -> Cell:
    """One name: as written, but for shouting capitals."""
    text = clean(raw).strip(" ,;")
    if not text:
        return BLANK
    if _NO_NAME.fullmatch(text):
        return NOT_KNOWN
    if not any(letter.isalpha() for letter in text):
        return unreadable("This is not a name")
    name = _proper(text)
    return Cell(name, name)


def split_name(raw: object) -> tuple[Cell, Cell]:
    """First and last name out of "Surname, First", "SURNAME First" or "First Surname"."""
    text = clean(raw)
    if _NO_NAME.fullmatch(text) or not text:
        return parse_name(text), parse_name(text)
    last, comma, first = text.partition(",")
    if not comma:
        first, last = _without_comma(text.split())
    return parse_name(first), parse_name(last)


def _without_comma(words: list[str]) -> tuple[str, str]:
    if len(words) == 1:
        return "", words[0]
    shouted = [len(word) > 1 and word.isupper() for word in words]
    if shouted[0] and not shouted[-1]:
        cut = shouted.index(False)
        return " ".join(words[cut:]), " ".join(words[:cut])
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].lower() in _PARTICLES:
        cut -= 1
    return " ".join(words[:cut]), " ".join(words[cut:])


def _proper(text: str) -> str:
    if len(text) < 3 or not (text.isupper() or text.islower()):
        return text
    titled = re.sub(r"[^\W\d_]+(['’](?=s\b))?", lambda word: word[0].capitalize(), text.lower())
    return _MC.sub(lambda match: match[1] + match[2].upper(), titled)


def parse_nhs_number(raw: object) -> Cell:
    text = clean(raw)
    said = nothing_said(text)
    if said:
        return said
    if _EXPONENT.fullmatch(text):
        return unreadable("The spreadsheet has rounded this NHS number: type it again as text")
    digits = _NOT_DIGITS.sub("", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        return unreadable("An NHS number has 10 digits")
    number = nhs_numbers.normalise(digits)
    if number is None:
        return unreadable("The check digit of this NHS number is wrong: a digit is mistyped")
    return Cell(number, number)


def parse_postcode(raw: object) -> Cell:
    text = clean(raw)
    said = nothing_said(text)
    if said:
        return said
    joined = re.sub(r"[^0-9A-Z]", "", text.upper())
    match = _POSTCODE.fullmatch(joined)
    if match:
        inward = match[2][0].replace("O", "0").replace("I", "1") + match[2][1:]
        postcode = f"{match[1]} {inward}"
        return Cell(postcode, postcode)
    if _OUTWARD.fullmatch(joined):
        return Cell(joined, joined, "Only the first half of a postcode")
    return unreadable("This is not a postcode")


def parse_authority(raw: object) -> Cell:
    text = clean(raw)
    said = nothing_said(text)
    if said:
        return said
    bare = " ".join(_COUNCIL.sub(" ", text).split()) or text
    known = _AUTHORITY.get(text.lower()) or _AUTHORITY.get(bare.lower())
    if known:
        return Cell(known, known)
    near = get_close_matches(bare.lower(), _AUTHORITY, n=1, cutoff=0.85)
    if near:
        name = _AUTHORITY[near[0]]
        return Cell(name, name, f"Taken to be {name}")
    return Cell(_proper(bare), _proper(bare))


def is_known(cell: Cell) -> bool:
    """Whether the cell names somebody or something."""
    return bool(cell.text) and cell.typed is not Answer.NOT_KNOWN
