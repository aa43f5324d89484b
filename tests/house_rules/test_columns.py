"""Every column says how sensitive it is, and what names a child or tells of one is sealed."""

import pytest

from cdop import registry
from cdop.db.sealed import Sealed
from cdop.db.sensitivity import Sensitivity
from cdop.extensions import db

assert registry.MODEL_MODULES
COLUMNS = [column for table in db.metadata.sorted_tables for column in table.columns]


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_a_column_says_how_sensitive_it_is(column):
    assert isinstance(column.info.get("sensitivity"), Sensitivity), (
        f"{column}: declare it with technical(), coded(), identifying(), narrative(),"
        " personal() or public() from cdop.db.columns"
    )


@pytest.mark.parametrize(
    "column",
    [
        column
        for column in COLUMNS
        if column.info["sensitivity"] in (Sensitivity.IDENTIFYING, Sensitivity.NARRATIVE)
    ],
    ids=str,
)
def test_what_names_or_tells_of_a_child_is_sealed(column):
    assert isinstance(column.type, Sealed)


def test_only_the_identity_tables_name_a_child():
    tables = {
        column.table.name
        for column in COLUMNS
        if column.info["sensitivity"] is Sensitivity.IDENTIFYING
    }

    assert tables == {"child_identity", "case_account", "import_batch", "import_line"}


def test_a_sealed_value_cannot_be_read_in_the_database(app, make):
    make.case(first_name="Quillfeather", circumstances="Found by the heron pond")

    with db.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM child_identity").all()
        rows += connection.exec_driver_sql("SELECT * FROM case_account").all()

    assert "Quillfeather" not in str(rows)
    assert "heron" not in str(rows)
