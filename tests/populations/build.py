"""Builders of births, children and sheets of them."""

from datetime import date

from cdop.access.roles import Role
from cdop.accounts.models import Panel, User
from cdop.core.denominator_sheet import NAMES, Figure, read_sheet
from cdop.core.denominators import Measure, Slice
from cdop.db.clock import today
from cdop.extensions import db
from cdop.populations import changes
from cdop.populations.models import Population, PopulationLoad
from tests.making import Make

PUBLISHED = date(2025, 8, 31)


def number(
    panel: Panel,
    by: User,
    count: int,
    measure: Measure = Measure.LIVE_BIRTHS,
    year: str = "2024/25",
    published: date = PUBLISHED,
    **group: str,
) -> Population:
    figure = Figure(Slice(measure.value, year, **group), count, "Office of made-up", published)
    _, row = changes.record_figure(panel, figure, actor=by)
    db.session.commit()
    return row


def births(make: Make, *, panel: Panel | None = None, by: User | None = None) -> Population:
    """All births of 2024/25: 5,310."""
    panel = panel or make.panel_
    return number(panel, by or make.user(Role.COORDINATOR, panel=panel), 5310)


def sheet(*lines: str) -> bytes:
    return "\n".join([",".join(NAMES), *lines]).encode()


def load(panel: Panel, line: str, by: User) -> PopulationLoad:
    read = read_sheet(sheet(line), panel.local_authorities, today())
    loaded = changes.load_sheet(panel, read, actor=by)
    db.session.commit()
    return loaded
