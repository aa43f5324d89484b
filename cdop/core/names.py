"""One spelling of a name, so that a look-up finds it however it was typed.

The blind index stores a keyed digest of this spelling; two names match exactly or not at all, so
everything that people vary (case, accents, punctuation, order) is taken away first.
"""

import re
import unicodedata

_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_APOSTROPHES = re.compile(r"['’‘`´ʼʻ.]")
_PREFIXES = frozenset({"o", "mc"})


def normalise(name: str) -> str:
    """The words of the name, folded and in alphabetical order: "O’Brien, José" is "jose obrien"."""
    return " ".join(sorted(words(name)))


def words(name: str) -> list[str]:
    """The folded words of the name in the order given, prefixes such as Mc joined on."""
    folded = _APOSTROPHES.sub("", _fold(name))
    found = re.findall(r"[^\W_]+", folded)
    joined: list[str] = []
    for word in found:
        if joined and joined[-1] in _PREFIXES:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _fold(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return bare.translate(_UNDECOMPOSED)
