"""The text of an annual report, written from its tables as they are shown; the chair may change it.

Local numbers stand as tokens, which a release fills from what it prints. Cited figures stand in
the text, with their source and date.
"""

from collections.abc import Callable, Mapping, Sequence

from cdop.audits.annual.context import rate_people
from cdop.audits.annual.sections import Section
from cdop.audits.models import Basis
from cdop.audits.told import Told, of_known, token
from cdop.core.denominators import Measure, PopulationGroup
from cdop.core.statistics.inequality import Fifth, relative_index

STATES = {
    "open": "not begun",
    "under_way": "under way",
    "done": "done",
    "not_taken_up": "not taken up",
}
FEWEST_FOR_INDEX = 20
GROUP_ORDER = [group.value for group in PopulationGroup]


def last_year(told: Told) -> str:
    """What the report before this one asked for, of whom, and what came of it."""
    before = told.context.get("last_year") or {}
    if not before:
        return "No earlier annual report is on record, so there are no recommendations to follow."
    recommended = before.get("recommended", ())
    if not recommended:
        return f"“{before['title']}” made no recommendations."
    lines = [_recommendation(each) for each in recommended]
    return "\n".join([f"Of “{before['title']}”:", "", *lines])


def _recommendation(each: Mapping[str, str]) -> str:
    asked = [f"for {each['owner']}" if each["owner"] else "", f"by {each['due']}"]
    known = ", ".join(part for part in asked if part and part != "by ")
    said = f" ({known})" if known else ""
    progress = f" {each['progress']}" if each["progress"] else ""
    return f"- {each['text']}{said}: **{STATES.get(each['state'], each['state'])}**.{progress}"


def summary(told: Told) -> str:
    """The report on half a page; of what a release hides it says nothing."""
    year, years = told.context["year"], told.context["years"]
    died = "died" if told.context["basis"] == Basis.DEATH else "were reviewed"
    counted = _if_shown(
        told,
        "years",
        f"year:{year}",
        f"In {year}, {{count}} children {died}, of {{denominator}} in the {len(years)} years from"
        f" {years[0]}.",
    )
    young = [
        _if_shown(told, table, f"{prefix}:{year}", f"{{count}} ({{percent}}) were {words}")
        for table, prefix, words in (
            ("infants_by_year", "infants", "infants under 1 year"),
            ("newborn_by_year", "newborn", "infants under 28 days"),
        )
    ]
    of_them = " and ".join(each for each in young if each)
    parts = [
        counted,
        f"Of those in {year}, {of_them}." if of_them else "",
        _share_modifiable(told),
        "The numbers are small. A difference between two years, or between here and elsewhere, may"
        " be chance; the intervals beside each percentage say how far.",
    ]
    return "\n\n".join(part for part in parts if part)


def _if_shown(told: Told, table: str, line: str, words: str) -> str:
    """The words with tokens for their numbers; nothing where a number is hidden."""
    if told.shown(table, line) is None:
        return ""
    asked = ("count", "denominator", "percent", "interval")
    return words.format(**{what: token(what, table, line) for what in asked})


def _share_modifiable(told: Told) -> str:
    local = _if_shown(
        told,
        "outcome",
        "outcome:MF",
        "Over the whole period, the panel identified modifiable factors in {count} of {denominator}"
        " reviewed deaths ({percent}, 95% interval {interval}). ",
    )
    return local + _cited(told, "modifiable-share", "In {area} it was {shown} of reviews in {year}")


def _cited(told: Told, measure: str, words: str) -> str:
    figure = told.context.get("cited", {}).get(measure)
    if figure is None:
        return ""
    published = f", published {figure['published']}" if figure["published"] else ""
    return f"{words.format(**figure)} ({figure['source']}{published})."


def background(told: Told) -> str:
    areas = told.context.get("areas") or []
    of = f" It covers {_listed(areas)}." if areas else ""
    return (
        f"{told.context['panel']} reviews every death of a child under 18 who normally lived in its"
        f" area, whatever the cause, for the child death review partners.{of} Stillbirths and"
        " lawful terminations are not reviewed. Professionals who knew the child meet first; the"
        " panel then reviews the case without names, confirms the category of death, and judges"
        " which factors may have contributed and which of them action could have changed. It blames"
        " nobody: it asks what could make the death of another child less likely."
    )


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def population(told: Told) -> str:
    year = told.context["year"]
    reviewed = _if_shown(
        told,
        "reviewed",
        f"reviewed:{year}",
        f"Of the deaths placed in {year}, {{count}} of {{denominator}} ({{percent}}) have a"
        " complete review. ",
    )
    parts = [
        f"{reviewed}A review follows a death by months, and by longer where there is an inquest or"
        " an investigation, so the newest year is always the least complete.",
        _cited(
            told, "infant-death-rate", "The rate of infant deaths in {area} was {shown} in {year}"
        ),
        _cited(
            told, "child-death-rate", "The rate of child deaths in {area} was {shown} in {year}"
        ),
    ]
    return "\n\n".join(part for part in parts if part)


