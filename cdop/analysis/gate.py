"""The two questions before every write on an analysis: may this person, and is it still open?"""

from typing import Any

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.analysis.models import Analysis
from cdop.cases.changes import COMMAND
from cdop.cases.models import Case
from cdop.core.moves import NotNow
from cdop.core.workflow import Stage
from cdop.extensions import db

RATIFIED = (
    "The panel has ratified this analysis, so it can no longer be changed. A chair can reopen it,"
    " giving a reason."
)


def may(actor: Any, permission: Permission, subject: Any) -> None:
    """Refuse whom the policy does not permit; an operator at the command line may."""
    if actor != COMMAND:
        policy.check(actor, permission, subject)


def open_to_change(
    analysis: Analysis, actor: Any, permission: Permission = Permission.ANALYSIS_RECORD
) -> None:
    """Pass only who may, while the analysis is open; a writer at the same time waits."""
    may(actor, permission, analysis)
    db.session.execute(db.select(Analysis.id).where(Analysis.id == analysis.id).with_for_update())
    refuse_closed(analysis.case)
    if analysis.is_closed:
        raise NotNow(RATIFIED)
    analysis.imported = False


def refuse_closed(case: Case) -> None:
    """NotNow where the review of the case has ended."""
    if case.stage in (Stage.RATIFIED, Stage.CLOSED):
        raise NotNow(RATIFIED)
    if not case.stage.is_open:
        raise NotNow(f"The analysis cannot be changed while the case is “{case.stage.label}”.")


def user_id(actor: Any) -> str | None:
    return getattr(actor, "id", None)
