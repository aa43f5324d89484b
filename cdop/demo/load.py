"""Loads the demonstration into an empty database, in one transaction, and never into a used one."""

from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from sqlalchemy import func

from cdop.accounts.models import Panel
from cdop.db.clock import today
from cdop.demo import sheet
from cdop.demo.casework import stage_panel
from cdop.demo.cast import PEOPLE, PLACES
from cdop.demo.deaths import Nursery
from cdop.demo.markers import Planter
from cdop.demo.people import bring_in
from cdop.demo.publishing import publish
from cdop.extensions import db

SEED = 2026
SHARES = (260, 160)  # deaths of the first and the second panel
SIZE = sum(SHARES)
NUMBERS_APART = 100_000  # between the NHS numbers of two panels


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


def _write(size: int, seed: int, on: date) -> dict[str, Any]:
    stage, planter = bring_in(PLACES, PEOPLE), Planter()
    conflicts: dict[str, list[str]] = {}
    for number, place in enumerate(PLACES):
        nursery = Nursery(place, seed, on, first_number=number * NUMBERS_APART)
        deaths = [nursery.draw() for _ in range(size * SHARES[number] // SIZE)]
        conflicts |= stage_panel(stage, place, deaths, planter, on).conflicts
        publish(stage, stage.panels[place.slug], planter)
    return sheet.contents(PEOPLE, PLACES, planter.planted, conflicts)
