"""Writes of briefings: the text, the teams it goes to, and what they say they did with it."""

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel, User
from cdop.core.moves import NotNow
from cdop.core.sign_off import Move, Stand
from cdop.db.clock import now
from cdop.extensions import db
from cdop.learning.signing import Signed, take_step
from cdop.trail.record import record
from cdop.training import mails
from cdop.training.models import Briefing, BriefingCopy, Step
from cdop.web import markdown
from cdop.web.frozen import checksum
from cdop.web.versions import check_version

SIGNED = Signed("briefing", Step, Permission.TRAINING_MANAGE, Permission.TRAINING_DECIDE)


def write_briefing(panel: Panel, *, actor: User, title: str, body: str) -> Briefing:
    policy.check(actor, Permission.TRAINING_MANAGE, panel)
    briefing = Briefing(
        panel_id=panel.id, title=title, body=body, author_id=actor.id, last_editor_id=actor.id
    )
    db.session.add(briefing)
    db.session.flush()
    record(actor, "briefing.written", briefing)
    return briefing


def edit_briefing(
    briefing: Briefing, *, actor: User, version: int | str | None, title: str, body: str
) -> None:
    policy.check(actor, Permission.TRAINING_MANAGE, briefing)
    check_version(briefing, version)
    if briefing.state is not Stand.DRAFT:
        raise NotNow("Only a draft can be changed.")
    briefing.title, briefing.body, briefing.last_editor_id = title, body, actor.id
    db.session.flush()
    record(actor, "briefing.edited", briefing)


def move_briefing(
    briefing: Briefing,
    step: Move,
    *,
    actor: User,
    version: int | str | None,
    comment: str = "",
) -> None:
    """One step; approved, it is frozen as it was and sent to the teams already named."""
    take_step(
        briefing,
        step,
        kind=SIGNED,
        text=briefing.body,
        actor=actor,
        version=version,
        comment=comment,
    )
    if step is Move.APPROVE:
        briefing.html = str(markdown.render(briefing.body))
        briefing.checksum = checksum(briefing.html)
        for copy in briefing.copies:
            _send(copy)
        db.session.flush()


def add_team(briefing: Briefing, *, actor: User, team: str, email: str) -> BriefingCopy:
    """Name a team to whom it goes; it is sent now if the briefing is open."""
    policy.check(actor, Permission.TRAINING_MANAGE, briefing)
    if briefing.state is Stand.CLOSED:
        raise NotNow("This briefing is withdrawn.")
    copy = BriefingCopy(team=team, email=email)
    briefing.copies.append(copy)
    db.session.flush()
    record(actor, "briefing.team_added", copy)
    if briefing.state is Stand.OPEN:
        _send(copy)
    return copy


def _send(copy: BriefingCopy) -> None:
    copy.sent_at = now()
    mails.send_briefing(copy)
    db.session.flush()


def remind_teams(briefing: Briefing, *, actor: User) -> int:
    """Write again to the teams that have not answered; how many these are."""
    policy.check(actor, Permission.TRAINING_MANAGE, briefing)
    if briefing.state is not Stand.OPEN:
        raise NotNow("Only teams of an open briefing are reminded.")
    silent = [copy for copy in briefing.copies if copy.sent_at and not copy.acknowledged_at]
    for copy in silent:
        copy.reminded_at = now()
        mails.send_briefing(copy, again=True)
    db.session.flush()
    record(actor, "briefing.reminded", briefing, teams=len(silent))
    return len(silent)


def acknowledge(copy: BriefingCopy, *, how: str, staff: int | None) -> None:
    """A team says what it did; it may say so again, when more was done."""
    if copy.briefing.state is not Stand.OPEN:
        raise NotNow("This briefing is withdrawn.")
    copy.how, copy.staff = how, staff
    copy.acknowledged_at = copy.acknowledged_at or now()
    db.session.flush()
    record("public", "briefing.acknowledged", copy)
