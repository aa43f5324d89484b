"""The people of a record, and each form in which a part of their name can be typed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from cdop.core.identity_guard.diminutives import grown_forms, pet_forms, usual_forms
from cdop.core.identity_guard.findings import Record
from cdop.core.identity_guard.folding import plain_letters
from cdop.core.identity_guard.words import RANKS, is_word

_LETTER_FIRST = re.compile(r"[B-HJ-NP-Zb-hj-np-z]-")  # “K-Man”, which is no word in small letters
PARTICLES = frozenset(
    "van der den de la le du da dos di del della el al bin bint ibn ap ab mac mc ni nic o ui von"
    " ter ten st san abu um".split()
)
_NOT_INITIALS = frozenset("van der den de la le du da dos di del bin bint ibn ap ab von".split())


@dataclass(frozen=True)
class Person:
    """One person of a record, the name taken apart."""

    field_name: str
    given: tuple[str, ...] = ()  # the first given name, its parts
    middle: tuple[str, ...] = ()
    surname: tuple[str, ...] = ()
    wholes: frozenset[str] = frozenset()  # joined spellings, such as maisieleigh
    initials: frozenset[str] = frozenset()
    original: frozenset[str] = frozenset()  # words whose spelling has an accent

    @cached_property
    def letters(self) -> frozenset[str]:
        return frozenset(part[0] for part in (*self.given, *self.middle, *self.surname))

    @property
    def works(self) -> bool:
        return self.field_name == "professional_name"


@dataclass
class Words:
    """Every word by which the record's people can be called: who, which part, and how."""

    people: list[Person] = field(default_factory=list)
    exact: dict[str, dict[int, str]] = field(default_factory=dict)
    pets: dict[str, dict[int, str]] = field(default_factory=dict)
    short: dict[str, dict[int, str]] = field(default_factory=dict)
    phrases: list[tuple[int, re.Pattern[str], bool]] = field(default_factory=list)
    fuzzy: list[tuple[str, int, str]] = field(default_factory=list)


def people_of(record: Record) -> Words:
    """The words that name somebody in the record."""
    words = Words()
    names = [
        ("child_name", record.child_name),
        ("mother_name", record.mother_name),
        ("father_name", record.father_name),
        ("professional_name", record.professional_name),
        *(("others", other) for other in record.others),
    ]
    for field_name, written in names:
        if written.strip():
            _add(words, _person(field_name, written))
            for aside in re.findall(r"[\"“'(]([^\"”')]+)[\"”')]", written):
                _add_nickname(words, aside)
    for nickname in re.split(r"[,;/]", record.nickname):
        _add_nickname(words, nickname)
    return words


def parts(word: str) -> list[str]:
    """The word split at hyphens, apostrophes taken out, in folded lower case."""
    folded = plain_letters(word).lower().replace("'", "").replace(".", "")
    return [part for part in re.split(r"[^a-z]+", folded) if part]


def _person(field_name: str, written: str) -> Person:
    bare = re.sub(r"[\"“(][^\"”)]*[\"”)]", " ", written)
    if "," in bare:
        last, _, first = bare.partition(",")
        bare = f"{first} {last}"
    tokens = [token for token in bare.split() if parts(token)]
    while len(tokens) > 1 and "".join(parts(tokens[0])) in RANKS:
        tokens = tokens[1:]
    cut = len(tokens) - 1
    while cut > 1 and "".join(parts(tokens[cut - 1])) in PARTICLES:
        cut -= 1
    given, middle, last_words = tokens[:1], tokens[1:cut], tokens[cut:] if cut else []
    if len(tokens) == 1:
        given, middle, last_words = (
            ([], [], tokens) if field_name == "professional_name" else (tokens, [], [])
        )
    return Person(
        field_name,
        _flat(given),
        _flat(middle),
        _flat(last_words),
        frozenset(
            "".join(_flat(group))
            for group in (given, last_words, [*given, *last_words])
            if len(_flat(group)) > 1
        )
        | {"".join(parts(token)) for token in tokens if len(parts(token)) > 1},
        frozenset(_initials(given, middle, last_words)),
        frozenset(
            part
            for token in tokens
            if plain_letters(token) != token
            and plain_letters(token).replace("'", "") != re.sub(r"[’'‘]", "", token)
            for part in parts(token)
        ),
    )


def _flat(tokens: list[str]) -> tuple[str, ...]:
    return tuple(part for token in tokens for part in parts(token))


def _initials(given: list[str], middle: list[str], last: list[str]) -> Iterator[str]:
    """The sequences of first letters that stand for the person."""
    first = "".join(part[0] for part in _flat(given))
    between = "".join(part[0] for part in _flat(middle))
    for end in _last_initials(last):
        for start in {first, first[:1], first + between, first[:1] + between}:
            for sequence in (start + end, end + start):
                if start and end and len(sequence) > 1:
                    yield sequence


def _last_initials(last: list[str]) -> set[str]:
    whole = _flat(last)
    real = [part for part in whole if part not in _NOT_INITIALS]
    ends = {"".join(part[0] for part in whole), "".join(part[0] for part in real)}
    return {end for end in ends | {end[:1] for end in ends} | {end[-1:] for end in ends} if end}


def _add(words: Words, person: Person) -> None:
    number = len(words.people)
    words.people.append(person)
    for role, group in (("G", person.given), ("M", person.middle), ("S", person.surname)):
        for word in group:
            if word in PARTICLES or len(word) < 2:
                continue
            words.exact.setdefault(word, {}).setdefault(number, role)
            if len(word) >= 4:
                words.fuzzy.append((word, number, role))
    for whole in person.wholes:
        words.exact.setdefault(whole, {}).setdefault(number, "W")
        words.fuzzy.append((whole, number, "W"))
    _add_pet_forms(words, person, number)


def _add_pet_forms(words: Words, person: Person, number: int) -> None:
    for word in (*person.given, *person.middle[:1]):
        for form in pet_forms(word):
            words.pets.setdefault(form, {}).setdefault(number, "N")
        for form in usual_forms(word):
            words.short.setdefault(form, {}).setdefault(number, "N")


def _add_nickname(words: Words, written: str) -> None:
    pieces = parts(written.replace(" ", "-"))
    if not pieces:
        return
    number = len(words.people)
    words.people.append(Person("nickname", given=tuple(pieces)))
    if len(pieces) == 1 and len(pieces[0]) <= 3 and written.strip().isupper():
        dotted = r"\.?[ -]?".join(written.strip()) + r"\.?"
        words.phrases.append((number, re.compile(rf"(?<![A-Za-z0-9.]){dotted}(?![A-Za-z])"), False))
    plain = all(is_word(piece) for piece in pieces) and not _LETTER_FIRST.match(written)
    if len(pieces) == 1:
        words.exact.setdefault(pieces[0], {}).setdefault(number, "N")
        for form in grown_forms(pieces[0]):
            words.exact.setdefault(form, {}).setdefault(number, "N")
        if len(pieces[0]) >= 4:
            words.fuzzy.append((pieces[0], number, "N"))
        return
    joined = r"[-\s']{0,2}".join(map(re.escape, pieces))
    pattern = re.compile(rf"(?<![a-z0-9]){joined}(?:'?s)?(?![a-z0-9])", re.IGNORECASE)
    words.phrases.append((number, pattern, plain))
    for piece in pieces:
        if len(piece) >= 4 and not is_word(piece):
            words.exact.setdefault(piece, {}).setdefault(number, "N")
