"""Writes of figures that others published: each is public from then on, for protection."""

from datetime import date

from cdop.access import policy
from cdop.access.permissions import Permission
from cdop.accounts.models import Panel, User
from cdop.audits.external_models import ExternalFigure
from cdop.audits.models import Basis
from cdop.extensions import db
from cdop.trail.record import record


def enter_figure(
    panel: Panel,
    *,
    actor: User,
    title: str,
    source: str,
    published_on: date,
    basis: Basis,
    sudi: bool,
    years: list[str],
    value: int,
) -> ExternalFigure:
    """Keep what readers know from elsewhere; releases from now on are checked against it."""
    policy.check(actor, Permission.EXTERNAL_RECORD, panel)
    figure = ExternalFigure(
        panel_id=panel.id,
        title=title,
        source=source,
        published_on=published_on,
        basis=basis,
        sudi=sudi,
        years=years,
        value=value,
        entered_by_id=actor.id,
    )
    db.session.add(figure)
    db.session.flush()
    record(actor, "external.entered", figure, basis=basis)
    return figure


def remove_figure(figure: ExternalFigure, *, actor: User) -> None:
    """Take out one that was entered in error; what was really published must stay."""
    policy.check(actor, Permission.EXTERNAL_RECORD, figure)
    record(actor, "external.removed", figure, basis=figure.basis)
    db.session.delete(figure)
    db.session.flush()
