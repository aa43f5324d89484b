"""Newsletters in the languages that an area speaks: one that is out, and one that fell behind."""

from collections.abc import Sequence
from typing import Any

from flask import current_app

from cdop.accounts.models import User
from cdop.core.sign_off import Move
from cdop.demo.learning import read_content
from cdop.newsletters import changes, translation_changes, translation_publishing
from cdop.newsletters.models import Issue
from cdop.newsletters.translation_models import Translation

TEXTS = ("title", "summary", "message", "checked_by")


def translate_results(issue: Issue, *, chair: User, editor: User, tables: Sequence[str]) -> None:
    """The published issue in every language there is a text for."""
    for plan in read_content("translations.toml")["result"]:
        translation = _written(issue, plan, editor, "\n\n".join(tables))
        for step, actor in ((Move.SUBMIT, editor), (Move.APPROVE, chair)):
            translation_changes.move_translation(
                translation, step, actor=actor, version=translation.version
            )
        if translation.is_held and issue.publication:
            translation_publishing.publish_translation(translation, issue.publication, actor=editor)


def translate_and_go_on(issue: Issue, *, editor: User) -> None:
    """A translation, and a change of the original that it does not know yet."""
    plan = read_content("translations.toml")["behind"]
    _written(issue, plan, editor, "")
    changes.edit_issue(issue, actor=editor, version=issue.version, summary=plan["changed_summary"])


def _written(issue: Issue, plan: dict[str, Any], editor: User, tables: str) -> Translation:
    translation = translation_changes.start_translation(
        issue, actor=editor, language=plan["language"]
    )
    body = plan["body"].format(
        summary=plan["summary"],
        area=issue.panel.area,
        tables=tables,
        contact=current_app.config["CONTACT_EMAIL"],
    )
    words = {name: plan[name] for name in TEXTS}
    translation_changes.edit_translation(
        translation, actor=editor, version=translation.version, body=body.strip(), **words
    )
    return translation
