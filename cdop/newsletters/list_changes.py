"""Writes of a list that is brought along: each reader with the proof of consent, told at once."""

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel, User
from cdop.db.clock import now
from cdop.extensions import db
from cdop.newsletters import mailing, reader_queries
from cdop.newsletters.list_import import Line, Outcome
from cdop.newsletters.reader_changes import email_mark
from cdop.newsletters.reader_models import Subscriber, SubscriberImport, SubscriberState
from cdop.trail.record import record


def import_list(panel: Panel, *, actor: User, lines: list[Line], proof: str) -> SubscriberImport:
    """Take over those whose line shows consent; what became of each line is kept, without them."""
    policy.check(actor, Permission.SUBSCRIBERS_CHANGE, panel)
    for line in lines:
        line.outcome = Outcome.REFUSED if line.problem else _take_over(panel, line, actor, proof)
    kept = SubscriberImport(
        panel_id=panel.id,
        by_id=actor.id,
        proof=proof,
        lines=[
            {"line": line.number, "outcome": str(line.outcome), "problem": line.problem}
            for line in lines
        ],
    )
    db.session.add(kept)
    db.session.flush()
    added = sum(line.outcome is Outcome.ADDED for line in lines)
    record(actor, "subscriber.list_imported", kept, lines=len(lines), added=added)
    return kept


def _take_over(panel: Panel, line: Line, actor: User, proof: str) -> Outcome:
    mark = email_mark(panel.id, line.email)
    known = reader_queries.find_by_mark(panel.id, mark)
    if known is not None and known.state is SubscriberState.CONFIRMED:
        return Outcome.KNOWN
    if known is not None and known.state is SubscriberState.UNSUBSCRIBED:
        return Outcome.LEFT
    reader = known or Subscriber(panel_id=panel.id, email_mark=mark, asked_at=now())
    reader.email, reader.profession = line.email, line.profession
    reader.agency, reader.area = line.agency, line.area
    reader.state, reader.confirmed_at = SubscriberState.CONFIRMED, now()
    reader.consent = {
        "given": line.consent_on.isoformat() if line.consent_on else "",
        "how": line.consent_how,
        "proof": proof,
        "brought by": actor.id,
    }
    db.session.add(reader)
    db.session.flush()
    mailing.say_taken_over(reader)
    return Outcome.ADDED
