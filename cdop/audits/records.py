"""The variables of each death: what tables count, and disclosure control knows.

What a review records is blank, or "no", until it is ratified.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cdop.audits.deaths import Domains, Record, Records, Where, sign
from cdop.core import ages
from cdop.core.answers import Answer
from cdop.core.catalogues.categories import SUB_CATEGORIES, Category, explained
from cdop.core.catalogues.child import AgeBand, BroadEthnicGroup, EthnicGroup, PlaceOfDeath, Sex
from cdop.core.catalogues.factors import FACTORS, Domain
from cdop.core.catalogues.learning_codes import LEARNING_CODES
from cdop.core.catalogues.sleep import MESSAGES, ContactPoint, Profession
from cdop.core.hazards import LOW_BIRTH_WEIGHT_G, PRETERM_WEEKS, Circumstances, shown_by
from cdop.core.influence import Influence
from cdop.core.modifiability import Outcome, proposed_outcome
from cdop.core.sudden_death import FACTS, HAZARDS, FactKind, HazardKind

__all__ = ["Domains", "Record", "Records", "Where"]

BLANK = ""
NOT_KNOWN = "NK"
NOT_APPLICABLE = "NA"
YES, NO = Answer.YES.value, Answer.NO.value
MOST_HAZARDS = 4  # "4 or more"
MODIFIABLE, CONTRIBUTED, NOT_FOUND = "modifiable", "contributed", "no"

SLEEP_HAZARDS = frozenset(
    code for code, hazard in HAZARDS.items() if hazard.kind is not HazardKind.VULNERABILITY
)
SUDI_FACTORS = tuple(code for code, factor in FACTORS.items() if factor.sudi)


@dataclass(frozen=True)
class Bands:
    """Values of a number by where each band ends."""

    ends: tuple[int, ...]
    names: tuple[str, ...]

    def of(self, value: float | None) -> str:
        if value is None:
            return BLANK
        return self.names[sum(value >= end for end in self.ends)]


GESTATION = Bands((PRETERM_WEEKS,), ("under_37", "37_or_more"))
GESTATION_BANDS = Bands(
    (24, 28, 32, 37), ("under_24", "24_to_27", "28_to_31", "32_to_36", "37_or_more")
)
BIRTH_WEIGHT = Bands((LOW_BIRTH_WEIGHT_G,), ("under_2500", "2500_or_more"))
MOTHER_AGE = Bands((20, 25, 35), ("under_20", "20_to_24", "25_to_34", "35_or_more"))
WAITING = Bands((183, 366, 731), ("under_6m", "6_to_12m", "12_to_24m", "24m_or_more"))
AGE_GROUPS = ("neonatal", "infant", "child")
LAST_DAY = 18 * 365 + 3  # of childhood, whichever years of it were leap years


@dataclass
class Read:
    """Columns as the bridge read them, one entry a death; coded facts only."""

    size: int
    known: Mapping[str, Sequence[Any]]
    facts: Mapping[str, Sequence[str | None]]
    reviewed: Sequence[bool]
    sudi: Sequence[bool]
    factors: Mapping[str, Mapping[int, tuple[str, bool]]] = field(default_factory=dict)
    advice: Sequence[tuple[int, str, str, Sequence[str]]] = ()
    learning: Mapping[str, Collection[int]] = field(default_factory=dict)


def _choices(kind: Any) -> tuple[str, ...]:
    values = tuple(member.value for member in kind if member.value.upper() != NOT_KNOWN)
    return (*values, NOT_KNOWN, BLANK)


ANSWERS = (YES, NO, NOT_KNOWN, NOT_APPLICABLE, BLANK)
EITHER = (YES, NO)
FIXED: Domains = {
    "reviewed": EITHER,
    "sudi": EITHER,
    "infant": EITHER,
    "age_band": tuple(band.value for band in AgeBand),
    "age_group": AGE_GROUPS,
    "sex": _choices(Sex),
    "ethnic_group": _choices(BroadEthnicGroup),
    "deprivation": ("1", "2", "3", "4", "5", BLANK),
    "gestation": (*GESTATION.names, BLANK),
    "gestation_band": (*GESTATION_BANDS.names, BLANK),
    "birth_weight": (*BIRTH_WEIGHT.names, BLANK),
    "mother_age": (*MOTHER_AGE.names, BLANK),
    "place_of_death": _choices(PlaceOfDeath),
    "expected": ANSWERS,
    "joint_response": ANSWERS,
    "time_to_review": (*WAITING.names, BLANK),
    "time_to_close": (*WAITING.names, BLANK),
    "category": (*(category.value for category in Category), BLANK),
    "sub_category": (*SUB_CATEGORIES, BLANK),
    "explained": (YES, NO, BLANK),
    "outcome": (*(outcome.value for outcome in Outcome), BLANK),
    "hazard_count": (*(str(n) for n in range(MOST_HAZARDS)), f"{MOST_HAZARDS}+"),
    **{f"hazard_{code}": EITHER for code in HAZARDS},
    **{
        name: ANSWERS if fact.kind is FactKind.ANSWER else _choices(fact.choices)
        for name, fact in FACTS.items()
    },
    **{f"factor_{code}": (MODIFIABLE, CONTRIBUTED, NOT_FOUND) for code in FACTORS},
    **{f"factor_domain_{domain}": EITHER for domain in Domain},
    **{f"advice_by_{profession}": EITHER for profession in Profession},
    **{f"advice_at_{contact}": EITHER for contact in ContactPoint},
    **{f"message_{message}": EITHER for message in MESSAGES},
}


def domains(years: Iterable[str], areas: Iterable[str]) -> Domains:
    """Every value that each variable can take."""
    return {"year": tuple(years), "area": (*areas, BLANK), **FIXED}


def coded(read: Read, years: Sequence[str], areas: Iterable[str]) -> Records:
    """The deaths read, as values of variables, in an order that follows from these."""
    found = {*areas, *(area for area in read.known["area"] if area)}
    writer = _Writer(read, dict(domains(years, sorted(found))))
    writer.case()
    writer.review()
    writer.factors()
    writer.advice()
    records = Records(read.size, writer.columns, writer.domains, writer.numbers())
    _add_hazards(records, writer)
    return records.in_order()


def _normal(value: str) -> str:
    return NOT_KNOWN if value.upper() == NOT_KNOWN else value


class _Writer:
    """Writes columns of signs."""

    def __init__(self, read: Read, known: dict[str, Collection[str]]) -> None:
        self.read, self.domains = read, known
        self.columns: dict[str, str] = {}

    def put(self, name: str, values: Iterable[str]) -> None:
        signs = {value: sign(place) for place, value in enumerate(self.domains[name])}
        self.columns[name] = "".join([signs[value] for value in values])

    def put_raw(self, name: str, raw: Sequence[str | None]) -> None:
        """Values of a catalogue as the database has them."""
        self.put(name, [BLANK if value is None else _normal(value) for value in raw])

    def put_found(self, name: str, values: Sequence[str]) -> None:
        """A variable whose values are those that occur."""
        self.domains[name] = tuple(sorted(set(values)))
        self.put(name, values)

    def put_either(self, name: str, places: Collection[int]) -> None:
        self.domains.setdefault(name, EITHER)
        signs = ["1"] * self.read.size
        for place in places:
            signs[place] = "0"
        self.columns[name] = "".join(signs)

    def case(self) -> None:
        known, read = self.read.known, self.read
        self.put("year", known["year"])
        for name in ("death_year", "review_year", "panel"):
            self.put_found(name, known[name])
        self.put("reviewed", [YES if each else NO for each in read.reviewed])
        self.put("sudi", [YES if each else NO for each in read.sudi])
        bands = [ages.age_band(min(days, LAST_DAY)) for days in known["age_days"]]
        self.put("age_band", [band.value for band in bands])
        self.put("age_group", [_age_group(band) for band in bands])
        self.put("infant", [YES if band.is_infant else NO for band in bands])
        for name in ("sex", "place_of_death", "expected", "joint_response"):
            self.put_raw(name, known[name])
        self.put("ethnic_group", [_BROAD[value] for value in known["ethnic_group"]])
        self.put("deprivation", [str(value or BLANK) for value in known["deprivation"]])
        self.put("area", known["area"])
        self.put("gestation", map(GESTATION.of, known["gestation_weeks"]))
        self.put("gestation_band", map(GESTATION_BANDS.of, known["gestation_weeks"]))
        self.put("birth_weight", map(BIRTH_WEIGHT.of, known["birth_weight_g"]))
        self.put("mother_age", map(MOTHER_AGE.of, known["mother_age"]))
        self.put("time_to_review", map(WAITING.of, known["days_to_review"]))
        self.put("time_to_close", map(WAITING.of, known["days_to_close"]))

    def review(self) -> None:
        self.put_raw("category", self.read.known["category"])
        self.put_raw("sub_category", self.read.known["sub_category"])
        self.put("explained", [_EXPLAINED[value] for value in self.read.known["category"]])
        for name, values in self.read.facts.items():
            self.put_raw(name, values)
        for code in sorted({*LEARNING_CODES, *self.read.learning}):
            self.put_either(f"learning_{code}", self.read.learning.get(code, ()))

    def factors(self) -> None:
        """Each factor; each domain with any; and the outcome that follows where none is stored."""
        proposed: dict[int, list[tuple[Influence, bool]]] = {}
        domains_found: dict[Domain, set[int]] = {domain: set() for domain in Domain}
        for code, factor in FACTORS.items():
            signs = ["2"] * self.read.size
            for place, (influence, modifiable) in self.read.factors.get(code, {}).items():
                level = Influence(influence)
                proposed.setdefault(place, []).append((level, modifiable))
                if level.is_contributory:
                    signs[place] = "0" if modifiable else "1"
                    domains_found[factor.domain].add(place)
            self.columns[f"factor_{code}"] = "".join(signs)
        for domain, places in domains_found.items():
            self.put_either(f"factor_domain_{domain}", places)
        stored = zip(self.read.known["outcome"], self.read.reviewed, strict=True)
        self.put(
            "outcome",
            [
                (outcome or proposed_outcome(proposed.get(place, ())).value) if done else BLANK
                for place, (outcome, done) in enumerate(stored)
            ],
        )

    def advice(self) -> None:
        """By whom, at which contact, with which message; and the pairs of these that occur."""
        found: dict[str, set[int]] = {
            **{f"advice_by_{each}": set() for each in Profession},
            **{f"advice_at_{each}": set() for each in ContactPoint},
            **{f"message_{each}": set() for each in MESSAGES},
        }
        for place, contact, profession, messages in self.read.advice:
            found[f"advice_by_{profession}"].add(place)
            found[f"advice_at_{contact}"].add(place)
            found.setdefault(f"advice:{profession}:{contact}", set()).add(place)
            for message in messages:
                found[f"message_{message}"].add(place)
                found.setdefault(f"advice:{profession}:{message}", set()).add(place)
        for name, places in found.items():
            self.put_either(name, places)

    def numbers(self) -> dict[str, Sequence[int | None]]:
        return {
            name: self.read.known[name] for name in ("age_days", "days_to_review", "days_to_close")
        }


_BROAD: dict[str | None, str] = {
    None: BLANK,
    **{group.value: _normal(group.broad.value) for group in EthnicGroup},
}
_EXPLAINED: dict[str | None, str] = {
    None: BLANK,
    **{category.value: YES if explained(category) else NO for category in Category},
}


def _age_group(band: AgeBand) -> str:
    neonatal, infant, child = AGE_GROUPS
    if not band.is_infant:
        return child
    return neonatal if band is AgeBand.DAYS_0_27 else infant


class _ManyDeaths(Circumstances):
    """The facts of all deaths at once, as bits."""

    def __init__(self, records: Records, read: Read) -> None:
        self.records, self.read = records, read

    def yes(self, *names: str) -> int:
        found = 0
        for name in names:
            found |= self.records.of(name, (YES,))
        return found

    def no(self, name: str) -> int:
        return self.records.of(name, (NO,))

    def among(self, name: str, values: frozenset[str]) -> int:
        return self.records.of(name, values)

    @property
    def preterm_or_small(self) -> int:
        early = self.records.of("gestation", ("under_37",))
        return early | self.records.of("birth_weight", ("under_2500",))

    @property
    def under_six_months(self) -> int:
        limit = ages.DAYS_UNDER_SIX_MONTHS
        return _bits(days < limit for days in self.read.known["age_days"])


def _bits(answers: Iterable[bool]) -> int:
    return int("".join(["1" if each else "0" for each in answers]) or "0", 2)


def _add_hazards(records: Records, writer: _Writer) -> None:
    """Only reviewed deaths have facts that could show a hazard."""
    reviewed = records.of("reviewed", (YES,))
    counts = [0] * records.size
    for code, mask in shown_by(_ManyDeaths(records, writer.read)).items():
        shown = f"{mask & reviewed:0{records.size}b}" if records.size else ""
        writer.columns[f"hazard_{code}"] = shown.translate({48: "1", 49: "0"})
        if code in SLEEP_HAZARDS:
            for place in _places(shown):
                counts[place] += 1
    writer.columns["hazard_count"] = "".join([sign(min(n, MOST_HAZARDS)) for n in counts])


def _places(shown: str) -> Iterable[int]:
    place = shown.find("1")
    while place >= 0:
        yield place
        place = shown.find("1", place + 1)
