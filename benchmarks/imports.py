"""Importing a large spreadsheet against only reading the file."""

import argparse
import random
import tempfile
from datetime import date, timedelta
from pathlib import Path

import openpyxl
from flask_migrate import upgrade

from benchmarks.pages import seconds
from cdop.accounts.models import Panel
from cdop.app import create_app
from cdop.cases.changes import COMMAND
from cdop.core.legacy.reader import read_lines
from cdop.core.nhs_numbers import synthetic
from cdop.db.clock import today
from cdop.exchange.changes import carry_out, open_batch
from cdop.exchange.workbook import open_workbook
from cdop.extensions import db

HEADINGS = ["Ref", "First name", "Last name", "NHS no", "DOB", "Date of death", "Sex", "Expected"]
HEADINGS += ["JAR", "Category", "Modifiable", "Notified", "Reviewed", "Smoked in pregnancy"]


def write_log(path: Path, lines: int) -> None:
    dice = random.Random(5)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Log")
    sheet.append(HEADINGS)
    for number in range(lines):
        died = date(2015, 1, 1) + timedelta(days=dice.randrange(3800))
        born = died - timedelta(days=dice.randrange(6000))
        sheet.append(
            [
                f"BENCH/{number:05}",
                f"Test{number % 97}",
                f"Made-up{number}",
                synthetic(number),
                born,
                died.strftime("%d/%m/%Y"),
                dice.choice(["M", "F", "male"]),
                dice.choice(["Yes", "No", "n"]),
                dice.choice(["Y", "N", "NK"]),
                dice.randrange(1, 11),
                dice.choice(["Y", "N"]),
                died + timedelta(days=1),
                died + timedelta(days=200),
                dice.choice(["Y", "N", "NK", ""]),
            ]
        )
    book.save(path)


def only_read(path: Path) -> None:
    for sheet in openpyxl.load_workbook(path, read_only=True, data_only=True):
        for _ in sheet.iter_rows(values_only=True):
            pass


def bring_in(path: Path) -> None:
    panel = db.session.scalar(db.select(Panel))
    reading = read_lines(open_workbook(path), today=today())
    batch = open_batch(panel, path.read_bytes(), actor=COMMAND, file_name="bench")
    carry_out(batch, {}, reading, actor=COMMAND)
    db.session.commit()


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="manage.py bench import", description=__doc__)
    parser.add_argument("--lines", type=int, default=10_000)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.xlsx"
        write_log(path, options.lines)
        app = create_app({}, {"CDOP_ENV": "test", "CDOP_DATA": folder})
        with app.app_context():
            upgrade()
            db.session.add(Panel(slug="bench", name="Bench panel", local_authorities=["North"]))
            db.session.commit()
            reading = min(seconds(lambda: only_read(path)) for _ in range(2))
            whole = seconds(lambda: bring_in(path))
            db.engine.dispose()
    print("| lines | only reading s | whole import s | ratio |")
    print("|---|---|---|---|")
    print(f"| {options.lines:,} | {reading:.2f} | {whole:.2f} | {whole / reading:.2f} |")
    return 0
