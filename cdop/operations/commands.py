"""Commands for whoever runs the service; each ends with 0 when all is well."""

import os
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

import config
from cdop.access import guard
from cdop.access.permissions import Permission
from cdop.access.policy import POLICY
from cdop.db import keys
from cdop.extensions import db
from cdop.operations import backup as backups
from cdop.operations.archive import DamagedArchive
from cdop.operations.doctor import examine
from cdop.operations.rotation import reseal_everything
from cdop.trail.record import record
from cdop.trail.verify import verify


@click.command("verify-trail")
@with_appcontext
def verify_trail() -> None:
    """Check that no entry of the trail was altered, removed, added or reordered."""
    counted, faults = verify()
    for fault in faults:
        click.echo(f"Entry {fault.sequence}: {fault.problem}")
    if faults:
        raise click.ClickException(f"The trail is not whole: {len(faults)} faults")
    click.echo(f"The trail is whole: {counted} entries")


@click.command("doctor")
@click.option("--deploy", is_flag=True, help="Also check what a service with real cases needs.")
@with_appcontext
def doctor(deploy: bool) -> None:
    """Look for anything wrong with this installation."""
    ill = 0
    for finding in examine(current_app, deploy=deploy):
        ill += not finding.well
        mark = "ok     " if finding.well else "PROBLEM"
        click.echo(f"{mark} {finding.what}" + ("" if finding.well else f": {finding.advice}"))
    if ill:
        raise click.ClickException(f"{ill} problems")


@click.command("permissions")
@with_appcontext
def permissions() -> None:
    """Print who may do what, and which permission each page asks for."""
    click.echo("Permission -> who (any line; every rule on it must hold)\n")
    for permission in Permission:
        for line in POLICY[permission]:
            rules = " and ".join(rule.__name__.replace("_", " ") for rule in line)
            click.echo(f"{permission.value:24} {rules}")
    click.echo("\nPage -> what it asks for\n")
    access = guard.declared(current_app)
    for rule in sorted(current_app.url_map.iter_rules(), key=lambda rule: rule.rule):
        asked = access[rule.endpoint]
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        click.echo(f"{methods:10} {rule.rule:64} {asked.permission or asked.kind}")


@click.command("new-keys")
def new_keys() -> None:
    """Print a fresh set of secrets, to keep where the service's other secrets are kept."""
    for name, value in config.new_secrets().items():
        click.echo(f"CDOP_{name}={value}")


@click.command("rotate-keys")
@with_appcontext
def rotate_keys() -> None:
    """Seal everything under a new key.

    With a key file a new key is made and put first. Where keys come from the environment, put
    the new key first in CDOP_SEALING_KEYS, run this, and only then drop the old one.
    """
    path = Path(current_app.config["KEY_FILE"])
    ring_now = list(current_app.config["SEALING_KEYS"])
    own_file = path.exists() and "CDOP_SEALING_KEYS" not in os.environ
    if own_file:
        ring_now.insert(0, backups.new_key())
        _write_ring(path, ring_now)
        current_app.config["SEALING_KEYS"] = ring_now
        keys.init_app(current_app)
    count = reseal_everything()
    record("command", "keys.rotated", values=count)
    db.session.commit()
    if own_file:
        _write_ring(path, ring_now[:1])
    click.echo(f"{count} values are sealed under the newest key")


def _write_ring(path: Path, ring_now: list[str]) -> None:
    values = {name: current_app.config[name] for name in config.SECRETS}
    config.write_keys(path, {**values, "SEALING_KEYS": ",".join(ring_now)})


def _key_path(archive: Path) -> Path:
    return archive.with_name(archive.name + ".key")


@click.command("backup")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup(path: Path) -> None:
    """Write everything to PATH, encrypted.

    The key is CDOP_BACKUP_KEY; without it a new one is written to PATH.key, which must be kept
    somewhere else than the backup.
    """
    key = os.environ.get("CDOP_BACKUP_KEY", "")
    if not key and current_app.config["PRODUCTION"]:
        raise click.ClickException("Set CDOP_BACKUP_KEY: a key beside its backup protects nothing")
    record("command", "backup.taken")
    db.session.commit()
    if not key:
        key = backups.new_key()
        config.write_keys(_key_path(path), {"BACKUP_KEY": key})
    done = backups.backup(path, key)
    backups.check(path, key)
    click.echo(f"{done.rows} rows and {done.files} files are in {path}")


@click.command("restore")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore(path: Path) -> None:
    """Bring the backup at PATH into this installation, which must be empty."""
    key = os.environ.get("CDOP_BACKUP_KEY", "")
    if not key and _key_path(path).exists():
        key = config.read_keys(_key_path(path))["BACKUP_KEY"]
    if not key:
        raise click.ClickException(f"No key: set CDOP_BACKUP_KEY, or put it in {_key_path(path)}")
    try:
        done = backups.restore(path, key)
    except (DamagedArchive, backups.NotEmpty) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{done.rows} rows and {done.files} files are restored; now run the doctor")


COMMANDS = [verify_trail, doctor, permissions, new_keys, rotate_keys, backup, restore]
