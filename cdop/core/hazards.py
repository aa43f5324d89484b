"""The hazards that the recorded facts of an infant death show; "not known" never shows one.

Source: current NHS and Lullaby Trust safer-sleep advice for the sleep, smoking and substance
hazards, and the sudden unexpected death form for the vulnerabilities. Hazardous sharing is
sharing after alcohol, drugs or sedating medicine, with a smoker, on a sofa or armchair, or with
an infant born preterm or small (Blair 2014; NHS advice).
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cdop.core.ages import DAYS_UNDER_SIX_MONTHS
from cdop.core.answers import Answer
from cdop.core.catalogues.labelled import LabelledEnum
from cdop.core.catalogues.sleep import SharedWith, SleepPosition, SleepSurface

PRETERM_WEEKS = 37
LOW_BIRTH_WEIGHT_G = 2500

_SOFA = frozenset({SleepSurface.SOFA, SleepSurface.ARMCHAIR})
_SITTING = frozenset({SleepSurface.CAR_SEAT, SleepSurface.BOUNCER, SleepSurface.SLING})
_SOFT_OR_MAKESHIFT = frozenset({SleepSurface.POD, SleepSurface.FLOOR})
_NOT_ON_BACK = frozenset({SleepPosition.SIDE, SleepPosition.FRONT, SleepPosition.PROPPED})
_NO_PERSON_SHARED = frozenset({SharedWith.TWIN, SharedWith.PET})

_SMOKING = ("smoked_in_pregnancy", "mother_smokes", "partner_smokes", "household_smoker")
_ALCOHOL = ("carer_alcohol_24h", "sharer_alcohol")
_DRUGS = ("carer_drugs_24h", "sharer_drugs", "sharer_medicine")


class HazardKind(LabelledEnum):
    """What sort of circumstance a hazard is."""

    SLEEP = "sleep", "Sleep"
    SMOKING = "smoking", "Smoking"
    SUBSTANCES = "substances", "Alcohol and drugs"
    VULNERABILITY = "vulnerability", "Vulnerability of the infant"


@dataclass(frozen=True)
class Hazard:
    """One circumstance that raises the risk, with the factors it stands for."""

    code: str
    kind: HazardKind
    label: str
    factor_codes: tuple[str, ...]


class Circumstances(ABC):
    """What the facts say, joined with & | and ~: a bool of one death, or a bit for each of many."""

    @abstractmethod
    def yes(self, *names: str) -> int:
        """Where any of these answers is yes."""

    @abstractmethod
    def no(self, name: str) -> int:
        """Where the answer is no."""

    @abstractmethod
    def among(self, name: str, values: frozenset[str]) -> int:
        """Where the fact has one of the values."""

    @property
    @abstractmethod
    def preterm_or_small(self) -> int:
        """Where the infant was born preterm or with a low weight."""

    @property
    @abstractmethod
    def under_six_months(self) -> int:
        """Where the infant was under six months."""

    @property
    def shared_with_a_person(self) -> int:
        """A twin in the same cot, or a pet, is not co-sleeping."""
        return self.yes("shared_surface") & ~self.among("shared_with", _NO_PERSON_SHARED)

    @property
    def on_sofa_or_armchair(self) -> int:
        return self.among("surface", _SOFA) | self.among("surface_found", _SOFA)

    @property
    def shared_hazardously(self) -> int:
        return self.shared_with_a_person & (
            self.on_sofa_or_armchair
            | self.preterm_or_small
            | self.yes("sharer_smokes", *_SMOKING, *_ALCOHOL, *_DRUGS)
        )

    @property
    def on_unsuitable_surface(self) -> int:
        alone_on_a_bed = self.no("shared_surface") & self.among(
            "surface", frozenset({SleepSurface.ADULT_BED})
        )
        return alone_on_a_bed | self.among("surface", _SOFT_OR_MAKESHIFT)

    @property
    def alone_under_six_months(self) -> int:
        return self.under_six_months & self.no("room_with_carer")


@dataclass(frozen=True)
class OneDeath(Circumstances):
    """The facts of one death, and the few numbers that rules read with them."""

    facts: Mapping[str, str | None]
    gestation_weeks: int | None = None
    birth_weight_g: int | None = None
    age_days: int | None = None

    def yes(self, *names: str) -> bool:
        return any(self.facts.get(name) == Answer.YES for name in names)

    def no(self, name: str) -> bool:
        return self.facts.get(name) == Answer.NO

    def among(self, name: str, values: frozenset[str]) -> bool:
        return self.facts.get(name) in values

    @property
    def preterm_or_small(self) -> bool:
        weeks, grams = self.gestation_weeks, self.birth_weight_g
        return (weeks is not None and weeks < PRETERM_WEEKS) or (
            grams is not None and grams < LOW_BIRTH_WEIGHT_G
        )

    @property
    def under_six_months(self) -> bool:
        return self.age_days is not None and self.age_days < DAYS_UNDER_SIX_MONTHS


Shown = Callable[[Circumstances], int]


def _if_yes(*names: str) -> Shown:
    return lambda case: case.yes(*names)


def _if_no(name: str) -> Shown:
    return lambda case: case.no(name)


_SLEEP_ROWS: list[tuple[str, str, str, Shown]] = [
    (
        "not_on_back",
        "Put down on the side or front, or propped",
        "C05 C06",
        lambda case: case.among("position_put_down", _NOT_ON_BACK),
    ),
    ("shared_sleep", "Shared sleep surface", "C02", lambda case: case.shared_with_a_person),
    ("hazardous_sharing", "Hazardous sharing", "C03", lambda case: case.shared_hazardously),
    ("sofa_or_armchair", "Sofa or armchair", "C04", lambda case: case.on_sofa_or_armchair),
    (
        "unsuitable_surface",
        "Surface not firm, flat or meant for an infant",
        "C10",
        lambda case: case.on_unsuitable_surface,
    ),
    (
        "sitting_device",
        "Car seat, bouncer, sling or similar",
        "C11 C12",
        lambda case: case.among("surface", _SITTING),
    ),
    (
        "separate_room",
        "Not in the same room as a carer, under 6 months",
        "C15",
        lambda case: case.alone_under_six_months,
    ),
    ("head_covered", "Head covered", "C07", _if_yes("head_covered")),
    ("loose_bedding", "Loose or soft bedding", "C08", _if_yes("loose_bedding")),
    ("clutter", "Items in the sleep space", "C09", _if_yes("clutter")),
    ("overheating", "Too warm", "C14", _if_yes("overheated")),
    ("swaddled", "Swaddled or overwrapped", "C13", _if_yes("swaddled")),
    ("wedged_or_overlaid", "Wedged, trapped or overlaid", "C01", _if_yes("wedged_or_overlaid")),
    (
        "usual_dummy_not_used",
        "Usual dummy not used",
        "C18",
        lambda case: case.yes("dummy_usual") & case.no("dummy_used"),
    ),
    ("carer_tired", "Sharer extremely tired", "B09", _if_yes("sharer_tired")),
    ("out_of_routine", "Out of routine", "B20", _if_yes("out_of_routine")),
    ("no_safe_space", "No safe sleep space available", "C16", _if_no("safe_space_available")),
]

_SMOKING_ROWS: list[tuple[str, str, str, Shown]] = [
    (
        "smoking_exposure",
        "Smoking in pregnancy or in the household",
        "A04 B01 B02 B03",
        _if_yes("sharer_smokes", *_SMOKING),
    ),
]

_SUBSTANCE_ROWS: list[tuple[str, str, str, Shown]] = [
    ("alcohol", "Carer had drunk alcohol", "B06", _if_yes(*_ALCOHOL)),
    ("drugs", "Carer had taken drugs or sedating medicine", "B08", _if_yes(*_DRUGS)),
    (
        "substance_misuse",
        "Ongoing alcohol or drug misuse",
        "B05 B07",
        _if_yes("alcohol_misuse", "drug_misuse"),
    ),
]

_VULNERABILITY_ROWS: list[tuple[str, str, str, Shown]] = [
    (
        "preterm_or_low_birth_weight",
        "Born preterm or with low birth weight",
        "A01 A02",
        lambda case: case.preterm_or_small,
    ),
    ("multiple_birth", "Multiple birth", "A03", _if_yes("multiple_birth")),
    ("neonatal_unit", "Neonatal unit stay", "A12", _if_yes("neonatal_unit")),
    ("not_breastfed", "Not breastfed", "A27", _if_no("breastfed")),
    ("not_immunised", "Immunisations not up to date", "A24", _if_no("immunised")),
    ("recent_illness", "Signs of illness in the last 24 hours", "A13", _if_yes("ill_last_24h")),
    ("growth_concern", "Concern about growth", "A25", _if_yes("growth_concern")),
    (
        "previous_sudi",
        "Earlier sudden infant death in the family",
        "B29",
        _if_yes("previous_sudi"),
    ),
]

_ROWS = {
    HazardKind.SLEEP: _SLEEP_ROWS,
    HazardKind.SMOKING: _SMOKING_ROWS,
    HazardKind.SUBSTANCES: _SUBSTANCE_ROWS,
    HazardKind.VULNERABILITY: _VULNERABILITY_ROWS,
}

HAZARDS: dict[str, Hazard] = {
    code: Hazard(code, kind, label, tuple(factors.split()))
    for kind, rows in _ROWS.items()
    for code, label, factors, _ in rows
}

_SHOWN: dict[str, Shown] = {code: shown for rows in _ROWS.values() for code, _, _, shown in rows}


def hazards(
    facts: Mapping[str, str | None],
    *,
    gestation_weeks: int | None,
    birth_weight_g: int | None,
    age_days: int | None = None,
) -> list[Hazard]:
    """The hazards shown, in the order of the catalogue.

    Sleep hazards are left out where the infant is known to have been awake. Sleeping in a
    separate room counts only under 6 months, so it needs the age.
    """
    shown = shown_by(OneDeath(facts, gestation_weeks, birth_weight_g, age_days))
    return [hazard for code, hazard in HAZARDS.items() if shown[code]]


def shown_by(case: Circumstances) -> dict[str, int]:
    """For each hazard whether it is shown, or by which deaths."""
    awake = case.no("asleep")
    return {
        code: _SHOWN[code](case) & ~awake if hazard.kind is HazardKind.SLEEP else _SHOWN[code](case)
        for code, hazard in HAZARDS.items()
    }
