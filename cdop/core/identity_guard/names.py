"""Names in a draft: chains of words and initials that all belong to one person of the record."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cdop.core.identity_guard.context import reads_as_name, title_before
from cdop.core.identity_guard.findings import Finding, Kind, Severity
from cdop.core.identity_guard.folding import Folded
from cdop.core.identity_guard.people import Person, Words
from cdop.core.identity_guard.reading import Reading
from cdop.core.identity_guard.tokens import Word
from cdop.core.identity_guard.words import MONTHS, is_word

GAP = re.compile(
    r"(?:[ \t]+(?:van|der|den|de|la|le|du|da|al|el|bin|bint|ibn|ni|nic|ap))+[ \t-]+"
    r"|[ \t]{0,2}\n?[ \t]{0,2}|[ \t]*[-.,][ \t\n]{0,2}|\.?[ \t]*-|\.[ \t]?[\"']?",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"\b(?:vitamin|hepatitis|plan|group|grade|section|appendix|type|class|table|figure|part|option"
    r"|category|unit|strep)\s$"
)
_SPLIT = re.compile(r"\w(?:[*_~`]+|<[^>]*>|&#?\w+;|[\u00ad\u200b-\u200f\u2060\ufeff])\w")
_ONE_OF_SEVERAL = re.compile(
    r"\b(?:(?:the|a|an|another)"
    r" (?:first|second|third|other|next|new|typical|different|separate|unrelated|later)) $"
)
_GLOSS = re.compile(  # a word of another language, said to be one: “(muir, in Scots)”
    r"[\"'*_]*(?:,? (?:in|from(?: the)?|as) (?:[A-Z][a-z]+\b|they say)|,? (?:[A-Z][a-z]+|the word)"
    r" for\b| means\b|,? meaning\b| on the (?:menu|label|sign|map)\b)"
)
_SAINT = re.compile(r"\b(?:saint|st\.?) $")
STRONG, WEAK, PET, LIKE, LIKE_WEAK, INITIAL, COMPACT = range(7)


@dataclass
class Token:
    """A word of the draft, and for each person it may belong to: which part, how surely."""

    word: Word
    hits: dict[int, tuple[str, int]] = field(default_factory=dict)

    @property
    def start(self) -> int:
        return self.word.start

    @property
    def end(self) -> int:
        return self.word.end

    @property
    def key(self) -> str:
        return self.word.key


@dataclass(frozen=True)
class Chain:
    """Words next to each other that belong to one person."""

    tokens: tuple[Token, ...]
    person: int

    def quality(self, wanted: int) -> list[Token]:
        return [token for token in self.tokens if token.hits[self.person][1] == wanted]

    @property
    def roles(self) -> str:
        return "".join(token.hits[self.person][0] for token in self.tokens)


def find_names(reading: Reading, words: Words, taken: set[str]) -> Iterator[Finding]:
    """Every passage that names one of the people; `taken` words belong to places and the like."""
    folded = reading.folded
    tokens = _tokens(reading, words, taken)
    position = 0
    while position < len(tokens):
        chain = _longest_chain(tokens, position, folded, words)
        if chain and _accepted(chain, folded, words):
            yield _finding(chain, folded, words.people[chain.person])
            position += len(chain.tokens)
        else:
            position += 1
    yield from _phrases(folded, words)


def _tokens(reading: Reading, words: Words, taken: set[str]) -> list[Token]:
    """The words of the draft that may belong to somebody."""
    like: dict[str, list[tuple[str, int, str]]] = {}
    for name, number, role in words.fuzzy:
        for key in reading.spelt_like(name):
            like.setdefault(key, []).append((name, number, role))
    tokens = []
    for word in reading.words:
        hits = _hits(word, words)
        if not hits and word.key not in taken:
            hits = _as_alike(word, like.get(word.key, ()))
        if hits:
            tokens.append(Token(word, hits))
    return tokens


def _hits(word: Word, words: Words) -> dict[int, tuple[str, int]]:
    if len(word.key) == 1:
        return _as_initial(word, words)
    hits = _as_exact(word, word.key, words)
    if not hits and word.key.endswith("s") and not word.ordinary:
        hits = _as_exact(word, word.key[:-1], words)
    if not hits and word.capital and not word.ordinary and word.key in words.pets:
        hits = {number: (role, PET) for number, role in words.pets[word.key].items()}
    if not hits and word.capital and word.ordinary:
        hits = _as_ordinary(word, words)
    if word.capitals:
        for number, person in enumerate(words.people):
            if word.key in person.initials:
                hits.setdefault(number, ("I", COMPACT))
    return hits


def _as_ordinary(word: Word, words: Words) -> dict[int, tuple[str, int]]:
    """A usual short form, or a family in the plural, that is a word too: Fin, Jo, the Carters."""
    short = words.short.get(word.key, {})
    family = {
        number: role
        for number, role in words.exact.get(word.key[:-1], {}).items()
        if role == "S" and word.key.endswith("s")
    }
    return {number: (role, WEAK) for number, role in (short | family).items()}


def _as_initial(word: Word, words: Words) -> dict[int, tuple[str, int]]:
    if not word.capital:
        return {}
    return {
        number: ("I", INITIAL)
        for number, person in enumerate(words.people)
        if word.key in person.letters
    }


def _as_exact(word: Word, key: str, words: Words) -> dict[int, tuple[str, int]]:
    weak = is_word(key) and not word.split
    return {
        number: (role, WEAK if weak and role != "W" else STRONG)
        for number, role in words.exact.get(key, {}).items()
    }


def _as_alike(word: Word, like: Iterable[tuple[str, int, str]]) -> dict[int, tuple[str, int]]:
    hits: dict[int, tuple[str, int]] = {}
    for name, number, role in like:
        doubtful = word.ordinary or not word.capital or is_word(name)
        hits.setdefault(number, (role, LIKE_WEAK if doubtful else LIKE))
    return hits


def _longest_chain(tokens: list[Token], at: int, folded: Folded, words: Words) -> Chain | None:
    best: Chain | None = None
    for person in tokens[at].hits:
        chain = [tokens[at]]
        for following in tokens[at + 1 : at + 7]:
            gap = folded.text[chain[-1].end : following.start]
            if person not in following.hits or not GAP.fullmatch(gap):
                break
            if not _may_follow(chain, following, person, gap):
                break
            chain.append(following)
        found = Chain(tuple(chain), person)
        if best is None or _rank(found) > _rank(best):
            best = found
    return best


def _may_follow(chain: list[Token], following: Token, person: int, gap: str) -> bool:
    """A comma only turns the name round; a full stop only follows an initial."""
    before, after = chain[-1].hits[person][0], following.hits[person][0]
    if "," in gap:
        return before in "SW" and after in "GMNIW"
    if gap.strip() == "." and before != "I":
        return False
    return True


def _rank(chain: Chain) -> tuple[int, int]:
    surest = min(token.hits[chain.person][1] for token in chain.tokens)
    return len(chain.tokens), -surest


def _accepted(chain: Chain, folded: Folded, words: Words) -> bool:
    if len(chain.tokens) == 1 and _follows(_ONE_OF_SEVERAL, folded, chain):
        return False
    if chain.quality(STRONG):
        return _not_a_common_noun(chain, folded, works=words.people[chain.person].works)
    initials, compact = chain.quality(INITIAL), chain.quality(COMPACT)
    if len(initials) == len(chain.tokens):
        return _initials_of(chain, folded, words.people[chain.person])
    if compact and not chain.quality(WEAK):
        return True
    if chain.quality(PET) or chain.quality(LIKE):
        return not _follows(_SAINT, folded, chain)
    return _doubtful(chain, folded, initials)


def _doubtful(chain: Chain, folded: Folded, initials: list[Token]) -> bool:
    """Words that mean something else too, or only resemble a name."""
    words = [token for token in chain.tokens if token not in initials]
    capital = folded.text[words[0].start].isupper()
    if len(words) > 1 and (capital or not chain.quality(LIKE_WEAK)):
        capitals = all(folded.text[token.start].isupper() for token in words)
        resembles = len(chain.quality(LIKE_WEAK)) == len(words)
        if capital and not capitals and _begins_with_month(chain, folded):
            return False
        return len({token.key for token in words}) > 1 and (capitals or not resembles)
    if not capital:
        return reads_as_name(folded, words[0].start, words[0].end, words[0].key)
    if initials and not _is_article(chain, folded):
        return True
    if title_before(folded, chain.tokens[0].start, ranks_only=True) is not None:
        return True
    return bool(chain.quality(WEAK)) and reads_as_name(
        folded, words[0].start, words[0].end, words[0].key
    )


def _begins_with_month(chain: Chain, folded: Folded) -> bool:
    """“April frost”: a month, which has its capital anyway, and a word that has none."""
    first = chain.tokens[0]
    return first.key in MONTHS and title_before(folded, first.start) is None


def _is_article(chain: Chain, folded: Folded) -> bool:
    """“A rose”, “I will”: a word of one letter that is no initial."""
    first = chain.tokens[0]
    return first.key in ("a", "i") and folded.text[first.end : first.end + 1] not in ".-"


def _not_a_common_noun(chain: Chain, folded: Folded, *, works: bool) -> bool:
    """A name that the dictionary lacks, used like a noun: “a caleb”.

    Who works with families is hardly ever written small, unless a title goes before or the
    word does what people do.
    """
    if len(chain.tokens) > 1 or folded.text[chain.tokens[0].start].isupper():
        return True
    first = chain.tokens[0]
    short = len(first.key) < 4 and first.hits[chain.person][0] in "MS" and not first.word.split
    if short or _in_compound(folded, first):
        return reads_as_name(folded, first.start, first.end, first.key)
    if works and title_before(folded, first.start, ranks_only=True) is None:
        return reads_as_name(folded, first.start, first.end, first.key)
    if _GLOSS.match(folded.text, first.end):
        return False
    before = folded.lower[max(0, chain.tokens[0].start - 12) : chain.tokens[0].start]
    return not re.search(
        r"(?:\b(?:a|an|each|every|any|some|no|more|one|two|many|few)"
        r"|\b(?:kind|sort|type|piece|bit|lot|lots|bunch|number|full) of)\s$",
        before,
    )


def _follows(words: re.Pattern[str], folded: Folded, chain: Chain) -> bool:
    at = chain.tokens[0].start
    return bool(words.search(folded.lower[max(0, at - 24) : at]))


def _in_compound(folded: Folded, token: Token) -> bool:
    """“A haf-day course”: small letters joined to a word that is no name."""
    return bool(re.match(r"-[a-z]", folded.text[token.end : token.end + 2]))


def _initials_of(chain: Chain, folded: Folded, person: Person) -> bool:
    """Two or more initials that together stand for the person, or one after Mr, Baby and such."""
    first, last = chain.tokens[0], chain.tokens[-1]
    before, after = folded.text[: first.start][-3:], folded.text[last.end : last.end + 3]
    if re.search(r"[A-Za-z0-9&]['.&/-]?$|\b[A-Z]\. ?$", before) or re.match(
        r"[A-Za-z0-9]|[&/][A-Za-z0-9]|-[a-z]", after
    ):
        return False
    if _LABELLED.search(folded.lower[max(0, first.start - 12) : first.start]):
        return False
    sequence = "".join(token.key for token in chain.tokens)
    if len(sequence) == 1:
        single = {part[0] for part in (*person.given[:1], *person.surname[:1], *person.surname)}
        titled = title_before(folded, first.start) is not None
        quoted = person.field_name == "child_name" and _is_quoted(folded, first, last)
        return sequence in single and (titled or quoted)
    of_surname = "".join(part[0] for part in person.surname)
    if sequence == of_surname and title_before(folded, first.start) is not None:
        return True  # “Dr B-G”
    return sequence in person.initials and not (
        _is_article(chain, folded)
        and len(sequence) == 2
        and " " in folded.text[first.end : last.start]
        and "." not in folded.text[first.end : last.end + 1]
    )


def _is_quoted(folded: Folded, first: Token, last: Token) -> bool:
    """“B” alone, as newspapers hide a child; no plan “B” or option “C”."""
    around = folded.text[max(0, first.start - 1) : last.end + 1]
    before = folded.lower[max(0, first.start - 13) : first.start - 1]
    return bool(re.fullmatch(r'"[A-Z]"', around)) and not _LABELLED.search(before)


def _finding(chain: Chain, folded: Folded, person: Person) -> Finding:
    start, end = chain.tokens[0].start, chain.tokens[-1].end
    if chain.tokens[-1].hits[chain.person][1] == INITIAL and folded.text[end : end + 1] == ".":
        end += 1
    title = title_before(folded, start, ranks_only=True)
    start = start if title is None else title
    first, last = folded.span(start, end)
    evidence = folded.draft[first:last]
    kind = _kind(chain, folded, person, evidence, title is not None)
    return Finding(first, last, kind, _severity(chain), evidence)


def _severity(chain: Chain) -> Severity:
    """A given name with its surname is exact; less than that needs judgement."""
    sure = {STRONG, WEAK}
    roles = {
        token.hits[chain.person][0] for token in chain.tokens if token.hits[chain.person][1] in sure
    }
    return Severity.STOP if {"G", "S"} <= roles else Severity.REASON


def _kind(chain: Chain, folded: Folded, person: Person, evidence: str, titled: bool) -> Kind:
    text = folded.text[chain.tokens[0].start : chain.tokens[-1].end]
    qualities = {token.hits[chain.person][1] for token in chain.tokens}
    roles = chain.roles
    checks = (
        (qualities <= {INITIAL, COMPACT}, Kind.INITIALS),
        (
            bool(_SPLIT.search(evidence)),
            Kind.EMPHASIS_SPLIT,
        ),
        (bool({LIKE, LIKE_WEAK} & qualities), Kind.MISSPELLING),
        (bool(re.search("S.*G|S.*I", roles)), Kind.REVERSED_NAME),
        ("N" in roles, Kind.NICKNAME),
        (person.works or titled and person.field_name == "others", Kind.PROFESSIONAL),
        (
            any(t.key in person.original for t in chain.tokens) and evidence.isascii(),
            Kind.DIACRITIC,
        ),
        (bool(re.search(r"'s\b|s'$", text)), Kind.POSSESSIVE),
        (text.isupper() and len(text) > 2, Kind.CAPITALS),
        (text.islower(), Kind.LOWER_CASE),
        (INITIAL in qualities, Kind.INITIALS),
    )
    return next((kind for holds, kind in checks if holds), Kind.NAME)


def _phrases(folded: Folded, words: Words) -> Iterator[Finding]:
    """Nicknames of several words, however they are joined."""
    for _, pattern, plain in words.phrases:
        for match in pattern.finditer(folded.text):
            if plain and not match[0][:1].isupper():
                continue
            first, last = folded.span(*match.span())
            yield Finding(first, last, Kind.NICKNAME, Severity.REASON, folded.draft[first:last])
