"""Answer lists of the sleep section, and the safer-sleep messages with their stable ids.

Source: the sudden unexpected death form (old Forms B4 and B10) for what is asked; its value
lists and the advice record are ours. Messages: the current Lullaby Trust basics (core), NHS
advice (key and support); the text is ours. Ids are never used twice.
"""

from dataclasses import dataclass

from cdop.core.catalogues.labelled import LabelledEnum


class SleepPosition(LabelledEnum):
    """SU30, SU31."""

    BACK = "back", "On the back"
    SIDE = "side", "On the side"
    FRONT = "front", "On the front"
    PROPPED = "propped", "Propped or upright"
    HELD = "held", "Held"
    NOT_KNOWN = "nk", "Not known"


class SleepSurface(LabelledEnum):
    """SU33, SU34."""

    COT = "cot", "Cot"
    MOSES_BASKET = "moses_basket", "Moses basket"
    BEDSIDE_CRIB = "bedside_crib", "Bedside crib"
    TRAVEL_COT = "travel_cot", "Travel cot"
    ADULT_BED = "adult_bed", "Adult bed"
    SOFA = "sofa", "Sofa"
    ARMCHAIR = "armchair", "Armchair"
    CAR_SEAT = "car_seat", "Car seat"
    PRAM = "pram", "Pram or buggy"
    BOUNCER = "bouncer", "Bouncer or swing"
    POD = "pod", "Pod or nest"
    SLING = "sling", "Sling or carrier"
    FLOOR = "floor", "Floor or makeshift bed"
    HELD = "held", "Held in arms"
    OTHER = "other", "Other"
    NOT_KNOWN = "nk", "Not known"


class SharedWith(LabelledEnum):
    """SU35: who shared the surface; the main sharer where there were several."""

    MOTHER = "mother", "Mother"
    PARTNER = "partner", "Father or partner"
    BOTH_PARENTS = "both_parents", "Both parents"
    SIBLING = "sibling", "Brother or sister"
    TWIN = "twin", "Twin"
    OTHER_ADULT = "other_adult", "Another adult"
    PET = "pet", "Pet"
    NOT_KNOWN = "nk", "Not known"


class Profession(LabelledEnum):
    """SU50: who gave the advice."""

    MIDWIFE = "midwife", "Midwife"
    HEALTH_VISITOR = "health_visitor", "Health visitor"
    NEONATAL_NURSE = "neonatal_nurse", "Neonatal nurse"
    GP = "gp", "GP"
    FAMILY_NURSE = "family_nurse", "Family nurse"
    CHILDRENS_CENTRE = "childrens_centre", "Children's centre or family hub worker"
    SOCIAL_WORKER = "social_worker", "Social worker"
    OTHER = "other", "Other"


class ContactPoint(LabelledEnum):
    """SU50: when the advice was given."""

    BOOKING = "booking", "Booking appointment"
    WEEKS_28_36 = "weeks_28_36", "28 to 36 weeks of pregnancy"
    MATERNITY_DISCHARGE = "maternity_discharge", "Discharge from maternity"
    HOME_VISIT = "home_visit", "Midwife home visit, days 1 to 10"
    ANTENATAL_VISIT = "antenatal_visit", "Health visitor antenatal visit"
    NEW_BIRTH_VISIT = "new_birth_visit", "Health visitor new birth visit, days 10 to 14"
    WEEKS_6_8 = "weeks_6_8", "6 to 8 week review"
    OTHER = "other", "Other contact"


class AdviceMethod(LabelledEnum):
    """SU50: how the advice was given."""

    SPOKEN = "spoken", "Spoken"
    LEAFLET = "leaflet", "Leaflet"
    RED_BOOK = "red_book", "Personal child health record (red book)"
    APP = "app", "App or website"
    DEMONSTRATION = "demonstration", "Demonstration"
    ASSESSMENT_TOOL = "assessment_tool", "Safer sleep assessment tool"


