"""Draws what is known of an infant's final sleep, by the assumptions, and the advice on record."""

from random import Random
from typing import Any

from cdop.core.ages import DAYS_UNDER_SIX_MONTHS
from cdop.core.answers import Answer
from cdop.core.catalogues.sleep import (
    MESSAGES,
    AdviceMethod,
    ContactPoint,
    Profession,
    SharedWith,
    SleepPosition,
    SleepSurface,
)
from cdop.core.sudden_death import FACTS, FactKind
from cdop.demo.assumptions import happens, pick, value
from cdop.demo.children import Child

FIRST_VACCINES = 60  # days of life
ALONE = (
    *[SleepSurface.COT] * 4,
    *[SleepSurface.MOSES_BASKET] * 4,
    *[SleepSurface.BEDSIDE_CRIB] * 4,
    SleepSurface.TRAVEL_COT,
    SleepSurface.ADULT_BED,
    SleepSurface.CAR_SEAT,
    SleepSurface.BOUNCER,
    SleepSurface.POD,
    SleepSurface.PRAM,
)
SHARERS = (
    *[SharedWith.MOTHER] * 5,
    *[SharedWith.BOTH_PARENTS] * 3,
    *[SharedWith.PARTNER] * 2,
    SharedWith.SIBLING,
    SharedWith.OTHER_ADULT,
)
OF_SHARER = ("sharer_smokes", "sharer_alcohol", "sharer_drugs", "sharer_medicine", "sharer_tired")
NEVER_UNKNOWN = frozenset({"asleep", "shared_surface", "shared_with", "post_mortem"})
BY_CONTACT = {
    ContactPoint.BOOKING: Profession.MIDWIFE,
    ContactPoint.WEEKS_28_36: Profession.MIDWIFE,
    ContactPoint.MATERNITY_DISCHARGE: Profession.MIDWIFE,
    ContactPoint.HOME_VISIT: Profession.MIDWIFE,
    ContactPoint.ANTENATAL_VISIT: Profession.HEALTH_VISITOR,
    ContactPoint.NEW_BIRTH_VISIT: Profession.HEALTH_VISITOR,
    ContactPoint.WEEKS_6_8: Profession.HEALTH_VISITOR,
}

Facts = dict[str, Any]


def draw_facts(rng: Random, child: Child, advice: list[dict[str, Any]]) -> Facts:
    """Every fact of the audit, consistent with the others; some not known, some left blank."""
    rates = value("sudden.answer")
    facts: Facts = {name: _answer(rng.random() < rate) for name, rate in rates.items()}
    facts["asleep"] = _answer(happens(rng, "sudden.asleep"))
    facts |= _positions(rng) | _smoking(rng) | _shared(rng, facts)
    facts |= _smoke_of_sharer(facts)
    facts |= _where_it_applies(child, facts) | _advice_facts(advice, facts)
    return {name: _as_recorded(rng, name, facts[name]) for name in FACTS}


def _answer(yes: bool) -> Answer:
    return Answer.YES if yes else Answer.NO


def _positions(rng: Random) -> Facts:
    put_down = SleepPosition(pick(rng, "sudden.put_down"))
    front = put_down is SleepPosition.FRONT
    on_front = happens(rng, f"sudden.found_on_front_{'if_front' if front else 'otherwise'}")
    other = SleepPosition.SIDE if rng.random() < 0.3 else SleepPosition.BACK
    return {
        "position_put_down": put_down,
        "position_found": SleepPosition.FRONT if on_front else other,
    }


def _smoking(rng: Random) -> Facts:
    smoked = happens(rng, "sudden.smoked_in_pregnancy")
    then = "if_so" if smoked else "otherwise"
    return {
        "smoked_in_pregnancy": _answer(smoked),
        "mother_smokes": _answer(happens(rng, f"sudden.mother_smokes_{then}")),
        "partner_smokes": _answer(happens(rng, f"sudden.partner_smokes_{then}")),
    }


