"""The words and sums of the analysis pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cdop.analysis.models import Analysis, FactorScore
from cdop.analysis.queries import implied_outcome, outcome_of, proposed_category
from cdop.core.catalogues.categories import SUB_CATEGORIES, Category
from cdop.core.catalogues.factors import FACTORS, Domain, Factor
from cdop.core.modifiability import Outcome, contradiction, warnings
from cdop.core.sudden_death import FACTS, FactGroup


@dataclass(frozen=True)
class Scored:
    """The factors scored so far, and what they add up to."""

    groups: list[tuple[Domain, list[tuple[FactorScore, Factor]]]]
    number: int
    implied: Outcome
    outcome: Outcome
    warnings: list[str]

    @property
    def counting(self) -> int:
        """How many count towards the outcome."""
        return sum(
            score.influence.is_contributory and score.modifiable
            for _, rows in self.groups
            for score, _ in rows
        )


def scored(analysis: Analysis | None) -> Scored:
    """What the factors page shows; an analysis that was not begun has none."""
    scores = list(analysis.scores) if analysis else []
    groups = [
        (domain, [(each, FACTORS[each.factor_code]) for each in scores if each.domain is domain])
        for domain in Domain
    ]
    implied = implied_outcome(analysis) if analysis else Outcome.NONE_IDENTIFIED
    outcome = (outcome_of(analysis) if analysis else None) or implied
    said = warnings((each.influence, each.modifiable) for each in scores)
    against = contradiction(outcome, implied)
    return Scored(
        groups=[(domain, rows) for domain, rows in groups if rows],
        number=len(scores),
        implied=implied,
        outcome=outcome,
        warnings=[*said, against] if against else said,
    )


def catalogue() -> list[tuple[Domain, list[Factor]]]:
    """Every factor of the catalogue, by domain."""
    return [
        (domain, [each for each in FACTORS.values() if each.domain is domain]) for domain in Domain
    ]


def words_of(factor: Factor) -> str:
    """What a filter in the page looks through."""
    return " ".join([factor.public_label, factor.definition, *factor.phrases]).lower()


def category_words(code: str | None) -> str:
    """A category or sub-category in words."""
    if not code:
        return ""
    if code in SUB_CATEGORIES:
        sub = SUB_CATEGORIES[code]
        return f"{sub.category.value}. {sub.category.label}: {sub.label}"
    return f"{Category(code).value}. {Category(code).label}"


def category_state(analysis: Analysis | None) -> tuple[str, str]:
    """How far the category is, as the text and colour of a tag."""
    if analysis is None:
        return "Not started", "grey"
    if analysis.confirmed_at is not None:
        return "Confirmed", "green"
    if analysis.category is not None:
        return "From an earlier record", "blue"
    return ("Proposed", "yellow") if analysis.possible_categories else ("Not started", "grey")


def category_shown(analysis: Analysis | None) -> str:
    """The category confirmed, else the one proposed, in words."""
    if analysis is None:
        return ""
    return category_words(analysis.sub_category or analysis.category or proposed_category(analysis))


def facts_recorded(facts: Mapping[str, Any]) -> int:
    return sum(value is not None for value in facts.values())


def facts_by_group(form: Any) -> list[tuple[FactGroup, list[Any]]]:
    """The questions by the part of the form they stand in."""
    return [
        (group, [form[fact.name] for fact in FACTS.values() if fact.group is group])
        for group in FactGroup
    ]


@dataclass(frozen=True)
class Task:
    """One part of the form on the overview."""

    label: str
    endpoint: str
    state: str
    colour: str
    hint: str = ""


def tasks(analysis: Analysis | None, facts: Mapping[str, Any], *, infant: bool) -> list[Task]:
    """The parts of the form, in the order a panel works, each with how far it is."""
    return [
        _narrative_task(analysis),
        _facts_task(facts_recorded(facts), infant),
        _factors_task(analysis),
        Task(
            "Category of death",
            ".category",
            *category_state(analysis),
            hint=category_shown(analysis),
        ),
        _outcome_task(analysis),
        _counted(
            "Learning points", ".learning_points", analysis.learning_points if analysis else ()
        ),
        _counted(
            "Recommendations", ".recommendations", analysis.recommendations if analysis else ()
        ),
    ]


def _narrative_task(analysis: Analysis | None) -> Task:
    written = analysis is not None and bool(analysis.case_summary or analysis.cause_understood)
    state = ("Written", "green") if written else ("Not started", "grey")
    return Task("Summary, cause and issues", ".narrative", *state)


def _facts_task(number: int, infant: bool) -> Task:
    label = "Facts of sudden death in infancy"
    if number:
        return Task(label, ".facts", f"{number} of {len(FACTS)} recorded", "green")
    if infant:
        return Task(label, ".facts", "Not started", "grey", "Needed: this death is in the audit")
    return Task(label, ".facts", "Not needed", "white", "Only for sudden deaths in infancy")


def _factors_task(analysis: Analysis | None) -> Task:
    number = len(analysis.scores) if analysis else 0
    if not number:
        return Task("Factors", ".factors", "None scored", "grey")
    return Task("Factors", ".factors", f"{number} scored", "green")


def _outcome_task(analysis: Analysis | None) -> Task:
    shown = scored(analysis)
    if analysis is not None and analysis.outcome is not None:
        return Task("Outcome", ".outcome", "Chosen", "blue", shown.outcome.label)
    if not shown.number:
        return Task("Outcome", ".outcome", "Follows from factors", "grey")
    return Task("Outcome", ".outcome", "Follows from factors", "green", shown.outcome.label)


def _counted(label: str, endpoint: str, rows: Sequence[Any]) -> Task:
    number = len(rows)
    return Task(label, endpoint, f"{number} written" if number else "None", "grey")


def differences(form: Any, stored: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Where what was typed differs from what is stored now: label, stored, typed."""
    return [
        (control.label.text, _words(control, stored[name]), _words(control, control.data))
        for name, control in ((each.short_name, each) for each in form)
        if name in stored and (control.data or None) != (stored[name] or None)
    ]


def _words(control: Any, value: Any) -> str:
    if value is None or value == "" or value == []:
        return "Blank"
    if isinstance(value, list):
        return "; ".join(_choice(control, each) for each in value)
    return _choice(control, value)


def _choice(control: Any, value: Any) -> str:
    for choice in getattr(control, "choices", None) or ():
        if str(choice.value) == str(value):
            return choice.label
    return getattr(value, "label", None) or str(value)
