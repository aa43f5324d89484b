"""Ages in a draft that are exactly the record's, in days, weeks, months or years."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cdop.core.identity_guard import numbers
from cdop.core.identity_guard.age_words import FRACTION, PART, fits, fraction, parts_of
from cdop.core.identity_guard.counted_ages import counted_ages
from cdop.core.identity_guard.folding import Folded

AGE = re.compile(
    rf"(?<![\w.,£])(?P<age>{PART}(?:(?:\s*,\s*and\s+|\s*,\s*|\s+and\s+|\s*&\s*"
    rf"|[\s-]+){PART}){{0,3}})"
    r"(?P<old>[-\s]+old|[-\s]+of\s+(?:age|life))?(?![a-z0-9])",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"(?<![\w./])(?=\d)(?P<age>(?:\d+\s?y(?:rs?)?\s?)?(?:\d+\s?m(?:o|ths?)?\s?)?(?:\d+\s?w(?:ks?)?\s?)?"
    r"(?:\d+\s?d\b)?)(?P<old>\s{1,3}old)?(?![\w/])",
)
_CLINICAL = re.compile(
    r"(?<![\d/.])(?:(?P<y>\d{1,2})(?:\s?y(?:ea)?rs?)?(?:\s?\+\s?|\s+(?:and\s+)?))?(?P<n>\d{1,3})/(?P<of>7|52|12)(?:\s*(?:\+|,|and)?\s*(?P<n2>\d)/7)?(?![\d/])"
)
_PLUS = re.compile(
    r"(?<![\w.])(?P<w>\d{1,2})\s?\+\s?(?P<d>[0-6])(?:[-\s]?(?:weeks?|wks?))?(?:\s+old)?(?![\w/])"
)
_OF_LIFE = re.compile(
    rf"\b(?:day|week)\s+(?P<n>{numbers.NUMBER})\s+of\s+(?:his\s+|her\s+|their\s+)?life"
    rf"|\b(?:his|her|their|the|its)\s+(?P<nth>{numbers.ORDINAL})\s+(?P<unit>day|week|month|year)\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"\b(?:aged?|aged about|was only|was just|was|turned|of age|at the age of|age of|at age"
    rf"|(?:child|boy|girl|baby|toddler|son|daughter|lad|lass|young (?:man|woman|person)) of)\s+"
    rf"(?P<age>{numbers.NUMBER}(?:\s+and\s+a\s+(?:half|quarter)|\s?½|\.5)?)(?=\s*(?:[,.;:)\n]"
    r"|and\b|when\b|at\b|years?\b|who\b|but\b|with\b|died\b))"
    rf"|,\s+(?:just\s+|only\s+|exactly\s+|aged?\s+)?(?P<set>{numbers.NUMBER}(?:\s+and\s+a\s+half|\s?½)?)\s*,"
    rf"|\(\s*(?:aged?\s+)?(?P<inside>{numbers.NUMBER})\s*\)"
    rf"|\bthe\s+(?P<noun>{numbers.NUMBER})[-\s]year[-\s]old",
    re.IGNORECASE,
)
_FRACTIONED = re.compile(  # years, though nobody says so
    rf"(?<![\w.,£])(?P<n>{numbers.NUMBER})(?P<part>{FRACTION})(?=\s*(?:[,.;:)!?\"\n*_]|-(?!\w)|$"
    r"|(?:and|when|at|years?|who|but|with|died|was|were|is|had|has|in|on|from|by|as|his|her|to|she|he"
    r"|collapsed|that|for)\b))",
    re.IGNORECASE,
)
_AND_OVER = re.compile(r"\s*(?:and|or) (?:over|under|above|below|up(?:wards)?|older|younger)\b")
_WAS_THE_AGE = re.compile(r"\s+(?:is|was)\s+(?:also\s+)?(?:the|his|her|their)\s+age\b")
_SOMEBODY = re.compile(
    r"(?:\b(?:[Hh]e|[Ss]he|who|boy|girl|child|baby|son|daughter)|\b[A-Z][A-Za-z'-]*[.\"”*_]{0,2})"
    r"(?:\s+|,\s+)(?:(?:was|is|had just turned|turned|being|at)\s+)?(?:only\s+|just\s+"
    r"|exactly\s+)?$"
)
_BEFORE = re.compile(
    r"(?:\baged?(?: about)?|\bage of|\bat|\bwas|\bonly|\bjust|\bturned|\breached|\blived(?: for)?"
    r"|\bsurvived(?: for)?"
    r"|\bdied|\bexactly|\bbeing|\bof|\bbarely|\bnearly|\balmost|\bmerely|\bstill|\bnow|\ba"
    r"|\bthe|\bbut"
    r"|\bfor|\bher|\bhis|[\",(–-])\s*(?:a\s+mere\s+)?$"
)
_LIMITS = re.compile(
    r"\b(?:under|over|below|above|first|within|every|each|until|up to|from|between|than|by"
    r"|after|in|to"
    r"|past|last|next|another|(?<!aged )(?<!only )about|per|once|twice|times"
    r"|(?<!lived )(?<!survived )for"
    r"|and|or|least|most|previous|since"
    r"|these|those"
    r"|all|beyond|before|around|some|of age|early|late|wait(?:ed|ing)?|took|takes|lasts?|lasted)\s+"
    r"(?:the\s+|a\s+)?(?:first\s+|last\s+|next\s+)?$"
)
_NOT_AGE_AFTER = re.compile(
    r"\s*(?:to\s+\d|-\s*\d|or\s+(?:more|less|over|under|older|younger)|and\s+(?:over|under"
    r"|above|older)"
    r"|checks?|reviews?|appointment|course|visits?|pregnan|gestation|gestational|later|earlier"
    r"|before|after(?!\s+(?:birth|being born))|ago|a\s+week"
    r"|scan|immunis|vaccin|contact|survey|cover|wait|of\s+(?:(?!age\b|life\b|his\b|her\b|their\b)[a-z]+"
    r"|age\s+(?:and|or)\s+(?:over|under))|pilot|plan|programme|target|period|apart|each"
    r"|in\s+hospital|running"
    r"|post|notice|warning|from\s+now|health)\b"
)
_LIVED_FOR = re.compile(r"\b(?:lived|survived)(?:\s+for)?(?:\s+(?:just|only|barely))?\s+$")
_LIVED = re.compile(r"\b(?:died|aged|old|lived|survived)\b")
_NOT_CHILD = re.compile(
    r"\b(?:booked|booking|scan|pregnan\w*|gestation\w*|antenatal|mother was|premature|preterm"
    r"|born at"
    r"|weeks'? notice|children (?:aged|under|over)|ages? (?:of )?\d+ to"
    r"|(?:any|every|each) (?:baby|child)"
    r"|all (?:babies|children))\b"
)
_CHILD = re.compile(
    r"\b(?:died?|death|dead|baby|infant|boy|girl|toddler|child|he|she|her|his|twins?|born|son"
    r"|daughter"
    r"|pupil|newborn|aged?|old|collapsed|drowned|fatal\w*|lad|lass(?:ie)?|teen\w*|youth|student"
    r"|young (?:man|woman|person|lady))\b"
)


@dataclass(frozen=True)
class AgeMention:
    """A passage that gives a child's age, and how much of it in each unit."""

    start: int
    end: int
    parts: Mapping[str, float]
    nearly: bool = False  # “nearly seven months”: said of an age just short of it
    short_by: int = 0  # “four days short of nine months”: by so many days

    def fits(self, born: date, died: date) -> bool:
        """Whether it is the age at death, as exactly as the words speak."""
        if self.short_by:
            then = died + timedelta(days=self.short_by)
            return fits(self.parts, born, then) and not fits(self.parts, born, died)
        if not self.nearly:
            return fits(self.parts, born, died)
        slack = max((SHORT_OF[unit] for unit in self.parts), default=0)
        return any(fits(self.parts, born, died + timedelta(days=n)) for n in range(slack + 1))

    @property
    def is_exact(self) -> bool:
        """To the day, or in two units: hardly said of children in general."""
        return "d" in self.parts or len(self.parts) > 1


