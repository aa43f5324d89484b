"""Blanks, as many, for numbers that count nothing: dates, ages, times, sums, codes, addresses."""

import re
from functools import cache

_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|ninety|a hundred"
)
N = rf"(?:\d+(?:[.,]\d+)?|(?:{_WORDS})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)"
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_UNIT = (
    "(?:calendar |working |full |completed )?"
    "(?:months?|weeks?|days?|nights?|hours?|minutes?|mins?|seconds?|years?|yrs?|degrees?|°|kgs?"
    "|kilo\\w*|grams?|g|mgs?|mls?|cms?|mm|metres?|m|km|miles?|feet|inch(?:es)?|pages?|pounds?|pence"
    "|times|sides?|words|am|pm|o['’]clock|per cent (?:oxygen|alcohol)|cigarettes?|units?|points?"
    "|floors?|storeys?|bedrooms?|rooms?|beds?|generations?|thirds? of the way)\\b"
)
_LABELS = (
    "learning point|point|section|chapter|table|figure|step|stage|level|tier|standard|article"
    "|recommendation|paragraph|number|no\\.|issue|lesson|page|part|volume|act|form|version|message"
    "|item|session|module|grade|band|type"
)
_NOT_THIS = "".join(f"(?<!{word} )" for word in ("this", "that", "last", "the", "each", "one"))
PATTERNS = (
    r"^\[\[[^\]\n]*\]\][ \t]*$",
    r"(?<=\])\([^)\n]*\)|<https?:[^>\n]*>|https?://\S+|[\w.+-]{1,64}@[\w.-]+",
    r"^[ \t]{0,6}\d{1,3}[.)](?=\s)",
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})\b(?: \d{{4}})?",
    rf"\b(?:{_MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?\b(?!\s*%)",
    r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b",
    r"\b(?:19|20)\d\d(?:[/–-]\d{2,4})?\b",
    r"\b\d{1,2}[.:]\d\d\s?(?:am|pm|hrs)\b|\b\d{1,2}:\d\d\b|\bat \d{1,2}\.\d\d\b|\b24/7\b",
    r"(?<!\d)\+?(?:44|0)\d(?:[ -]?\d){6,}|\b(?:999|111|101|112|119|116 ?123)\b",
    r"[£$€]\s?\d[\d,.]*(?:\s?(?:k|m|bn|million|thousand)\b)?",
    r"\b[a-z]{1,6}-?\d+(?:[-/]\d+)*\b|\b\d+[a-z]\b|\b\d+-\d+/\d+\b",
    rf"\b(?:{N}\s?(?:to|and|or|–|-)\s?)?{N}[\s-]?{_UNIT}",
    rf"\b(?:aged?|ages)\s+(?:of\s+|from\s+|between\s+)?{N}(?:\s?(?:to|and|or|–|-)\s?{N})?\b",
    rf"{_NOT_THIS}\b(?:{_LABELS})s?\s+\d+(?:\s?(?:to|and|–|-)\s?\d+)?\b(?!\s?%)",
    r"\byears? \d{1,2}(?= (?:children|pupils|girls|boys|groups?|class))",
    rf"\b(?:under|over)[- ](?:the age of )?{N}"
    r"(?:e?s\b|\b(?=\s*(?:[.,;:)]|$|who|alone|and|in|at)))",
    r"\b(?:no|any|some|every|each) ?one\b|\bone (?:another|or more|by one|day|side|hand|way)\b",
    r"\b(?:one|two|three|four)-(?:to|way|day|hour|week|month|year|page|stop|off|parent)\b[\w-]*",
)
MARKUP = re.compile(r"[*_~`“”\"‘]|^[ \t]{0,3}(?:#{1,6}|>|[-+])(?=\s)", re.MULTILINE)


def masked(text: str) -> str:
    """The text in small letters, of the same length, without what counts nothing."""
    lower = text.lower()
    if len(lower) != len(text):  # a few capitals of other languages have two small letters
        lower = "".join(each.lower() if len(each.lower()) == 1 else each for each in text)
    lower = MARKUP.sub(_blank, lower)
    for mask in _masks():
        lower = mask.sub(_blank, lower)
    return lower


@cache
def _masks() -> list[re.Pattern[str]]:
    return [re.compile(pattern, re.MULTILINE) for pattern in PATTERNS]


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
