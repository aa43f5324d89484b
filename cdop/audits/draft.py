"""A draft as its page reads: in each section words, then tables and what follows from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from cdop.audits.building import exact_tables
from cdop.audits.kinds import kind_of
from cdop.audits.models import Audit, SectionWords
from cdop.audits.publishing import exact_content
from cdop.audits.told import Told, fill
from cdop.web import markdown
from cdop.web.filters import uk_datetime
from cdop.web.frozen import drawing

Written = Mapping[str, SectionWords]  # by section, the latest of each


@dataclass(frozen=True)
class DraftSection:
    """One section; `generated` is what the service wrote, where a chair's words took its place."""

    place: int
    heading: str
    words: Markup
    generated: Markup
    tables: Sequence[Mapping[str, Any]]


def headings(audit: Audit) -> list[str]:
    """The audit's sections in the order in which they are read."""
    results = audit.results
    findings = results.get("findings", {}).get("shown", [])
    used = dict.fromkeys(
        [
            *(table["section"] for table in results["tables"]),
            *(finding["section"] for finding in findings),
            *results.get("words", {}),
        ]
    )
    order = [str(section) for section in kind_of(audit).order]
    known = [section for section in order if section in used]
    return [*known, *(section for section in used if section not in known)]


def told_of(audit: Audit) -> Told:
    return Told(exact_tables(audit.results["tables"]), audit.results.get("context", {}))


def draft_sections(audit: Audit, written: Written) -> list[DraftSection]:
    told = told_of(audit)
    tables = _tables(audit)
    generated = audit.results.get("words", {})
    found = []
    for place, heading in enumerate(headings(audit)):
        own = written.get(heading)
        text = generated.get(heading, "")
        found.append(
            DraftSection(
                place,
                heading,
                markdown.render(fill(own.text if own else text, told)),
                markdown.render(fill(text, told)) if own else Markup(""),
                tables.get(heading, []),
            )
        )
    return found


def _tables(audit: Audit) -> dict[str, list[dict[str, Any]]]:
    """Counted tables and findings, each with what it was counted by."""
    results, found = audit.results, dict[str, list[dict[str, Any]]]()
    made = f"Definitions {audit.code_version}; data of {uk_datetime(audit.as_of)}."
    counted = [table | {"content": exact_content(table)} for table in results["tables"]]
    concluded = [each | {"finding": True} for each in results.get("findings", {}).get("shown", [])]
    for each in [*counted, *concluded]:
        content = each["content"]
        found.setdefault(each["section"], []).append(
            {
                "code": each["code"],
                "title": each["title"],
                "sentence": each["sentence"],
                "content": content | {"notes": [*content["notes"], made]},
                "finding": "finding" in each,
                "svg": drawing(results["charts"].get(each["code"], "")),
            }
        )
    return found
