"""The name of a place as a pattern that also finds it abbreviated, joined or in initials."""

import re
from functools import cache

from cdop.core.identity_guard.diminutives import short_forms
from cdop.core.identity_guard.folding import plain_letters
from cdop.core.identity_guard.words import is_word

_STREETS = {
    "street": "st|str", "road": "rd", "lane": "ln|la", "avenue": "ave|av", "terrace": "terr?|tce",
    "close": "clo?", "crescent": "cres|cr", "drive": "dr|drv", "court": "ct|crt", "place": "pl",
    "square": "sq", "gardens": "gdns|gardens?", "garden": "gdn", "grove": "gr|grv", "park": "pk",
    "estate": "est", "cottages": "cotts?", "cottage": "cott", "house": "hse|ho", "mount": "mt",
    "view": "vw", "hill": "hl", "meadow": "mdw", "bridge": "brg", "manor": "mnr",
    "saint": "st", "way": "wy", "parade": "pde", "walk": "wl?k", "rise": "rs", "yard": "yd",
    "buildings": "bldgs?", "heights": "hts", "row": "rw", "green": "grn",
}  # fmt: skip
_WORDS = {
    "mews": "mws", "quay": "qy", "wharf": "whf", "villas": "vls", "tower": "twr", "lodge": "ldg",
    "apartments": "apts?", "croft": "crft", "boulevard": "blvd", "mill": "ml", "valley": "vly",
    "approach": "appr?", "station": "stn", "upper": "upr", "lower": "lwr", "great": "gt",
    "little": "lt|lil'?", "north": "n", "south": "s", "east": "e", "west": "w", "cross": "x",
    "university": "univ?", "hospital": "hosp", "general": "gen", "community": "comm",
    "medical": "med", "centre": "ctr|cent", "surgery": "surg", "practice": "prac",
    "primary": "prim", "school": "sch", "nursery": "nurs|nsy", "academy": "acad", "health": "hlth",
    "infirmary": "inf", "county": "co", "district": "dist", "college": "coll", "princess": "pcss",
    "junior": "jnr|jr|juniors|jnrs", "infant": "inf|infants", "doctors": "drs", "group": "grp",
    "childrens": "childs", "corner": "cnr", "and": "&",
}  # fmt: skip
ABBREVIATED = _STREETS | _WORDS
TYPES = frozenset(_STREETS) | frozenset(
    "hill view mews arcade tower towers villas villa hall parc fields meadow meadows quay wharf"
    " mill reach end gate bank bridge common circus broadway boulevard alley croft path point"
    " ward site hostel hotel lodge farm flats apartments barn marina moorings refuge inn chase"
    " dene vale brow fold wynd loan heol ffordd stryd clos maes mall".split()
)
_ENDINGS = frozenset("side field fields wood brook ford well stone water land side bury".split())
_APART = r"[\s,.-]{1,3}"


def phrase(words: list[str], *, shortened: bool = True) -> str:
    """The words in a row, however they are joined, abbreviated or made possessive."""
    written = [_forms(word, alone=len(words) == 1) for word in words]
    between = r"[\s,.-]{0,3}" if len(words) == 2 else _APART
    ways = [between.join(written)]
    if shortened and len(words) > 1:
        for at in range(len(words)):
            if shorter := _shorter(_bare(words[at])):
                ways.append(_APART.join([*written[:at], shorter, *written[at + 1 :]]))
        ways += _in_initials(words)
    return rf"(?<![A-Za-z0-9])(?:{'|'.join(ways)})(?:'?s)?(?![A-Za-z])"


def _forms(word: str, *, alone: bool) -> str:
    bare = _bare(word)
    joined = _apart(bare) if alone else bare
    forms = [_with_apostrophes(word, joined)]
    if re.search(r"['’]s$", word):
        forms[0] += r"(?:'?s)?"
    if bare in ("st", "saint"):
        forms = [r"st\.?", "saint"]
    elif bare in ABBREVIATED:
        forms += [rf"(?:{ABBREVIATED[bare]})\.?"]
    return f"(?:{'|'.join(forms)})"


def _with_apostrophes(word: str, bare: str) -> str:
    """With or without one where the name has it, before a last s, and after a first O or D."""
    written = re.sub(r"'s$", "", plain_letters(word).lower())
    places = {at for at, letter in enumerate(written) if letter == "'"}
    places |= {len(bare) - 1} if bare.endswith("s") else set()
    places |= {1} if bare[0] in "od" else set()
    pieces = [re.escape(letter) if letter != " " else r"[\s-]?" for letter in bare]
    if len(bare) > 4 and bare.endswith("c"):
        pieces[-1] = "ck?"
    return "".join(f"'?{piece}" if at in places else piece for at, piece in enumerate(pieces))


def _bare(word: str) -> str:
    return re.sub(r"'s$", "", plain_letters(word).lower()).replace("'", "")


@cache
def _shorter(bare: str) -> str:
    """Beside a word in full: “Phil.” for Philippa, “Werbs” for Werburgh, “Crnr”, “Maggie's”."""
    if len(bare) < 5:
        return ""
    inner = "".join(sorted({letter for letter in bare[1:-1] if letter not in "aeiou"}))
    rest = f"[{''.join(sorted(set(bare[3:])))}]{{0,{len(bare) - 4}}}"
    forms = [rf"{bare[:3]}{rest}\.", rf"{bare[:4]}{rest}'?s"]
    if inner:
        forms.append(rf"{bare[0]}[{inner}]{{1,3}}{bare[-1]}s?\.?")
    forms += sorted(short_forms(bare))
    return f"(?:{'|'.join(forms)})"


def _in_initials(words: list[str]) -> list[str]:
    """“C.B. Barton”, “Chase V.”: one word in full, of each other its first letter and a stop."""
    initials = [rf"{re.escape(_bare(word)[0])}\.\s?" for word in words if _bare(word)]
    if len(initials) < len(words):
        return []
    last, first = _forms(words[-1], alone=False), _forms(words[0], alone=False)
    return ["".join(initials[:-1]) + last, rf"{first}\s" + "".join(initials[1:])]


def _apart(word: str) -> str:
    """Castlegate as castle gate, where both are words; else as it stands."""
    cuts = range(3, len(word) - 2) if len(word) > 6 else ()
    return next(
        (
            f"{word[:cut]} {word[cut:]}"
            for cut in cuts
            if is_word(word[:cut])
            and (word[cut:] in TYPES | _ENDINGS or cut > 3 and is_word(word[cut:]))
        ),
        word,
    )
