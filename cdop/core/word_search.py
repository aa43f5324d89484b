"""Rank short described things by a few typed words, forgiving case, endings and small slips."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA

_EXACT, _BEGINNING, _SLIP = 1.0, 0.6, 0.4
_WHOLE_TEXT, _WITHIN_TEXT = 3.0, 1.0
_WORTH_SHOWING = 0.45
_SHORTEST_STEM = 3
_SHORTEST_BEGINNING = 2
_ENDINGS = ("ness", "ing", "er", "ed", "es", "s", "e")
_WORD = re.compile(r"[a-z0-9]+")
_CHUNK = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FILLERS = frozenset(
    "a an and at by for from had has his her in is it of on or the their to was with".split()
)


class WordIndex:
    """Things by name, each with texts of different weight.

    A word typed may be a whole word, its beginning, or, where nothing begins like it, a word one
    slip away (two in a long word). A thing is found if it has most of what the best one has.
    """

    def __init__(self, synonyms: Mapping[str, str] | None = None) -> None:
        self._synonyms = {
            word: [stem(each) for each in split(meant)] for word, meant in (synonyms or {}).items()
        }
        self._texts: dict[str, list[tuple[str, float]]] = {}
        self._words: dict[str, dict[str, float]] = defaultdict(dict)
        self._stems: dict[str, dict[str, float]] = defaultdict(dict)

    def add(self, key: str, texts: Iterable[tuple[str, float]]) -> None:
        """Describe a thing by its texts, each with the weight a match in it has."""
        listed = list(texts)
        self._texts[key] = [(_plain(text), weight) for text, weight in listed]
        for text, weight in listed:
            for word in split(text):
                _keep_best(self._words[word], key, weight)
                _keep_best(self._stems[stem(word)], key, weight)

    def find(self, typed: str, limit: int) -> list[str]:
        """The keys found, best first; equally good ones in the order they were added."""
        words = [word for word in split(typed) if word not in _FILLERS]
        scores: dict[str, float] = defaultdict(float)
        for word in words:
            for key, score in self._hits(word).items():
                scores[key] += score
        whole = _plain(typed)
        for key in scores:
            scores[key] += self._whole_text_bonus(key, whole)
        best = max(scores.values(), default=0.0)
        found = [key for key in self._texts if scores.get(key, 0.0) > best * _WORTH_SHOWING]
        return sorted(found, key=lambda key: -scores[key])[:limit]

    def _hits(self, word: str) -> dict[str, float]:
        """For one typed word, the things it is found in and how good the match is."""
        hits: dict[str, float] = {}
        for meant in [stem(word), *self._synonyms.get(word, [])]:
            _merge(hits, self._stems.get(meant, {}), _EXACT)
        if len(word) >= _SHORTEST_BEGINNING:
            for known, keys in self._words.items():
                if known.startswith(word):
                    _merge(hits, keys, _BEGINNING)
        return hits or self._near(word)

    def _near(self, word: str) -> dict[str, float]:
        """The known words with the fewest slips, within what the length of the word allows."""
        allowed = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
        slips = {known: _slips(word, known) for known in self._words if len(known) > 3}
        fewest = min(slips.values(), default=allowed + 1)
        hits: dict[str, float] = {}
        if fewest <= allowed:
            for known in (each for each, number in slips.items() if number == fewest):
                _merge(hits, self._words[known], _SLIP)
        return hits

    def _whole_text_bonus(self, key: str, whole: str) -> float:
        if " " not in whole and len(whole) < _SHORTEST_STEM:
            return 0.0
        bonus = 0.0
        for text, weight in self._texts[key]:
            if text == whole:
                bonus = max(bonus, _WHOLE_TEXT * weight)
            elif whole in text:
                bonus = max(bonus, _WITHIN_TEXT * weight)
        return bonus


def split(text: str) -> list[str]:
    """Lower-case words; a hyphenated word is given as its parts and in one piece."""
    words: list[str] = []
    for chunk in _CHUNK.findall(_without_apostrophes(text)):
        parts = chunk.split("-")
        words.extend(parts)
        if len(parts) > 1:
            words.append("".join(parts))
    return words


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(_without_apostrophes(text)))


def _without_apostrophes(text: str) -> str:
    return text.lower().replace("’", "").replace("'", "")


def stem(word: str) -> str:
    """The word without its usual endings, so that smoker, smokes and smoking are one."""
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return stem(word[: -len(ending)])
    return word


def _slips(word: str, known: str) -> int:
    """Letters wrong, missing, added or swapped; a first letter is hardly ever wrong."""
    if word[0] != known[0]:
        return len(word)
    return OSA.distance(word, known)


def _keep_best(scores: dict[str, float], key: str, score: float) -> None:
    scores[key] = max(scores.get(key, 0.0), score)


def _merge(hits: dict[str, float], keys: Mapping[str, float], share: float) -> None:
    for key, weight in keys.items():
        _keep_best(hits, key, weight * share)
