"""Signing off what the guard marked: exact identifiers never, the rest each for its own reason."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request

from cdop.accounts.models import User
from cdop.extensions import db
from cdop.learning.identity_check import IdentityFound, Passage
from cdop.learning.identity_models import IdentityKept
from cdop.web.forms import ErrorLink, NhsForm

FIELD = "keep-"
LONGEST = 1_000


def reasons_given() -> dict[str, str]:
    """What the person who signs off typed beside each passage, by the passage's key."""
    return {
        name.removeprefix(FIELD): typed.strip()[:LONGEST]
        for name, typed in request.form.items()
        if name.startswith(FIELD) and typed.strip()
    }


def say_what_is_held(form: NhsForm, passages: Sequence[Passage], *, signing: bool) -> None:
    """An error for each passage that holds the text back, leading to where it stands."""
    for each in passages:
        where = f"Line {each.line}: “{each.words}” is {each.label}."
        if each.stops:
            line = ErrorLink(f"{where} Take it out.", f"#passage-{each.key}")
        elif signing:
            line = ErrorLink(f"{where} Say why it may stay.", f"#{FIELD}{each.key}")
        else:
            line = ErrorLink(f"{where} Take it out, or say it otherwise.", f"#passage-{each.key}")
        form.elsewhere.append(line)


def say_at_fields(form: NhsForm, passages: Sequence[Passage]) -> None:
    """The same at the fields of a form that are named as the parts of the text."""
    for each in passages:
        remedy = (
            "Take it out." if each.stops else "Say it otherwise: no chair looks at these words."
        )
        form.add_error(each.part, f"Line {each.line}: “{each.words}” is {each.label}. {remedy}")


def keep_for_reasons(
    about: Any, passages: Sequence[Passage], reasons: Mapping[str, str], *, actor: User
) -> str | None:
    """Keep the reason of each passage that stays; IdentityFound where one has none.

    Whoever calls this has checked that the actor may sign off. Returns an account of all of them
    for the history, None where nothing was marked.
    """
    account = account_of(passages, reasons)
    for passage in passages:
        if passage.needs_reason:
            _keep(about, passage, reasons[passage.key], actor)
    db.session.flush()
    return account


def account_of(passages: Sequence[Passage], reasons: Mapping[str, str]) -> str | None:
    """What stays, each with its reason; IdentityFound where one has none, or may never stay."""
    missing = [each for each in passages if each.stops or _lacks_reason(each, reasons)]
    if missing:
        raise IdentityFound(missing)
    stays = [each for each in passages if each.needs_reason]
    return "\n".join(f"“{each.words}”: {reasons[each.key]}" for each in stays) or None


def _lacks_reason(passage: Passage, reasons: Mapping[str, str]) -> bool:
    return passage.needs_reason and not reasons.get(passage.key)


def _keep(about: Any, passage: Passage, reason: str, actor: User) -> None:
    same = db.select(IdentityKept).where(
        IdentityKept.subject_id == about.id, IdentityKept.passage == passage.key
    )
    kept = db.session.scalar(same)
    if kept is None:
        kept = IdentityKept(
            panel_id=about.panel_id,
            subject_id=about.id,
            passage=passage.key,
            mark=passage.words_mark,
            kind=passage.kind.value,
        )
        db.session.add(kept)
    kept.reason, kept.by_id = reason, actor.id