class Tier(LabelledEnum):
    """How much weight a message has: an inconsistency on a core or key one raises an action."""

    CORE = "core", "Core"
    KEY = "key", "Key"
    SUPPORT = "support", "Supporting"


@dataclass(frozen=True)
class Message:
    """One safer-sleep message and the factors it answers to."""

    id: str
    tier: Tier
    text: str
    factor_codes: tuple[str, ...]

    @property
    def raises_action(self) -> bool:
        return self.tier in (Tier.CORE, Tier.KEY)


_ROWS = [
    ("SSM-01", Tier.CORE, "C05 C06", "Put baby on their back for every sleep, day and night."),
    (
        "SSM-02",
        Tier.CORE,
        "C08 C09",
        "Keep the sleep space clear: no pillows, duvets, bumpers, toys or positioners.",
    ),
    ("SSM-03", Tier.CORE, "C10", "Use a firm, flat, waterproof mattress in good condition."),
    ("SSM-04", Tier.CORE, "A04 B01 B02 B03", "Keep baby smoke-free in pregnancy and after."),
    (
        "SSM-05",
        Tier.CORE,
        "C14 C13",
        "Do not let baby get too hot: a room of 16 to 20 °C and light layers.",
    ),
    (
        "SSM-06",
        Tier.CORE,
        "C15 C16 C01",
        "For the first 6 months, day and night, baby sleeps in the same room as you, in their"
        " own separate space such as a cot or Moses basket.",
    ),
    ("SSM-07", Tier.KEY, "C04", "Never fall asleep with baby on a sofa or armchair."),
    (
        "SSM-08",
        Tier.KEY,
        "C02 C03 B06 B08",
        "Never share a bed with baby if anyone in it smokes, has drunk alcohol, or has taken"
        " drugs or medicine that makes them drowsy.",
    ),
    (
        "SSM-09",
        Tier.KEY,
        "A01 A02 C03",
        "Never share a bed with baby if they were born before 37 weeks or weighed under 2.5 kg.",
    ),
    (
        "SSM-10",
        Tier.KEY,
        "B09",
        "Take care when you are extremely tired: plan where baby will sleep.",
    ),
    (
        "SSM-11",
        Tier.KEY,
        "C07",
        "Keep baby's head and face uncovered; blankets no higher than the shoulders.",
    ),
    ("SSM-12", Tier.KEY, "C07", "Lay baby with their feet at the foot of the cot."),
    ("SSM-13", Tier.KEY, "A27", "Breastfeed if you can."),
    (
        "SSM-14",
        Tier.SUPPORT,
        "C18",
        "If you use a dummy, use it for every sleep, once breastfeeding is established.",
    ),
    (
        "SSM-15",
        Tier.SUPPORT,
        "C12",
        "In a sling or carrier keep baby upright, face in view and airway clear.",
    ),
    ("SSM-16", Tier.SUPPORT, "C11", "Car seats and bouncers are not for routine sleep."),
    (
        "SSM-17",
        Tier.SUPPORT,
        "C13",
        "If you swaddle, use thin cloth, keep it below the shoulders, and stop once baby rolls.",
    ),
    (
        "SSM-18",
        Tier.KEY,
        "B20 C16",
        "Follow the same advice when you are away from home or out of your routine.",
    ),
    (
        "SSM-19",
        Tier.SUPPORT,
        "B20",
        "Share the advice with everyone who looks after baby, fathers and grandparents included.",
    ),
    (
        "SSM-20",
        Tier.SUPPORT,
        "C05",
        "Once baby rolls both ways unaided, leave them to find their own position.",
    ),
    ("SSM-21", Tier.SUPPORT, "C17", "Never prop a bottle or use a self-feeding pillow."),
    ("SSM-22", Tier.SUPPORT, "A13", "Get medical help early if baby is unwell."),
]

MESSAGES: dict[str, Message] = {
    id_: Message(id_, tier, text, tuple(codes.split())) for id_, tier, codes, text in _ROWS
}
