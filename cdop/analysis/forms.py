"""The forms of an analysis: their words, hints and rules."""

from typing import Any

from cdop.analysis.code_queries import LearningCodeInUse
from cdop.analysis.models import RecommendationLevel, ReferTo
from cdop.core.catalogues.categories import SUB_CATEGORIES, Category
from cdop.core.catalogues.factors import FACTORS, Domain
from cdop.core.catalogues.sleep import MESSAGES, AdviceMethod, ContactPoint, Profession
from cdop.core.influence import Influence
from cdop.core.modifiability import Outcome
from cdop.core.sudden_death import FACTS, Fact, FactKind
from cdop.db.clock import today
from cdop.web.forms import (
    AnswerField,
    Checkboxes,
    NhsForm,
    Radios,
    Select,
    SelectChoice,
    TextArea,
    TextField,
    UKDateField,
    enum_choices,
)

YES_NO = [SelectChoice("yes", "Yes"), SelectChoice("no", "No")]


class FactorForm(NhsForm):
    """One factor. Several stand on one page, each with its code as prefix."""

    influence = Radios(
        "How much did it matter?",
        choices=[SelectChoice(each.value, f"{each.value} – {each.label}") for each in Influence],
        coerce=Influence,
        small=True,
        required="Choose how much the factor mattered",
    )
    modifiable = Radios(
        "Is it modifiable?",
        hint="Could local or national action reduce the risk of future deaths?",
        choices=YES_NO,
        inline=True,
        small=True,
        required="Choose whether the factor is modifiable",
    )
    domain = Select("Domain", choices=[], coerce=Domain, blank="")
    evidence = TextArea("Evidence", hint="What this rests on. Leave out names.", rows=2)

    @classmethod
    def of(cls, code: str, formdata: Any = None, **settings: Any) -> "FactorForm":
        """The form of one factor of the catalogue."""
        form = cls(formdata, prefix=code, **settings)
        factor = FACTORS.get(code)
        domains = (factor.domain, *factor.other_domains) if factor else ()
        if len(domains) > 1:
            form.domain.choices = enum_choices(domains)
        else:
            del form.domain
        return form

    def judgement(self) -> dict[str, Any]:
        return {
            "influence": self.influence.data,
            "modifiable": self.modifiable.data == "yes",
            "evidence": self.evidence.data or "",
            "domain": self.domain.data if "domain" in self else None,
        }


def _field_of(fact: Fact) -> Any:
    if fact.kind is FactKind.ANSWER:
        return AnswerField(
            fact.question,
            hint=fact.hint,
            not_applicable="not applicable" in fact.hint or "sharer" in fact.name,
            blank="Blank",
        )
    return Select(fact.question, hint=fact.hint, choices=fact.choices, blank="Blank")


FactsForm: type[NhsForm] = type(
    "FactsForm",
    (NhsForm,),
    {
        "__doc__": "Every fact of the sudden-death audit, by its name.",
        **{fact.name: _field_of(fact) for fact in FACTS.values()},
    },
)


class AdviceForm(NhsForm):
    contact = Select("When was it given?", choices=ContactPoint, required="Choose the contact")
    profession = Select("Who gave it?", choices=Profession, required="Choose who gave it")
    method = Select("How was it given?", choices=AdviceMethod, blank="Not recorded")
    messages = Checkboxes(
        "Which messages were given?",
        choices=[SelectChoice(each.id, each.text) for each in MESSAGES.values()],
        small=True,
    )
    recorded = AnswerField("Is the advice in the record?", blank="Blank")
    understood = AnswerField("Was it checked that it was understood?", blank="Blank")
    others_included = AnswerField("Were the father or other carers included?", blank="Blank")
    sleep_space_seen = AnswerField("Was the sleep space seen?", blank="Blank")


class CategoryForm(NhsForm):
    possible = Checkboxes(
        "Which categories could apply?",
        hint="Choose all that apply. The one highest in the list is proposed.",
        choices=[
            SelectChoice(each.value, f"{each.value}. {each.label}", render_kw={"hint": each.help})
            for each in Category
        ],
        required="Choose at least one category",
    )


def _category_choices() -> list[SelectChoice]:
    found = []
    for category in Category:
        group = f"{category.value}. {category.label}"
        label = f"{category.value} – {category.label}"
        found.append(SelectChoice(category.value, label, optgroup=group))
        found += [
            SelectChoice(sub.code, f"{sub.code} – {sub.label}", optgroup=group)
            for sub in SUB_CATEGORIES.values()
            if sub.category is category
        ]
    return found


class ConfirmForm(NhsForm):
    code = Select(
        "Category of death",
        hint="Choose the sub-category where there is one.",
        choices=_category_choices(),
        required="Choose the category of death",
    )


class OutcomeForm(NhsForm):
    outcome = Radios(
        "Outcome of the review",
        choices=[
            SelectChoice(each.value, each.label, render_kw={"hint": each.help}) for each in Outcome
        ],
        coerce=Outcome,
        required="Choose the outcome",
    )
    reason = TextArea(
        "Reason, where it differs from what the factors imply",
        hint="Say why the panel concluded otherwise, or why it could not decide.",
        rows=3,
    )


class NarrativeForm(NhsForm):
    case_summary = TextArea(
        "Case summary", hint="A few factual sentences. Leave out names and dates.", rows=6
    )
    cause_understood = TextArea("Cause of death as presently understood", rows=2)
    issues = TextArea("Issues the panel identified", rows=3)
    good_practice = TextArea("Good practice", rows=3)
    family_follow_up = TextArea("Follow-up of the family", rows=3)
    refer_to = Checkboxes("Refer to another body", choices=ReferTo, small=True)


class LearningPointForm(NhsForm):
    text = TextArea(
        "What does this death teach?",
        hint="One point at a time. The chair can pass it on, reworded, to those who write lessons.",
        rows=3,
        required="Enter the learning point",
    )
    learning_code = Select(
        "What is it about?",
        hint="So that the same learning can be counted from year to year. Leave it out if nothing"
        " fits.",
        choices=[],
        blank="No code",
    )
    factor_codes = Checkboxes("Factors it is about", choices=[], small=True)

    def offer(self, codes: list[str], learning_codes: list[LearningCodeInUse]) -> None:
        """Offer the factors scored and the panel's codes, and those the point has."""
        self.learning_code.choices = [
            SelectChoice(each.code, each.label, optgroup=each.group) for each in learning_codes
        ]
        self.factor_codes.choices = [
            SelectChoice(code, f"{code} {FACTORS[code].name}") for code in codes
        ]


class RecommendationForm(NhsForm):
    text = TextArea("What should be done?", rows=3, required="Enter the recommendation")
    to_whom = TextField("To whom?", hint="A body or a role, not a person's name")
    level = Radios(
        "How far does it reach?",
        choices=RecommendationLevel,
        inline=True,
        small=True,
        default=RecommendationLevel.LOCAL,
        required="Choose how far it reaches",
    )
    lead = TextField("Lead", hint="The role that follows it up")
    due_on = UKDateField("Due date", earliest=today)


class RatifyForm(NhsForm):
    reviewed_on = UKDateField(
        "Date of the panel meeting", latest=today, required="Enter the date of the panel meeting"
    )


class ReopenForm(NhsForm):
    reason = TextArea(
        "Why is the analysis reopened?",
        hint="Everyone who can open the case sees the reason.",
        rows=3,
        required="Enter the reason",
    )
