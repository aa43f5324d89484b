"""Writes of reach: an agency's word, a reader's answer, and an editor's look at it."""

import re

from sqlalchemy.exc import IntegrityError

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel, User
from cdop.db.clock import now
from cdop.extensions import db
from cdop.learning.identity_bodies import must_be_of_a_body
from cdop.newsletters import reach_queries
from cdop.newsletters.models import Publication
from cdop.newsletters.reach_models import AnswerState, Confirmation, ReaderAnswer, Shared
from cdop.newsletters.reader_models import ReaderAgency
from cdop.trail.record import record


def agency_key(name: str) -> str:
    """The same for one agency, however its name is typed."""
    return re.sub(r"[^a-z0-9]+", " ", name.lower().replace("&", " and ")).strip()


def confirm_shared(
    publication: Publication, *, agency: str, what: Shared, people: int | None
) -> None:
    """Keep an agency's word once; said again, it only changes how many people it was."""
    key = agency_key(agency)
    found = reach_queries.find_confirmation(publication, key, what)
    if found is None:
        found = Confirmation(
            publication_id=publication.id, agency=agency, agency_key=key, what=what
        )
        try:
            with db.session.begin_nested():
                db.session.add(found)
        except IntegrityError:  # the same agency, at the same moment
            return
    found.people = people if people is not None else found.people
    db.session.flush()
    record("public", "newsletter.confirmed", publication, panel_id=publication.panel_id, what=what)


def answer(publication: Publication, *, profession: str, text: str) -> ReaderAnswer:
    """Keep what a reader will do differently; an editor looks at it before anybody else."""
    made = ReaderAnswer(publication_id=publication.id, profession=profession, text=text)
    db.session.add(made)
    db.session.flush()
    record("public", "newsletter.answered", publication, panel_id=publication.panel_id)
    return made


def moderate(found: ReaderAnswer, *, actor: User, state: AnswerState) -> None:
    policy.check(actor, Permission.ISSUE_WRITE, found)
    found.state = state
    found.moderated_at, found.moderated_by_id = now(), actor.id
    db.session.flush()
    record(actor, "answer.moderated", found, state=state)


def name_agency(panel: Panel, *, actor: User, name: str) -> bool:
    """False where it is on the list already."""
    policy.check(actor, Permission.SUBSCRIBERS_CHANGE, panel)
    known = {agency_key(each.name) for each in reach_queries.list_agencies(panel.id)}
    if agency_key(name) in known:
        return False
    must_be_of_a_body({"name": name}, panel_id=panel.id)
    agency = ReaderAgency(panel_id=panel.id, name=name)
    db.session.add(agency)
    db.session.flush()
    record(actor, "reader_agency.named", agency)
    return True


def remove_agency(agency: ReaderAgency, *, actor: User) -> None:
    """Nobody can choose it any more; what was confirmed for it stays."""
    policy.check(actor, Permission.SUBSCRIBERS_CHANGE, agency)
    record(actor, "reader_agency.removed", agency)
    db.session.delete(agency)
    db.session.flush()
