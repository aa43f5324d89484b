"""Loads the demonstration into an empty database, in one transaction, and never into a used one."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from sqlalchemy import func

from cdop.accounts.models import Panel
from cdop.db.clock import today
from cdop.demo import sheet
from cdop.demo.casework import fill_panel, stage_panel
from cdop.demo.cast import PEOPLE, PLACES, further_place
from cdop.demo.deaths import Nursery
from cdop.demo.library import share_lessons
from cdop.demo.markers import Planter
from cdop.demo.people import Stage, bring_in, bring_in_further
from cdop.demo.populations import load_populations
from cdop.demo.publishing import publish
from cdop.extensions import db

SEED = 2026
SHARES = (260, 160)  # deaths of the first and the second panel
SIZE = sum(SHARES)
LARGEST = 2_000  # deaths of one panel, before another panel is made up
FIRST_NUMBER = 36_000  # of the NHS numbers for tests; the lower ones are left to people's trials


class NotHere(RuntimeError):
    """The demonstration may not be loaded; the message says why."""


def ensure_demo(app: Flask) -> bool:
    """Load the demonstration where there is nothing yet; whether it was loaded now.

    Everything is committed at once, so a start that was killed on the way leaves an empty
    database and the next start loads it; one killed after the commit left `demo.json` waiting.
    """
    with app.app_context():
        if _used():
            sheet.publish(Path(app.config["DATA"]))
            return False
        load_demo()
        return True


def _used() -> bool:
    return bool(db.session.scalar(db.select(func.count()).select_from(Panel)))


def load_demo(*, size: int = SIZE, seed: int = SEED, on: date | None = None) -> Path:
    """Write the whole demonstration and commit it; where `demo.json` was written to."""
    if current_app.config["PRODUCTION"]:
        raise NotHere("Made-up data are not loaded in production.")
    if _used():
        raise NotHere("There are panels already. Start with an empty data folder.")
    folder = Path(current_app.config["DATA"])
    sheet.prepare(folder, _write(size, seed, on or today()))
    db.session.commit()
    return sheet.publish(folder)


def sizes_of(size: int) -> list[int]:
    """How many deaths each panel gets: two panels share them, unless those would grow too large."""
    if size * SHARES[0] <= LARGEST * SIZE:
        first = size * SHARES[0] // SIZE
        return [first, size - first]
    full, rest = divmod(size, LARGEST)
    sizes = [LARGEST] * full + ([rest] if rest else [])
    return sizes if len(sizes) > 1 else [LARGEST - SHARES[1], SHARES[1]]


def _write(size: int, seed: int, on: date) -> dict[str, Any]:
    stage, planter = bring_in(PLACES, PEOPLE), Planter()
    conflicts: dict[str, Sequence[str]] = {}
    number = FIRST_NUMBER
    for position, count in enumerate(sizes_of(size)):
        here = PLACES[position] if position < len(PLACES) else further_place(position + 1)
        nursery = Nursery(here, seed, on, first_number=number)
        deaths = [nursery.draw() for _ in range(count)]
        if position < len(PLACES):
            conflicts |= stage_panel(stage, here, deaths, planter).conflicts
            # A large demonstration is for measuring, which no work beside it may disturb.
            panel = stage.panels[here.slug]
            load_populations(stage, panel, count, on)
            publish(stage, panel, planter, with_audits=size <= SIZE)
        else:
            fill_panel(bring_in_further(stage, here), stage, deaths)
        number += count
    share_lessons(stage)
    return sheet.contents(PEOPLE, _places(stage), planter.planted, conflicts)


def _places(stage: Stage) -> Mapping[str, str]:
    return {panel.slug: panel.name for panel in stage.panels.values()}
