"""What cases need to know of the analysis built on them: for export, merging and undoing."""

from typing import Any

from cdop.analysis.content import content_of
from cdop.analysis.models import Analysis
from cdop.analysis.queries import find_analysis
from cdop.cases.models import Case
from cdop.cases.parts import Part, register
from cdop.extensions import db


def _exists(case_id: str) -> bool:
    found = db.session.scalar(db.select(Analysis.id).where(Analysis.case_id == case_id))
    return found is not None


def _contents(case: Case) -> dict[str, Any]:
    analysis = find_analysis(case.id)
    if analysis is None:
        return {}
    earlier = [
        {"ratified_at": each.ratified_at.isoformat(), "reason": each.reason, **each.content}
        for each in analysis.ratifications
    ]
    return {**content_of(analysis), "ratified_versions": earlier}


def _hand_over(duplicate: Case, into: Case) -> None:
    analysis = find_analysis(duplicate.id)
    if analysis is not None:
        analysis.case = into
        db.session.flush()


register(Part(name="analysis", exists=_exists, contents=_contents, hand_over=_hand_over))
