"""Writes of the teams a briefing goes to: named, written to, reminded, told, and their answers."""

from collections.abc import Sequence

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import User
from cdop.core.moves import NotNow
from cdop.core.sign_off import Stand
from cdop.db.clock import LONDON, now, today
from cdop.extensions import db
from cdop.learning.identity_bodies import must_be_of_a_body
from cdop.trail.record import record
from cdop.training import briefing_queries, mails
from cdop.training.models import Briefing, BriefingCopy


def add_team(briefing: Briefing, *, actor: User, team: str, email: str) -> BriefingCopy:
    """Name a team to whom it goes; it is sent now if the briefing is open."""
    policy.check(actor, Permission.TRAINING_MANAGE, briefing)
    if briefing.state is Stand.CLOSED:
        raise NotNow("This briefing is withdrawn.")
    must_be_of_a_body({"team": team}, panel_id=briefing.panel_id)
    return _add(briefing, actor, team, email)


def _add(briefing: Briefing, actor: User, team: str, email: str) -> BriefingCopy:
    copy = BriefingCopy(team=team, email=email)
    briefing.copies.append(copy)
    db.session.flush()
    record(actor, "briefing.team_added", copy)
    if briefing.state is Stand.OPEN:
        send(copy)
    return copy


def add_known_teams(briefing: Briefing, *, actor: User, copy_ids: Sequence[str]) -> int:
    """Name teams again that earlier briefings of the panel went to; how many were new to this."""
    policy.check(actor, Permission.TRAINING_MANAGE, briefing)
    if briefing.state is Stand.CLOSED:
        raise NotNow("This briefing is withdrawn.")
    known = {each.id: each for each in briefing_queries.list_known_teams(briefing)}
    chosen = [known[each] for each in dict.fromkeys(copy_ids) if each in known]
    for each in chosen:
        _add(briefing, actor, each.team, each.email or "")
    return len(chosen)


def send(copy: BriefingCopy) -> None:
    copy.sent_at = now()
    mails.send_briefing(copy)
    db.session.flush()


def remind_teams(briefing: Briefing, *, actor: User) -> int:
    """Write again to teams that have not answered, no team twice on one day; to how many."""
    policy.check(actor, Permission.TRAINING_MANAGE, briefing)
    if briefing.state is not Stand.OPEN:
        raise NotNow("Only teams of an open briefing are reminded.")
    db.session.refresh(briefing, with_for_update=True)  # who presses at the same moment waits
    due = [copy for copy in briefing_queries.list_silent(briefing) if not _written_to_today(copy)]
    for copy in due:
        copy.reminded_at = now()
        mails.send_briefing(copy, again=True)
    if due:
        briefing.reminded_at = now()
        db.session.flush()
        record(actor, "briefing.reminded", briefing, teams=len(due))
    return len(due)


def _written_to_today(copy: BriefingCopy) -> bool:
    last = max(each for each in (copy.sent_at, copy.reminded_at) if each is not None)
    return last.astimezone(LONDON).date() >= today()


def tell_withdrawn(briefing: Briefing) -> int:
    """Write to every team that got it, answered or not; how many these are."""
    told = briefing_queries.list_sent(briefing)
    for copy in told:
        copy.withdrawal_sent_at = now()
        mails.send_withdrawal(copy)
    db.session.flush()
    return len(told)


def acknowledge(copy: BriefingCopy, *, how: str, staff: int | None) -> None:
    """A team says what it did; it may say so again, when more was done."""
    if copy.briefing.state is not Stand.OPEN:
        raise NotNow("This briefing is withdrawn.")
    copy.how, copy.staff = how, staff
    copy.acknowledged_at = copy.acknowledged_at or now()
    db.session.flush()
    record("public", "briefing.acknowledged", copy)
