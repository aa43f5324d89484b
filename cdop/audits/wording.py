"""What is published in words with a release: what chairs wrote, with the release's own numbers."""

from collections.abc import Mapping, Sequence
from typing import Any

from cdop.audits.models import Audit, AuditRecommendation
from cdop.audits.told import TOKEN, Told, fill
from cdop.audits.word_queries import latest_words, list_recommendations
from cdop.web.filters import uk_date

NOT_PUBLISHED = "(number not published)"
FROM_THE_TABLES = "(number from the tables)"


def released_words(audit: Audit, tables: Sequence[Mapping[str, Any]]) -> str:
    """Commentary, sections and recommendations in Markdown; hidden numbers stay hidden.

    Only sections that a chair saved: the words that the service writes of the draft go no further.
    """
    return _together(audit, Told(tables), NOT_PUBLISHED)


def words_on_offer(audit: Audit) -> str:
    """The same before it is known which numbers a release shows."""
    return _together(audit, Told([]), FROM_THE_TABLES)


def typed_words(audit: Audit) -> str:
    """All that would be published and was typed, without the tokens."""
    return TOKEN.sub("", _together(audit, None, ""))


def _together(audit: Audit, told: Told | None, missing: str) -> str:
    parts = [audit.commentary] if audit.commentary else []
    for section, words in latest_words(audit).items():
        text = words.text if told is None else fill(words.text, told, missing)
        parts.append(f"### {section}\n\n{text}")
    lines = [_line(each) for each in list_recommendations(audit)]
    if lines:
        parts.append("### Recommendations\n\n" + "\n".join(lines))
    return "\n\n".join(parts)


def _line(recommendation: AuditRecommendation) -> str:
    about = [recommendation.owner] if recommendation.owner else []
    if recommendation.due_on is not None:
        about.append(f"by {uk_date(recommendation.due_on)}")
    text = " ".join(recommendation.text.split())
    return f"- {text} ({', '.join(about)})" if about else f"- {text}"
