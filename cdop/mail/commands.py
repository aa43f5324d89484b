"""Commands about mail."""

import sys
from typing import BinaryIO

import click
from flask.cli import AppGroup

from cdop.extensions import db
from cdop.mail.bounces import note_all

mail_group = AppGroup("mail", help="Mail that was sent.")


@mail_group.command("bounces")
@click.argument("file", type=click.File("rb"))
def bounces(file: BinaryIO) -> None:
    """Read delivery reports from FILE (a mailbox or one mail; - for standard input).

    Exit 0 when reports were read; 1 when there is nothing to read. Safe to repeat.
    """
    content = file.read()
    if not content.strip():
        click.echo("There is no mail to read.", err=True)
        sys.exit(1)
    noted = note_all(content)
    db.session.commit()
    click.echo(
        f"Came back for good: {noted.for_good}. For now: {noted.for_now}."
        f" Not our mail: {noted.not_ours}. No delivery report: {noted.no_report}."
    )


COMMANDS = [mail_group]
