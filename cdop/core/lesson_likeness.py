"""Finds lessons that already say what a new one is about to say, by the words they share.

Words are weighed by how few lessons hold them (term frequency times inverse document frequency),
and texts compared by the cosine between them: 1 for the same words, 0 for none in common.
"""

import math
import re
from collections import Counter
from collections.abc import Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)

ALIKE = 0.3
_COMMON = frozenset(
    "the and for that this with from was were are have has had not but they their them his her who"
    " when what where which will would can could may about into over after before more than then"
    " baby babies child children family families every each".split()
)


def similar(text: str, others: Mapping[K, str], *, at_least: float = ALIKE) -> list[K]:
    """The keys of the texts that are alike, the most alike first."""
    counted = {key: _words(other) for key, other in others.items()}
    wanted = _words(text)
    rarity = _rarity([wanted, *counted.values()])
    scores = {key: _cosine(wanted, words, rarity) for key, words in counted.items()}
    found = [key for key, score in scores.items() if score >= at_least]
    return sorted(found, key=lambda key: -scores[key])


def _words(text: str) -> Counter[str]:
    return Counter(
        _stem(word) for word in re.findall(r"[a-z]{3,}", text.lower()) if word not in _COMMON
    )


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _rarity(texts: list[Counter[str]]) -> dict[str, float]:
    holding = Counter(word for text in texts for word in text)
    return {word: 1 + math.log(len(texts) / count) for word, count in holding.items()}


def _cosine(one: Counter[str], other: Counter[str], rarity: Mapping[str, float]) -> float:
    product = sum(one[word] * other[word] * rarity[word] ** 2 for word in one if word in other)
    length = _length(one, rarity) * _length(other, rarity)
    return product / length if length else 0.0


def _length(words: Counter[str], rarity: Mapping[str, float]) -> float:
    return math.sqrt(sum((count * rarity[word]) ** 2 for word, count in words.items()))
