"""`flask statistics`: published figures recomputed, for a statistician who checks our methods."""

from pathlib import Path

import click

from cdop.core.statistics.checks.comparison import Comparison
from cdop.core.statistics.checks.files import Report, UnreadableReference, check_folder, is_known

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
SHOWN = 20


@click.group("statistics")
def statistics() -> None:
    """Check the statistics against figures that others have published."""


@statistics.command("check")
@click.argument("folder", type=FOLDER)
def check(folder: Path) -> None:
    """Recompute every reference file in FOLDER; ends with 1 if any number is outside tolerance."""
    try:
        reports = list(check_folder(folder))
    except UnreadableReference as error:
        raise click.ClickException(str(error)) from error
    if not reports:
        raise click.ClickException(f"No reference files that are known by name in {folder}")
    click.echo(f"{'file':34} {'rows':>6} {'numbers':>8} {'largest':>9} {'outside':>8} explained")
    for report in reports:
        _print(report)
    for path in sorted(folder.glob("*.csv")):
        if not is_known(path.name):
            click.echo(f"{path.name:34} not known, left out")
    outside = sum(len(report.outside) for report in reports)
    rows = sum(report.rows for report in reports)
    click.echo(f"{rows} rows in {len(reports)} files, {outside} numbers outside tolerance")
    if outside:
        raise click.exceptions.Exit(1)


def _print(report: Report) -> None:
    click.echo(
        f"{report.name:34} {report.rows:>6} {report.numbers:>8} {report.largest:>9.1e} "
        f"{len(report.outside):>8} {len(report.explained):>9}"
    )
    for comparison in report.outside[:SHOWN]:
        click.echo(f"  {_line(comparison)}")
    if len(report.outside) > SHOWN:
        click.echo(f"  and {len(report.outside) - SHOWN} more")
    for comparison in report.explained:
        click.echo(f"  {_line(comparison)}: {comparison.explained}")


def _line(comparison: Comparison) -> str:
    expected = comparison.expected or "none"
    found = "none" if comparison.found is None else comparison.found
    return f"{comparison.case} {comparison.column}: published {expected}, ours {found}"
