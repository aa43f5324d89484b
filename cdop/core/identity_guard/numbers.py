"""Numbers as people write them: digits, words, and the place in an order."""

import re

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_UNITS += " fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINAL_UNITS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
CARDINALS = {word: n for n, word in enumerate(_UNITS.split())}
CARDINALS |= {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
_WORDS = {n: word for word, n in CARDINALS.items()}
ORDINALS = {word: n for n, word in enumerate(_ORDINAL_UNITS.split())}
ORDINALS |= {"twentieth": 20, "thirtieth": 30}

_small = "|".join(_UNITS.split()[1:10])
_tens = "|".join(_TENS.split())
NUMBER = (
    rf"(?:\d{{1,4}}|(?:an?|one|two|three|four|five)\s+hundred(?:\s+and\s+(?:(?:{_tens})(?:[-\s]"
    rf"(?:{_small}))?|{'|'.join(reversed(_UNITS.split()[1:]))}))?"
    rf"|(?:{_tens})[-\s](?:{_small})|{_tens}|{'|'.join(reversed(_UNITS.split()[1:]))})"
)
ORDINAL = (
    r"(?:\d{1,2}(?:st|nd|rd|th)|(?:twenty|thirty)[-\s](?:first|second|third|fourth|fifth|sixth"
    r"|seventh|eighth|ninth)|" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + ")"
)


def value(written: str) -> int | None:
    """The number written in digits or words, or as an ordinal."""
    digits = re.match(r"\d+", written)
    if digits:
        return int(digits[0])
    total = 0
    for word in re.split(r"[-\s]+", written.lower()):
        if word in CARDINALS:
            total += CARDINALS[word]
        elif word in ORDINALS:
            total += ORDINALS[word]
        elif word == "hundred":
            total = 100 * (total or 1)
        elif word not in ("and", "a", "an"):
            return None
    return total


def spoken(number: int) -> str:
    """A number below a hundred in words, such as “forty two”; nothing for others."""
    tens, units = 10 * (number // 10), number % 10
    if number in _WORDS:
        return _WORDS[number]
    return f"{_WORDS[tens]} {_WORDS[units]}" if tens in _WORDS else ""
