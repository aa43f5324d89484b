"""Where a child lived, was cared for or learnt, in full or in short."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cdop.core.identity_guard.findings import Finding, Kind, Record, Severity
from cdop.core.identity_guard.folding import Folded, plain_letters
from cdop.core.identity_guard.homes import house_number, numbered
from cdop.core.identity_guard.likeness import alike
from cdop.core.identity_guard.people import parts
from cdop.core.identity_guard.words import ACRONYMS, ENDS_PHRASE, is_word

_STREETS = {
    "street": "st|str", "road": "rd", "lane": "ln|la", "avenue": "ave|av", "terrace": "terr?|tce",
    "close": "clo?", "crescent": "cres|cr", "drive": "dr|drv", "court": "ct|crt", "place": "pl",
    "square": "sq", "gardens": "gdns|gardens?", "garden": "gdn", "grove": "gr|grv", "park": "pk",
    "estate": "est", "cottages": "cotts?", "cottage": "cott", "house": "hse|ho", "mount": "mt",
    "view": "vw", "hill": "hl", "meadow": "mdw", "bridge": "brg", "manor": "mnr",
    "saint": "st", "way": "wy", "parade": "pde", "walk": "wlk", "rise": "rise", "yard": "yd",
    "buildings": "bldgs?", "heights": "hts", "row": "row", "green": "grn", "north": "n",
}  # fmt: skip
TYPES = frozenset(_STREETS) | frozenset(
    "hill view mews arcade tower towers villas villa hall parc fields meadow meadows quay wharf"
    " mill reach end gate bank bridge common circus broadway boulevard alley croft path point"
    " ward chase dene vale brow fold wynd loan heol ffordd stryd clos maes mall".split()
)
_ENDINGS = frozenset("side field fields wood brook ford well stone water land side bury".split())
GENERIC = frozenset(
    "the surgery practice medical centre center health clinic family group gp doctors partnership"
    " day nursery nurseries school preschool pre playgroup primary infant infants junior secondary"
    " high academy college community kindergarten childcare children's childrens hospital general"
    " infirmary royal district university maternity unit trust cottage memorial and of for at"
    " house city county teaching foundation nhs hall club under fives ward wing north south east"
    " west national public big new old upper lower great little saint st middle special grammar"
    " playschool daycare creche early years learning".split()
)
_SHORT_TYPE = re.compile(
    r"\s+(?:gen\b\.?|hosp\b\.?|inf\b\.?|uni\b\.?|general|hospital|infirmary"
    r"|children'?s(?:\s+hospital)?"
    r"|surgery|practice|health\s+centre|medical\s+(?:centre|practice)|clinic|centre|day\s+nursery"
    r"|nursery(?:\s+school)?|pre-?school|playgroup|primary(?:\s+school)?|school|academy"
    r"|infants?|juniors?"
    r"|high(?:\s+school)?|middle(?:\s+school)?|college|maternity(?:\s+unit)?|ward|unit|group"
    r"|cottage"
    r"|memorial|district(?:\s+hospital)?|university(?:\s+hospital)?|family\s+\w+|royal|staff"
    r"|team|teachers?|doctors?"
    r"|gps?|gp)\b\.?",
    re.IGNORECASE,
)
_AT = re.compile(
    r"\b(?:at|from|attended|near|outside|of|to|by|with|in|left|joined|told|called|visit(?:ed)?"
    r"|via)\s+(?:the\s+|st\.?\s+)?$"
)
_DOES = re.compile(
    r"\s+(?:had|has|did|wrote|told|sent|called|noticed|reported|changed|closed|could|said"
    r"|offered)\b"
)
_FLAT = re.compile(
    r"^(?:flat|apartment|apt|unit|room|caravan|house|plot|no\.?|number|top flat"
    r"|floor)?\s*[0-9]*[a-z]?$",
    re.I,
)
_COMMON_GROUP = re.compile(r"[a-z]+\s+(?:team|staff|group|unit|ward|doctors|teachers|centre)s?")
_NUMBER_BEFORE = re.compile(
    r"^(?:(?:(?:flat|apartment|apt|unit|room|caravan|house|plot|no\.?)\s+)?"
    r"\d+[a-z]?(?:\s*[-/]\s*\d+[a-z]?)?[\s/]+){1,2}",
    re.I,
)


@dataclass(frozen=True)
class Place:
    """A phrase that names a place, and what finding it means."""

    pattern: re.Pattern[str]
    kind: Kind
    severity: Severity
    doubtful: bool = False  # ordinary words: needs capitals and a place to stand in


def find_places(folded: Folded, record: Record) -> Iterator[Finding]:
    """Each mention of an address or organisation of the record."""
    for place in places_of(record):
        for match in place.pattern.finditer(folded.text):
            if place.doubtful and not _reads_as_place(folded, match):
                continue
            if _COMMON_GROUP.fullmatch(match[0]) and is_word(match[0].split()[0]):
                continue
            start = match.start()
            article = re.search(r"\bthe\s+$", folded.lower[max(0, start - 5) : start])
            if article and place.kind is Kind.ORGANISATION_SHORT:
                start -= len(article[0])
            end = match.end() - (folded.text[match.end() - 1] in " \n")
            first, last = folded.span(start, end)
            yield Finding(first, last, place.kind, place.severity, folded.draft[first:last])
    yield from _misspelt(folded, record)


def find_homes(folded: Folded, record: Record) -> Iterator[Finding]:
    """Each mention of the record's own door: its street with its number."""
    for place in _address(record.address):
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
    yield from _address(record.address)
    for name in (record.gp_surgery, record.nursery, record.hospital):
        if name.strip():
            yield from _organisation(name)


