"""`flask disclosure`: attack, protect or design the tables of a file, for whoever checks us."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from cdop.core.disclosure.attack import Inconsistent, Undecided
from cdop.core.disclosure.design_file import design_file
from cdop.core.disclosure.file_format import BadFile, check
from cdop.core.disclosure.files import attack_file, protect_file
from cdop.core.disclosure.profiles import (
    PROFILES,
    Attributes,
    Audience,
    Level,
    Method,
    Profile,
)
from cdop.core.disclosure.replay import replay
from cdop.core.disclosure.search import Effort
from cdop.core.disclosure.solver import Unproved

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("disclosure")
def disclosure() -> None:
    """Work on tables in a JSON file; the answer is JSON on standard output.

    Ends with 2 if the file cannot be used.
    """


@disclosure.command("attack")
@click.argument("file", type=FILE)
def attack(file: Path) -> None:
    """Say for each hidden cell of FILE what it can still be; ends with 1 if any is pinned."""
    try:
        answer = attack_file(_read(file))
    except (BadFile, Inconsistent, Undecided) as problem:
        raise _refused(file, problem) from None
    click.echo(json.dumps(answer))
    if answer["pinned"]:
        raise click.exceptions.Exit(1)


@disclosure.command("protect")
@click.argument("file", type=FILE)
@click.option("--profile", type=click.Choice([audience.value for audience in Audience]))
@click.option(
    "--level",
    type=click.Choice([level.value for level in Level]),
    help="What a small count keeps; by default S where the file shows zeros, else H.",
)
@click.option(
    "--method",
    type=click.Choice([method.value for method in Method]),
    default=Method.HIDE.value,
    help="Hide numbers, or round all of them to 5.",
)
@click.option("--hide-attributes", is_flag=True, help="Hide what tells something of a whole group.")
@click.option("--complements", is_flag=True, help="Protect small rests that FILE does not list.")
@click.option("--secret", type=int, help="Choose at random, by this number, among equals.")
@click.option("--seconds", type=float, help="Stop searching after so long; safe all the same.")
def protect(
    file: Path,
    profile: str | None,
    level: str | None,
    method: str,
    hide_attributes: bool,
    complements: bool,
    secret: int | None,
    seconds: float | None,
) -> None:
    """Decide anew which cells of FILE to hide, from its true counts."""
    chosen = PROFILES[Audience(profile)] if profile else None
    case = _read(file)
    try:
        if hide_attributes:
            chosen = replace(chosen or _own(case), attributes=Attributes.HIDE)
        answer = protect_file(
            case,
            chosen,
            Effort.within(seconds) if seconds else None,
            level=Level(level) if level else None,
            method=Method(method),
            complements=complements,
            secret=secret,
        )
    except (BadFile, Unproved) as problem:
        raise _refused(file, problem) from None
    click.echo(json.dumps(answer))


@disclosure.command("replay")
@click.argument("file", type=FILE)
def replay_proof(file: Path) -> None:
    """Check the proof in a protected FILE by addition alone; ends with 1 if it does not hold."""
    try:
        wrong = replay(_read(file))
    except BadFile as problem:
        raise _refused(file, problem) from None
    click.echo(json.dumps({"holds": not wrong, "faults": wrong}))
    if wrong:
        raise click.exceptions.Exit(1)


@disclosure.command("design")
@click.argument("file", type=FILE)
@click.option("--profile", type=click.Choice([audience.value for audience in Audience]))
def design(file: Path, profile: str | None) -> None:
    """Propose which lines of FILE's tables to put together, so that most deaths stay visible.

    FILE holds `records`, `variables` ({name: {"values": [...], "ordered": true}}), `tables`
    ([{"name", "variables": [...]}]) and `threshold`.
    """
    try:
        answer = design_file(_read(file), PROFILES[Audience(profile)] if profile else None)
    except BadFile as problem:
        raise _refused(file, problem) from None
    click.echo(json.dumps(answer))


def _own(case: Any) -> Profile:
    """The rules of a file that no profile is asked for."""
    check(case, with_truth=True)
    return Profile(Audience.PARTNER, case["threshold"], "The file's own threshold.")


def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise _refused(file, ValueError(f"it is not JSON: {error}")) from None


class _Refused(click.ClickException):
    exit_code = 2


def _refused(file: Path, problem: Exception) -> click.ClickException:
    return _Refused(f"{file.name}: {problem}")
