"""Writes of briefings: the text, and its way to the teams and back."""

from datetime import date

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel, User
from cdop.core.moves import NotNow
from cdop.core.sign_off import Move, Stand
from cdop.extensions import db
from cdop.learning.signing import NO_REASONS, Reasons, Signed, take_step
from cdop.trail.record import record
from cdop.training import briefing_team_changes as teams
from cdop.training.models import Briefing, Step
from cdop.web import markdown
from cdop.web.frozen import checksum
from cdop.web.versions import check_version

SIGNED = Signed(
    "briefing", Step, Permission.TRAINING_MANAGE, Permission.TRAINING_DECIDE, figures=True
)


def write_briefing(
    panel: Panel, *, actor: User, title: str, body: str, answer_by: date | None = None
) -> Briefing:
    policy.check(actor, Permission.TRAINING_MANAGE, panel)
    briefing = Briefing(
        panel_id=panel.id,
        title=title,
        body=body,
        answer_by=answer_by,
        author_id=actor.id,
        last_editor_id=actor.id,
    )
    db.session.add(briefing)
    db.session.flush()
    record(actor, "briefing.written", briefing)
    return briefing


def edit_briefing(
    briefing: Briefing,
    *,
    actor: User,
    version: int | str | None,
    title: str,
    body: str,
    answer_by: date | None = None,
) -> None:
    policy.check(actor, Permission.TRAINING_MANAGE, briefing)
    check_version(briefing, version)
    if briefing.state is not Stand.DRAFT:
        raise NotNow("Only a draft can be changed.")
    briefing.write({"title": title, "body": body, "answer_by": answer_by}, actor=actor)
    db.session.flush()
    record(actor, "briefing.edited", briefing)


def move_briefing(
    briefing: Briefing,
    step: Move,
    *,
    actor: User,
    version: int | str | None,
    comment: str = "",
    reasons: Reasons = NO_REASONS,
) -> None:
    """One step: approved, it is frozen and sent to its teams; withdrawn, they are told."""
    take_step(
        briefing,
        step,
        kind=SIGNED,
        actor=actor,
        version=version,
        comment=comment,
        reasons=reasons,
    )
    if step is Move.APPROVE:
        briefing.html = str(markdown.render(briefing.body))
        briefing.checksum = checksum(briefing.html)
        for copy in briefing.copies:
            teams.send(copy)
        db.session.flush()
    if step is Move.CLOSE:
        teams.tell_withdrawn(briefing)
