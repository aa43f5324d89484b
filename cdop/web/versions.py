"""No lost update: a change made from an old copy is refused, and both texts are shown."""

from sqlalchemy.orm.attributes import flag_modified

from cdop.db.base import Versioned


class StaleEdit(Exception):
    """Somebody else changed the record after the form was opened."""

    def __init__(self, record: Versioned) -> None:
        super().__init__("This was changed by somebody else after you opened it")
        self.record = record


def check_version(record: Versioned, version: int | str | None) -> None:
    """Refuse an edit made from any version but the present one."""
    try:
        given = int(version or 0)
    except (TypeError, ValueError):
        given = 0
    if given != record.version:
        raise StaleEdit(record)


def bump(record: Versioned) -> None:
    """Give the record a new version although only rows that belong to it changed."""
    flag_modified(record, "created_at")
