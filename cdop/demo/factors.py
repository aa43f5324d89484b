"""Scores factors for a made-up death, so that they imply what the panel concluded."""

from random import Random
from typing import Any

from cdop.analysis.past_changes import PastScore
from cdop.core.catalogues.factors import FACTORS
from cdop.core.influence import Influence
from cdop.core.sudden_death import hazards
from cdop.demo.assumptions import value
from cdop.demo.children import Child

MAY = Influence.MAY_HAVE_CONTRIBUTED
MOST = 9
FALLBACK = {
    "perinatal": "A04",
    "congenital": "D06",
    "malignancy": "D01",
    "chronic": "D06",
    "sudden_child": "B01",
    "sudden_infant": "C01",
}
ADVICE_NOT_GIVEN = "D08"


def draw_scores(rng: Random, child: Child, facts: dict[str, Any]) -> list[PastScore]:
    """The factors scored; one that can be modified contributed just where the panel said so."""
    codes = _of_sleep(rng, child, facts) if child.is_sudden_infant else _of_group(rng, child)
    scored = [_score(rng, child, code) for code in codes]
    if child.modifiable and not any(each.modifiable and each.influence is MAY for each in scored):
        code = _changeable(codes) or FALLBACK.get(child.group, "D06")
        scored = [each for each in scored if each.factor_code != code]
        scored.append(PastScore(factor_code=code, influence=MAY, modifiable=True))
    return sorted(scored, key=lambda each: each.factor_code)


def _of_group(rng: Random, child: Child) -> list[str]:
    rates = value(f"factors.{child.group}")
    return [code for code, rate in rates.items() if rng.random() * 100 < rate]


def _of_sleep(rng: Random, child: Child, facts: dict[str, Any]) -> list[str]:
    """The factors that the recorded hazards stand for, and that advice was wanting."""
    found = hazards(
        facts,
        gestation_weeks=child.gestation_weeks,
        birth_weight_g=child.birth_weight_g,
        age_days=child.age_days,
    )
    codes = [_code_of(child, facts, each.code, each.factor_codes) for each in found]
    if rng.random() < 0.25:
        codes.append("B22")
    if facts.get("advice_midwife") == "N" or facts.get("advice_health_visitor") == "N":
        codes.append(ADVICE_NOT_GIVEN)
    return list(dict.fromkeys(codes))[: MOST + 3]


_EXACT = {
    ("not_on_back", "side"): "C06",
    ("sitting_device", "sling"): "C12",
}


def _code_of(child: Child, facts: dict[str, Any], hazard: str, codes: tuple[str, ...]) -> str:
    if hazard == "smoking_exposure":
        return "A04" if facts.get("smoked_in_pregnancy") == "Y" else "B01"
    if hazard == "preterm_or_low_birth_weight":
        return "A01" if (child.gestation_weeks or 40) < 37 else "A02"
    for name in ("position_put_down", "surface"):
        exact = _EXACT.get((hazard, str(facts.get(name))))
        if exact:
            return exact
    return codes[0]


def _score(rng: Random, child: Child, code: str) -> PastScore:
    drawn = rng.random()
    influence = MAY
    if drawn < 0.20:
        influence = Influence.NONE_OR_UNLIKELY
    elif drawn < 0.24:
        influence = Influence.UNKNOWN
    usual = FACTORS[code].usually_modifiable
    modifiable = bool(usual) and influence is MAY and rng.random() < 0.9
    if not child.modifiable and modifiable:
        influence, modifiable = Influence.NONE_OR_UNLIKELY, False
    return PastScore(factor_code=code, influence=influence, modifiable=modifiable)


def _changeable(codes: list[str]) -> str | None:
    return next((code for code in codes if FACTORS[code].usually_modifiable), None)
