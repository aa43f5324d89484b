"""Which deaths the audit of sudden infant deaths is about, and what their facts and factors show.

One name for form, table and audit: the facts and hazards are catalogues of their own and are
offered here together with the rules on the population and on scored factors.
"""

from collections.abc import Collection, Iterable, Mapping

from cdop.core.ages import is_infant
from cdop.core.answers import Answer
from cdop.core.catalogues.categories import explained
from cdop.core.catalogues.child import JarCriterion
from cdop.core.catalogues.factors import FACTORS
from cdop.core.catalogues.sudden_death_facts import FACTS, Fact, FactGroup, FactKind
from cdop.core.hazards import HAZARDS, Hazard, HazardKind, hazards
from cdop.core.influence import Influence

__all__ = [
    "FACTS",
    "HAZARDS",
    "Fact",
    "FactGroup",
    "FactKind",
    "Hazard",
    "HazardKind",
    "any_smoking_exposure",
    "any_unsafe_sleep",
    "explained",
    "hazardous_cosleep",
    "hazards",
    "is_sudi",
]

_SMOKING_CODES = frozenset({"A04", "B01", "B02", "B03"})
_MAKES_SHARING_HAZARDOUS = _SMOKING_CODES | {"A01", "A02", "B06", "B08"}

Scores = Mapping[str, Influence]


def is_sudi(
    age_days: int | None,
    expected: str | None,
    jar_criteria: Iterable[str] = (),
    jar: str | None = None,
) -> bool:
    """Whether the death belongs to the audit: an infant whose death was unexpected.

    Source: joint agency response criterion (b), sudden with no immediately apparent cause
    (guidance 2018), under 1 year of age. The final category does not matter: a death explained
    later stays in (NCMD 2022 reports both). Where no criterion was recorded, as in older logs, a
    joint agency response stands for it.
    """
    if age_days is None or not is_infant(age_days) or expected != Answer.NO:
        return False
    criteria = {JarCriterion(criterion) for criterion in jar_criteria}
    if criteria:
        return JarCriterion.SUDDEN in criteria
    return jar == Answer.YES


def any_unsafe_sleep(scores: Scores) -> bool:
    """Whether any factor flagged as unsafe sleep may have contributed (influence 2)."""
    return any(FACTORS[code].unsafe_sleep for code in _contributory(scores))


def any_smoking_exposure(scores: Scores) -> bool:
    """Whether smoking in pregnancy (A04) or by the household (B01 to B03) may have contributed."""
    return bool(_SMOKING_CODES & _contributory(scores))


def hazardous_cosleep(codes: Collection[str]) -> bool:
    """Whether the factors found are, or add up to, hazardous co-sleeping.

    Sofa or armchair sleep (C04), or bed-sharing (C02) together with preterm birth, low birth
    weight, smoking, alcohol, drugs or sedatives; C03 is the panel saying so itself.
    """
    found = set(codes)
    shared_at_risk = "C02" in found and bool(found & _MAKES_SHARING_HAZARDOUS)
    return shared_at_risk or bool(found & {"C03", "C04"})


def _contributory(scores: Scores) -> set[str]:
    return {code for code, influence in scores.items() if influence.is_contributory}
