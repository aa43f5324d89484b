"""`flask user`: people and their roles from the command line, for the first of them and for help.

Ends with 0 when done, 1 when it could not be done, 2 when it was asked wrongly.
"""

import sys

import click
from flask.cli import AppGroup

from cdop.access.roles import ACCOUNT_ROLES, INSTALLATION_ROLES, Role
from cdop.accounts import passwords
from cdop.accounts import people_changes as changes
from cdop.accounts.forms import own_words_of
from cdop.accounts.models import Panel, User
from cdop.accounts.queries import find_panel, find_user
from cdop.core.moves import NotNow
from cdop.db.clock import now
from cdop.extensions import db
from cdop.web.fields import EmailField

user_group = AppGroup("user", help="Add people, give them roles, disable and enable them.")
ROLES = click.Choice([role.value for role in ACCOUNT_ROLES])


@user_group.command("add")
@click.argument("email")
@click.option("--name", required=True, help="Full name.")
@click.option("--profession", default="", help="Profession or post.")
@click.option("--role", type=ROLES, required=True)
@click.option("--panel", help="The panel's short name; not for an administrator.")
@click.option("--deputy", is_flag=True, help="As deputy chair.")
@click.option("--password-stdin", is_flag=True, help="Read the password instead of inviting.")
def add(
    email: str,
    name: str,
    profession: str,
    role: str,
    panel: str | None,
    deputy: bool,
    password_stdin: bool,
) -> None:
    """Add a person, and print the link by which they choose a password."""
    email = email.strip().lower()
    if not EmailField.SHAPE.fullmatch(email):
        raise click.BadParameter("That is not an e-mail address", param_hint="EMAIL")
    if find_user(email) is not None:
        raise click.ClickException("There is an account with this e-mail address already")
    where = _panel_for(Role(role), panel)
    password = _read_password(name, email) if password_stdin else None
    user = changes.add_person(actor=changes.COMMAND, email=email, name=name, profession=profession)
    changes.give_role(user, actor=changes.COMMAND, role=Role(role), panel=where, deputy=deputy)
    if password:
        user.password_hash, user.password_set_at = passwords.hash_of(password), now()
        click.echo(f"Added {email}")
    else:
        click.echo(changes.send_link(user, actor=changes.COMMAND))
    db.session.commit()


def _read_password(name: str, email: str) -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    problem = passwords.problem_with(password, own_words_of(name, email))
    if problem:
        raise click.ClickException(problem)
    return password


def _panel_for(role: Role, slug: str | None) -> Panel | None:
    if role in INSTALLATION_ROLES:
        if slug:
            raise click.UsageError("An administrator belongs to no panel: leave out --panel")
        return None
    if not slug:
        raise click.UsageError("Say on which panel: --panel SHORT-NAME")
    panel = find_panel(slug)
    if panel is None:
        raise click.ClickException(f"There is no panel with the short name {slug}")
    return panel


def _person(email: str) -> User:
    user = find_user(email)
    if user is None:
        raise click.ClickException("There is no account with this e-mail address")
    return user


@user_group.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Let nobody sign in as this person, and end their sessions at once."""
    user = _person(email)
    if user.is_active:
        changes.disable(user, actor=changes.COMMAND)
        db.session.commit()
    click.echo(f"Disabled {user.email}")


@user_group.command("enable")
@click.argument("email")
def enable(email: str) -> None:
    """Let this person sign in again."""
    user = _person(email)
    if not user.is_active:
        changes.enable(user, actor=changes.COMMAND)
        db.session.commit()
    click.echo(f"Enabled {user.email}")


@user_group.command("role")
@click.argument("act", type=click.Choice(["add", "remove"]))
@click.argument("email")
@click.option("--role", type=ROLES, required=True)
@click.option("--panel", help="The panel's short name; not for an administrator.")
@click.option("--deputy", is_flag=True, help="As deputy chair.")
@click.option("--discipline", default="", help="Such as health, police or social care.")
def role(act: str, email: str, role: str, panel: str | None, deputy: bool, discipline: str) -> None:
    """Give this person a role, or take it away."""
    user, where = _person(email), _panel_for(Role(role), panel)
    if act == "add":
        _give(user, Role(role), where, deputy, discipline)
    else:
        _take(user, Role(role), where)
    db.session.commit()
    click.echo(f"Done for {user.email}")


def _give(user: User, role: Role, panel: Panel | None, deputy: bool, discipline: str) -> None:
    try:
        changes.give_role(
            user,
            actor=changes.COMMAND,
            role=role,
            panel=panel,
            deputy=deputy,
            discipline=discipline,
        )
    except NotNow as error:
        raise click.ClickException(error.reason) from error


def _take(user: User, role: Role, panel: Panel | None) -> None:
    panel_id = panel.id if panel else None
    for membership in user.current_memberships:
        if membership.role is role and membership.panel_id == panel_id:
            changes.end_role(membership, actor=changes.COMMAND)
            return
    raise click.ClickException("This person does not hold that role")
