"""Draws children who never lived, and what their panel would conclude, by the assumptions."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from cdop.core.answers import Answer
from cdop.core.catalogues.categories import Category, category_of
from cdop.core.catalogues.child import EthnicGroup, JarCriterion, PlaceOfDeath, Sex
from cdop.demo.assumptions import days, happens, pick

YEAR = 365.25
LAST_DAY = 6_560  # some days before an eighteenth birthday
BANDS = {
    "0-27d": (0, 27),
    "28-364d": (28, 364),
    "1-4y": (366, 1_820),
    "5-9y": (1_830, 3_640),
    "10-14y": (3_655, 5_470),
    "15-17y": (5_480, LAST_DAY),
}
SUDDEN = "sudden_infant"
UNEXPECTED = frozenset({SUDDEN, "sudden_child", "trauma", "inflicted", "self_harm"})


@dataclass(frozen=True, kw_only=True)
class Child:
    """The coded facts of one made-up death."""

    group: str
    conclusion: str  # the rate of `modifiable.` that holds for it
    category: Category
    sub_category: str | None
    modifiable: bool
    age_days: int
    sex: Sex
    ethnic_group: EthnicGroup
    deprivation_quintile: int
    residence_area: str
    place_of_death: PlaceOfDeath
    expected: Answer
    joint_response: Answer
    joint_response_criteria: tuple[str, ...]
    gestation_weeks: int | None
    birth_weight_g: int | None
    mother_age: int | None
    mother_bmi: float | None

    @property
    def is_sudden_infant(self) -> bool:
        return self.group == SUDDEN


def draw_child(rng: Random, areas: Sequence[str]) -> Child:
    group = pick(rng, "group")
    if group == SUDDEN:
        return _sudden_infant(rng, areas)
    age = _age(rng, f"age.{group}")
    category, sub = _conclusion(rng, group)
    expected = _expected(rng, group)
    weeks, grams = _birth(rng, sub) if age < 365 else (None, None)
    return Child(
        group=group,
        conclusion=group,
        category=category,
        sub_category=sub,
        modifiable=happens(rng, f"modifiable.{group}"),
        age_days=age,
        sex=Sex.MALE if happens(rng, "male") else Sex.FEMALE,
        deprivation_quintile=int(pick(rng, "deprivation")),
        place_of_death=_place(rng, group, age),
        expected=expected,
        joint_response=Answer.YES if group in UNEXPECTED else Answer.NO,
        joint_response_criteria=_criteria(group),
        gestation_weeks=weeks,
        birth_weight_g=grams,
        **_background(rng, areas, age),
    )


def _background(rng: Random, areas: Sequence[str], age: int) -> dict:
    infant = age < 365
    return {
        "ethnic_group": EthnicGroup(pick(rng, "ethnic_group")),
        "residence_area": rng.choice(areas),
        "mother_age": rng.choice((17, 19, *range(20, 44))) if infant else None,
        "mother_bmi": round(rng.triangular(17.5, 44, 25.5), 1) if infant else None,
    }


def _age(rng: Random, name: str) -> int:
    band = pick(rng, name)
    low, high = BANDS[band]
    # In the first month most deaths are in the first days.
    return int(high * rng.random() ** 3) if band == "0-27d" else rng.randint(low, high)


SUBS = {
    "congenital": ("7a", "7b", "7c", "7c", "7d"),
    "infection": ("9a", "9b", "9c", "9z"),
    "acute": ("5a", "5z", "5z", "5z"),
    "inflicted": ("1a", "1a", "1b"),
    "self_harm": ("2a", "2a", "2b"),
    "trauma": ("3a", "3a", "3a", "3b", "3b", "3c", "3d", "3e", "3f", "3z"),
    "sudden_child": ("10c",),
}
WITHOUT_SUB = {"chronic": Category.CHRONIC_CONDITION, "malignancy": Category.MALIGNANCY}


def _conclusion(rng: Random, group: str) -> tuple[Category, str | None]:
    if group in WITHOUT_SUB:
        return WITHOUT_SUB[group], None
    sub = pick(rng, "perinatal_cause") if group == "perinatal" else rng.choice(SUBS[group])
    return category_of(sub), sub


def _expected(rng: Random, group: str) -> Answer:
    if group in UNEXPECTED:
        return Answer.NO
    if group in ("infection", "acute"):
        return Answer.NO if rng.random() < 0.7 else Answer.YES
    return Answer.NOT_KNOWN if rng.random() < 0.02 else Answer.YES


def _criteria(group: str) -> tuple[str, ...]:
    if group in (SUDDEN, "sudden_child"):
        return (JarCriterion.SUDDEN.value,)
    if group == "inflicted":
        return (JarCriterion.EXTERNAL_CAUSES.value, JarCriterion.SUSPICION.value)
    return (JarCriterion.EXTERNAL_CAUSES.value,) if group in UNEXPECTED else ()


def _place(rng: Random, group: str, age: int) -> PlaceOfDeath:
    if group in UNEXPECTED:
        return rng.choice(
            (PlaceOfDeath.EMERGENCY_DEPARTMENT, PlaceOfDeath.HOME, PlaceOfDeath.INTENSIVE_CARE)
            if group in (SUDDEN, "sudden_child", "inflicted")
            else (PlaceOfDeath.PUBLIC_PLACE, PlaceOfDeath.EMERGENCY_DEPARTMENT, PlaceOfDeath.HOME)
        )
    if age < 28:
        return PlaceOfDeath.NEONATAL_UNIT
    if group in ("malignancy", "chronic"):
        return rng.choice((PlaceOfDeath.HOSPICE, PlaceOfDeath.HOME, PlaceOfDeath.PAEDIATRIC_WARD))
    return rng.choice((PlaceOfDeath.INTENSIVE_CARE, PlaceOfDeath.PAEDIATRIC_WARD))


def _birth(rng: Random, sub: str | None) -> tuple[int, int]:
    """Weeks and grams that go together."""
    if sub == "8a":
        weeks = rng.choice((22, 23, 23, 24, 24, 25, 26, 27, 28, 30, 32))
    else:
        weeks = rng.choice((30, 33, 35, 36, 37, 38, 38, 39, 39, 40, 40, 41))
    return weeks, _grams(rng, weeks)


def _grams(rng: Random, weeks: int) -> int:
    middle = 3_400 - (40 - weeks) * 175
    return 10 * max(35, int(rng.gauss(middle, 280) / 10))


def _sudden_infant(rng: Random, areas: Sequence[str]) -> Child:
    explained = happens(rng, "sudden.explained")
    if explained:
        age = days(rng, "sudden.age_explained", longest=364)
        sub, conclusion = pick(rng, "sudden.explained_cause"), "sudden_explained"
    else:
        age = days(rng, "sudden.age_unexplained", longest=364)
        syndrome = happens(rng, "sudden.syndrome")
        sub = "10a" if syndrome else "10b"
        conclusion = "sudden_syndrome" if syndrome else "sudden_unascertained"
    weeks, grams = _sudden_birth(rng)
    return Child(
        group=SUDDEN,
        conclusion=conclusion,
        category=category_of(sub),
        sub_category=sub if len(sub) > 1 else None,
        modifiable=happens(rng, f"modifiable.{conclusion}"),
        age_days=age,
        sex=Sex.MALE if happens(rng, "sudden.male") else Sex.FEMALE,
        deprivation_quintile=int(pick(rng, "sudden.deprivation")),
        place_of_death=_place(rng, SUDDEN, age),
        expected=Answer.NO,
        joint_response=Answer.YES,
        joint_response_criteria=_criteria(SUDDEN),
        gestation_weeks=weeks,
        birth_weight_g=grams,
        **_background(rng, areas, age),
    )


def _sudden_birth(rng: Random) -> tuple[int, int]:
    preterm = happens(rng, "sudden.preterm")
    small = happens(rng, f"sudden.low_weight_if_{'preterm' if preterm else 'term'}")
    weeks = rng.choice((29, 31, 33, 34, 35, 36, 36)) if preterm else rng.randint(37, 41)
    grams = 10 * (rng.randint(140, 249) if small else rng.randint(250, 420))
    return weeks, grams
