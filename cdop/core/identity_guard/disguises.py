"""Names with letters starred out, spaced apart, run together in a tag, or written in digits."""

import re
from collections.abc import Iterable, Iterator
from itertools import product

from cdop.core.identity_guard.digits import readings, words_with_digits
from cdop.core.identity_guard.findings import Finding, Kind, Severity
from cdop.core.identity_guard.folding import Folded
from cdop.core.identity_guard.people import Person, Words
from cdop.core.identity_guard.words import is_word

_MASKED = re.compile(r"(?<!\w)[A-Za-z][A-Za-z]*[*#•@$!]+[A-Za-z*#•@$!]*")
_DASHED = re.compile(r"(?<!\w)[A-Z](?:[—–…]|-{2,}|_{2,}|\.{2,})[a-z]{1,2}(?!\w)")
_APART = re.compile(
    r"(?<![A-Za-z'-])([A-Z][a-z']*)([ -]|-?\n)([A-Za-z][a-z]+)(?:'s)?(?!['A-Za-z-])"
)
_FILE = re.compile(
    r"(?<![\w./-])(?=[\w-]*[A-Za-z])(?:[\w-]+\.(?:docx?|xlsx?|pptx?|pdf|txt|csv|msg|eml|jpe?g|png|zip|mp[34]|m4a)"
    r"|\w+_\w+)(?!\w)",
    re.I,
)
_RUN_TOGETHER = re.compile(r"[#@][A-Za-z][A-Za-z0-9_]{3,}|\b[a-z]+[A-Z][A-Za-z]+\b")
SPACED = re.compile(r"(?<![A-Za-z])[A-Za-z](?:[^\w\n]{1,3}[A-Za-z]|_[A-Za-z]){2,99}(?![A-Za-z])")


def disguised(folded: Folded, words: Words) -> Iterator[Finding]:
    """Whatever of these a draft holds."""
    names = {
        name: number for name, people in words.exact.items() for number in people if len(name) >= 3
    }
    for match, kind in _as_typed(folded.draft, names):
        yield _weak(*match.span(), kind, match[0])
    found = (*_spelt_out(folded, names), *_run_together(folded, names), *_apart(folded, names))
    for match, kind in found:
        first, last = folded.span(*match.span())
        yield _weak(first, last, kind, folded.draft[first:last])
    for match in _joined(folded, words.people):
        first, last = folded.span(*match.span())
        yield Finding(first, last, Kind.NAME, Severity.STOP, folded.draft[first:last])


def _as_typed(draft: str, names: Iterable[str]) -> Iterator[tuple[re.Match[str], Kind]]:
    """What only the draft still shows: masks, and the marks inside the name of a file."""
    known = set(names)
    for pattern, tells in ((_MASKED, _starred), (_DASHED, _dashed)):
        for match in pattern.finditer(draft):
            if tells(match[0], known):
                yield match, Kind.EMPHASIS_SPLIT
    for match in _FILE.finditer(draft):
        if any(piece in known and not is_word(piece) for piece in _pieces(match[0])):
            yield match, Kind.NAME


def _joined(folded: Folded, people: Iterable[Person]) -> Iterator[re.Match[str]]:
    """A given name and its surname with no blank between: in a tag, a link, an address of mail."""
    for person in people:
        for given, last in product(_whole_and_part(person.given), _whole_and_part(person.surname)):
            if len(given) < 2 or len(last) < 2:
                continue
            plain = is_word(given) and is_word(last)
            between = "[._]" if plain or len(given + last) < 8 else r"[._~+|/\\=*-]{0,2}"
            for one, other in ((given, last), (last, given)):
                if one in folded.lower:
                    edges = ("", "") if len(given + last) > 8 else ("(?<![a-z])", "(?![a-z])")
                    pattern = f"{edges[0]}{one}{between}{other}{edges[1]}"
                    yield from re.finditer(pattern, folded.text, re.IGNORECASE)


def _whole_and_part(name: tuple[str, ...]) -> set[str]:
    return {"".join(name), *name[-1:], *name[:1]}


def _spelt_out(folded: Folded, names: Iterable[str]) -> Iterator[tuple[re.Match[str], Kind]]:
    known = set(names)
    for match in SPACED.finditer(folded.text):
        letters = re.sub(r"[^A-Za-z]", "", match[0]).lower()
        if letters in known or any(name in letters for name in known if len(name) > 3):
            yield match, Kind.EMPHASIS_SPLIT
    for match in words_with_digits(folded.text):
        if not known.isdisjoint(readings(match[0])):
            yield match, Kind.EMPHASIS_SPLIT


def _run_together(folded: Folded, names: Iterable[str]) -> Iterator[tuple[re.Match[str], Kind]]:
    for match in _RUN_TOGETHER.finditer(folded.text):
        if any(len(name) >= 4 and name in match[0].lower() for name in names):
            yield match, Kind.NAME


def _apart(folded: Folded, names: Iterable[str]) -> Iterator[tuple[re.Match[str], Kind]]:
    """A name cut in two: “Mei Ling”, or at the end of a line, “He-” and “ather”."""
    long = {name for name in names if len(name) > 3}
    at = 0
    while long and (match := _APART.search(folded.text, at)):
        at = match.start(3)
        first, second = match[1].lower(), match[3].lower()
        if first + second not in long or match[2] == " " and match[3][0].islower():
            continue
        if not (is_word(first) and is_word(second)) or "-" in match[2] and len(first) < 4:
            yield match, Kind.EMPHASIS_SPLIT


def _pieces(file: str) -> set[str]:
    """The words of a file's name: JonasP_chronology.docx, plan-2-anna.pdf."""
    return {piece.lower() for piece in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", file)}


def _weak(start: int, end: int, kind: Kind, evidence: str) -> Finding:
    return Finding(start, end, kind, Severity.REASON, evidence)


def _dashed(written: str, names: Iterable[str]) -> bool:
    """“H—l”: first and last letters, and a dash for all between."""
    tail = re.sub(r"[^a-z]", "", written[1:])
    first = written[0].lower()
    return any(
        name[0] == first and name.endswith(tail) and len(name) > 1 + len(tail) for name in names
    )


def _starred(written: str, names: Iterable[str]) -> bool:
    """Whether the letters that are left fit a name, each sign for one letter or for several."""
    written = written.rstrip("!")
    if (
        written.isalpha()
        or len(re.findall(r"[A-Za-z]", written)) < 2
        or len(set(re.findall(r"\W", written))) > 1
    ):
        return False
    pattern = re.sub(r"[^A-Za-z]", "[a-z]", written.lower())
    return any(re.fullmatch(pattern, name) for name in names)
