"""`flask import-cases`: a panel's spreadsheet from the command line, every line accounted for."""

import json
import os
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from cdop.accounts.models import Panel
from cdop.cases.changes import COMMAND
from cdop.core.legacy.mapping import MappingError
from cdop.core.legacy.reader import Reading, read_lines
from cdop.db.clock import today
from cdop.exchange.changes import carry_out, open_batch
from cdop.exchange.plan import plan_import
from cdop.exchange.workbook import UnreadableFile, open_workbook
from cdop.extensions import db

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("import-cases")
@click.argument("file", type=FILE)
@click.option("--panel", "slug", required=True, help="The panel's short name, as in its address.")
@click.option("--mapping", type=FILE, help="JSON of {import column: heading in the file}.")
@click.option("--dry-run", is_flag=True, help="Read and compare, but write no case.")
@click.option("--report", required=True, type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def import_cases(file: Path, slug: str, mapping: Path | None, dry_run: bool, report: Path) -> None:
    """Import the deaths of FILE, an .xlsx or .csv log, as one transaction.

    Ends with 0 when the file could be read, rejected lines or not; with 1 when nothing could.
    """
    panel = _panel(slug)
    told = _told(mapping)
    reading = _read(file, told)
    if dry_run:
        plan = plan_import(panel, reading, today=today())
    else:
        batch = open_batch(panel, file.read_bytes(), actor=COMMAND, file_name=file.name)
        plan = carry_out(batch, told, reading, actor=COMMAND)
    write_report(report, plan.reading.report())
    db.session.commit()
    done = ", ".join(f"{count} {status}" for status, count in plan.counts.items())
    click.echo(f"{'Would be' if dry_run else 'Done'}: {done}. Every line is in {report}")


def _panel(slug: str) -> Panel:
    panel = db.session.scalar(db.select(Panel).where(Panel.slug == slug))
    if panel is None:
        known = ", ".join(db.session.scalars(db.select(Panel.slug).order_by(Panel.slug)))
        raise click.BadParameter(f"There is no panel “{slug}”. There are: {known}")
    return panel


def _read(file: Path, told: dict[str, str | None]) -> Reading:
    try:
        reading = read_lines(open_workbook(file), told, today=today())
    except UnreadableFile as error:
        raise click.ClickException(error.message) from error
    except MappingError as error:
        raise click.ClickException(str(error)) from error
    if not reading.has_table:
        raise click.ClickException("No sheet of the file holds a list of deaths with headings")
    return reading


def _told(mapping: Path | None) -> dict[str, str | None]:
    if mapping is None:
        return {}
    try:
        told = json.loads(mapping.read_text())
    except ValueError as error:
        raise click.ClickException(f"{mapping} is not JSON: {error}") from error
    if not isinstance(told, dict):
        raise click.ClickException(f"{mapping} must hold {{import column: heading in the file}}")
    return told


def write_report(path: Path, content: dict[str, Any]) -> None:
    """Write the report whole or not at all, readable by its owner only: it holds identities."""
    fresh = path.with_name(path.name + ".part")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump(content, out, ensure_ascii=False, indent=1)
    fresh.replace(path)
