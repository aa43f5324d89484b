"""A given name with a surname of its own: Helen of Troy, and whoever else is called alike."""

import re
from collections.abc import Collection

from cdop.core.identity_guard.findings import Finding, Kind, Severity
from cdop.core.identity_guard.folding import plain_letters
from cdop.core.identity_guard.words import RANKS, TITLES, is_word

_GIVEN = (Kind.NAME, Kind.NICKNAME, Kind.PROFESSIONAL)
_SURNAME = re.compile(r"[ \t]+(?:of[ \t]+)?(?P<word>(?:O['’]|Mc|Mac|De)?[A-Z][^\W\d_]+)")
_OTHER_HALF = re.compile(r"-(?P<half>[A-Z][a-z]{2,}+)(?![\w-])")  # “Peggy Ward-Lyons”
_OTHER_GIVEN = re.compile(
    r"\b(?:"
    + "|".join(RANKS - {"the"})
    + r")\.?[ \t]+(?P<given>[A-Z][a-z]+(?:-[A-Z][a-z]+)?)[ \t]$",
    re.I,
)
_TITLE = re.compile(r"^(?:" + "|".join(RANKS - {"the"}) + r")\b\.?\s+", re.I)
_COMPOUND = re.compile(r"-[A-Z][^\W\d_]+[ \t]+[A-Z][^\W\d_]+")  # “May-Lin Ko”, of Dr May
_WORD_ITSELF = re.compile(
    r"[\"'”’]?[ \t]+(?:and (?:[Gg]ran\w+|[Pp]apa)|means|is (?:also )?(?:an?|the) (?:\w+ )?(?:name"
    r"|word|song"
    r"|book|film|colour|plant|flower|greeting|city|town|river|dish|game|brand|language)|effect|syndrome|test|scale|score|method|manoeuvre|disease|reflex|criteria)\b"
)
_DEAR = re.compile(
    r"\b(?:our|my|little|baby|poor|dear(?:est)?|remember(?:ing|ed)?|for|goodbye|sweet|darling|wee"
    r"|beautiful|child|son|daughter|brother|sister|mum|dad|mother|father|called|named)\s+$",
    re.I,
)
_NO_SURNAME = frozenset(
    "a an and are as at been but by can cried died did does for from gave got had has have he her"
    " his i if in is it just kept lay lived may on or our passed said saw she slept so that the"
    " their then there they this to told was we went were when where who will with woke would you"
    " taught never always only really deserved mattered loved needed".split()
)


def names_somebody_else(draft: str, finding: Finding, taken: Collection[str] = ()) -> bool:
    """Whether a surname that is not the family's follows a given name that could be theirs.

    Words `taken` by the family's places and names are no stranger's: “Freya of Marsh Lane”.
    """
    if finding.kind is Kind.MISSPELLING and len(taken) > 0:
        return _follows_another_given(draft, finding, taken) or _leads_to_another(
            draft, finding, taken
        )
    if finding.kind not in _GIVEN or finding.severity is Severity.STOP:
        return False
    return _is_strangers_surname(draft, finding, taken)


def _is_strangers_surname(draft: str, finding: Finding, taken: Collection[str]) -> bool:
    evidence = _TITLE.sub("", finding.evidence)
    joined = _OTHER_HALF.match(draft, finding.end)
    if joined and " " in evidence.strip() and plain_letters(joined["half"]).lower() not in taken:
        return True
    if re.search(r"\s", evidence.strip()) or not evidence[:1].isupper():
        return False
    if _COMPOUND.match(draft, finding.end) or _WORD_ITSELF.match(draft, finding.end):
        return True
    after = _SURNAME.match(draft, finding.end)
    if after is None:
        return False
    word = plain_letters(after["word"]).lower().replace("'", "")
    whole = plain_letters(evidence).lower() + word
    if word in _NO_SURNAME or word in taken or whole in taken:
        return False
    if not is_word(word):
        return True
    return not _DEAR.search(draft[max(0, finding.start - 20) : finding.start]) and not (
        _is_headed(draft, finding)
    )


def _follows_another_given(draft: str, finding: Finding, taken: Collection[str]) -> bool:
    """“Dr Owen Pughe” where the record has a Pugh: a surname like theirs, of somebody else."""
    before = _OTHER_GIVEN.search(draft[max(0, finding.start - 40) : finding.start])
    if not before or " " in finding.evidence:
        return False
    given = plain_letters(before["given"]).lower().replace("-", "")
    known = given in taken or given in TITLES | RANKS or is_word(given)
    return not known and not any(each[:2] == given[:2] for each in taken)


def _leads_to_another(draft: str, finding: Finding, taken: Collection[str]) -> bool:
    """“Shian Locke”, where the record has a Siân: a surname of no dictionary, and not theirs."""
    after = _SURNAME.match(draft, finding.end)
    if after is None or re.search(r"\s", finding.evidence) or not finding.evidence[:1].isupper():
        return False
    word = plain_letters(after["word"]).lower().replace("'", "")
    return not is_word(word) and not any(each[:2] == word[:2] for each in taken)


def _is_headed(draft: str, finding: Finding) -> bool:
    """In a line where most words begin with a capital, a capital makes no surname."""
    line = draft[draft.rfind("\n", 0, finding.start) + 1 :][:300].partition("\n")[0]
    words = re.findall(r"[^\W\d_]+", line)
    capitals = sum(word[0].isupper() for word in words)
    return line.lstrip().startswith("#") or 2 * capitals > len(words)
