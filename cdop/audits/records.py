"""Each death as values of named variables: what tables count, and disclosure control knows."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from cdop.audits.dataset import ReviewedDeath
from cdop.core.answers import Answer
from cdop.core.catalogues.categories import SUB_CATEGORIES, Category
from cdop.core.catalogues.child import AgeBand, BroadEthnicGroup, Sex
from cdop.core.catalogues.factors import FACTORS
from cdop.core.catalogues.sleep import MESSAGES, ContactPoint, Profession
from cdop.core.influence import Influence
from cdop.core.modifiability import Outcome
from cdop.core.sudden_death import FACTS, HAZARDS, FactKind, HazardKind

BLANK = ""
NOT_KNOWN = "NK"
NOT_APPLICABLE = "NA"
YES, NO = Answer.YES.value, Answer.NO.value
MOST_HAZARDS = 4  # "4 or more"
MODIFIABLE, CONTRIBUTED, NOT_FOUND = "modifiable", "contributed", "no"

Record = Mapping[str, str]
Domains = Mapping[str, Collection[str]]

SLEEP_HAZARDS = frozenset(
    code for code, hazard in HAZARDS.items() if hazard.kind is not HazardKind.VULNERABILITY
)
SUDI_FACTORS = tuple(code for code, factor in FACTORS.items() if factor.sudi)


def domains(years: Iterable[str], areas: Iterable[str]) -> dict[str, Collection[str]]:
    """Every value that each variable can take."""
    answers = (YES, NO, NOT_KNOWN, NOT_APPLICABLE, BLANK)
    return {
        "year": tuple(years),
        "reviewed": (YES, NO),
        "age_band": tuple(band for band in AgeBand if band.is_infant),
        "sex": _choices(Sex),
        "ethnic_group": _choices(BroadEthnicGroup),
        "deprivation": ("1", "2", "3", "4", "5", BLANK),
        "area": (*areas, BLANK),
        "gestation": ("under_37", "37_or_more", BLANK),
        "birth_weight": ("under_2500", "2500_or_more", BLANK),
        "mother_age": ("under_20", "20_to_24", "25_to_34", "35_or_more", BLANK),
        "category": (*(category.value for category in Category), BLANK),
        "sub_category": (*SUB_CATEGORIES, BLANK),
        "outcome": (*(outcome.value for outcome in Outcome), BLANK),
        "hazard_count": (*(str(n) for n in range(MOST_HAZARDS)), f"{MOST_HAZARDS}+"),
        **{f"hazard_{code}": (YES, NO) for code in HAZARDS},
        **{
            name: answers if fact.kind is FactKind.ANSWER else _choices(fact.choices)
            for name, fact in FACTS.items()
        },
        **{f"factor_{code}": (MODIFIABLE, CONTRIBUTED, NOT_FOUND) for code in SUDI_FACTORS},
        **{f"advice_by_{profession}": (YES, NO) for profession in Profession},
        **{f"advice_at_{contact}": (YES, NO) for contact in ContactPoint},
        **{f"message_{message}": (YES, NO) for message in MESSAGES},
    }


def _choices(kind: Any) -> tuple[str, ...]:
    values = tuple(member.value for member in kind if member.value.upper() != NOT_KNOWN)
    return (*values, NOT_KNOWN, BLANK)


def record_of(death: ReviewedDeath) -> dict[str, str]:
    """The death's value of every variable. What a review records is blank until it is ratified."""
    return {
        "year": death.year,
        "reviewed": YES if death.reviewed else NO,
        "age_band": death.age_band.value,
        "sex": _fact(death.sex),
        "ethnic_group": _fact(death.ethnic_group.broad if death.ethnic_group else None),
        "deprivation": str(death.deprivation_quintile or BLANK),
        "area": death.area,
        "gestation": _band(death.gestation_weeks, (37,), ("under_37", "37_or_more")),
        "birth_weight": _band(death.birth_weight_g, (2500,), ("under_2500", "2500_or_more")),
        "mother_age": _band(
            death.mother_age, (20, 25, 35), ("under_20", "20_to_24", "25_to_34", "35_or_more")
        ),
        "category": death.category.value if death.category else BLANK,
        "sub_category": death.sub_category or BLANK,
        "outcome": death.outcome.value if death.outcome else BLANK,
        "hazard_count": _hazard_count(death),
        **{f"hazard_{code}": YES if code in death.hazards else NO for code in HAZARDS},
        **{name: _fact(death.facts.get(name)) for name in FACTS},
        **{f"factor_{code}": _factor(death, code) for code in SUDI_FACTORS},
        **_advice(death),
    }


def _fact(value: str | None) -> str:
    if value is None:
        return BLANK
    return NOT_KNOWN if str(value).upper() == NOT_KNOWN else str(value)


def _band(value: float | None, ends: Iterable[int], names: Iterable[str]) -> str:
    if value is None:
        return BLANK
    *lower, last = names
    return next((name for end, name in zip(ends, lower, strict=True) if value < end), last)


def _hazard_count(death: ReviewedDeath) -> str:
    count = len(SLEEP_HAZARDS.intersection(death.hazards))
    return str(count) if count < MOST_HAZARDS else f"{MOST_HAZARDS}+"


def _factor(death: ReviewedDeath, code: str) -> str:
    influence, modifiable = death.factors.get(code, (Influence.UNKNOWN, False))
    if not influence.is_contributory:
        return NOT_FOUND
    return MODIFIABLE if modifiable else CONTRIBUTED


def _advice(death: ReviewedDeath) -> dict[str, str]:
    by = {given.profession for given in death.advice}
    at = {given.contact for given in death.advice}
    messages = {message for given in death.advice for message in given.messages}
    return {
        **{f"advice_by_{profession}": YES if profession in by else NO for profession in Profession},
        **{f"advice_at_{contact}": YES if contact in at else NO for contact in ContactPoint},
        **{f"message_{message}": YES if message in messages else NO for message in MESSAGES},
    }
