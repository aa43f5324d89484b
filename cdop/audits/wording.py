"""What is published in words with a release: what chairs wrote, with the release's own numbers."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from cdop.audits.draft import headings, told_of
from cdop.audits.kinds import kind_of
from cdop.audits.leaving_out import SAID
from cdop.audits.models import Audit, AuditRecommendation
from cdop.audits.told import TOKEN, Told, fill
from cdop.audits.ways import Way
from cdop.audits.word_queries import latest_words, list_recommendations
from cdop.core.disclosure.rounding import BASE
from cdop.web.filters import uk_date

NOT_PUBLISHED = "(number not published)"
ROUNDED = f"Numbers from the tables are rounded to {BASE}."
FROM_THE_TABLES = "(number from the tables)"


def released_words(
    audit: Audit, tables: Sequence[Mapping[str, Any]], way: Way = Way.S, left_out: str = ""
) -> str:
    """Commentary, sections and recommendations in Markdown; hidden numbers stay hidden.

    Only sections that a chair saved: the words that the service writes of the draft go no further,
    but for a report, which is written anew from the tables that are released. Where limitations
    are among them, they name the tables that were `left_out`.
    """
    kind = kind_of(audit)
    told = Told(tables, audit.results.get("context", {}))
    written = {section: write(told) for section, write in kind.words.items()}
    words = _together(audit, told, NOT_PUBLISHED, written if kind.words_leave else {}, left_out)
    return f"{ROUNDED}\n\n{words}" if words and way is Way.ROUNDED else words


def words_on_offer(audit: Audit) -> str:
    """The same before it is known which numbers a release shows."""
    leaving = audit.results.get("words", {}) if kind_of(audit).words_leave else {}
    return _together(audit, Told([]), FROM_THE_TABLES, leaving)


def draft_words(audit: Audit) -> str:
    """For the panel: every section, as a chair or the service wrote it, with exact numbers."""
    written, told = latest_words(audit), told_of(audit)
    generated = audit.results.get("words", {})
    parts = [audit.commentary] if audit.commentary else []
    for section in headings(audit):
        own = written.get(section)
        text = own.text if own else generated.get(section, "")
        if text:
            parts.append(f"### {section}\n\n{fill(text, told)}")
    return "\n\n".join([*parts, *_recommendations(audit)])


def typed_words(audit: Audit) -> str:
    """All that would be published and was typed, without the tokens."""
    return TOKEN.sub("", _together(audit, None, ""))


def _together(
    audit: Audit,
    told: Told | None,
    missing: str,
    written: Mapping[str, str] = MappingProxyType({}),
    left_out: str = "",
) -> str:
    """A chair's words of a section go before those that were `written` of it."""
    parts = [audit.commentary] if audit.commentary else []
    texts = dict(written) | {section: words.text for section, words in latest_words(audit).items()}
    order = [str(section) for section in kind_of(audit).order]
    for section in sorted(texts, key=lambda each: order.index(each) if each in order else -1):
        text = texts[section] if told is None else fill(texts[section], told, missing)
        if left_out and section == kind_of(audit).limitations:
            text += f"\n\n{SAID}: {left_out}"
        parts.append(f"### {section}\n\n{text}")
    return "\n\n".join([*parts, *_recommendations(audit)])


def _recommendations(audit: Audit) -> list[str]:
    lines = [_line(each) for each in list_recommendations(audit)]
    return ["### Recommendations\n\n" + "\n".join(lines)] if lines else []


def _line(recommendation: AuditRecommendation) -> str:
    about = [recommendation.owner] if recommendation.owner else []
    if recommendation.due_on is not None:
        about.append(f"by {uk_date(recommendation.due_on)}")
    text = " ".join(recommendation.text.split())
    return f"- {text} ({', '.join(about)})" if about else f"- {text}"