def _phrase(words: list[str]) -> str:
    """The words in a row, however they are joined, abbreviated or made possessive."""
    written = []
    for word in words:
        bare = re.sub(r"'s$", "", plain_letters(word).lower()).replace("'", "")
        if len(words) == 1:
            bare = _apart(bare)
        letters = [r"[\s-]?" if letter == " " else re.escape(letter) for letter in bare]
        forms = [r"'?".join(letters) if len(bare) < 14 else "".join(letters)]
        if re.search(r"['’]s$", word):
            forms[0] += r"(?:'?s)?"
        if bare in _STREETS:
            forms += [rf"(?:{_STREETS[bare]})\.?"]
        if bare in ("st", "saint"):
            forms = [r"st\.?", "saint"]
        if bare == "and":
            forms += ["&"]
        written.append(f"(?:{'|'.join(forms)})")
    between = r"[\s,.-]{0,3}" if len(words) == 2 else r"[\s,.-]{1,3}"
    return r"(?<![A-Za-z0-9])" + between.join(written) + r"(?:'?s)?(?![A-Za-z])"


def _apart(word: str) -> str:
    """Castlegate as castle gate, where both are words; else as it stands."""
    cuts = range(3, len(word) - 2) if len(word) > 6 else ()
    return next(
        (
            f"{word[:cut]} {word[cut:]}"
            for cut in cuts
            if word[cut:] in TYPES | _ENDINGS and is_word(word[:cut])
        ),
        word,
    )


def _compile(words: list[str], tail: str = "") -> re.Pattern[str]:
    return re.compile(_phrase(words) + tail, re.IGNORECASE)


def _address(address: str) -> Iterator[Place]:
    for house, words, last in _lines(address):
        if house:
            yield Place(numbered(house, _phrase(words)), Kind.ADDRESS, Severity.STOP)
        yield from _street(words, last=last)


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


def doors_of(address: str) -> set[tuple[int, str]]:
    """The number of each house in the address, with the first letter of its street."""
    return {
        (int(house), plain_letters(words[0])[:1].lower())
        for house, words, _ in _lines(address)
        if house
    }


@cache
def _is_plain(word: str) -> bool:
    """An ordinary word, or two run together: bakehouse, quayside."""
    if is_word(word):
        return True
    return any(is_word(word[:cut]) and is_word(word[cut:]) for cut in range(4, len(word) - 3))


def _street(words: list[str], *, last: bool) -> Iterator[Place]:
    """The street or house without its number; its own word alone, where that is no common one."""
    kind = Kind.PLACE if last else Kind.STREET_ONLY
    plain = all(_is_plain(part) for word in words for part in parts(word))
    yield Place(_compile(words), kind, Severity.REASON, len(words) == 1 or plain)
    head = [word for word in words if word.lower() not in TYPES]
    if not head or len(head) == len(words):
        if len(words) > 1 and not last:
            yield from _telling(words, kind)
        return
    if len(head) > 1 or not all(_is_plain(part) for part in parts(head[0])):
        yield Place(_compile(head), kind, Severity.REASON, True)
    tail = (
        r"\s+(?:estate|flats?|ward|houses?|street|road|block|tower|building|site|park|area"
        r"|neighbourhood)\b"
    )
    common = all(_is_plain(part) for word in head for part in parts(word))
    yield Place(_compile(head, tail), kind, Severity.REASON, common)


def _telling(words: list[str], kind: Kind) -> Iterator[Place]:
    for word in words:
        if len(word) > 4 and not any(_is_plain(part) for part in parts(word)):
            yield Place(_compile([word]), kind, Severity.REASON, True)


