"""Links for trying the service out from a terminal."""

import sys
from typing import NoReturn

import click
from flask import current_app
from flask.cli import with_appcontext

from cdop.accounts.models import Panel
from cdop.extensions import db
from cdop.mail.links import external_url
from cdop.newsletters import reader_changes, reader_queries
from cdop.newsletters.reader_models import Subscriber, SubscriberState
from cdop.newsletters.tokens import confirm_token, unsubscribe_token

TRIAL_ADDRESS = "trial-reader-{}@example.org"


@click.command("demo-link")
@click.argument("purpose", type=click.Choice(["agency", "unsubscribe", "confirm"]))
@with_appcontext
def demo_link(purpose: str) -> None:
    """Print a working link, as a mail would hold it. Not in production.

    Exit 0 with the link; 1 where there is no panel; 2 where such a link cannot be given.
    """
    if current_app.config["PRODUCTION"]:
        _stop("Links of real people are not printed in production.", 2)
    if purpose == "agency":
        _stop("This version sends agencies no links: reports are not collected by it yet.", 2)
    if purpose == "unsubscribe":
        reader = _reader(SubscriberState.CONFIRMED)
        click.echo(external_url("public.unsubscribe", token=unsubscribe_token(reader.id)))
    else:
        reader = _reader(SubscriberState.PENDING)
        click.echo(external_url("public.confirm", token=confirm_token(reader.id)))
    db.session.commit()


def _reader(state: SubscriberState) -> Subscriber:
    """Some reader in the state; one is made up where there is none."""
    reader = reader_queries.find_one(state)
    if reader is not None:
        return reader
    panel = db.session.scalar(db.select(Panel).order_by(Panel.created_at).limit(1))
    if panel is None:
        _stop("There is no panel yet: run `flask demo` first.", 1)
    email = TRIAL_ADDRESS.format(reader_queries.count_all())
    reader_changes.subscribe(panel, email=email, profession="")
    reader = reader_queries.find_by_mark(panel.id, reader_changes.email_mark(panel.id, email))
    if reader is None:
        _stop("The made-up reader could not be found again.", 1)
    if state is SubscriberState.CONFIRMED:
        reader_changes.confirm(reader)
    return reader


def _stop(sentence: str, code: int) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(code)


COMMANDS = [demo_link]
