"""The texts of made-up reviews: plain, about nobody, and clear about what is not known."""

from random import Random

from cdop.core.ages import describe_age
from cdop.core.answers import Answer
from cdop.core.catalogues.factors import FACTORS
from cdop.core.catalogues.sleep import SleepSurface
from cdop.demo.children import Child

MADE_UP = "This is a made-up case for trying out the service."
_WHO = {"M": "A boy", "F": "A girl"}
_ENDS = {
    "sudden_infant": "was found unresponsive after a sleep. An ambulance was called and"
    " resuscitation was tried. No cause was apparent at first.",
    "perinatal": "died on the neonatal unit after care from birth.",
    "congenital": "had a condition known before or soon after birth, and died with the family"
    " present.",
    "infection": "became ill over a short time and was brought to hospital.",
    "acute": "became acutely ill and died in hospital.",
    "chronic": "had lived with a long-term condition, with a care plan in place.",
    "malignancy": "had been treated for cancer and received palliative care.",
    "inflicted": "died of injuries. The police are involved.",
    "self_harm": "was known to be in distress in the months before.",
    "trauma": "died after an accident. Emergency services attended.",
    "sudden_child": "was found unresponsive in the morning. No cause was apparent at first.",
}
_CAUSES = {
    "1": "Injuries",
    "2": "Self-harm",
    "3": "Injuries of an accident",
    "4": "Malignant disease",
    "5": "Acute illness",
    "6": "Long-term condition",
    "7": "Congenital anomaly",
    "8": "Complications of birth or prematurity",
    "9": "Infection",
    "10": "Unascertained",
}
_POINTS = {
    "A": (
        "Families were not always told early what to look out for and whom to call.",
        "Risks in pregnancy were recorded but not always acted on.",
    ),
    "B": (
        "Conversations about smoking in the home should include everybody who lives there.",
        "Support for the family was offered, but not in a way that they could take up.",
    ),
    "C": (
        "Advice on safer sleep should cover nights that are out of the usual routine.",
        "Seeing where a baby sleeps, by day and by night, opens the conversation.",
    ),
    "D": (
        "Information was held by several services and brought together late.",
        "Safer-sleep advice should be recorded each time it is given, with who was there.",
    ),
}
_ASKS = (
    ("Include fathers and other carers when giving advice.", "Maternity and health visiting"),
    ("Agree one way of recording safer-sleep advice across services.", "Maternity system board"),
    ("Review how urgent advice lines hand over to emergency care.", "Urgent care board"),
    ("Make interpreters easy to book for home visits.", "Community services"),
)


def circumstances(child: Child, name: str, town: str) -> str:
    """As first notified, with the name in it: for coordinators only."""
    age = describe_age(child.age_days)
    return f"{name}, aged {age}, of {town}, {_ENDS[child.group]} {MADE_UP}"


def summary(child: Child) -> str:
    """For the panel: nobody is named."""
    parts = [f"{_WHO[child.sex]} aged {describe_age(child.age_days)} {_ENDS[child.group]}"]
    if child.gestation_weeks is not None and child.gestation_weeks < 37:
        parts.append("The baby had been born early.")
    return " ".join([*parts, MADE_UP])


def cause(child: Child) -> str:
    return _CAUSES[child.category.value]


def understood(child: Child, facts: dict) -> str:
    """What the panel came to understand of the cause."""
    if not child.is_sudden_infant:
        return f"{cause(child)}. The panel agreed with the certified cause."
    shared = facts.get("shared_surface") is Answer.YES
    on_sofa = facts.get("surface") in (SleepSurface.SOFA, SleepSurface.ARMCHAIR)
    where = "on a sofa or armchair" if on_sofa else "in an adult bed"
    slept = f"The infant slept beside somebody {where}." if shared else "The infant slept alone."
    return f"{cause(child)}. {slept} The panel considered what may have contributed."


def evidence(rng: Random, code: str) -> str:
    where = rng.choice(("the hospital", "the health visitor", "the midwife", "the police"))
    return f"{FACTORS[code].name}: stated in the report of {where}."


def learning_point(rng: Random, code: str) -> str:
    return rng.choice(_POINTS[FACTORS[code].domain])


_COUNTED_AS = {
    **dict.fromkeys(("A04", "D11"), "L10"),
    **dict.fromkeys(("B01", "B02", "B03"), "L11"),
    **dict.fromkeys(("B06", "B08", "A07", "A08", "B05", "B07"), "L19"),
    **dict.fromkeys(("B13", "B14", "B15", "D14"), "L34"),
    **dict.fromkeys(("B23", "D07"), "L26"),
    **dict.fromkeys(("C19", "C20", "C21", "B22"), "L31"),
    **dict.fromkeys(("A14", "A16", "A23"), "L06"),
    **{"A05": "L14", "A21": "L22", "A24": "L09", "B10": "L23", "B18": "L27", "B20": "L18"},
    **{"B21": "L15", "C22": "L20", "C23": "L21", "C26": "L21", "D01": "L28", "D02": "L01"},
    **{"D03": "L03", "D04": "L12", "D06": "L32", "D10": "L17", "D16": "L36", "D17": "L25"},
}


def learning_code(code: str) -> str | None:
    """How the panel counts a point about the factor."""
    safer_sleep = FACTORS[code].unsafe_sleep and code not in _COUNTED_AS
    return "L16" if safer_sleep else _COUNTED_AS.get(code)


def recommendation(rng: Random) -> tuple[str, str]:
    return rng.choice(_ASKS)