def _shared(rng: Random, facts: Facts) -> Facts:
    if not happens(rng, "sudden.shared"):
        alone_on = rng.choice(ALONE)
        return {
            "shared_surface": Answer.NO,
            "shared_with": None,
            "surface": alone_on,
            "surface_found": alone_on,
            **dict.fromkeys(OF_SHARER, Answer.NOT_APPLICABLE),
        }
    sofa = happens(rng, "sudden.sofa_if_shared")
    surface = rng.choice((SleepSurface.SOFA, SleepSurface.ARMCHAIR)) if sofa else None
    alcohol = happens(rng, "sudden.alcohol_if_shared")
    drugs = happens(rng, "sudden.drugs_if_shared")
    return {
        "shared_surface": Answer.YES,
        "shared_with": rng.choice(SHARERS),
        "surface": surface or SleepSurface.ADULT_BED,
        "surface_found": surface or SleepSurface.ADULT_BED,
        "sharer_alcohol": _answer(alcohol),
        "sharer_drugs": _answer(drugs),
        "sharer_medicine": _answer(rng.random() < 0.06),
        "sharer_tired": facts["sharer_tired"],
        "carer_alcohol_24h": Answer.YES if alcohol else facts["carer_alcohol_24h"],
        "carer_drugs_24h": Answer.YES if drugs else facts["carer_drugs_24h"],
        "room_with_carer": Answer.YES,
        "dummy_used": facts["dummy_used"],
    }


def _smoke_of_sharer(facts: Facts) -> Facts:
    if facts["shared_surface"] is not Answer.YES:
        return {}
    who = {
        SharedWith.MOTHER: ("mother_smokes",),
        SharedWith.PARTNER: ("partner_smokes",),
        SharedWith.BOTH_PARENTS: ("mother_smokes", "partner_smokes"),
    }.get(facts["shared_with"], ("household_smoker",))
    return {"sharer_smokes": _answer(any(facts[name] is Answer.YES for name in who))}


def _where_it_applies(child: Child, facts: Facts) -> Facts:
    smokers = ("smoked_in_pregnancy", "mother_smokes", "partner_smokes", "household_smoker")
    found: Facts = {}
    if child.age_days < FIRST_VACCINES:
        found["immunised"] = Answer.NOT_APPLICABLE
    if facts["dummy_usual"] is not Answer.YES:
        found["dummy_used"] = Answer.NO
    if not any(facts[name] is Answer.YES for name in smokers):
        found["advice_smoking"] = Answer.NOT_APPLICABLE
    if child.gestation_weeks is not None and child.gestation_weeks < 32:
        found["neonatal_unit"] = Answer.YES
    if child.age_days >= DAYS_UNDER_SIX_MONTHS and facts["shared_surface"] is Answer.NO:
        found["room_with_carer"] = facts["safe_space_available"]
    return found


def _advice_facts(advice: list[dict[str, Any]], facts: Facts) -> Facts:
    by = {given["profession"] for given in advice}
    return {
        "advice_midwife": _answer(Profession.MIDWIFE in by),
        "advice_health_visitor": _answer(Profession.HEALTH_VISITOR in by),
        "advice_consistent": facts["advice_consistent"] if len(by) > 1 else Answer.NOT_KNOWN,
    }


def _as_recorded(rng: Random, name: str, fact: Any) -> Any:
    if fact is None or fact is Answer.NOT_APPLICABLE or name in NEVER_UNKNOWN:
        return fact
    drawn = rng.random()
    if drawn < value("sudden.blank"):
        return None
    if drawn < value("sudden.blank") + value("sudden.not_known"):
        kind = FACTS[name]
        return Answer.NOT_KNOWN if kind.kind is FactKind.ANSWER else kind.choices("nk")  # type: ignore[misc]
    return fact


def draw_advice(rng: Random, child: Child) -> list[dict[str, Any]]:
    """The contacts there were before the death, and the messages each is known to have given."""
    reached = {
        ContactPoint.HOME_VISIT: 3,
        ContactPoint.NEW_BIRTH_VISIT: 12,
        ContactPoint.WEEKS_6_8: 49,
    }
    return [
        _advice_at(rng, ContactPoint(contact))
        for contact, rate in value("sudden.advice").items()
        if child.age_days >= reached.get(ContactPoint(contact), 0) and rng.random() < rate
    ]


def _advice_at(rng: Random, contact: ContactPoint) -> dict[str, Any]:
    given = value("sudden.message_given")
    return {
        "contact": contact,
        "profession": BY_CONTACT[contact],
        "method": rng.choice(list(AdviceMethod)),
        "messages": [each.id for each in MESSAGES.values() if rng.random() < given[each.tier]],
        "recorded": _answer(rng.random() < 0.8),
        "understood": rng.choice((Answer.YES, Answer.YES, Answer.NOT_KNOWN, None)),
        "others_included": rng.choice((Answer.YES, Answer.NO, Answer.NOT_KNOWN)),
        "sleep_space_seen": _answer(
            contact in (ContactPoint.HOME_VISIT, ContactPoint.NEW_BIRTH_VISIT)
            and rng.random() < 0.6
        ),
    }