_NEARLY = re.compile(r"\b(?:nearly|almost|not quite|just under|just short of|coming up to)\s+$")
_SHORT_BY = re.compile(
    rf"\b(?P<n>{numbers.NUMBER}|an?)\s+(?P<by>day|week)s?\s+(?:short|shy)\s+of\s+(?:turning\s+"
    rf"|being\s+|(?:his|her|their)\s+)?(?P<age>{PART})",
    re.IGNORECASE,
)
SHORT_OF = {"h": 0, "d": 1, "w": 3, "m": 12, "y": 60}  # days by which “nearly” may fall short


def age_mentions(folded: Folded) -> Iterator[AgeMention]:
    """Each age that is told of a child, not of a check-up, a limit or a wait."""
    for start, end, parts, sure in _mentions(folded):
        if sure or _is_about_a_child(folded, start, end):
            before = folded.lower[max(0, start - 16) : start]
            yield AgeMention(start, end, parts, bool(_NEARLY.search(before)))
    for match in _SHORT_BY.finditer(folded.text):
        count = (numbers.value(match["n"]) or 0) * (7 if match["by"].lower() == "week" else 1)
        yield AgeMention(*match.span(), parts_of(match["age"]), short_by=count)


def _mentions(folded: Folded) -> Iterator[tuple[int, int, dict[str, float], bool]]:
    """Where an age may stand, its parts by unit, and whether it can be nothing else."""
    for match in AGE.finditer(folded.text):
        parts = parts_of(match["age"])
        if parts:
            named = bool(_WAS_THE_AGE.match(folded.lower, match.end()))
            limited = _limited(folded, match.start()) and not named
            sure = not limited and (bool(match["old"]) or _is_telling(folded, match, parts))
            sure = sure or named
            sure = sure or (not limited and (_was(folded, match) or _says_again(folded, match)))
            if not limited:
                yield match.start("age"), match.end("age"), parts, sure
    yield from _in_figures(folded)
    yield from _of_life(folded)
    yield from _bare(folded)
    yield from _fractioned(folded)
    yield from counted_ages(folded)


