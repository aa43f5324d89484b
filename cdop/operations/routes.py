"""What watches the service asks here: is the process alive, can it do its work?"""

from datetime import timedelta
from functools import cache

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

import config
from cdop.access.guard import open_to_all
from cdop.db.clock import now
from cdop.extensions import db, limiter
from cdop.jobs.models import Job, JobState
from cdop.jobs.queries import count_given_up
from cdop.mail.models import MailState, OutboxMail

bp = Blueprint("operations", __name__)
limiter.exempt(bp)
LATE = timedelta(minutes=5)


@bp.get("/healthz")
@open_to_all
def health() -> ResponseReturnValue:
    return jsonify(process="ok")


@bp.get("/readyz")
@open_to_all
def readiness() -> ResponseReturnValue:
    """Ready is who can read a database of this very version; late and failed work is only told."""
    try:
        db.session.execute(sa.text("SELECT 1"))
        if not _is_of_this_version():
            return jsonify(process="ok", database="is of another version"), 503
        work = "late" if _work_is_late() else "ok"
        given_up = count_given_up()
    except SQLAlchemyError:
        return jsonify(process="ok", database="does not answer"), 503
    return jsonify(process="ok", database="ok", work=work, given_up=given_up)


def _is_of_this_version() -> bool:
    """A database without any mark of a version was made whole, as in tests."""
    present = MigrationContext.configure(db.session.connection()).get_current_heads()
    return not present or set(present) == _heads()


@cache
def _heads() -> set[str]:
    return set(ScriptDirectory(str(config.ROOT / "migrations")).get_heads())


def _work_is_late() -> bool:
    """Whether nobody did what was due a while ago: the worker is gone, or has too much."""
    moment = now() - LATE
    job = sa.exists().where(Job.state == JobState.WAITING, Job.due_at < moment)
    mail = sa.exists().where(
        OutboxMail.state == MailState.QUEUED, OutboxMail.next_attempt_at < moment
    )
    return bool(db.session.scalar(sa.select(sa.or_(job, mail))))
