"""A phrase that names a place, and the words that many places share."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from cdop.core.identity_guard.diminutives import short_forms
from cdop.core.identity_guard.findings import Kind, Severity
from cdop.core.identity_guard.folding import plain_letters
from cdop.core.identity_guard.phrases import ABBREVIATED, TYPES, phrase
from cdop.core.identity_guard.words import is_word

GENERIC = frozenset(
    "the surgery practice medical centre center health clinic family group gp doctors partnership"
    " day nursery nurseries school preschool pre playgroup primary infant infants junior secondary"
    " high academy college community kindergarten childcare children's childrens hospital general"
    " infirmary royal district university maternity unit trust cottage memorial and of for at"
    " house city county teaching foundation nhs hall club under fives ward wing north south east"
    " west national public big new old upper lower great little saint st middle special grammar"
    " playschool daycare creche early years learning roman catholic rc church england ce cofe c e"
    " girls boys sixth form montessori reception class juniors fc yfc athletic athletics football"
    " young farmers scouts guides swimming rugby cricket".split()
)
SHORT_TYPE = re.compile(
    r"\s+\(?(?:gen\b\.?|hosp\b\.?|inf\b\.?|univ?\b\.?|surg\b\.?|prac\b\.?|med\b\.?"
    r"|sch\b\.?|acad\b\.?|prim\b\.?|a&e|general|hospital|infirmary"
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


@dataclass(frozen=True)
class Place:
    """A phrase that names a place, and what finding it means."""

    form: str  # as a regular expression, made one only for a text that may hold it
    kind: Kind
    severity: Severity
    doubtful: bool = False  # ordinary words: needs capitals and a place to stand in
    unit: bool = False  # a room may be one where people meet
    alone: bool = False  # of the record only without a number, which would be another's door
    typed: bool = False  # sure where a word for what it is comes after: “Kestrel school”
    as_written: bool = False  # capitals and small letters tell it apart
    words: tuple[str, ...] = ()  # of which one at least is written out, at its beginning

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.form, 0 if self.as_written else re.IGNORECASE)

    def may_stand_in(self, lower: str) -> bool:
        """A quick look: without the first letters of any of its words the text cannot name it."""
        cues = _cues(self.words)
        return not cues or any(cue in lower for cue in cues)


@lru_cache(maxsize=4096)
def _cues(words: tuple[str, ...]) -> tuple[str, ...]:
    """The first letters of its own words; nothing where all of them are usually abbreviated."""
    bare = [plain_letters(word).lower().replace("'", "") for word in words]
    if len(bare) > 1 and any(short_forms(word) for word in bare):
        return ()
    own = [word for word in bare if word.removesuffix("s") not in GENERIC | TYPES]
    return tuple(word[:3] for word in own or bare if len(word) > 2 and word not in ABBREVIATED)


def named(
    words: list[str],
    kind: Kind,
    *,
    doubtful: bool = False,
    tail: str = "",
    alone: bool = False,
    typed: bool = False,
) -> Place:
    """The words in a row, whatever way they are written."""
    form = phrase(words) + tail
    return Place(
        form, kind, Severity.REASON, doubtful, alone=alone, typed=typed, words=tuple(words)
    )


@cache
def is_plain(word: str) -> bool:
    """An ordinary word, or two run together: bakehouse, quayside."""
    if is_word(word):
        return True
    return any(is_word(word[:cut]) and is_word(word[cut:]) for cut in range(4, len(word) - 3))
