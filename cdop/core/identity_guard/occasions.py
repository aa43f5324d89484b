"""What a full date is the date of: what happened, what was planned, or who knows what."""

import re

from cdop.core.identity_guard.findings import Severity
from cdop.core.identity_guard.words import EVENT, PLANNED

_PERIOD = re.compile(
    r"\b(?:to|until|ending|ended|between|from|since|by|before|after|and|published|updated|reviewed"
    r"|issued|dated|printed|version)\s+(?:on\s+|the\s+)?(?:\w+day\s+)?$"
)
_HAPPENED = re.compile(
    r"\b(?:not breathing|unresponsive|lifeless|ambulances?|paramedics?|999|resuscitat\w+|cpr|a&e"
    r"|emergency|that (?:night|morning|evening|day)|the (?:night|morning) of|taken to|rushed to"
    r"|blue light|woke|found (?:him|her|them|the (?:baby|child|boy|girl|body))|last (?:fed|saw)"
    r"|called (?:for help|the police|an? )|police (?:came|went|were|attended)|lost (?:him|her|them"
    r"|their|our)|went limp|turned blue|to sleep|in (?:his|her) cot|hurt|injured|struck|choked"
    r"|remember(?:ed|ing)?|in memory|anniversary|rip|gone too soon)\b"
)
_OTHERWISE = re.compile(
    r"\b(?:meetings?|met|newsletters?|bulletins?|leaflets?|guidance|guidelines?|act|regulations?"
    r"|laws?|statutory|in force|into force|reports?|polic(?:y|ies)|strateg(?:y|ies)|statistics"
    r"|figures|data|census|due|approved|agreed|signed off|starts?|started|began|begins|runs?|ran"
    r"|ends?|closes?|closed|opened|moved|changed|introduced|announced|week of|month of|year of"
    r"|will|valid|expires?|accessed|retrieved|copyright|deadline|trial|pilot|news|briefings?"
    r"|programme|next review|last review|review date)\b"
)
_END = re.compile(r"[.!?]\s|\n")


def gravity_of_date(draft: str, start: int, end: int) -> Severity | None:
    """Stops beside an event; nothing beside a plan, a meeting or a period; else needs a reason."""
    before = _END.split(draft[max(0, start - 80) : start].lower())[-1]
    after = _END.split(draft[end : end + 80].lower())[0]
    if _PERIOD.search(before):
        return None
    words = f"{before} {after}"
    if EVENT.search(words) or _HAPPENED.search(words):
        return Severity.STOP
    return None if PLANNED.search(words) or _OTHERWISE.search(words) else Severity.REASON
