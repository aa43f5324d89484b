"""Words for audits and releases, and released tables and charts as markup."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import render_template
from markupsafe import Markup

from cdop.audits.kinds import kind_of
from cdop.audits.leaving_out import SAID
from cdop.audits.models import Audit, AuditState, Basis, Profile, Release, ReleasedTable
from cdop.audits.ways import LABELS as WAY_LABELS
from cdop.audits.ways import Way, printed_words
from cdop.core import ages
from cdop.core.disclosure.profiles import PROFILES, Audience
from cdop.jobs.models import Job, JobState
from cdop.web.filters import uk_datetime
from cdop.web.frozen import drawing

BASIS_WORDS = {
    Basis.DEATH: "by month of death",
    Basis.REVIEW: "by date of panel review",
}
STATE_WORDS = {
    AuditState.BUILDING: ("Being built", "blue"),
    AuditState.DRAFT: ("Draft", "grey"),
    AuditState.OFFERED: ("Offered for release", "orange"),
    AuditState.RELEASED: ("Released", "green"),
}
PROFILE_WORDS = {
    Profile.PUBLIC: "Public",
    Profile.PARTNER: "Partner organisations",
    Profile.PANEL: "The panel",
}
LEFT_OUT = {
    "one_year_or_older": "Children aged 1 year or over",
    "expected": "Infants whose death was expected",
    "expected_not_known": "Infants for whom it is not recorded whether the death was expected",
    "not_sudden": "Unexpected infant deaths with an immediately apparent cause",
    "awaiting_review": "Deaths whose review is not complete",
    "not_of_theme": "Deaths that the definition does not take in",
}
NO_CONFLICT = (
    "The audit is of the whole panel: it holds numbers only, and everyone who may read it reads"
    " the same numbers, whatever conflicts of interest they have declared."
)
WHAT_IS_CHECKED = (
    "Hidden numbers are checked against every earlier release, withdrawn ones too: of the same or"
    " other years, by date of death and by date of review, of other kinds of audit, and against"
    " totals of others that were entered in the ledger. What others publish and nobody entered is"
    " not known here."
)


ENOUGH_VISIBLE = 0.4
MANY_LINES = 10  # a longer table of a chapter is closed at first
FOR_THE_PANEL = "Never released: they follow from other tables, or nearly all would be hidden"
CHOSEN = "Left out by choice"
NOT_PROVED = "Not proved safe in the time allowed, so it is not known whether they are"
UNSAFE = "No way was found to print them without giving a small number away"
NOTHING_LARGE = "Nothing in them is frequent enough to be listed"


def period(from_month: date, to_month: date) -> str:
    """In financial years if it is whole ones, otherwise in months."""
    if from_month.month == 4 and to_month.month == 3:
        first, last = (ages.financial_year(month).label for month in (from_month, to_month))
        return f"Financial year {first}" if first == last else f"Financial years {first} to {last}"
    return f"{from_month:%B %Y} to {to_month:%B %Y}"


def definition(audit: Audit) -> dict[str, Any]:
    """The definition box: what every page, print and download of the audit says of itself."""
    return {
        "panel": kind_of(audit).whose(audit.panel, audit.design),
        "period": period(audit.from_month, audit.to_month),
        "basis": BASIS_WORDS[audit.basis],
        "inclusion": kind_of(audit).population(audit.design).words,
        "as_of": audit.as_of.isoformat(timespec="minutes"),
        "code_version": audit.code_version,
    }


LABELS = {
    "panel": "Panel",
    "period": "Period",
    "basis": "Basis",
    "inclusion": "Who is counted",
    "without": SAID,
    "total": "Deaths whose review is complete",
    "deaths": "Deaths of the period",
    "as_of": "Data as they stood on",
    "code_version": "Version of the definitions",
    "checked": "What is checked",
}


def definition_rows(definition: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The definition box, line by line."""
    return [
        (label, _said(key, definition[key])) for key, label in LABELS.items() if key in definition
    ]


def total_label(audit: Audit) -> str:
    """What the number of deaths in a release counts: those whose review is complete, or all."""
    return "total" if kind_of(audit).population(audit.design).released else "deaths"


