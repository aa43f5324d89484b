"""Reads of learning codes: the shipped ones and those the panel added, in one list."""

from dataclasses import dataclass

from flask import abort

from cdop.accounts.models import Panel
from cdop.accounts.queries import find_panel
from cdop.analysis.code_models import OwnLearningCode
from cdop.core.catalogues.learning_codes import LEARNING_CODES, OWN_GROUP
from cdop.extensions import db


@dataclass(frozen=True)
class LearningCodeInUse:
    """A code as it is offered."""

    code: str
    group: str
    label: str


def get_panel(panel_slug: str) -> Panel:
    return find_panel(panel_slug) or abort(404)


def get_own_code(panel_slug: str, code_id: str) -> OwnLearningCode:
    return db.one_or_404(
        db.select(OwnLearningCode).where(
            OwnLearningCode.id == code_id, OwnLearningCode.panel_id == get_panel(panel_slug).id
        )
    )


def list_own_codes(panel_id: str) -> list[OwnLearningCode]:
    """The panel's own, in the order in which they were added, retired ones too."""
    return list(
        db.session.scalars(
            db.select(OwnLearningCode)
            .where(OwnLearningCode.panel_id == panel_id)
            .order_by(OwnLearningCode.created_at, OwnLearningCode.code)
        )
    )


def offered_codes(panel_id: str, *, also: str | None = None) -> list[LearningCodeInUse]:
    """What may be chosen now, and `also` what a point has already."""
    shipped = [
        LearningCodeInUse(each.code, each.group, each.label) for each in LEARNING_CODES.values()
    ]
    own = [
        LearningCodeInUse(each.code, OWN_GROUP, each.label)
        for each in list_own_codes(panel_id)
        if not each.is_retired or each.code == also
    ]
    return shipped + own


def codes_in_use(panel_id: str) -> frozenset[str]:
    return frozenset(each.code for each in offered_codes(panel_id))


def code_words(panel_id: str) -> dict[str, str]:
    """Every code's label, retired ones too."""
    own = {each.code: each.label for each in list_own_codes(panel_id)}
    return {each.code: each.label for each in LEARNING_CODES.values()} | own
