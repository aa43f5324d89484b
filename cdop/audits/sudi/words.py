"""What the audit's sections say, in words with tokens for the numbers.

Every sentence is written from the tables as they are shown, so that the words of a release know
no more than its tables.
"""

from collections.abc import Callable, Iterable, Mapping

from cdop.audits.tables.sudi_tables import Section
from cdop.audits.told import Told, of_known, token

PURPOSE = "Why this audit"
LIMITATIONS = "Limitations"
FEW = 20


def purpose(told: Told) -> str:
    return (
        "Deaths of infants that were sudden and unexpected are few, and each is reviewed by"
        " itself. This audit looks at them together: how complete the records are, how the infants"
        " slept, which hazards came together, what advice is on record, how the deaths were looked"
        " into, and whether standards were met. It says what was found together with a death, not"
        " what caused it."
    )


def population(told: Told) -> str:
    if told.shown("reviewed", "reviewed") is None:
        return ""
    reviewed = token("count", "reviewed", "reviewed")
    everyone = token("denominator", "reviewed", "reviewed")
    share = token("percent", "reviewed", "reviewed")
    return (
        f"{everyone} sudden infant deaths belong to the period. The review of {reviewed}"
        f" ({share}) is complete; what a review finds is counted of these alone."
    )


def completeness(told: Told) -> str:
    worst = told.largest("missing", 3)
    if not worst:
        return (
            "Nothing was left open in the records of the reviewed deaths."
            if told.has("missing")
            else ""
        )
    said = _list(
        f"{_small(told.label('missing', line))} ({token('count', 'missing', line)} of"
        f" {token('denominator', 'missing', line)})"
        for line in worst
    )
    return (
        f"Most often not known or not recorded: {said}. A percentage below is of the deaths with a"
        " known answer; the number not known stands beside it."
    )


def demographics(told: Told) -> str:
    return _sentences(
        _most_frequent_age(told),
        _line(told, "sex", "sex:M", "were boys"),
        _line(told, "gestation", "gestation:under_37", "were born before 37 weeks"),
        _line(told, "birth_weight", "birth_weight:under_2500", "weighed under 2,500 g at birth"),
        _line(told, "deprivation", "deprivation:1", "lived in the most deprived fifth of areas"),
    )


def cause(told: Told) -> str:
    return _sentences(
        _line(told, "explained", "unexplained", "remained unexplained after review"),
        "Deaths that were explained later stay in the audit: they began in the same way.",
    )


def sleep(told: Told) -> str:
    return _sentences(
        _line(told, "position_put_down", "position_put_down:back", "were put down on the back"),
        _line(told, "sleep", "shared_surface", "shared the sleep surface"),
        _line(told, "sleep", "loose_bedding", "had loose or soft bedding"),
        _line(told, "sleep", "out_of_routine", "slept out of their usual routine"),
    )


def smoking(told: Told) -> str:
    return _sentences(
        _line(told, "smoking", "smoked_in_pregnancy", "had a mother who smoked in pregnancy"),
        _line(told, "smoking", "mother_smokes", "had a mother who smoked after the birth"),
    )


def substances(told: Told) -> str:
    return _sentences(
        _line(told, "substances", "carer_alcohol_24h", "were with a carer who had drunk alcohol"),
        _line(told, "substances", "carer_drugs_24h", "were with a carer who had taken drugs"),
    )


def hazards(told: Told) -> str:
    none, pair = told.shown("hazard_count", "hazard_count:0"), told.largest("hazard_pairs")
    said = []
    if none is not None:
        said.append(
            f"No hazard was on record for {of_known('hazard_count', 'hazard_count:0')} of the"
            " reviewed deaths."
        )
    if pair:
        label = told.label("hazard_pairs", pair[0])
        said.append(f"Most often together: {_small(label)} ({of_known('hazard_pairs', pair[0])}).")
    return _sentences(*said)


