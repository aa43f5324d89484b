"""How hard a text is to read, and which words and sentences make it so.

Source: the Flesch-Kincaid grade level (Kincaid and others, 1975), grade = 0.39 x words per
sentence + 11.8 x syllables per word - 15.59; a reading age is the grade and five years. The
limits and the plain words follow the style guides of the NHS and of GOV.UK. Syllables are
counted by rule, so that an age is right to about a year.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONG_SENTENCE = 25  # words; GOV.UK asks for no more
HARD_AGE = 14
FEWEST_WORDS = 30  # under so many an age would say nothing
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])")
SHORT_FORM = re.compile(r"\b(?:e\.g|i\.e|etc|Dr|Mr|Mrs|Ms|St|No|approx|vs)\.", re.IGNORECASE)
ADDRESS = re.compile(r"\(?(?:(?:https?://|/)\S+?|\S{1,64}@\S+?)(?=[.,;:!?)]*(?:\s|$))")
VOWELS = re.compile(r"[aeiouy]+")
INITIALS = re.compile(r"\b[A-Z]{3,6}s?\b")
WELL_KNOWN = frozenset("NHS GCSE PDF CPR DNA HIV BBC CAMHS".split())
PLAIN_WORDS = {
    "utilise": "use",
    "utilisation": "use",
    "commence": "start",
    "commencement": "start",
    "prior to": "before",
    "subsequent to": "after",
    "in order to": "to",
    "with regard to": "about",
    "with regards to": "about",
    "in relation to": "about",
    "in the event that": "if",
    "due to the fact that": "because",
    "a number of": "some",
    "at this moment in time": "now",
    "facilitate": "help",
    "implement": "carry out",
    "disseminate": "share",
    "ascertain": "find out",
    "endeavour": "try",
    "ensure that": "make sure that",
    "in excess of": "more than",
    "on a regular basis": "often",
    "leverage": "use",
    "robust": "strong",
    "stakeholders": "people involved",
    "service users": "people",
    "going forward": "from now on",
    "signpost": "show where to find",
    "multi-agency": "between agencies",
    "key learning": "what we learned",
    "safeguarding concerns were identified": "there were worries about the child’s safety",
    "non-compliance": "not following",
    "deceased": "who died",
    "co-morbidities": "other illnesses",
    "antenatal": "during pregnancy",
    "postnatal": "after the birth",
    "neonate": "newborn baby",
}


@dataclass(frozen=True)
class Hint:
    """A passage worth a second look, in the words of the text, and what might stand instead."""

    words: str
    advice: str


def reading_age(text: str) -> int | None:
    """In whole years; None where the text is too short to say."""
    sentences = list(sentences_of(text))
    words = [word for sentence in sentences for word in WORD.findall(sentence)]
    if len(words) < FEWEST_WORDS:
        return None
    grade = (
        0.39 * len(words) / len(sentences)
        + 11.8 * sum(map(count_syllables, words)) / len(words)
        - 15.59
    )
    return max(5, round(grade + 5))


def sentences_of(text: str) -> Iterator[str]:
    """Each line is its own block, so that items of a list are not run together."""
    for line in ADDRESS.sub("", text).splitlines():
        whole = SHORT_FORM.sub(lambda match: match[0].replace(".", ""), line.strip(" -•\t"))
        for sentence in SENTENCE_END.split(whole):
            if WORD.search(sentence):
                yield sentence.strip()


def count_syllables(word: str) -> int:
    bare = re.sub(r"[^a-z]", "", word.lower())
    count = len(VOWELS.findall(bare))
    if bare.endswith("e") and not bare.endswith(("le", "ee")) and count > 1:
        count -= 1
    if bare.endswith("ed") and not bare.endswith(("ted", "ded")) and count > 1:
        count -= 1
    return max(1, count)


def hints(text: str) -> list[Hint]:
    """Long sentences, words with a plainer one, and initials that nobody explained."""
    return [*_long_sentences(text), *_plainer_words(text), *_initials(text)]


def _long_sentences(text: str) -> Iterator[Hint]:
    for sentence in sentences_of(text):
        count = len(WORD.findall(sentence))
        if count > LONG_SENTENCE:
            start = " ".join(sentence.split()[:8])
            yield Hint(f"{start} …", f"{count} words in one sentence: make it two.")


def _plainer_words(text: str) -> Iterator[Hint]:
    for hard, plain in PLAIN_WORDS.items():
        found = re.search(rf"\b{re.escape(hard)}\b", text, re.IGNORECASE)
        if found:
            yield Hint(found[0], f"Try “{plain}”.")


def _initials(text: str) -> Iterator[Hint]:
    for initials in dict.fromkeys(INITIALS.findall(text)):
        bare = initials.rstrip("s")
        if bare not in WELL_KNOWN and f"({initials}" not in text and f"({bare}" not in text:
            yield Hint(initials, "Say once what the letters stand for.")
