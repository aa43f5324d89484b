"""What the audit asks of every sudden infant death: one catalogue for form, columns and tables.

Source: the sudden unexpected death form (old Forms B4 and B10, codes SU01 to SU51) and the
structured history for sudden unexpected death in infancy. The names are the column names, in
this order, so a fact is never renamed. `hazard` holds the answers that the hazard rules read.
"""

from dataclasses import dataclass
from enum import StrEnum

from cdop.core.answers import Answer
from cdop.core.catalogues.labelled import LabelledEnum
from cdop.core.catalogues.sleep import SharedWith, SleepPosition, SleepSurface


class FactKind(StrEnum):
    """How a fact is answered."""

    ANSWER = "answer"
    CHOICE = "choice"
    NUMBER = "number"


class FactGroup(LabelledEnum):
    """The part of the form a fact stands in."""

    SLEEP = "sleep", "Final sleep"
    SMOKING = "smoking", "Smoking"
    ALCOHOL_DRUGS = "alcohol_drugs", "Alcohol and drugs"
    INFANT = "infant", "The infant"
    ADVICE = "advice", "Safer-sleep advice"
    INVESTIGATION = "investigation", "Joint agency response"


@dataclass(frozen=True)
class Fact:
    """One thing asked about a sudden infant death."""

    name: str
    group: FactGroup
    code: str
    short_label: str
    question: str
    hint: str = ""
    kind: FactKind = FactKind.ANSWER
    choices: type[StrEnum] | None = Answer
    hazard: frozenset[str] = frozenset()
    factor_codes: tuple[str, ...] = ()


_YES = frozenset({Answer.YES})
_NO = frozenset({Answer.NO})
_SHARER_HINT = "Answer “not applicable” where nobody shared the surface."


def _answer(
    name: str,
    code: str,
    short_label: str,
    question: str,
    hint: str = "",
    *,
    hazard: frozenset[str] = frozenset(),
    factors: str = "",
) -> dict:
    return {
        "name": name,
        "code": code,
        "short_label": short_label,
        "question": question,
        "hint": hint,
        "hazard": hazard,
        "factor_codes": tuple(factors.split()),
    }


def _choice(choices: type[StrEnum], **words: object) -> dict:
    return {"kind": FactKind.CHOICE, "choices": choices, **words}


