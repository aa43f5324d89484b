"""Rows as release 0001 kept them, when drafts stood in the clear."""

import sqlalchemy as sa

NOW = "2026-01-01 00:00:00.000000"
AS_IT_STOOD = {
    "panel": {"slug": "x", "name": "X", "area": "", "local_authorities": "[]"},
    "user_account": {"email": "a@example.org", "name": "A", "profession": ""},
    "issue": {"title": "Of Quillfeather", "summary": "", "body": "Quillfeather"},
    "lesson": {"title": "Of Quillfeather", "seen": "Seen", "matters": "", "differently": "Do"},
    "audit": {"title": "Of Quillfeather", "commentary": "", "results": ""},
}
STATES = {"issue": "draft", "lesson": "draft", "audit": "draft"}


def write_as_it_stood(connection) -> None:
    """One row each; every column that has to be filled and tells nothing gets a filler."""
    for name, words in AS_IT_STOOD.items():
        table = sa.Table(name, sa.MetaData(), autoload_with=connection, resolve_fks=False)
        row = {column.name: filler(column) for column in table.columns if not column.nullable}
        if name in STATES:
            row["state"] = STATES[name]
        connection.execute(sa.text(insert_of(name, row | words)), row | words)


def insert_of(name: str, row: dict) -> str:
    return f"INSERT INTO {name} ({', '.join(row)}) VALUES (:{', :'.join(row)})"


def filler(column):
    special = {"basis": "death", "from_month": "2021-04-01", "to_month": "2026-03-01"}
    if column.name in special:
        return special[column.name]
    if isinstance(column.type, sa.DateTime):
        return NOW
    if isinstance(column.type, sa.Boolean):
        return False
    if isinstance(column.type, sa.Integer):
        return 1
    return "[]" if isinstance(column.type, sa.JSON) else "x"
