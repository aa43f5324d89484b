"""Every column says how sensitive it is, and what names a child or tells of one is sealed."""

import pytest
import sqlalchemy as sa

from cdop import registry
from cdop.db.sealed import Sealed
from cdop.db.sensitivity import Sensitivity
from cdop.extensions import db

assert registry.MODEL_MODULES
COLUMNS = [column for table in db.metadata.sorted_tables for column in table.columns]

# What went out is a copy that somebody signed off: it stays plain, so that it can be searched.
FROZEN = set(
    "publication translated_edition page_edition release released_table shared_lesson"
    " lesson_adoption mail_content".split()
)
# Text that stays plain although nobody signs it off.
PLAIN = {
    "codes of a catalogue, or numbers": set(
        "audit_recommendation.drafted_for audit_section_words.section audit_standard.code"
        " case_transfer.old_reference child_case.next_due_step child_case.reference"
        " child_identity.nhs_number_absent factor_score.factor_code identity_dismissal.kind"
        " identity_kept.kind issue.message_code issue_translation.language"
        " issue_version.message_code learning_code.code learning_point.learning_code"
        " ledger_entry.cell ledger_entry.population lesson.strength lesson.theme page.language"
        " panel.reference_prefix panel.slug passed_point.theme picture.licence setting.mark"
        " analysis.sub_category briefing.checksum".split()
    ),
    "figures that others published, and who did": set(
        "cited_figure.area cited_figure.code cited_figure.lower cited_figure.measure"
        " cited_figure.name cited_figure.published cited_figure.source cited_figure.unit"
        " cited_figure.upper cited_figure.url cited_figure.value cited_figure.year"
        " external_figure.source external_figure.title population.age population.area"
        " population.deprivation population.end_reason population.ethnic_group population.sex"
        " population.source population.year setting.source training_need.source".split()
    ),
    "names of bodies and places": set(
        "briefing_copy.team child_case.residence_area embedding_site.name embedding_site.origin"
        " panel.area panel.name panel.support_text reader_agency.name training_need.agency"
        " training_need.profession".split()
    ),
    "unique, and held against every case of the panel before it is kept": {"training_subject.name"},
    "frozen when it was signed off": {"briefing.html"},
}


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


def test_text_that_nobody_has_signed_off_is_sealed():
    plain = {
        str(column)
        for column in COLUMNS
        if type(column.type) is sa.Text
        and column.info["sensitivity"] in (Sensitivity.PUBLIC, Sensitivity.CODED)
        and column.table.name not in FROZEN
    }

    assert plain == set().union(*PLAIN.values()), (
        "Free text of a draft is declared with narrative(). What has to stay plain is listed here,"
        " with the reason."
    )