_SLEEP = [
    _answer(
        "asleep",
        "SU23",
        "Asleep at the event",
        "Was the infant thought to be asleep when the event happened?",
        "The sleep tables count only infants known to have been asleep.",
    ),
    _choice(
        SleepPosition,
        name="position_put_down",
        code="SU30",
        short_label="Position put down",
        question="In which position was the infant put down?",
        hazard=frozenset({SleepPosition.SIDE, SleepPosition.FRONT, SleepPosition.PROPPED}),
        factor_codes=("C05", "C06"),
    ),
    _choice(
        SleepPosition,
        name="position_found",
        code="SU31",
        short_label="Position found",
        question="In which position was the infant found?",
        hint="Not counted as a hazard: an older infant may have rolled unaided.",
        factor_codes=("C05",),
    ),
    _choice(
        SleepSurface,
        name="surface",
        code="SU33",
        short_label="Surface put down",
        question="On what was the infant put down to sleep?",
        hazard=frozenset(
            {
                SleepSurface.ADULT_BED,
                SleepSurface.SOFA,
                SleepSurface.ARMCHAIR,
                SleepSurface.CAR_SEAT,
                SleepSurface.BOUNCER,
                SleepSurface.POD,
                SleepSurface.SLING,
                SleepSurface.FLOOR,
            }
        ),
        factor_codes=("C02", "C04", "C10", "C11", "C12"),
    ),
    _choice(
        SleepSurface,
        name="surface_found",
        code="SU34",
        short_label="Surface found",
        question="On what was the infant found?",
        hazard=frozenset({SleepSurface.SOFA, SleepSurface.ARMCHAIR}),
        factor_codes=("C04",),
    ),
    _answer(
        "shared_surface",
        "SU35",
        "Surface shared",
        "Did anyone share the sleep surface?",
        "Include a brother, sister or twin, and a carer who fell asleep without planning to.",
        hazard=_YES,
        factors="C02 C03 C04",
    ),
    _choice(
        SharedWith,
        name="shared_with",
        code="SU35",
        short_label="Shared with",
        question="Who shared the surface?",
        hint="The main sharer, where there were several.",
        factor_codes=("C02", "C04"),
    ),
    _answer(
        "sharer_smokes",
        "SU36",
        "Sharer smokes",
        "Does anyone who shared the surface smoke?",
        _SHARER_HINT,
        hazard=_YES,
        factors="C03",
    ),
    _answer(
        "sharer_alcohol",
        "SU36",
        "Sharer had drunk alcohol",
        "Had anyone who shared the surface drunk more than 2 units of alcohol?",
        _SHARER_HINT,
        hazard=_YES,
        factors="B06 C03",
    ),
    _answer(
        "sharer_drugs",
        "SU36",
        "Sharer had taken drugs",
        "Had anyone who shared the surface taken illicit drugs?",
        _SHARER_HINT,
        hazard=_YES,
        factors="B08 C03",
    ),
    _answer(
        "sharer_medicine",
        "SU36",
        "Sharer had taken sedating medicine",
        "Had anyone who shared the surface taken medicine that causes drowsiness?",
        _SHARER_HINT,
        hazard=_YES,
        factors="B08 C03",
    ),
    _answer(
        "sharer_tired",
        "SU36",
        "Sharer extremely tired",
        "Was anyone who shared the surface extremely tired?",
        _SHARER_HINT,
        hazard=_YES,
        factors="B09",
    ),
    _answer(
        "room_with_carer",
        "SU37",
        "Same room as a carer",
        "Did the infant sleep in the same room as a carer?",
        "Advised, day and night, for the first 6 months.",
        hazard=_NO,
        factors="C15",
    ),
    _answer(
        "head_covered",
        "SU40",
        "Head covered when found",
        "Was the infant's head or face covered when found?",
        hazard=_YES,
        factors="C07",
    ),
    _answer(
        "loose_bedding",
        "SU39",
        "Loose or soft bedding",
        "Was there loose, soft or adult bedding in the sleep space?",
        "For example a duvet, pillow, quilt or loose blanket.",
        hazard=_YES,
        factors="C08",
    ),
    _answer(
        "clutter",
        "SU39",
        "Items in the sleep space",
        "Were there other items in the sleep space?",
        "For example toys, bumpers, positioners or weighted items.",
        hazard=_YES,
        factors="C09",
    ),
    _answer(
        "overheated",
        "SU43",
        "Too warm",
        "Was the infant or the room too warm?",
        "A room above 20 °C, heating on overnight, or too many layers.",
        hazard=_YES,
        factors="C14",
    ),
    _answer(
        "swaddled",
        "SU42",
        "Swaddled or overwrapped",
        "Was the infant swaddled or overwrapped?",
        hazard=_YES,
        factors="C13",
    ),
    _answer(
        "wedged_or_overlaid",
        "SU45",
        "Wedged or overlaid",
        "Was there evidence that the infant was wedged, trapped or overlaid?",
        hazard=_YES,
        factors="C01",
    ),
    _answer(
        "dummy_usual",
        "SU15",
        "Usually has a dummy",
        "Did the infant usually have a dummy for sleep?",
        factors="C18",
    ),
    _answer(
        "dummy_used",
        "SU44",
        "Dummy used this time",
        "Was a dummy used for this sleep?",
        factors="C18",
    ),
    _answer(
        "out_of_routine",
        "SU24",
        "Out of routine",
        "Was this sleep out of the usual routine?",
        "For example away from home, a new place, a different carer, illness, travel,"
        " a celebration or temporary housing.",
        hazard=_YES,
        factors="B20",
    ),
    _answer(
        "safe_space_available",
        "SU33",
        "Safe sleep space available",
        "Was a safe sleep space available, such as a clear cot or Moses basket?",
        hazard=_NO,
        factors="C16",
    ),
]

_SMOKING = [
    _answer(
        "smoked_in_pregnancy",
        "SU06",
        "Mother smoked in pregnancy",
        "Did the mother smoke at any point in the pregnancy?",
        hazard=_YES,
        factors="A04",
    ),
    _answer(
        "mother_smokes",
        "SU03",
        "Mother smokes",
        "Does the mother smoke?",
        hazard=_YES,
        factors="B02",
    ),
    _answer(
        "partner_smokes",
        "SU04",
        "Father or partner smokes",
        "Does the father or the mother's partner smoke?",
        hazard=_YES,
        factors="B03",
    ),
    _answer(
        "household_smoker",
        "SU05",
        "Smoker in the household",
        "Does anyone else in the household smoke?",
        "Count people who smoke only outside.",
        hazard=_YES,
        factors="B01",
    ),
    _answer(
        "vaping",
        "SU05",
        "Vaping around the infant",
        "Does anyone vape around the infant?",
        "Recorded apart from smoking; no hazard is counted.",
        factors="B04",
    ),
]