def _commonest(table: str, what: str, number: int = 3) -> Callable[[Told], str]:
    """One sentence on the lines with the largest numbers; a hidden line may have a larger one."""

    def write(told: Told) -> str:
        lines = told.largest(table, number)
        if not lines:
            return "Too few deaths can be shown to say which is the most frequent."
        said = "; ".join(f"{told.label(table, line)}, {of_known(table, line)}" for line in lines)
        if any(told.shown(table, row["code"]) is None for row in told.rows(table)):
            return f"Some numbers are hidden. The largest of those shown: {said}."
        return f"{what}: {said}."

    return write


def ethnicity(told: Told) -> str:
    """Shares mean little without the population beside them, so that is said first."""
    people = rate_people(told.context, Measure.CHILDREN, "ethnic_group")
    total = sum(number or 0 for number in people.values())
    if not total or not all(people.values()):
        return (
            "How many children of each ethnic group live in the area is not on record for every"
            " year, so no rates are given. Shares of deaths alone say nothing of risk."
        )
    shares = "; ".join(
        f"{told.label('ethnicity', f'ethnic_group:{group}')} {(number or 0) / total:.0%}"
        for group, number in sorted(people.items(), key=lambda each: GROUP_ORDER.index(each[0]))
    )
    after = "The rates take this into account."
    if told.context["basis"] != Basis.DEATH:
        after = "There are no rates of deaths placed by review: the shares are of other children."
    return f"Of the children who live in the area: {shares}. {after}"


def deprivation(told: Told) -> str:
    """The gradient, worked out from the counts that are shown; where one is hidden, none."""
    people = rate_people(told.context, Measure.CHILDREN, "deprivation")
    shown = {value: told.shown("deprivation", f"deprivation:{value}") for value in "12345"}
    first = _commonest("deprivation", "The largest number was of children from", 1)(told)
    if told.context["basis"] != Basis.DEATH:
        return f"{first} Deaths are placed by review, so there are no rates."
    if not all(people.get(value) for value in shown):
        return f"{first} Without the number of children in each fifth there are no rates."
    if not all(shown.values()):
        return f"{first} Some counts are hidden, so the gradient over the fifths is not given."
    fifths = [Fifth(line.count if line else None, people[v]) for v, line in shown.items()]
    if sum(fifth.deaths or 0 for fifth in fifths) < FEWEST_FOR_INDEX:
        return f"{first} The deaths are too few to give the gradient over the fifths."
    found = relative_index(fifths, per=100_000)
    if found.value is None:
        return first
    return (
        f"{first} The rate at the most deprived end was {found.value:.1f} times that at the least"
        f" deprived end (95% interval {found.lower:.1f} to {found.upper:.1f}), by a model over all"
        " five fifths. This says that deaths follow deprivation, not why."
    )


def modifiable(told: Told) -> str:
    parts = [
        _share_modifiable(told),
        _commonest("modifiable_factors", "Found most often")(told)
        if told.has("modifiable_factors")
        else "",
        "“Modifiable” says that action could make the death of another child less likely, not that"
        " anybody is at fault.",
    ]
    return "\n\n".join(part for part in parts if part)


def sudden(told: Told) -> str:
    parts = [
        _if_shown(told, "sudden", "sudi", "{count} infants died suddenly and unexpectedly."),
        _if_shown(
            told,
            "sudden",
            "joint",
            "A joint agency response was recorded for {count} of {denominator} deaths ({percent})"
            " for which it is known.",
        ),
        "The audit of sudden deaths in infancy tells of sleep, smoking and the advice that families"
        " were given.",
    ]
    return " ".join(part for part in parts if part)


def learning(told: Told) -> str:
    if not told.rows("learning"):
        return "No learning points were coded. Those without a code are not counted here."
    return _commonest("learning", "Learning was most often about")(told)


def notes(told: Told) -> str:
    """Limitations that follow from the data themselves."""
    found = [
        "Numbers are small, so that percentages and rates are uncertain and one year says little.",
        "Findings on category, factors and learning are of deaths whose review is complete.",
        "Ethnic group and deprivation are not known of all; percentages are of those known.",
    ]
    for measure in Measure:
        people = told.context.get("people", {}).get(measure.value, {})
        if people.get("whole") is None:
            found.append(f"{people.get('reason') or 'No numbers on record'}: no rates from these.")
    if told.context["basis"] != Basis.DEATH:
        found.append(
            "Deaths are placed by the date of their review, so there are no rates: how many are"
            " reviewed in a year depends on the panel."
        )
    found.append(
        "Figures of others are as they were published on the date given, of other years and areas."
    )
    return "\n".join(f"- {each}" for each in found)


WORDS: Mapping[str, Callable[[Told], str]] = {
    Section.LAST_YEAR: last_year,
    Section.SUMMARY: summary,
    Section.BACKGROUND: background,
    Section.POPULATION: population,
    Section.AGE: _commonest("age", "The most frequent ages at death"),
    Section.CATEGORY: _commonest("category", "The categories confirmed most often"),
    Section.ETHNICITY: ethnicity,
    Section.DEPRIVATION: deprivation,
    Section.PLACE: _commonest("place", "The most frequent places of death", 2),
    Section.TIMES: _commonest("time_to_review", "The most frequent times to review", 2),
    Section.MODIFIABLE: modifiable,
    Section.SUDDEN: sudden,
    Section.LEARNING: learning,
    Section.NOTES: notes,
}
