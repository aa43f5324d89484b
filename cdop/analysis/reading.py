"""An analysis to be read or printed whole, from its content as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cdop.analysis.models import RecommendationLevel, ReferTo
from cdop.analysis.presenters import category_words
from cdop.core.answers import Answer
from cdop.core.catalogues.factors import FACTORS, Domain
from cdop.core.catalogues.learning_codes import label_of
from cdop.core.catalogues.sleep import MESSAGES, AdviceMethod, ContactPoint, Profession
from cdop.core.influence import Influence
from cdop.core.modifiability import Outcome
from cdop.core.sudden_death import FACTS, FactGroup


@dataclass(frozen=True)
class Part:
    """A heading with lines of label and text under it."""

    title: str
    lines: list[tuple[str, str]]


def parts_of(content: Mapping[str, Any]) -> list[Part]:
    """The parts that hold something, in the order of the form."""
    parts = [
        _conclusion(content),
        _texts(content),
        *(_domain(domain, content["factors"]) for domain in Domain),
        *(_facts(group, content["sudden_death_facts"]) for group in FactGroup),
        Part("Safer-sleep advice given", [_advice(each) for each in content["advice"]]),
        Part("Learning points", [_point(each) for each in content["learning_points"]]),
        Part("Recommendations", [_asked(each) for each in content["recommendations"]]),
    ]
    return [part for part in parts if part.lines]


def _conclusion(content: Mapping[str, Any]) -> Part:
    others = "; ".join(category_words(code) for code in content["possible_categories"])
    outcome = content["outcome"]
    lines = [
        ("Category of death", category_words(content["sub_category"] or content["category"])),
        ("Categories that could apply", others),
        ("Outcome", Outcome(outcome).label if outcome else ""),
        ("Reason for the outcome", content["outcome_reason"]),
        ("Date of the panel meeting", _day(content["reviewed_on"])),
    ]
    return Part("Conclusion", [line for line in lines if line[1]])


_TEXTS = {
    "case_summary": "Case summary",
    "cause_understood": "Cause of death as presently understood",
    "issues": "Issues",
    "good_practice": "Good practice",
    "family_follow_up": "Follow-up of the family",
}


def _texts(content: Mapping[str, Any]) -> Part:
    lines = [(label, content[name]) for name, label in _TEXTS.items()]
    lines.append(("Referred to", ", ".join(ReferTo(code).label for code in content["refer_to"])))
    return Part("Summary", [line for line in lines if line[1]])


def _domain(domain: Domain, factors: list[Mapping[str, Any]]) -> Part:
    lines = [_factor(each) for each in factors if each["domain"] == domain]
    return Part(f"{domain.value}. {domain.label}", lines)


def _factor(each: Mapping[str, Any]) -> tuple[str, str]:
    said = f"{each['influence']} – {Influence(each['influence']).label}; "
    said += "modifiable" if each["modifiable"] else "not modifiable"
    evidence = f"\n{each['evidence']}" if each["evidence"] else ""
    return f"{each['factor_code']} {FACTORS[each['factor_code']].name}", said + evidence


def _facts(group: FactGroup, facts: Mapping[str, Any]) -> Part:
    lines = [
        (fact.short_label, fact.choices(facts[fact.name]).label)  # type: ignore[attr-defined]
        for fact in FACTS.values()
        if fact.group is group and fact.choices and facts.get(fact.name) is not None
    ]
    return Part(group.label, lines)


def _advice(each: Mapping[str, Any]) -> tuple[str, str]:
    heading = f"{ContactPoint(each['contact']).label}, {Profession(each['profession']).label}"
    said = [AdviceMethod(each["method"]).label] if each["method"] else []
    said += [
        f"{label}: {Answer(each[name]).label.lower()}"
        for name, label in _ADVICE_LABELS.items()
        if each[name]
    ]
    said += [MESSAGES[code].text for code in each["messages"]]
    return heading, "\n".join(said)


_ADVICE_LABELS = {
    "recorded": "In the record",
    "understood": "Checked that it was understood",
    "others_included": "Father or other carers included",
    "sleep_space_seen": "Sleep space seen",
}


def _point(each: Mapping[str, Any]) -> tuple[str, str]:
    about = ", ".join(f"{code} {FACTORS[code].name}" for code in each["factor_codes"])
    code = each.get("learning_code")  # analyses ratified earlier have none
    counted = f"\nCounted as {code} {label_of(code, {})}" if code else ""
    return about or "General", each["text"] + counted


def _asked(each: Mapping[str, Any]) -> tuple[str, str]:
    about = [
        each["to_whom"],
        RecommendationLevel(each["level"]).label,
        f"lead: {each['lead']}" if each["lead"] else "",
        f"due {_day(each['due_on'])}" if each["due_on"] else "",
    ]
    return ", ".join(part for part in about if part), each["text"]


def _day(value: str | None) -> str:
    if not value:
        return ""
    day = date.fromisoformat(value)
    return f"{day.day} {day:%B %Y}"
