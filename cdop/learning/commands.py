"""`flask identity-guard`: checks drafts against records, both from a file, for whoever tests us."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from cdop.core.identity_guard.findings import Finding, Record
from cdop.core.identity_guard.guard import check

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
BAD_LINES = 2


@click.command("identity-guard")
@click.argument("file", type=FILE)
def identity_guard(file: Path) -> None:
    """Say for each line of FILE (JSON: id, record, draft) what could tell who the child was.

    One JSON line a draft is written to standard output. A line that cannot be read is told on
    standard error, the others are still checked, and the command ends with 2.
    """
    refused = 0
    for number, line in _lines(file):
        try:
            answer = _answer(line)
        except ValueError as wrong:
            refused += 1
            click.echo(f"Line {number}: {wrong}", err=True)
        else:
            click.echo(json.dumps(answer, ensure_ascii=False))
    if refused:
        raise click.exceptions.Exit(BAD_LINES)


def _lines(file: Path) -> Iterator[tuple[int, bytes]]:
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip(b"\xef\xbb\xbf \t\r\n"):
                yield number, line


def _answer(line: bytes) -> dict[str, Any]:
    given = _object(line)
    draft, record = given.get("draft"), given.get("record")
    if not isinstance(draft, str):
        raise ValueError("“draft” is not a text")
    if record is not None and not isinstance(record, dict):
        raise ValueError("“record” is not an object")
    findings = check(draft, Record.of(record or {}))
    return {"id": given.get("id"), "findings": [_as_json(finding) for finding in findings]}


def _object(line: bytes) -> dict[str, Any]:
    try:
        given = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8") from None
    except (json.JSONDecodeError, RecursionError) as wrong:
        raise ValueError(f"it is not JSON ({wrong})") from None
    if not isinstance(given, dict):
        raise ValueError("it is not a JSON object")
    return given


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind.value,
        "start": finding.start,
        "end": finding.end,
        "evidence": finding.evidence,
        "severity": finding.severity.value,
    }
