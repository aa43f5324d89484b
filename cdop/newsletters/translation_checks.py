"""What must be right before a translation is shown to the chair, and what to look at again."""

from collections import Counter

from flask import current_app

from cdop.core.writing.sections import sections_of
from cdop.core.writing.translation import Pair
from cdop.newsletters import checks
from cdop.newsletters.models import Issue
from cdop.newsletters.rendering import EMBED, Embed, list_embeds, message_of
from cdop.newsletters.translation_models import Translation
from cdop.newsletters.translation_queries import has_fallen_behind

TEXTS = ("title", "summary", "body", "message", "correction_note")
FIRST_WORDS = 6


def problems(translation: Translation) -> list[str]:
    """Why it cannot go to the chair yet; nothing when it can."""
    issue = translation.issue
    found = checks.problems(
        translation.title,
        translation.summary,
        translation.body,
        panel_id=issue.panel_id,
        contact=current_app.config["CONTACT_EMAIL"],
        message_code=issue.message_code,
        said=translation.message,
    )
    found += _missing(translation)
    if has_fallen_behind(translation):
        found.append("The original was changed since. Bring the translation up to it")
    pair = pair_of(translation)
    found += [
        f"The number {number} is not in the original. A figure is never typed anew"
        for number in pair.numbers_added()
    ]
    found += [f"“{_start(each)} …” is not translated yet" for each in pair.left_as_it_was()]
    return found + _embeds(issue.body, translation.body)


def _missing(translation: Translation) -> list[str]:
    found = []
    if translation.issue.message_code and not translation.message:
        found.append("Write the message of the quarter in this language")
    if translation.issue.corrects_id and not translation.correction_note:
        found.append("Say in this language what was wrong")
    if not translation.checked_by:
        found.append("Say who checked the translation beside the original")
    return found


def _embeds(original: str, translated: str) -> list[str]:
    """Tables, charts and pictures stand in both, each as often."""
    there, here = (Counter(list_embeds(body)) for body in (original, translated))
    return [
        *(f"The original shows {_token(each)}; put it in as well" for each in there - here),
        *(f"The original does not show {_token(each)}; take it out" for each in here - there),
    ]


def _token(embed: Embed) -> str:
    return f"[[{embed.kind} {embed.number}]]" if embed.number else f"[[{embed.kind}]]"


def advice(translation: Translation) -> list[str]:
    """It stops nobody: a number may stand in words, and two sections may become one."""
    found = []
    lost = pair_of(translation).numbers_lost()
    if lost:
        found.append(
            f"Numbers of the original that are not in it: {', '.join(lost)}. Check that they"
            " stand in words."
        )
    there = len(sections_of(translation.issue.body))
    here = len(sections_of(translation.body))
    if there != here:
        found.append(f"The original has {there} sections, the translation {here}.")
    return found


def pair_of(translation: Translation) -> Pair:
    return Pair(_original(translation.issue), _words(translation))


def _original(issue: Issue) -> str:
    message = message_of(issue.message_code)
    parts = (issue.title, issue.summary, issue.body, message.text if message else "")
    return "\n\n".join((*map(_without_embeds, parts), issue.correction_note))


def _words(translation: Translation) -> str:
    return "\n\n".join(_without_embeds(getattr(translation, name)) for name in TEXTS)


def _without_embeds(text: str) -> str:
    return EMBED.sub("", text)


def _start(paragraph: str) -> str:
    return " ".join(paragraph.split()[:FIRST_WORDS])
