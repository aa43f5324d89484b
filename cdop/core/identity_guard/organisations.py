"""A surgery, school or hospital as the phrases by which people call it."""

import re
from collections.abc import Iterator

from cdop.core.identity_guard.findings import Kind, Severity
from cdop.core.identity_guard.folding import plain_letters
from cdop.core.identity_guard.people import parts
from cdop.core.identity_guard.phrases import TYPES, phrase
from cdop.core.identity_guard.place import GENERIC, Place, is_plain, named
from cdop.core.identity_guard.words import ACRONYMS

_NEVER_ALONE = GENERIC | TYPES | frozenset("king duke lord lady wood bay lake".split())
_THE_SHORT = (
    "(?:" + "|".join(rf"(?<=\b{lead} the )" for lead in ("at", "to", "in", "of", "from")) + ")"
)
_GOES_BEFORE = frozenset("st saint little royal old new upper lower great big happy".split())


def places_of_organisation(name: str) -> Iterator[Place]:
    """In full, in short, in letters, and each part that is its own."""
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", name)
    real = [word for word in words if word.lower() != "the"]
    if len(real) > 1:
        plain = all(is_plain(part) for word in real for part in parts(word))
        typed = any(word.lower() in GENERIC for word in real)
        yield named(real, Kind.ORGANISATION, doubtful=plain and (len(real) < 3 or not typed))
    yield from _by_own_words(real)
    for pattern in (*_acronyms(words), *_joined_acronyms(name)):
        yield _short(pattern, (), as_written=True)
    for word in real[: len(real) if len(real) > 1 else 0]:
        if 3 <= len(word) < 5 and plain_letters(word).lower() not in _NEVER_ALONE:
            yield _short(_THE_SHORT + rf"{word}(?![\w'’-]|\s[A-Z])", (), as_written=True)
    for some in _stretches(real):
        yield _short(phrase(some, shortened=False), tuple(some), doubtful=True)
    for word in real if len(real) > 1 else ():
        if len(word) > 4 and plain_letters(word).lower().removesuffix("'s") not in GENERIC:
            alone = phrase([word])
            placed = "|".join(
                rf"(?<={lead} ){alone}" for lead in (r"\bthe", r"\bat", r"\bfrom", "[:*|]")
            )
            yield _short(placed, (word,), doubtful=True)


def _short(
    form: str, words: tuple[str, ...], *, doubtful: bool = False, as_written: bool = False
) -> Place:
    kind = Kind.ORGANISATION_SHORT
    return Place(form, kind, Severity.REASON, doubtful, as_written=as_written, words=words)


def _by_own_words(real: list[str]) -> Iterator[Place]:
    own = _own_words(real)
    if not own:
        return
    yield named(own, Kind.ORGANISATION_SHORT, doubtful=True, typed=True)
    for before, word in zip(own, own[1:], strict=False):
        if len(word) > 3 and not any(is_plain(part) for part in parts(word)):
            yield _short(rf"(?<!{re.escape(before)} ){phrase([word])}", (word,), doubtful=True)
    rest = "".join(word[0] for word in real[real.index(own[-1]) + 1 :])
    if len(rest) > 1:  # “Northmere DH”
        own_name = re.escape(" ".join(own))
        yield _short(
            rf"(?<![A-Za-z]){own_name} {rest.upper()}(?![A-Za-z])", tuple(own), as_written=True
        )


def _acronyms(words: list[str]) -> Iterator[str]:
    """“TDGH”, “R.M.H.”, “E.C.”, “L&V”."""
    letters = "".join(word[0] for word in words if word.lower() not in ("the", "of", "and")).upper()
    both = re.fullmatch(r"(\w)[^\W\d_]* and (\w).*", " ".join(words))
    pairs = {(letters[0], letters[1])} if len(letters) == 2 else set()
    if both and len(letters) > 2:
        pairs.add((both[1].upper(), both[2].upper()))
    for one, other in pairs:
        dotted = rf"{one}[.]\s?{other}[.]|" if len(letters) == 2 else ""
        yield rf"(?<![A-Za-z.&])(?:{dotted}{one}\s?&\s?{other})(?![A-Za-z&])"
    if len(letters) >= 3 and letters.lower() not in ACRONYMS:
        yield rf"(?<![A-Za-z.]){_dotted(letters)}(?![A-Za-z])"


def _joined_acronyms(name: str) -> Iterator[str]:
    """“T&DGH”: what stands beside the “and” joined by its sign, an H for hospital or none."""
    pieces = [re.findall(r"[^\W\d_]+", piece) for piece in re.split(r"\s*&\s*|\s+and\s+", name)]
    letters = ["".join(word[0] for word in piece).upper() for piece in pieces]
    if len(letters) == 2 and all(letters) and len("".join(letters)) > 2:
        first, rest = letters[0], letters[1]
        tail = "".join(f"(?:{letter}" for letter in rest[1:]) + ")?" * len(rest[1:])
        yield rf"(?<![A-Za-z.&]){first}\s?&\s?{rest[0]}{tail}H?(?![A-Za-z&])"


def _stretches(words: list[str]) -> Iterator[list[str]]:
    """Two words or more in a row that hold one of its own: “Rovers Juniors”, “Steel City”."""
    own = {word for word in words if plain_letters(word).lower() not in GENERIC}
    for length in range(2, len(words)):
        for at in range(len(words) - length + 1):
            some = words[at : at + length]
            if own.intersection(some) or at == 0 and length == len(words) - 1:
                yield some


def _dotted(letters: str) -> str:
    """The letters with a full stop after each, or after none."""
    return (
        rf"(?:{letters}|{''.join(rf'{letter}[.] ?' for letter in letters[:-1])}{letters[-1]}[.]?)"
    )


def _own_words(words: list[str]) -> list[str]:
    """From the first to the last word that is its own: “Princess Adela”, “Queen Ethel's”."""
    own = [n for n, word in enumerate(words) if plain_letters(word).lower() not in GENERIC]
    if not own:
        return words[:2] if len(words) > 2 else words[:-1]
    first = own[0]
    while first and words[first - 1].lower() in _GOES_BEFORE:
        first -= 1
    return words[first : own[-1] + 1]
