"""Key rotation: every sealed value and file comes under the newest key, in one transaction."""

from pathlib import Path

import sqlalchemy as sa
from flask import current_app

from cdop.db.keys import ring
from cdop.extensions import db
from cdop.operations.raw_tables import sealed_columns


def reseal_everything() -> int:
    """Re-seal all rows and files under the newest key; how many values were re-sealed.

    The caller's transaction holds the rows: either all of them change or none does.
    """
    return sum(_reseal(table, names) for table, names in sealed_columns()) + _reseal_files()


def _reseal(table: sa.Table, names: list[str]) -> int:
    count = 0
    rows = db.session.execute(sa.select(table.c.id, *(table.c[name] for name in names))).all()
    for row_id, *values in rows:
        fresh = {
            name: ring().reseal(value) for name, value in zip(names, values, strict=True) if value
        }
        if fresh:
            db.session.execute(sa.update(table).where(table.c.id == row_id).values(**fresh))
            count += len(fresh)
    return count


def _reseal_files() -> int:
    count = 0
    for path in sorted((Path(current_app.config["DATA"]) / "files").rglob("*")):
        if path.is_file():
            fresh = path.with_name(path.name + ".new")
            fresh.write_bytes(ring().reseal(path.read_bytes().decode()).encode())
            fresh.chmod(0o600)
            fresh.replace(path)
            count += 1
    return count