def _organisation(name: str) -> Iterator[Place]:
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", name)
    real = [word for word in words if word.lower() != "the"]
    plain = all(_is_plain(part) for word in real for part in parts(word))
    if len(real) > 1:
        yield Place(_compile(real), Kind.ORGANISATION, Severity.REASON, plain and len(real) < 3)
    own = _own_words(real)
    if own:
        yield Place(
            re.compile(_phrase(own) + _SHORT_TYPE.pattern, re.I),
            Kind.ORGANISATION_SHORT, Severity.REASON,
        )  # fmt: skip
        yield Place(
            re.compile(_phrase(own) + rf"(?:{_SHORT_TYPE.pattern})?", re.I),
            Kind.ORGANISATION_SHORT, Severity.REASON, doubtful=True,
        )  # fmt: skip
        for before, word in zip(own, own[1:], strict=False):
            if len(word) > 3 and not any(_is_plain(part) for part in parts(word)):
                alone = re.compile(rf"(?<!{re.escape(before)} ){_phrase([word])}", re.I)
                yield Place(alone, Kind.ORGANISATION_SHORT, Severity.REASON, True)
        rest = "".join(word[0] for word in real[real.index(own[-1]) + 1 :])
        if len(rest) > 1:  # “Northmere DH”
            own_name = " ".join(own)
            yield Place(
                re.compile(rf"(?<![A-Za-z]){re.escape(own_name)} {rest.upper()}(?![A-Za-z])"),
                Kind.ORGANISATION_SHORT, Severity.REASON,
            )  # fmt: skip
    letters = "".join(word[0] for word in words if word.lower() not in ("the", "of", "and"))
    if len(letters) >= 3 and letters.lower() not in ACRONYMS:
        yield Place(
            re.compile(rf"(?<![A-Za-z]){letters.upper()}(?![A-Za-z])"),
            Kind.ORGANISATION_SHORT, Severity.REASON,
        )  # fmt: skip
    yield from _shortened(real)


def _own_words(words: list[str]) -> list[str]:
    """From the first to the last word that is its own: “Princess Adela”, “Queen Ethel's”."""
    own = [
        n for n, word in enumerate(words)
        if plain_letters(word).lower() not in GENERIC
    ]  # fmt: skip
    if not own:
        return words[:2] if len(words) > 2 else words[:-1]
    first = own[0]
    while first and words[first - 1].lower() in (
        "st",
        "saint",
        "little",
        "royal",
        "old",
        "new",
        "upper",
        "lower",
        "great",
        "big",
        "happy",
    ):
        first -= 1
    return words[first : own[-1] + 1]


def _shortened(words: list[str]) -> Iterator[Place]:
    """All but the last word: “Norley Children's”, “Busy Bees”, “Derwen Valley”."""
    if len(words) > 2:
        yield Place(_compile(words[:-1]), Kind.ORGANISATION_SHORT, Severity.REASON, True)


def _reads_as_place(folded: Folded, match: re.Match[str]) -> bool:
    """Capitals that no sentence asks for, or a word beside it that makes it a place."""
    text = match[0]
    capitals = re.findall(r"\b[A-Za-z]", re.sub(r"'[a-z]+", "", text))
    before = folded.lower[max(0, match.start() - 16) : match.start()]
    typed = _SHORT_TYPE.match(folded.text, match.end()) or _SHORT_TYPE.search(text)
    stands = bool(ENDS_PHRASE.match(folded.lower, match.end()))
    if not text[:1].isupper():
        ordinary = all(_is_plain(part) for word in text.split() for part in parts(word))
        return not ordinary and stands and bool(_AT.search(before))
    words = [word for word in re.findall(r"[A-Za-z']+", text)]
    ordinary = all(_is_plain(part) for word in words for part in parts(word))
    opens = folded.opens_sentence(match.start()) or folded.in_heading(match.start())
    if not ordinary:
        does = bool(typed or _DOES.match(folded.lower, match.end()))
        return does or not opens or (len(words) > 1 and stands)
    if typed and len(words) > 1:
        return sum(letter.isupper() for letter in capitals) > 1 or bool(_AT.search(before))
    if len(words) > 1 and sum(letter.isupper() for letter in capitals) == len(capitals):
        return True
    if opens:
        return bool(_SHORT_TYPE.match(folded.text, match.end()))
    following = re.match(
        r"\s+(?:poster|sticker|card|badge|toy|leaf|flower|display)s?\b",
        folded.lower[match.end() : match.end() + 12],
    )
    return not following and not re.match(
        r" [A-Z][a-z]", folded.text[match.end() : match.end() + 3]
    )


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
                    or _SHORT_TYPE.match(folded.text, match.end())
                    or re.match(r" (?:" + "|".join(TYPES) + r")\b", folded.lower[match.end() :])
                ):
                    first, last = folded.span(*match.span())
                    yield Finding(
                        first, last, Kind.ORGANISATION_SHORT, Severity.REASON,
                        folded.draft[first:last],
                    )  # fmt: skip
