"""The words by which a sentence tells a figure about children from any other number."""

import re

from cdop.core.identity_guard.numbers import CARDINALS
from cdop.core.identity_guard.numbers import ORDINALS as ORDINAL_WORDS

COUNTS = {word: number for word, number in CARDINALS.items() if number}
COUNTS |= {"hundred": 100, "dozen": 12}
TWO = frozenset(("both", "couple", "pair"))
ORDINALS = {word: number for word, number in ORDINAL_WORDS.items() if 2 <= number <= 10}
PARTS = frozenset(
    "half halves third thirds quarter quarters fifth fifths sixth tenth tenths".split()
)

DEATHS = frozenset("deaths fatalities reviews cases suicides drownings stillbirths".split())
CHILDREN = frozenset(
    "babies infants children newborns neonates toddlers teenagers adolescents boys girls twins"
    " youngsters sons daughters".split()
)
FAMILIES = frozenset("families mothers fathers parents mums dads households carers".split())
ONE_DEATH = frozenset("death fatality suicide drowning stillbirth".split())
ONE_REVIEW = frozenset("review case".split())
ONE_CHILD = frozenset(
    "baby infant child newborn toddler teenager adolescent boy girl son daughter".split()
)
ONE_FAMILY = frozenset("family mother father parent household".split())
TOPIC = DEATHS | CHILDREN | FAMILIES | ONE_DEATH | ONE_REVIEW | ONE_CHILD | ONE_FAMILY

# What stands between a number and its noun is a word or three that only describe it.
NO_DESCRIPTION = frozenset(
    "of in on at to by from for with and or but than as per if who whom whose which that is are was"
    " were be been has have had do does did not no will would should must can could may might this"
    " these those it they we you i he she when where while after before during a an"
    " people professionals staff midwives visitors nurses doctors teams agencies services schools"
    " questions ways steps things times messages pages sites meetings sessions visits".split()
)
DETERMINERS = frozenset("the our these those all their its this your my every".split())
THEM = frozenset("them these those whom which".split())
# “One baby clinic” and “two family hubs” count neither babies nor families.
HEADS = frozenset(
    "centre centres clinic clinics hub hubs nurse nurses meeting meetings officer officers doctor"
    " doctors worker workers group groups team teams bank banks service services home homes room"
    " rooms box boxes member members health protection care support liaison death deaths".split()
)
# Who works with families is counted by anybody.
STAFF = frozenset(
    "midwives staff professionals teams agencies services practices visits schools gps nurses"
    " doctors people sessions respondents readers attendances officers visitors workers colleagues"
    " trainees teachers practitioners surgeries hospitals questions answers copies areas homes"
    " bookings contacts appointments".split()
)

PAST = re.compile(
    r"\b(?:was|were|had|did|died|found|slept|saw|told|took|came|went|heard|lost|been|said|felt|knew"
    r"|gave|got|left|fell|drank|lay|began|became|happened|became|shared"
    r"|(?!(?:need|feed|speed|indeed|unexpected|bereaved|aged|named|unborn|related|hundred|bed)\b)"
    r"[a-z]{2,}ed)\b"
)
VERBS = re.compile(
    r"(?:was|were|had|did|died|slept|took|came|lay|lived|shared|smoked|showed|involved|happened"
    r"|occurred|drowned|concerned|followed)\b"
)
TIME = re.compile(
    r"\b(?:last|this|past) (?:year|quarter|month|winter|spring|summer|autumn|decade)\b"
    r"|\b(?:since|so far|to date|ago)\b|\bin 20\d\d\b"
)
GUIDANCE = re.compile(
    r"\b(?:should|must|never|always|if|whenever|can|cannot|could|would|imagine|suppose|unless"
    r"|(?:may|might)(?! (?:not )?have))\b"
)
DEATHLY = re.compile(
    r"\b(?:die[ds]?|dying|dead|deaths?|reviews?|reviewed|drowned|killed|fatal(?:ly)?|lost|suicides?"
    r"|stillborn|unresponsive|collapsed|found|sudden|asphyxiated|suffocated|passed away)\b"
)
OURS = re.compile(
    r"\b(?:our|ours|we(?! know)|local(?:ly)?|here|this area|this panel|the panel"
    r"|in the (?:county|town|area|city|borough|village|estate))\b"
)
NATIONAL = re.compile(
    r"\b(?i:nation(?:al(?:ly)?|wide)?|england|wales|scotland|ireland|britain|united kingdom"
    r"|(?:the|this|whole) country|countrywide|worldwide|global(?:ly)?|europe)\b"
    r"|\b(?:UK|NCMD|ONS|MBRRACE|NICE|WHO|UNICEF)\b"
)
NATIONAL_HEADING = re.compile(
    r"\b(?:national(?:ly)?|england|country|research|elsewhere|evidence|uk)\b"
)
SOURCE = re.compile(
    r"\]\((?:https?:)?/|https?://|\b(?:NCMD|ONS|NICE|MBRRACE|RCPCH|UNICEF|NHS England|Lullaby Trust"
    r"|Office for National Statistics|National Child Mortality Database|et al|and others)\b"
)
LESS = re.compile(r"\b(?:fewer than|less than|under|below|up to)\s+$")
MORE = re.compile(r"\b(?:more than|over|at least|above|not fewer than|upwards of)\s+$")
LOST = re.compile(r"\b(?:lost|died|whose|deaths? of)\b")
OF_CHILDREN = re.compile(r"\b(?:births|children|infants?|babies|deaths|mortality|under 18)\b")