_ALCOHOL_DRUGS = [
    _answer(
        "carer_alcohol_24h",
        "SU47",
        "Carer drank in last 24 hours",
        "Had the carer in charge drunk alcohol in the 24 hours before?",
        hazard=_YES,
        factors="B06",
    ),
    _answer(
        "carer_drugs_24h",
        "SU47",
        "Carer took drugs or sedatives in last 24 hours",
        "Had the carer in charge taken drugs or sedating medicine in the 24 hours before?",
        hazard=_YES,
        factors="B08",
    ),
    _answer(
        "alcohol_misuse",
        "SU07",
        "Ongoing alcohol misuse",
        "Is there ongoing alcohol misuse by a carer?",
        hazard=_YES,
        factors="B05",
    ),
    _answer(
        "drug_misuse",
        "SU07",
        "Ongoing drug misuse",
        "Is there ongoing drug misuse in the household?",
        hazard=_YES,
        factors="B07",
    ),
]

_INFANT = [
    _answer(
        "breastfed",
        "SU13",
        "Breastfed",
        "Was the infant ever breastfed, for more than a day?",
        "Expressed and donor milk count.",
        hazard=_NO,
        factors="A27",
    ),
    _answer(
        "immunised",
        "SU14",
        "Immunisations up to date",
        "Were immunisations up to date for age?",
        "Answer “not applicable” before the first are due, at 8 weeks.",
        hazard=_NO,
        factors="A24",
    ),
    _answer(
        "ill_last_24h",
        "SU20",
        "Signs of illness in last 24 hours",
        "Did anyone see signs of illness in the last 24 hours?",
        hazard=_YES,
        factors="A13",
    ),
    _answer(
        "growth_concern",
        "SU12",
        "Concern about growth",
        "Was the infant under attention for poor growth?",
        hazard=_YES,
        factors="A25",
    ),
    _answer(
        "neonatal_unit",
        "SU16",
        "Neonatal unit stay",
        "Was the infant ever admitted to a neonatal unit?",
        hazard=_YES,
        factors="A12",
    ),
    _answer(
        "multiple_birth",
        "SU10",
        "Multiple birth",
        "Was the infant a twin, triplet or more?",
        hazard=_YES,
        factors="A03",
    ),
    _answer(
        "previous_sudi",
        "SU01",
        "Earlier sudden infant death in the family",
        "Has there been an earlier sudden infant death in the close family?",
        "Parents, brothers and sisters, grandparents, aunts and uncles.",
        hazard=_YES,
        factors="B29",
    ),
]

_ADVICE = [
    _answer(
        "advice_midwife",
        "SU50",
        "Advice from midwife recorded",
        "Is safer-sleep advice by a midwife recorded?",
        factors="D08",
    ),
    _answer(
        "advice_health_visitor",
        "SU50",
        "Advice from health visitor recorded",
        "Is safer-sleep advice by a health visitor recorded?",
        factors="D08",
    ),
    _answer(
        "advice_consistent",
        "SU51",
        "Advice consistent",
        "Was the advice consistent across contacts?",
        factors="D09",
    ),
    _answer(
        "advice_smoking",
        "SU50",
        "Smoking advice or referral recorded",
        "Is advice or a referral to stop smoking recorded?",
        "Answer “not applicable” where nobody in the household smokes.",
        factors="D11",
    ),
]

_INVESTIGATION = [
    _answer(
        "history_taken",
        "SU52",
        "Full history taken",
        "Was a full history taken from the parents or carers?",
        factors="D20",
    ),
    _answer(
        "scene_visit",
        "SU53",
        "Joint visit to the scene",
        "Was a joint visit made to the place of the final sleep?",
        factors="D20",
    ),
    _answer(
        "post_mortem",
        "SU54",
        "Post-mortem examination",
        "Was a post-mortem examination carried out?",
    ),
    _answer(
        "joint_response_in_time",
        "SU55",
        "Joint agency response in time",
        "Did the joint agency response start at once, with an early planning meeting?",
        factors="D20",
    ),
]

_BY_GROUP = [
    (FactGroup.SLEEP, _SLEEP),
    (FactGroup.SMOKING, _SMOKING),
    (FactGroup.ALCOHOL_DRUGS, _ALCOHOL_DRUGS),
    (FactGroup.INFANT, _INFANT),
    (FactGroup.ADVICE, _ADVICE),
    (FactGroup.INVESTIGATION, _INVESTIGATION),
]

FACTS: dict[str, Fact] = {
    row["name"]: Fact(group=group, **row) for group, rows in _BY_GROUP for row in rows
}