def _in_figures(folded: Folded) -> Iterator[tuple[int, int, dict[str, float], bool]]:
    """As clinicians note it: 9/52, 12+5, 7w3d."""
    for match in _CLINICAL.finditer(folded.text):
        parts = {{"7": "d", "52": "w", "12": "m"}[match["of"]]: float(match["n"])}
        if match["y"] and match["of"] == "12":
            parts["y"] = float(match["y"])
        if match["n2"]:
            parts["d"] = float(match["n2"])
        yield *match.span(), parts, False
    for match in _PLUS.finditer(folded.text):
        yield *match.span(), {"w": float(match["w"]), "d": float(match["d"])}, False
    for match in _SHORT.finditer(folded.text):
        written = {unit: float(n) for n, unit in re.findall(r"(\d+)\s?([ymwd])", match["age"])}
        if len(written) > 1:
            before = folded.lower[max(0, match.start() - 24) : match.start()]
            yield *match.span("age"), written, not _LIMITS.search(before)


def _of_life(folded: Folded) -> Iterator[tuple[int, int, dict[str, float], bool]]:
    for match in _OF_LIFE.finditer(folded.text):
        if match["n"]:
            unit = "d" if match[0].lower().startswith("day") else "w"
            parts = {unit: float((numbers.value(match["n"]) or 0) - (unit == "w"))}
            yield *match.span(), parts, True
        elif match[0].split()[0].lower() != "the" or folded.text[match.end() :].startswith(
            " of life"
        ):
            count = (numbers.value(match["nth"]) or 0) - 1
            if count > 1:
                yield *match.span(), {match["unit"][0].lower(): float(count)}, True


