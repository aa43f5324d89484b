"""Everything typed that leaves with a release is held against the panel's cases before it does."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cdop.audits.models import Audit, Release
from cdop.audits.wording import typed_words
from cdop.core.identity_guard.contacts import CONTACTS
from cdop.learning.identity_check import Passage, check_parts, must_name_nobody

LABELS = "labels"  # made from codes and standards of the panel's own: names alone count there


def passages_of(audit: Audit, tables: Sequence[Mapping[str, Any]] = ()) -> list[Passage]:
    """What of the words could tell of a child; how to reach the panel may stand."""
    if audit.pools_panels:  # nobody typed anything into it
        return []
    parts = {
        "title": audit.title,
        "words": typed_words(audit),
        "earlier": "\n".join(_earlier(audit)),
        LABELS: "\n".join(_labels(tables)),
    }
    found = check_parts(parts, panel_id=audit.panel_id, subject_id=audit.id, may_stand=CONTACTS)
    return [each for each in found if each.part != LABELS or each.stops]


def _earlier(audit: Audit) -> Iterable[str]:
    """What a report repeats of the recommendations of the one before it."""
    before = audit.results.get("context", {}).get("last_year") or {}
    for each in before.get("recommended", ()):
        yield from (each["text"], each["owner"], each["progress"])


def _labels(tables: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    for table in tables:
        yield table["title"]
        yield from (row["label"] for row in table["content"]["rows"])


def check_notice(release: Release, notice: str) -> None:
    """For the words in place of a withdrawn release, which nobody else looks at."""
    must_name_nobody({"notice": notice}, panel_id=release.panel_id)
