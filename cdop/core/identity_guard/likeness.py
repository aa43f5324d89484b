"""Whether two spellings may be of one name: by ear, or by a slip of the keys."""

import re
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ia(?=[mb]h)", "i"),
        (r"[mb]h(?![a-z]*[^aeiouy]h)(?=[aeiouy]|$)", "v"),
        (r"^mac(?=[a-z]{3})", "mc"),
        (r"^kn|^gn", "n"),
        (r"^wr", "r"),
        (r"^ps", "s"),
        (r"^x|^z", "s"),
        (r"ph|gh(?=[td])", "f"),
        (r"ght", "t"),
        (r"sch|sh|sz|cz|tch|ch|tsch", "c"),
        (r"c(?=[eiy])", "s"),
        (r"ck|q|c|x", "k"),
        (r"dg(?=e)|g(?=[eiy])|j", "j"),
        (r"w|v", "v"),
        (r"th", "t"),
        (r"z", "s"),
        (r"(?<=[a-z])h", ""),
        (r"ee|ea|ie|ei|ey|ii|y", "i"),
        (r"oo|ou|ow|u", "u"),
        (r"ai|ay|ae", "e"),
        (r"(.)\1+", r"\1"),
    )
)
_VOWELS = "aeiou"


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """The name as heard, roughly: equal for spellings that sound alike."""
    for pattern, heard in _SOUNDS:
        word = pattern.sub(heard, word)
    if len(word) > 3 and word[-1] in "e":
        word = word[:-1]
    return word


@lru_cache(maxsize=8192)
def bones(word: str) -> str:
    """What stays of the sound when vowels inside are dropped."""
    heard = sound(word)
    return heard[:1] + "".join(letter for letter in heard[1:] if letter not in _VOWELS)


def alike(typed: str, name: str) -> bool:
    """Whether the typed word is likely a slip for the name; both folded, in lower case."""
    if min(len(typed), len(name)) < 4 or abs(len(typed) - len(name)) > 2:
        return False
    if sound(typed) == sound(name) or _by_somali_ear(typed) == _by_somali_ear(name):
        return True
    if typed[0] != name[0] and bones(typed)[:1] != bones(name)[:1]:
        return False
    apart = DamerauLevenshtein.distance(typed, name, score_cutoff=2)
    if apart <= 1:
        return len(name) >= 5
    if apart == 2 and len(name) >= 5 and _differ_in_vowels(typed, name):
        return True
    return apart == 2 and (len(name) >= 8 or (len(name) >= 6 and bones(typed) == bones(name)))


@lru_cache(maxsize=8192)
def _by_somali_ear(word: str) -> str:
    """As Somali writes it, x for the h of Arabic names and c for none: Ifraax, Xasan, Cabdi."""
    heard = re.sub(r"x", "h", re.sub(r"^c(?=[aiou])|(?<=[aeiou])c(?=[aeiou])", "", word))
    return re.sub(r"(.)\1+", r"\1", heard.replace("dh", "d").replace("kh", "h"))


def _differ_in_vowels(typed: str, name: str) -> bool:
    """One name in two alphabets' ways: Yousef and Yusuf, Mohamad and Muhammed."""
    heard, meant = sound(typed), sound(name)
    if re.sub(r"[aeiou]+", "-", heard) != re.sub(r"[aeiou]+", "-", meant):
        return False
    return DamerauLevenshtein.distance(heard, meant, score_cutoff=1) <= 1
