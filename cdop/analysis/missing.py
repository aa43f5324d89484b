"""What an analysis still wants before it can be ratified."""

from cdop.analysis.models import Analysis


def missing_parts(analysis: Analysis) -> list[str]:
    """What is wanting, as sentences that say what to do; empty when it is complete.

    An outcome always follows from the factors, so an analysis without a factor needs the chair
    to say that this is meant: by an outcome with a reason, or by a case summary.
    """
    missing = []
    if analysis.confirmed_at is None and not (analysis.category and analysis.imported):
        missing.append("Confirm the category of death")
    if not analysis.scores and not analysis.case_summary and analysis.outcome is None:
        missing.append("Score a factor, or write in the summary why there is none")
    return missing
