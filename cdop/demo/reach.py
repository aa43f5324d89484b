"""What agencies and readers said of the newsletters, and a remark in a margin."""

from cdop.accounts.models import Panel
from cdop.core.publication import IssueState
from cdop.demo.people import Stage
from cdop.newsletters import comment_changes, reach_changes
from cdop.newsletters.models import Issue
from cdop.newsletters.reach_models import AnswerState, Shared

AGENCIES = ("Maternity Services", "Health Visiting", "Children's Social Care", "Housing Options")
SAID = (
    ("Maternity Services", Shared.SHARED, 42),
    ("Maternity Services", Shared.DISCUSSED, 18),
    ("Health Visiting", Shared.DISCUSSED, 25),
)
ANSWERS = (
    ("midwife", "I will ask about nights away from home at the last visit before discharge."),
    ("housing", "We will ask for a travel cot to be on the list of what a family needs."),
)


def write_reach(stage: Stage, panel: Panel, issues: list[Issue]) -> None:
    editor, chair = stage.of(panel, "editor"), stage.of(panel, "chair")
    for name in AGENCIES:
        reach_changes.name_agency(panel, actor=editor, name=f"{panel.name}: {name}"[:80])
    out = [issue.publication for issue in issues if issue.state is IssueState.PUBLISHED]
    for publication in filter(None, out[-2:]):
        for name, what, people in SAID:
            reach_changes.confirm_shared(
                publication, agency=f"{panel.name}: {name}"[:80], what=what, people=people
            )
        for profession, text in ANSWERS:
            found = reach_changes.answer(publication, profession=profession, text=text)
            if profession == "midwife":
                reach_changes.moderate(found, actor=editor, state=AnswerState.SHOWN)
    for issue in issues:
        if issue.state is IssueState.SUBMITTED:
            comment_changes.comment(
                issue, actor=chair, section="Welcome", text="Could we thank the school nurses here?"
            )
