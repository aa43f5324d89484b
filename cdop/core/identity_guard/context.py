"""Whether a word that means something else too is used as a name where it stands."""

import re

from cdop.core.identity_guard.folding import Folded
from cdop.core.identity_guard.words import ENDS_PHRASE, MONTHS, RANKS, TITLES, english

_ACTS = re.compile(
    r"\s+(?:(?:never|always|often|still|simply|then) \w+ed"
    r"|said|asked|told|rang|phoned|explained|reported|felt|wanted|attended|lived|slept"
    r"|smoked|drank|died|gave birth|replied|worried|cried|woke|loved|stopped breathing|weighed"
    r"|had (?:been|not|had|a|told|asked|called|said|slept|died|lived|\w+ed)\b"
    r"|was (?:born|aged|found|taken|admitted|seen|known|asleep|weighed|discharged|registered"
    r"|placed|put|sleeping|unwell|ill|given|only|just|a (?:baby|toddler|boy|girl|twin|healthy)"
    r"|\d|alone|at home|exhausted|her|his|(?:one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve)\b)|is (?:a|the) (?:mother|father|baby|child)|did not|who\b)"
)
_ACTS_LOWER = re.compile(
    r"\s+(?:said|asked|told|rang|phoned|explained|attended|visited|wrote|lived|slept"
    r"|smoked|died|gave birth"
    r"|replied|wanted|felt|had (?:asked|told|said|been told|called|complained))\b"
)
_APPOSED = re.compile(
    r",\s+(?:who|aged|his|her|their|the (?:mother|father|baby|child)|a |an |now|\d)"
    r"|\s+and (?:his|her|their|the) (?:little |big |baby |older |younger |twin |half-)?"
    r"(?:brother|sister|twin|mother|father|mum|dad|parents|family|cousin|aunt|uncle|gran\w*)"
)
_SEASONS = ("winter", "summer", "autumn", "spring", "christmas", "easter")
_OURS = re.compile(r"\b(?:our|my|wee|darling|dear|sweet|little)\s$")
_OUR_LITTLE = re.compile(r"\b(?:our|my|their)\s+(?:little|wee|darling|dear|sweet)\s$")
_KIN = re.compile(
    r"\s+(?:mother|father|mum|dad|sister|brother|twin|parents?|family|partner|grand\w+|aunt\w*"
    r"|uncle|gp|cot|death|birth|room|school|nursery|notes|health|calls?|friends?|bed|weight|review"
    r"|inquest|funeral|story|case|house|home|concerns?|surgery|teacher|inhaler|sofa|cots?|pram"
    r"|pushchair|car|van|bike|phone|mobile|flat|door|window|garden|clothes|blanket|coat|shoes|bag"
    r"|tablets|medicines?|tenancy|landlord|rent|job|boss|husband|wife|boyfriend|girlfriend|ex"
    r"|cousin|mates?|pals?|classmates|team-?mates|coach|granny|nan|son|daughter|children|request|account|statement|words|voice|face|hands?)\b"
)
_PLACE_TYPE = re.compile(
    r"\s+(?:Street|St|Road|Rd|Lane|Avenue|Close|Park|School|Hospital|Surgery|House|Centre|Ward"
    r"|Hall|Way|Drive|Court|Gardens?|Trust|Foundation|Charity|Appeal|Fund|Festival|Fair|Clinic"
    r"|Practice|Nursery|College|Academy|University|Week|Day|Award|Report|Review|Guide|Group)\b"
)
_ABBREVIATED = frozenset("mr mrs ms mx dr prof sr br fr rev revd insp sgt supt cllr pc".split())


def title_before(folded: Folded, at: int, *, ranks_only: bool = False) -> int | None:
    """Where the title or role right before the place begins, if there is one."""
    before = folded.text[max(0, at - 40) : at]
    match = re.search(r"([A-Za-z]+)(\.?)[ \t\n]+$", before)
    allowed = RANKS if ranks_only else TITLES | RANKS
    if match and match[2] and match[1].lower() not in _ABBREVIATED:
        return None  # the end of a sentence
    if not match or match[1].lower() not in allowed or match[1].lower() in ("the", "chief"):
        return None
    if match[1][0].islower() and match[1].lower() not in TITLES | RANKS:
        return None
    return at - len(before) + match.start(1)


def reads_as_name(folded: Folded, start: int, end: int, key: str) -> bool:
    """Whether capitals and the words round about make a name of an ordinary word."""
    after = folded.text[end : end + 60].lstrip("\"'")
    possessive = folded.text[start:end].endswith(("'s", "s'"))
    if not folded.text[start].isupper():
        return _lower_reads_as_name(folded, start, after, key, possessive)
    acts = bool(_ACTS.match(after) or _APPOSED.match(after) or possessive and _KIN.match(after))
    if title_before(folded, start) is not None:
        return True
    if key in MONTHS or key in _SEASONS:
        return bool(re.match(r"\s+(?:said|asked|told|rang|slept|died)\b", after)) or (
            possessive and bool(_KIN.match(after))
        )
    if acts or _signs_a_quote(folded, start, after):
        return True
    if folded.opens_sentence(start) or folded.in_heading(start):
        return possessive and bool(_KIN.match(after))
    return not _part_of_another_name(folded, start, end)


def _signs_a_quote(folded: Folded, start: int, after: str) -> bool:
    """The name under somebody's words: “... fine.” Dawn, May 2023."""
    before = folded.text[max(0, start - 8) : start]
    quoted = re.search(r"[\"']\s*[-(*_]*\s*$", before)
    return bool(quoted) and bool(re.match(r"\s*[*_)]*\s*(?:$|\n|,[^.\n]{0,40}(?:\n|$))", after))


def _lower_reads_as_name(
    folded: Folded, start: int, after: str, key: str, possessive: bool
) -> bool:
    before = folded.lower[max(0, start - 18) : start]
    free = folded.opens_sentence(start) or re.search(
        r"(?:[,;:(\"']\s*|\b(?:that|when|and|while|as|because|but|mother|father|mum|dad|baby)\s)$",
        before,
    )
    if _OURS.search(before) and key not in english() or _OUR_LITTLE.search(before):
        return bool(ENDS_PHRASE.match(after))
    if not free:
        return False
    return bool(_ACTS_LOWER.match(after) or possessive and _KIN.match(after))


def _part_of_another_name(folded: Folded, start: int, end: int) -> bool:
    """“Baker Street”, “Storm Eunice”, “Jubilee Bell”: capitals that belong to something else."""
    after = folded.text[end : end + 30]
    if _PLACE_TYPE.match(after):
        return True
    following = re.match(r"[ ]([A-Z][a-z]+)", after)
    before = re.search(r"\b([A-Z][a-z]+)[ ]$", folded.text[max(0, start - 25) : start])
    if before and before[1].lower() not in TITLES | RANKS:
        opens = folded.opens_sentence(start - len(before[0]))
        return not opens or len(before[1]) > 3
    return bool(following)