def advice(told: Told) -> str:
    return _sentences(
        _line(told, "advice", "advice_midwife", "have advice by a midwife on record"),
        _line(told, "advice", "advice_health_visitor", "have advice by a health visitor on record"),
        _line(told, "advice", "advice_consistent", "were given advice that was consistent"),
        "No record does not prove that no advice was given.",
    )


def investigation(told: Told) -> str:
    return _sentences(
        _line(told, "investigation", "history_taken", "had a full history taken"),
        _line(told, "investigation", "scene_visit", "had the scene visited"),
        _line(told, "investigation", "post_mortem", "had a post-mortem examination"),
        _line(
            told, "investigation", "joint_response_in_time", "had a joint agency response in time"
        ),
    )


def outcome(told: Told) -> str:
    return _line(told, "outcome", "outcome:MF", "had modifiable factors identified")


def factors(told: Told) -> str:
    most = told.largest("factors", 3)
    if not most:
        return ""
    said = _list(
        f"{_small(told.label('factors', line))} ({of_known('factors', line)})" for line in most
    )
    return f"Factors that may have contributed most often: {said}."


def limitations(told: Told) -> str:
    """Each limit that these numbers really have."""
    said = []
    reviewed = told.shown("reviewed", "reviewed")
    if reviewed is not None and reviewed.denominator is not None:
        if reviewed.denominator < FEW:
            said.append(
                f"The audit is of {token('denominator', 'reviewed', 'reviewed')} deaths: one more"
                " or less would move every percentage, and no difference should be read into it."
            )
        if (reviewed.count or 0) < reviewed.denominator:
            said.append(
                "Deaths whose review is not complete are counted, but nothing is known of them yet;"
                " they may differ from the others."
            )
    worst = told.largest("missing")
    if worst:
        line = worst[0]
        said.append(
            f"The records are not complete: {_small(told.label('missing', line))}, for example,"
            f" was not known of {token('count', 'missing', line)} of"
            f" {token('denominator', 'missing', line)} reviewed deaths."
        )
    births = told.context.get("births") or {}
    if not births.get("all"):
        said.append(
            births.get("no_rates")
            or "Live births of the period are not on record, so there are no rates: counts of"
            " groups that differ in size cannot be compared."
        )
    if not told.context.get("earlier"):
        said.append("No earlier period could be counted, so nothing is said of change.")
    said += [
        "All infants here died. How often a circumstance is found among infants who live is not"
        " known here, so nothing can be said of risk or of cause.",
        "Circumstances are as families and professionals recalled and recorded them after a death.",
    ]
    return "\n".join(f"- {each}" for each in said)


WORDS: Mapping[str, Callable[[Told], str]] = {
    PURPOSE: purpose,
    Section.POPULATION: population,
    Section.COMPLETENESS: completeness,
    Section.DEMOGRAPHICS: demographics,
    Section.CAUSE: cause,
    Section.SLEEP: sleep,
    Section.SMOKING: smoking,
    Section.SUBSTANCES: substances,
    Section.HAZARDS: hazards,
    Section.ADVICE: advice,
    Section.INVESTIGATION: investigation,
    Section.OUTCOME: outcome,
    Section.THEMES: factors,
    LIMITATIONS: limitations,
}


def _line(told: Told, table: str, line: str, words: str) -> str:
    found = told.shown(table, line)
    if found is None or not found.denominator:
        return ""
    return f"{of_known(table, line)} {words}."


def _most_frequent_age(told: Told) -> str:
    """The band with the most deaths, or the bands where several have as many."""
    lines = told.largest("age", len(told.rows("age")))
    counts = {line: told.cell("age", line, "count") for line in lines}
    most = [line for line in lines if counts[line] == counts[lines[0]]]
    if not most:
        return ""
    said = _list(told.label("age", line) for line in most)
    each = " each" if len(most) > 1 else ""
    noun = "ages were" if len(most) > 1 else "age was"
    return f"The most frequent {noun} {said}: {of_known('age', most[0])}{each}."


def _sentences(*said: str) -> str:
    return " ".join(each for each in said if each)


def _list(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _small(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() or words[1:2] == " " else words
