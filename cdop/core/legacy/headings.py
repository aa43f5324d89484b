"""How well a heading fits a column: by its words, short forms spelled out, slips forgiven."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from cdop.core.legacy.columns import COLUMNS, OF_THE_CHILD, WHOLE_NAME

WHOLE = "whole name"

_SHORT_FORMS = {
    "dob": "date of birth",
    "d o b": "date of birth",
    "dod": "date of death",
    "d o d": "date of death",
    "no": "number",
    "num": "number",
    "nr": "number",
    "wt": "weight",
    "bwt": "birth weight",
    "bw": "birth weight",
    "gest": "gestation",
    "ga": "gestation",
    "mat": "mother",
    "maternal": "mother",
    "mothers": "mother",
    "mums": "mother",
    "fathers": "father",
    "dads": "father",
    "parents": "parent",
    "carers": "carer",
    "preg": "pregnancy",
    "mw": "midwife",
    "mws": "midwife",
    "midwifery": "midwife",
    "hv": "health visitor",
    "hvs": "health visitor",
    "la": "local authority",
    "childs": "child",
    "childrens": "child",
    "baby": "child",
    "babys": "child",
    "infants": "child",
    "pc": "postcode",
    "ethn": "ethnicity",
    "exp": "expected",
    "mod": "modifiable",
    "facs": "factors",
    "notif": "notified",
    "rr": "rapid response",
    "fname": "first name",
    "lname": "last name",
    "sname": "surname",
    "pos": "position",
    "reference": "ref",
    "rev": "reviewed",
}
_ASIDE = re.compile(r"\b(y n( nk)?|yes no|dd mm yy(yy)?|please|if known|if applicable|tick)\b")
_SMALL_WORDS = frozenset("the a an of at in on by for to was were is and or from date".split())
_OTHER_PEOPLE = frozenset(
    "mother father mum dad parent sibling gp consultant professional worker carer"
    " guardian partner hospital school coroner police nurse referrer notifier reporter".split()
)
_SIDE_NOTES = frozenset("detail details comment comments notes note narrative why reason".split())
# Words that name a column only when they stand alone: "area", but not "hospital area".
_VAGUE = frozenset(
    "area residence resident authority district id case number first last name".split()
)
_APOSTROPHES = str.maketrans("", "", "'’‘`´")


@lru_cache(maxsize=2048)
def spelled_out(heading: str) -> str:
    """The heading in plain lower-case words: "Mat. BMI (Y/N)" is "mother bmi"."""
    folded = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode()
    text = folded.lower().translate(_APOSTROPHES)
    words = re.sub(r"[^a-z0-9]+", " ", text).strip()
    words = _ASIDE.sub(" ", words).strip() or words
    words = re.sub(r"\bd o (b|d)\b", r"do\1", words)
    return " ".join(_SHORT_FORMS.get(word, word) for word in words.split())


def _table() -> dict[str, tuple[str, ...]]:
    table = {column.name: column.headings for column in COLUMNS} | {WHOLE: WHOLE_NAME}
    return {
        name: tuple(dict.fromkeys(spelled_out(each) for each in headings))
        for name, headings in table.items()
    }


_HEADINGS = _table()
_EXACT = {heading: name for name, headings in _HEADINGS.items() for heading in headings}


def exact_fit(heading: str) -> str:
    """The column whose very heading this is, or nothing."""
    return _EXACT.get(spelled_out(heading), "")


def turned_round(heading: str) -> bool:
    """Whether a yes under this heading means "not expected"."""
    words = spelled_out(heading).split()
    return "unexpected" in words and "expected" not in words


def names_someone_else(heading: str) -> bool:
    return bool(_OTHER_PEOPLE.intersection(spelled_out(heading).split()))


@lru_cache(maxsize=8192)
def fit(heading: str, name: str) -> float:
    """From 0 (nothing in common) to 1 (the very words)."""
    words = spelled_out(heading)
    if not words or len(words) > 80:
        return 0.0
    if words in _HEADINGS[name]:
        return 1.0
    found = set(words.split())
    best = max(_alike(words, found, known) for known in _HEADINGS[name])
    if name in (*OF_THE_CHILD, WHOLE) and found & _OTHER_PEOPLE:
        best -= 0.6
    if found & _SIDE_NOTES:
        best -= 0.4
    return max(best, 0.0)


def _alike(words: str, found: set[str], known: str) -> float:
    wanted = set(known.split())
    telling = wanted - _SMALL_WORDS
    shared = found & wanted & telling if telling else found & wanted
    if shared and shared == (telling or wanted):
        extra = len(found - wanted - _SMALL_WORDS - {"child"})
        if extra and telling <= _VAGUE:
            return 0.5
        return 0.95 - 0.1 * min(extra, 4)
    overlap = 0.8 * len(shared) / len((found | wanted) - _SMALL_WORDS or {""})
    return max(overlap, _misspelt(words, known))


def _misspelt(words: str, known: str) -> float:
    if abs(len(words) - len(known)) > 3 or len(known) < 5 or words[:1] != known[:1]:
        return 0.0
    ratio = SequenceMatcher(None, words, known, autojunk=False).ratio()
    return ratio * 0.95 if ratio >= 0.8 else 0.0
