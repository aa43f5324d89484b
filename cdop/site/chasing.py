"""Reminders of public pages that are overdue: to whoever keeps them, every fortnight."""

from datetime import datetime, time, timedelta

from flask import render_template

from cdop.access.roles import Role
from cdop.accounts.models import User
from cdop.accounts.queries import list_holders
from cdop.db.clock import LONDON, now, today
from cdop.extensions import db
from cdop.jobs.models import Job, JobState
from cdop.jobs.queue import enqueue, handles
from cdop.mail.links import external_url
from cdop.mail.outbox import queue_mail
from cdop.site import queries
from cdop.site.models import Page
from cdop.trail.record import record

CHASE_EVERY = timedelta(days=14)


def chase_from(page: Page) -> None:
    """Once for a day: signed off again with the same day, the page still has one reminder."""
    db.session.flush()
    day = page.due.isoformat()
    waiting = db.select(Job).where(Job.kind == "site.chase", Job.state == JobState.WAITING)
    about = {"page_id": page.id, "review_by": day}
    if any(job.payload == about for job in db.session.scalars(waiting)):
        return
    job = enqueue("site.chase", page_id=page.id, review_by=day)
    job.due_at = datetime.combine(page.due + timedelta(days=1), time(8), LONDON)
    db.session.flush()


@handles("site.chase", tries_again=True)
def chase(job: Job) -> None:
    """Remind of a page that is overdue, every fortnight until somebody looked at it."""
    page = db.session.get(Page, job.payload["page_id"])
    if page is None or page.edition is None:
        return
    if page.due.isoformat() != job.payload["review_by"] or page.due >= today():
        return
    for person in keepers_of(page):
        queue_mail(
            kind="page-overdue",
            recipient=person.email,
            subject="A public page of your panel is due for review",
            text=render_template(
                "site/mail/overdue.txt",
                page=page,
                person=person,
                link=external_url("site.page", page_id=page.id),
            ),
            batch_id=page.id,
        )
    record("job", "page.chased", page)
    again = enqueue("site.chase", **job.payload)
    again.due_at = now() + CHASE_EVERY
    db.session.flush()


def keepers_of(page: Page) -> list[User]:
    """Its owner; once the owner is gone, the panel's editors, or its chairs if it has none."""
    if page.id not in queries.list_orphans([page]):
        return [page.owner]
    return list_holders(page.panel_id, [Role.EDITOR]) or list_holders(page.panel_id, [Role.CHAIR])
