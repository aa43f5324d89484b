"""Finds lessons that already say what a new one is about to say, also in other words.

Each text is taken as the things it speaks of: words without their endings, and words of practice
that mean much the same as one. A thing weighs more the fewer lessons speak of it (inverse document
frequency), and a little more each time it is named; texts are compared by the cosine between them:
1 for the same things, 0 for none in common.
"""

import math
import re
from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from cdop.core.lesson_words import ALIKE_IN_MEANING, EMPTY
from cdop.core.word_search import stem

K = TypeVar("K", bound=Hashable)

ALIKE = 0.2
FEWEST_IN_COMMON = 2  # one thing in common is a subject, not a lesson,
ALONE = 0.4  # unless both texts speak of little else
_MEANT = 2.0  # a word of practice against another word


@dataclass(frozen=True)
class Likeness(Generic[K]):
    """A text that is alike, how much, and the words of the new one by which it was found."""

    key: K
    score: float
    common: tuple[str, ...]


def similar(text: str, others: Mapping[K, str], *, at_least: float = ALIKE) -> list[Likeness[K]]:
    """The texts that are alike, the most alike first."""
    said = _typed(text)
    wanted = Counter(said.values())
    counted = {key: Counter(_typed(other).values()) for key, other in others.items()}
    rarity = _rarity([wanted, *counted.values()])
    found = []
    for key, things in counted.items():
        score = _cosine(wanted, things, rarity)
        common = wanted.keys() & things.keys()
        if score >= (at_least if len(common) >= FEWEST_IN_COMMON else max(at_least, ALONE)):
            found.append(Likeness(key, score, _shown(said, common, rarity)))
    return sorted(found, key=lambda each: -each.score)


def _typed(text: str) -> dict[str, str]:
    """The words of a text, each with the thing it stands for, in the order they come."""
    joined = _PHRASES.sub(lambda match: re.sub(r"[\s-]+", "_", match[0]), text.lower())
    words = dict.fromkeys(re.findall(r"[a-z_]{3,}", joined))
    return {word: _THINGS.get(stem(word), stem(word)) for word in words if word not in EMPTY}


def _shown(
    said: Mapping[str, str], common: set[str], rarity: Mapping[str, float]
) -> tuple[str, ...]:
    """The words that weigh most, one for each thing."""
    words: dict[str, str] = {}
    for word, thing in said.items():
        if thing in common:
            words.setdefault(thing, word)
    ordered = sorted(words, key=lambda thing: -_weight(thing) * rarity[thing])
    return tuple(words[thing].replace("_", " ") for thing in ordered[:5])


def _things() -> dict[str, str]:
    """The thing that each word of practice stands for, by the word's stem."""
    found: dict[str, str] = {}
    for line in ALIKE_IN_MEANING.strip().splitlines():
        words = line.replace("-", "_").split()
        found |= {stem(word): f"={words[0]}" for word in words}
    return found


_THINGS = _things()
_PHRASES = re.compile(
    "|".join(
        r"\b" + r"[\s-]+".join(phrase.split("-")) + r"\b"
        for phrase in ALIKE_IN_MEANING.split()
        if "-" in phrase
    )
)


def _weight(thing: str) -> float:
    return _MEANT if thing.startswith("=") else 1.0


def _rarity(texts: list[Counter[str]]) -> dict[str, float]:
    holding = Counter(thing for things in texts for thing in things)
    return {thing: 1 + math.log(len(texts) / count) for thing, count in holding.items()}


def _cosine(one: Counter[str], other: Counter[str], rarity: Mapping[str, float]) -> float:
    product = sum(
        _value(one, thing, rarity) * _value(other, thing, rarity)
        for thing in one.keys() & other.keys()
    )
    length = _length(one, rarity) * _length(other, rarity)
    return product / length if length else 0.0


def _length(things: Counter[str], rarity: Mapping[str, float]) -> float:
    return math.sqrt(sum(_value(things, thing, rarity) ** 2 for thing in things))


def _value(things: Counter[str], thing: str, rarity: Mapping[str, float]) -> float:
    return (1 + math.log(things[thing])) * rarity[thing] * _weight(thing)
