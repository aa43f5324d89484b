"""The words of every mail about an account. Subjects are constants and name nobody."""

from datetime import datetime

from flask import current_app

from cdop.accounts.models import Membership, User
from cdop.db.clock import LONDON
from cdop.mail.links import external_url
from cdop.mail.outbox import queue_mail

IGNORE = "If you did not expect this, tell {contact}."


def invite(user: User, link: str, until: datetime) -> None:
    _send(
        user,
        "invitation",
        "Your account for child death review",
        "An account was made for you. Choose a password to open it:",
        link,
        f"The link works once, until {_moment(until)}.",
    )


def offer_reset(user: User, link: str, until: datetime) -> None:
    _send(
        user,
        "reset",
        "Choose a new password",
        "You, or somebody who looks after accounts, asked for a new password. Choose it here:",
        link,
        f"The link works once, until {_moment(until)}. Until you use it nothing changes.",
    )


def tell_of_password(user: User) -> None:
    _send(
        user,
        "password-changed",
        "Your password was changed",
        "The password of your account was changed. You were signed out on other devices.",
    )


def tell_of_second_factor(user: User, *, set_up: bool) -> None:
    what = "was set up" if set_up else "was removed"
    _send(
        user,
        "second-factor-changed",
        "Your sign-in codes were changed",
        f"Signing in by codes from an app {what} for your account.",
    )


def tell_of_roles(user: User, membership: Membership, *, given: bool) -> None:
    _send(
        user,
        "roles-changed",
        "Your roles were changed",
        f"An administrator {'gave you' if given else 'took from you'} this role: "
        f"{role_words(membership)}.",
        external_url("accounts.account"),
    )


def tell_governance(lead: User) -> None:
    _send(
        lead,
        "role-given",
        "A role on your panel was given or taken away",
        "An administrator changed who holds which role on your panel. The trail says more:",
        external_url("oversight.trail"),
    )


def role_words(membership: Membership) -> str:
    """Deputy chair, Northmere panel."""
    role = "Deputy chair" if membership.deputy else membership.role.label
    return f"{role}, {membership.panel.name}" if membership.panel else role


def _send(user: User, kind: str, subject: str, *paragraphs: str) -> None:
    contact = current_app.config["CONTACT_EMAIL"]
    text = "\n\n".join(
        (
            "Hello",
            *paragraphs,
            IGNORE.format(contact=contact),
            current_app.config["SERVICE_NAME"],
        )
    )
    queue_mail(kind=kind, recipient=user.email, subject=subject, text=text + "\n")


def _moment(until: datetime) -> str:
    local = until.astimezone(LONDON)
    return f"{local.day} {local:%B %Y} at {local:%H:%M}"