def about_rows(audit: Audit) -> list[tuple[str, str]]:
    """What stands beside each released table: whose deaths, when, and how they were counted."""
    kept = {key: definition(audit)[key] for key in ("panel", "period", "basis", "as_of")}
    return definition_rows(kept | {"code_version": audit.code_version})


def _said(key: str, value: Any) -> str:
    return str(uk_datetime(datetime.fromisoformat(value))) if key == "as_of" else str(value)


def profile_explanation(profile: Profile) -> str:
    return PROFILES[Audience(profile)].explanation


def protected_by(profile: Profile, way: Way, total: int, label: str) -> dict[str, Any]:
    """What a release keeps of the way in which its small numbers are protected."""
    threshold = PROFILES[Audience(profile)].threshold
    if threshold is None:
        return {}
    found: dict[str, Any] = {"way": way.value, "protected": printed_words(way, threshold)}
    return found | ({label: f"About {total:,}"} if way is Way.ROUNDED else {})


def said_of(profile: Profile, way: Way) -> str:
    """What a release in this way would say of its small numbers."""
    threshold = PROFILES[Audience(profile)].threshold
    return printed_words(way, threshold) if threshold else profile_explanation(profile)


def small_numbers(release: Release) -> str:
    """What a release says of its small numbers."""
    return str(release.definition.get("protected") or profile_explanation(release.profile))


def way_of(release: Release) -> Way:
    return Way(release.definition.get("way", Way.S))


def preview_tables(candidate: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [dict(table) | {"svg": drawing(table["chart"])} for table in candidate["tables"]]


def released_tables(tables: Sequence[ReleasedTable]) -> list[dict[str, Any]]:
    return [
        {
            "code": str(table.position),
            "number": table.number,
            "title": table.title,
            "sentence": table.sentence,
            "content": table.content,
            "svg": drawing(table.chart_svg),
        }
        for table in tables
    ]


@dataclass(frozen=True)
class Checks:
    """What was found about a candidate for release, for whoever decides on it."""

    printed: int
    small: int
    protecting: int
    attacked: int
    proved: int
    left_out: list[tuple[str, list[str]]]
    way: str

    @property
    def visible(self) -> int:
        return self.printed - self.small - self.protecting

    @property
    def share(self) -> float:
        return self.visible / self.printed if self.printed else 0.0

    @property
    def shows_little(self) -> bool:
        return self.share < ENOUGH_VISIBLE


def checks(audit: Audit, candidate: Mapping[str, Any]) -> Checks | None:
    """None where nothing could be published, so that there is nothing to weigh."""
    if candidate["problem"]:
        return None
    protection = candidate["protection"]
    extra = protection["extra_hidden"]
    return Checks(
        printed=protection["printed"],
        small=protection["hidden"] - extra,
        protecting=extra,
        attacked=protection["attack"]["checked"],
        proved=protection["witnesses"],
        left_out=_left_out(audit.results["tables"], candidate),
        way=WAY_LABELS[Way(candidate.get("way", Way.S))],
    )


def _left_out(
    tables: Sequence[Mapping[str, Any]], candidate: Mapping[str, Any]
) -> list[tuple[str, list[str]]]:
    """Titles of the draft's tables that are not printed, by the reason."""
    printed = {table["code"] for table in candidate["tables"]}
    found: dict[str, list[str]] = {}
    for table in tables:
        if table["rows"] and table["code"] not in printed:
            reason = _why_left_out(table, candidate)
            found.setdefault(reason, []).append(table["title"])
    return list(found.items())


def _why_left_out(table: Mapping[str, Any], candidate: Mapping[str, Any]) -> str:
    if table["panel_only"]:
        return FOR_THE_PANEL
    if table["code"] in candidate.get("without", ()):
        return CHOSEN
    if table["title"] in candidate.get("unproved", ()):
        return NOT_PROVED
    return UNSAFE if table["title"] in candidate["left_out"] else NOTHING_LARGE


def is_waiting(job: Job | None) -> bool:
    return job is not None and job.state is JobState.WAITING


def table_html(released: ReleasedTable) -> Markup:
    """A released table as it is printed everywhere."""
    return Markup(render_template("audits/released_table.html", table=released))  # noqa: S704


def chart_html(released: ReleasedTable) -> Markup:
    return drawing(released.chart_svg)
