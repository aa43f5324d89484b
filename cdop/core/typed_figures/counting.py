"""What a sentence counts: numbers that lead to children, deaths, reviews or families."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from cdop.core.typed_figures.reading import Sentence
from cdop.core.typed_figures.scanning import Scan
from cdop.core.typed_figures.vocabulary import (
    CHILDREN,
    DEATHS,
    FAMILIES,
    NO_DESCRIPTION,
    ONE_CHILD,
    ONE_DEATH,
    ONE_FAMILY,
    ONE_REVIEW,
    ORDINALS,
    PARTS,
    STAFF,
    THEM,
    VERBS,
)

MANY = DEATHS | CHILDREN | FAMILIES
SINGLE = ONE_DEATH | ONE_REVIEW | ONE_CHILD | ONE_FAMILY
HOUSEHOLD = frozenset("family mother father parent household couple woman mum dad carer".split())
MORTALITY = frozenset(("mortality",))
PAIRS = frozenset("parents carers mums dads".split())  # of one child
HAVING = frozenset("with has have having expecting of".split())
SUCH_BASES = frozenset((1_000, 10_000, 100_000, 1_000_000))


@dataclass(frozen=True)
class Counted:
    """A number with what it counts; `noun` is blank where it only follows from the sentence."""

    start: int
    end: int
    number: float
    noun: str = ""
    out_of: float | None = None
    is_share: bool = False
    is_rate: bool = False
    is_order: bool = False  # “the second death”: there were so many by then
    is_single: bool = False  # “the only review”, not “in one review”


def figures_in(sentence: Sentence) -> Iterator[Counted]:
    """Each once, from left to right."""
    scan = Scan(sentence)
    at = 0
    while at < len(scan.tokens):
        found = next((figure for rule in RULES if (figure := rule(scan, at))), None)
        if found is None:
            at += 1
            continue
        yield found
        while at < len(scan.tokens) and scan.tokens[at].start < found.end:
            at += 1


def _percent(scan: Scan, at: int) -> Counted | None:
    number = scan.number(at)
    if number is None:
        return None
    value, after = number
    if scan.word(after) == "%" or scan.word(after) == "percent":
        after += 1
    elif (scan.word(after), scan.word(after + 1)) == ("per", "cent"):
        after += 2
    else:
        return None
    return _of_whom(scan, at, after, value)


def _fraction(scan: Scan, at: int) -> Counted | None:
    """“A third of the families”, “half of the babies”, “two thirds of them”."""
    first = at
    number = scan.number(at)
    if scan.word(at) in ("a", "one") or number:
        at = number[1] if number else at + 1
    if scan.word(at) not in PARTS or (at == first and not scan.word(at).startswith("hal")):
        return None
    after = at + 1
    place = scan.noun(scan.past_determiners(after), MANY | THEM)
    if place is None or (scan.word(after) != "of" and not scan.word(at).startswith("hal")):
        return None
    return _of_whom(scan, first, after, 0.0)


def _of_whom(scan: Scan, first: int, after: int, value: float) -> Counted | None:
    """A share with whom it is of, unless it is of those who work with families."""
    if scan.word(after) == "of":
        start = scan.past_determiners(after)
        if scan.noun(start, STAFF) is not None:
            return None
        place = scan.noun(start, MANY | THEM | MORTALITY)
        if place is None:
            return None
        return Counted(*scan.span(first, after), value, scan.word(place), is_share=True)
    if scan.noun(after, STAFF) is not None or _counts_others(scan, after):
        return None
    place = scan.noun(scan.past_determiners(after), MANY)
    noun = scan.word(place) if place is not None else ""
    return Counted(*scan.span(first, after), value, noun, is_share=True)


def _counts_others(scan: Scan, after: int) -> bool:
    """“Seven in ten hostels”: a noun that is none of ours follows."""
    word = scan.word(after)
    return word.endswith("s") and word not in MANY and word not in NO_DESCRIPTION


def _rate(scan: Scan, at: int) -> Counted | None:
    number = scan.number(at)
    if number is None or scan.word(number[1]) not in ("per", "in", "for"):
        return None
    base = scan.number(number[1] + 1 + (scan.word(number[1] + 1) in ("every", "each")))
    if base is None or base[0] not in SUCH_BASES:
        return None
    place = scan.noun(base[1], MANY | {"births"})
    after = place + 1 if place is not None else base[1]
    return Counted(*scan.span(at, after), number[0], "", base[0], is_rate=True)


def _part_of(scan: Scan, at: int) -> Counted | None:
    """“5 of 12”, “three of our seven reviews”, “one in four mothers”."""
    number = scan.number(at)
    if number is None or scan.word(at - 1) in ("no", "each", "every"):
        return None
    value, after = number
    link = scan.word(after)
    if link not in ("of", "out", "in", "/"):
        return None
    start = scan.past_determiners(after + 1)
    whole = scan.number(start)
    if whole is None or whole[0] < max(value, 2) or not scan.joined(at + 1, start):
        return None
    out_of, after = whole
    place = scan.noun(after, MANY | ONE_DEATH)
    if place is None and (
        link == "/" or scan.noun(after, STAFF) is not None or _counts_others(scan, after)
    ):
        return None
    noun = scan.word(place) if place is not None else ""
    end = place + 1 if place is not None else after
    found = Counted(*scan.span(at, end), value, noun, out_of)
    return replace(found, is_share=True) if link == "in" else found


def _several(scan: Scan, at: int) -> Counted | None:
    """“Two babies”, “31 deaths”, “two of the families”, “nine of them”."""
    number = scan.number(at)
    if number is None or (number[0] == 1 and scan.word(at) != "1") or _composes_a_family(scan, at):
        return None
    value, after = number
    if scan.word(after) == "of":
        return _several_of(scan, at, value, after)
    place = scan.noun(after, MANY)
    if place is None or scan.word(at - 1) in ("no", "any"):
        return None
    if value == 2 and scan.word(place) in PAIRS:
        return None
    return Counted(*scan.span(at, place + 1), value, scan.word(place))


def _several_of(scan: Scan, at: int, value: float, after: int) -> Counted | None:
    if scan.word(at - 1) == "the":
        return None  # “the three of them” are all of one family
    start = scan.past_determiners(after)
    them = next((place for place in (start, start - 1) if scan.word(place) in THEM), None)
    if them is not None:
        return Counted(*scan.span(at, them + 1), value, "them")
    determined = start > after + 1 or scan.word(start) in MANY
    place = scan.noun(start, MANY) if determined else None
    if place is None:
        return None
    return Counted(*scan.span(at, place + 1), value, scan.word(place))


def _composes_a_family(scan: Scan, at: int) -> bool:
    """“A mother of two children”, “families with three children”."""
    return scan.word(at - 1) in HAVING and (
        scan.word(at - 2) in HOUSEHOLD | FAMILIES or scan.word(at - 1) != "of"
    )


def _one(scan: Scan, at: int) -> Counted | None:
    """“One baby was found”; not “one baby clinic”, “if one child”, “no one family”."""
    if scan.word(at) not in ("one", "1", "single", "only", "just") or scan.word(at - 1) in (
        *("no", "any", "every", "each", "than", "to", "per", "only", "with"),
    ):
        return None
    after = at + 1
    while scan.word(after) in ("one", "single"):
        after += 1
    if scan.word(at) in ("only", "just") and after == at + 1:
        return None
    if scan.word(after) == "of":
        place = scan.noun(scan.past_determiners(after), MANY)
    else:
        place = scan.noun(after, SINGLE)
    if place is None or _too_many(scan, place):
        return None
    said = {scan.word(n) for n in range(at, after + 1)} | {scan.word(at - 1)}
    single = not said.isdisjoint(("only", "just", "single", "of"))
    single |= scan.word(place) in ONE_DEATH and scan.word(at - 1) != "in"
    return Counted(*scan.span(at, place + 1), 1.0, scan.word(place), is_single=single)


def _too_many(scan: Scan, place: int) -> bool:
    return "many" in (scan.word(place + n) for n in range(1, 5)) or scan.word(place + 1) == "at"


def _order(scan: Scan, at: int) -> Counted | None:
    """“The second death”, “the third baby to die”."""
    word = scan.word(at)
    value = ORDINALS.get(word) or (
        int(word[:-2]) if word[:-2].isdecimal() and word[-2:] in ("nd", "rd", "th") else None
    )
    if value is None:
        return None
    place = scan.noun(at + 1, ONE_DEATH)
    if place is None:
        place = scan.noun(at + 1, ONE_CHILD)
        if place is None or (scan.word(place + 1), scan.word(place + 2)) != ("to", "die"):
            return None
        place += 2
    return Counted(*scan.span(at, place + 1), float(value), "death", is_order=True)


def _alone(scan: Scan, at: int) -> Counted | None:
    """“... four had asthma”, “two were twins”: what is counted was said before."""
    number = scan.number(at)
    if number is None or scan.word(at - 1) in ("no", "each", "this", "that", "every", "any", "the"):
        return None
    value, after = number
    if scan.number(at - 1):
        return None
    verb = after + (scan.word(after) in ("also", "only", "had", "others", "more"))
    if not VERBS.fullmatch(scan.word(after)) and not VERBS.fullmatch(scan.word(verb)):
        return None
    return Counted(*scan.span(at, after), value, "them")


def _after_colon(scan: Scan, at: int) -> Counted | None:
    """“Deaths in Haverby: 3”, “babies (5)”."""
    if scan.word(at) not in MANY:
        return None
    for place in range(at + 1, min(at + 8, len(scan.tokens))):
        sign = scan.word(place)
        if sign in ":=(":
            number = scan.number(place + 1)
            follows = scan.word(number[1]) if number else "?"
            if number is None or (follows.isalpha() and scan.joined(number[1], number[1])):
                return None
            return Counted(*scan.span(at, number[1]), number[0], "deaths")
        if not sign.isalpha():
            return None
    return None


RULES: tuple[Callable[[Scan, int], Counted | None], ...] = (
    *(_rate, _percent, _fraction, _part_of, _several, _one, _order, _alone, _after_colon),
)
