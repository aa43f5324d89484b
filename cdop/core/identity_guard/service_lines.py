"""Telephone numbers that are given out for everybody: told by the words round about them."""

import re

from cdop.core.identity_guard.folding import Folded

_SERVICE = re.compile(
    r"\b(?:(?:\w+ )?(?:line|desk|helpline|hotline|service|unit|hub|team|bureau|clinic|nurse"
    r"|ward \w+)"
    r"(?:'s)?(?: (?:is|on|at|number|tel\.?|telephone|now))*[\s:,(]+$"
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
    r")|'s)\s*[:|]|\b(?:they|them|we|us|gave|given|rang|said|told|caller)\b"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_HOURS = (
    rf"(?:(?:{_WEEKDAY}|weekdays|weekends|daily|mornings?|afternoons?|evenings?|nights|from|to|and"
    r"|until|\d{1,2}(?:[.:]\d\d)?\s?(?:am|pm)?)[\s,-]{1,3})*"
)
_HEADED = re.compile(  # “Training pens:”, “Baby weigh clinics: Tuesdays,”; a capital names somebody
    rf"[*_|>\s\d.)-]*(?P<label>[A-Za-z][a-z]*(?:[\s-]+[a-z]+){{1,9}})"
    rf"[*_]*\s*[:|][*_]*\s*{_HOURS}(?:(?:please )?(?:call|ring|phone|tel\.?|telephone)(?: on)? )?",
)
_ANSWERED = re.compile(
    r"\b(?:text|calls|advice|line|lines|service|services|clinics?|helpline|orders?|bookings?"
    r"|interpret\w+|training|teams?|desk|courses?|classes|sessions?|groups?|drop-ins?)\b"
)
_INVITES = re.compile(  # said to all readers, whoever answers
    r"\s*(?:[-*>]\s*)?(?:(?:to|for|if) [^.;!?\n]{3,90}\b(?:ring|call|phone|telephone|contact)"
    r"(?: us)?(?: on)? "
    r"|free [^.;!?\n]{3,60}(?:from|on|at|by ringing)[ :]+|(?:our|its) (?:\w+ )?number is(?: now)? "
    r"|[^.;!?\n]{3,60} can be (?:booked|ordered|requested|borrowed|collected|had|obtained)"
    r" (?:on|from|at|by ringing) |(?:fax|textphone|minicom|typetalk)[ :.]+(?:18001 )?)"
)
_ROLE = re.compile(
    r"\b(?:lead|editor|manager|co-?ordinator|secretary|administrator|trainer|chair(?:man|woman)?"
    r"|librarian|team|unit|office|department|interpreting|training|dietitian|switchboard)\b"
)
_OPEN = re.compile(
    r"[\s,(]*(?:weekdays|weekends|daily|mon\w*|office hours|\d{1,2}(?:[.:]\d\d)?\s?(?:am|pm)?"
    r" (?:to|until|-) \d|24 hours|any time|day (?:or|and) night|day and evening)"
)
_TRIED = re.compile(
    r"\b(?:rang|rung|called|tried|dialled|phoned|texted|reached|answered|gave|given|wrote|written"
    r"|left|recorded|listed|noted|found|shown|showed)\b"
)
_KEYWORD = re.compile(r"[Tt]ext [\"']?[A-Z]{3,12}[\"']? to ")
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
_FOR_ALL = re.compile(
    r"[^.;!?\n]{0,12}\b(?:to (?:order|book|join|register|subscribe|sign up|opt (?:in|out))"
    r"|in confidence|free of charge|for (?:an? )?(?:(?:free|new|paper|printed) )*(?:advice|copy"
    r"|copies|leaflets?|posters?|packs?))\b"
    r"|[\s,)]*\b(?:has|have|holds?|keeps?|lends?) (?:the |more |spare |free )?"
    r"(?:copies|keys?|leaflets|posters|packs|places|tickets)\b"
)
PRIVATE = re.compile(
    r"\b(?:lived?|lives|living|family|families|home|house|mum|mother|dad|father|parents?|baby|child"
    r"|boy|girl|grand\w+|aunt|uncle|sister|brother|he|she|her|his|neighbours?|died)\b"
)


def is_of_service(folded: Folded, match: re.Match[str], *, mobile: bool) -> bool:
    """Given out for everybody to use: “Language desk: ...”, “Text ... to order”."""
    begin = _SENTENCE_END.split(folded.text[max(0, match.start() - 120) : match.start()])[-1]
    after = _SENTENCE_END.split(folded.text[match.end() : match.end() + 60])[0]
    around = re.sub(r"\d+ \w+ house\b", "", f"{begin} {after}".lower())
    if not mobile and (_LABEL.search(begin.lower()) or _asks_all(begin, after)):
        return not _FAMILY.search(around)
    if _heads_a_service(begin, mobile=mobile) or not mobile and _signs_letter(folded, match):
        return not _FAMILY.search(around)
    told = bool(_KEYWORD.fullmatch(begin) or _FOR_ALL.match(after.lower()))
    told = told or not mobile and _is_given_out(begin, after)
    return told and not PRIVATE.search(around)


def _is_given_out(before: str, after: str) -> bool:
    """“To join, ring ...”, “Contact Jo Brand, training lead, on ...”, “... (weekdays)”."""
    lower = before.lower()
    if _SERVICE.search(lower):
        return True
    if _TRIED.search(lower):
        return False
    return bool(_INVITES.fullmatch(lower) or _ROLE.search(lower) or _OPEN.match(after.lower()))


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
