"""The import itself, as work that goes on while its page is left."""

from cdop.accounts.models import User
from cdop.core.legacy.reader import read_lines
from cdop.db.clock import today
from cdop.exchange import changes, sealed_files
from cdop.exchange.models import BatchState, ImportBatch
from cdop.exchange.workbook import open_workbook
from cdop.extensions import db
from cdop.jobs.models import Job
from cdop.jobs.queue import handles, show_progress


@handles("exchange.import")
def import_file(job: Job) -> None:
    """Read the file again and import it; a batch that is no longer waiting is left alone."""
    batch_id, asked_by_id = job.payload["batch_id"], job.asked_by_id
    batch = db.session.get(ImportBatch, batch_id)
    if batch is None or batch.state is not BatchState.IMPORTING:
        return
    stored_as, told = batch.stored_as, batch.mapping["told"]
    db.session.rollback()  # nobody who writes has to wait while the file is read
    reading = read_lines(open_workbook(sealed_files.read(stored_as)), told, today=today())

    batch = db.session.get(ImportBatch, batch_id, with_for_update=True, populate_existing=True)
    if batch is None or batch.state is not BatchState.IMPORTING:
        return
    changes.carry_out(
        batch,
        told,
        reading,
        actor=db.session.get_one(User, asked_by_id),
        progress=lambda done, steps: show_progress(job, done + 1, steps + 1),
    )
