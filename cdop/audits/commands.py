"""`flask disclosure`: attack or protect the tables of a file, for whoever checks our method."""

import json
from pathlib import Path
from typing import Any

import click

from cdop.core.disclosure.files import attack_file, protect_file
from cdop.core.disclosure.profiles import PROFILES, Audience

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("disclosure")
def disclosure() -> None:
    """Work on tables in a JSON file; the answer is JSON on standard output."""


@disclosure.command("attack")
@click.argument("file", type=FILE)
def attack(file: Path) -> None:
    """Say for each hidden cell of FILE what it can still be; ends with 1 if any is pinned."""
    answer = attack_file(_read(file))
    click.echo(json.dumps(answer))
    if answer["pinned"]:
        raise click.exceptions.Exit(1)


@disclosure.command("protect")
@click.argument("file", type=FILE)
@click.option("--profile", type=click.Choice([audience.value for audience in Audience]))
def protect(file: Path, profile: str | None) -> None:
    """Decide anew which cells of FILE to hide, from its true counts."""
    chosen = PROFILES[Audience(profile)] if profile else None
    click.echo(json.dumps(protect_file(_read(file), chosen)))


def _read(file: Path) -> dict[str, Any]:
    try:
        return json.loads(file.read_text())
    except ValueError as error:
        raise click.ClickException(f"{file} is not JSON: {error}") from error