def _bare(folded: Folded) -> Iterator[tuple[int, int, dict[str, float], bool]]:
    for match in _BARE.finditer(folded.text):
        group = match.lastgroup or "age"
        start, end = match.span(group)
        number = numbers.value(re.split(r"\s+and\s+a\s|½", match[group])[0].strip())
        if (
            number is None
            or _AND_OVER.match(folded.lower, end)
            or number > 18
            or folded.text[end:].lower().startswith((" year", "-year"))
            and group != "noun"
        ):
            continue
        if group == "noun":
            end = match.end()
        half = 0.5 if re.search("half|½|.5", match[group]) else 0.0
        sure = match[0].lower().startswith(("aged", "age", "the", "turned")) or bool(half)
        sure = sure or _of_somebody(folded, start)
        yield start, end, {"y": number + half}, sure


def _fractioned(folded: Folded) -> Iterator[tuple[int, int, dict[str, float], bool]]:
    """“A young man of sixteen and a half”."""
    for match in _FRACTIONED.finditer(folded.text):
        number = numbers.value(match["n"]) or 0
        if 1 <= number < 18 and not _limited(folded, match.start()):
            yield *match.span(), {"y": number + fraction(match["part"])}, False


def _is_telling(folded: Folded, match: re.Match[str], parts: dict[str, float]) -> bool:
    """Two units together, or a count of days, are hardly anything but an age."""
    before = folded.lower[max(0, match.start() - 30) : match.start()]
    after = folded.lower[match.end() : match.end() + 30]
    if _NOT_AGE_AFTER.match(after) and len(parts) < 3:
        return False
    if _LIMITS.search(before) or _NOT_CHILD.search(folded.words_of_sentence(match.start())):
        return False
    return len(parts) > 1 or (
        set(parts) == {"d"} and parts["d"] > 14 and bool(_BEFORE.search(before))
    )


def _of_somebody(folded: Folded, start: int) -> bool:
    return bool(_SOMEBODY.search(folded.text[max(0, start - 40) : start]))


def _was(folded: Folded, match: re.Match[str]) -> bool:
    """“He was 12 months”, “Ann was ten weeks”."""
    before = folded.text[max(0, match.start() - 12) : match.start()]
    after = folded.lower[match.end() : match.end() + 30]
    return (
        bool(re.search(r"\b(?:was|turned)\s+(?:only\s+|just\s+|exactly\s+)?$", before))
        and _of_somebody(folded, match.start())
        and not _NOT_AGE_AFTER.match(after)
    )


def _says_again(folded: Folded, match: re.Match[str]) -> bool:
    """“Five weeks old, or forty days”."""
    before = folded.lower[max(0, match.start() - 24) : match.start()]
    return bool(re.search(r"\b(?:old|of age|of life),?\s+(?:or|that is)\s+$", before))


def _limited(folded: Folded, start: int) -> bool:
    before = folded.lower[max(0, start - 24) : start]
    return bool(
        re.search(
            r"\b(?:under|over|below|above|than|to|up to|until|from|between|and|the first|the last"
            r"|(?:days?|weeks?) (?:short|shy) of)\s$",
            before,
        )
    )


def _is_about_a_child(folded: Folded, start: int, end: int) -> bool:
    before = folded.lower[max(0, start - 30) : start]
    after = folded.lower[end : end + 30]
    if _NOT_AGE_AFTER.match(after) or _LIMITS.search(before):
        return False
    words = folded.words_of_sentence(start)
    if _NOT_CHILD.search(words) and not _LIVED.search(words):
        return False
    placed = bool(_BEFORE.search(before)) or folded.opens_sentence(start)
    told_of_child = _CHILD.search(words) or _LIVED_FOR.search(before)
    return bool(placed and told_of_child) or bool(re.match(r"\s+old\b", after))
