"""Telephone numbers of people, told from those that are given out for everybody."""

import re
from collections.abc import Iterator

from cdop.core.identity_guard.findings import Finding, Kind, Severity
from cdop.core.identity_guard.folding import Folded
from cdop.core.identity_guard.spoken_digits import spoken_numbers

PHONE = re.compile(
    r"(?<![\d.+-])(?:(?:\+|00)44[\s(.-]*(?:0[\s).-]*)?|\(?0)\d(?:[\s().\-/]{0,2}\d){8,9}(?!\d)"
)
_MOBILE = re.compile(r"(?:0|44|0044|440)7")
_PUBLIC = re.compile(
    r"\b(?:contact (?:the|our|us)|civic centre|town hall|city hall|county hall|council|offices?"
    r"|switchboard|reception|head ?quarters|the panel|panel@|library|museum|registered charity"
    r"|registered office|visit us|write to us|ring us|call us|opening hours|community centre"
    r"|children's centre|conference centre|headed paper)\b"
)
_SERVICE = re.compile(
    r"\b(?:(?:\w+ )?(?:line|desk|helpline|hotline|service|unit|hub|team|bureau|clinic|nurse)"
    r"(?: (?:is|on|at|number))*[\s:,(]+$"
    r"|(?:report|book|order|register|enquir\w+|quer(?:y|ies)|questions|bookings?|orders|copies|tickets)\b"
    r"[^.;!?\n]{0,60}$)"
)
_LABEL = re.compile(
    r"\b(?:visits|bookings?|details|information|places|advice|help|support|sessions?|courses?|tickets"
    r"|opens?(?: \w+)?|free\b[^.;:\n]{0,70}|line opens [^.;\n]{0,20})\s*[:,]\s*$"
)
_WHOSE = re.compile(  # a telephone that somebody has, not a service that answers it
    r"(?:\b(?:phone|tel|telephone|number|mobile|landline|contacts?|kin|file|form|records?|notes"
    r"|referral|carer|childminder|landlord|landlady|owner|tenant|witness|partner|friend|address|home"
    r")|'s)\s*:|\b(?:they|them|we|us|gave|given|rang|said|told|caller)\b"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_HOURS = (
    rf"(?:(?:{_WEEKDAY}|weekdays|weekends|daily|mornings?|afternoons?|evenings?|nights|from|to|and"
    r"|until|\d{1,2}(?:[.:]\d\d)?\s?(?:am|pm)?)[\s,-]{1,3})*"
)
_HEADED = re.compile(  # “Training pens:”, “Baby weigh clinics: Tuesdays,”; a capital names somebody
    rf"[*_|>\s\d.)-]*(?P<label>[A-Za-z][a-z]*(?:[\s-]+[a-z]+){{1,9}})"
    rf"[*_]*\s*:[*_]*\s*{_HOURS}",
)
_ANSWERED = re.compile(
    r"\b(?:text|calls|advice|line|lines|service|services|clinics?|helpline|orders?|bookings?"
    r"|interpret\w+|training|teams?|desk|courses?|classes|sessions?|groups?|drop-ins?)\b"
)
_SIGNED = re.compile(
    r"\b(?:wishes|regards|yours(?: \w+)?|thanks|thank you|sincerely|faithfully|cheers)[,.!]?\s*\n"
    r"[^\n]{0,60}(?:\n[^\n]{0,60}){0,3}$"
)
_SENTENCE_END = re.compile(r"[.!?]\W{0,3}\s|\n")
_IMPERATIVE = re.compile(r"\b(?:call|ring|phone|contact)(?: us)?(?: on)? $")
_FAMILY = re.compile(
    r"\b(?:lived?|lives|living|mum|mother|dad|father|his|her|the family|family's|neighbours?"
    r"|grand\w+"
    r"|aunt|uncle|sister|brother|died|left)\b"
)
_SIGNING_UP = re.compile(
    r"[^.;!?\n]{0,12}\b(?:to (?:order|book|join|register|subscribe|sign up|opt (?:in|out))"
    r"|in confidence|free of charge|for (?:a )?(?:copy|copies|leaflets?|posters?))\b"
)
_PRIVATE = re.compile(
    r"\b(?:lived?|lives|living|family|families|home|house|mum|mother|dad|father|parents?|baby|child"
    r"|boy|girl|grand\w+|aunt|uncle|sister|brother|he|she|her|his|neighbours?|died)\b"
)
_HELPLINE = re.compile(r"(?:0|44|0044)(?:800|808|3\d\d|84\d|87\d)")


def find_phones(folded: Folded) -> Iterator[Finding]:
    for match in PHONE.finditer(folded.text):
        digits = re.sub(r"\D", "", match[0])
        if _HELPLINE.match(digits) or _is_of_service(folded, match):
            continue
        if _MOBILE.match(digits) or not is_public(folded, match):
            yield _finding(folded, *match.span())
    for spoken in spoken_numbers(folded.text):
        if len(spoken.digits) == 11 and spoken.digits[0] == "0":
            if not _HELPLINE.match(spoken.digits):
                yield _finding(folded, spoken.start, spoken.end)


def _is_of_service(folded: Folded, match: re.Match[str]) -> bool:
    """Given out for everybody to use: “Language desk: ...”, “Text ... to order”."""
    begin = _SENTENCE_END.split(folded.text[max(0, match.start() - 120) : match.start()])[-1]
    after = _SENTENCE_END.split(folded.text[match.end() : match.end() + 60])[0]
    around = re.sub(r"\d+ \w+ house\b", "", f"{begin} {after}".lower())
    mobile = _MOBILE.match(re.sub(r"\D", "", match[0]))
    if not mobile and (_LABEL.search(begin.lower()) or _asks_all(begin, after)):
        return not _FAMILY.search(around)
    if _heads_a_service(begin, mobile=bool(mobile)) or not mobile and _signs_letter(folded, match):
        return not _FAMILY.search(around)
    told = _SIGNING_UP.match(after.lower()) or (not mobile and _SERVICE.search(begin.lower()))
    return bool(told) and not _PRIVATE.search(around)


def _heads_a_service(before: str, *, mobile: bool) -> bool:
    """A few words and a colon: what one gets by ringing, unless they say whose number it is."""
    headed = _HEADED.fullmatch(re.sub(rf"\b{_WEEKDAY}", _small, before, flags=re.I))
    if not headed or _WHOSE.search(before.lower()):
        return False
    short = len(re.split(r"[\s-]+", headed["label"])) < 5
    return bool(_ANSWERED.search(headed["label"].lower())) or (short and not mobile)


def _small(match: re.Match[str]) -> str:
    return match[0].lower()


def _signs_letter(folded: Folded, match: re.Match[str]) -> bool:
    """The sender's own, at the foot of a letter: “Warm wishes, Nell (...)”."""
    rest = folded.text[match.end() : match.end() + 20].partition("\n")[0]
    return not re.search(r"\w", rest) and bool(
        _SIGNED.search(folded.lower[max(0, match.start() - 200) : match.start()])
    )


def _asks_all(before: str, after: str) -> bool:
    """“Ring ... about fencing.”: said to every reader, with nobody's name."""
    lead = before.lstrip("*_- \"'(")
    asked = _IMPERATIVE.fullmatch(lead.lower()) and lead[:1].isupper()
    return bool(asked) and not re.search(r"\b[A-Z]", after)


def is_public(folded: Folded, match: re.Match[str]) -> bool:
    """Beside the words for an office, and no word for a family: a town hall's, say."""
    begin = folded.text.rfind("\n", max(0, match.start() - 120), match.start()) + 1
    words = folded.lower[max(begin, match.start() - 120) : match.end() + 60].partition("\n")[0]
    return bool(_PUBLIC.search(words)) and not _PRIVATE.search(words)


def _finding(folded: Folded, start: int, end: int) -> Finding:
    first, last = folded.span(start, end)
    return Finding(first, last, Kind.PHONE, Severity.STOP, folded.draft[first:last])
