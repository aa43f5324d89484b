"""Writes of a panel's own learning codes: added, reworded, retired and brought back."""

from typing import Any

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel
from cdop.analysis.code_models import OwnLearningCode
from cdop.analysis.code_queries import code_words, list_own_codes
from cdop.core.catalogues.learning_codes import next_own_code
from cdop.db.clock import now
from cdop.extensions import db
from cdop.trail.record import record
from cdop.web.versions import check_version


class LabelTaken(ValueError):
    """The list has this label already."""


def add_code(panel: Panel, *, actor: Any, label: str, definition: str = "") -> OwnLearningCode:
    """Add a code to the panel's list; LabelTaken where another code has the label."""
    policy.check(actor, Permission.LEARNING_CODES, panel)
    _refuse_taken(panel.id, label)
    own = OwnLearningCode(
        panel_id=panel.id,
        code=next_own_code(each.code for each in list_own_codes(panel.id)),
        label=label,
        definition=definition,
    )
    db.session.add(own)
    db.session.flush()
    record(actor, "learning_code.added", own, code=own.code)
    return own


def edit_code(
    own: OwnLearningCode,
    *,
    actor: Any,
    version: int | str | None,
    label: str,
    definition: str = "",
) -> None:
    """Change a code's words, not what it counts."""
    policy.check(actor, Permission.LEARNING_CODES, own)
    check_version(own, version)
    if label.casefold() != own.label.casefold():
        _refuse_taken(own.panel_id, label)
    own.label, own.definition = label, definition
    db.session.flush()
    record(actor, "learning_code.edited", own, code=own.code)


def retire_code(own: OwnLearningCode, *, actor: Any, version: int | str | None) -> None:
    """Offer the code no longer; points that carry it are still counted."""
    policy.check(actor, Permission.LEARNING_CODES, own)
    check_version(own, version)
    if own.is_retired:
        return
    own.retired_at, own.retired_by_id = now(), actor.id
    db.session.flush()
    record(actor, "learning_code.retired", own, code=own.code)


def bring_back_code(own: OwnLearningCode, *, actor: Any, version: int | str | None) -> None:
    """Offer a retired code again."""
    policy.check(actor, Permission.LEARNING_CODES, own)
    check_version(own, version)
    own.retired_at = own.retired_by_id = None
    db.session.flush()
    record(actor, "learning_code.brought_back", own, code=own.code)


def _refuse_taken(panel_id: str, label: str) -> None:
    if label.casefold() in {each.casefold() for each in code_words(panel_id).values()}:
        raise LabelTaken(label)
