"""Statistics, further audits, and everything that carries learning out."""

import sqlalchemy as sa
from alembic import op

from cdop.db.sealing import open_standing, seal_standing

revision = "0002_learning_that_leaves"
down_revision = "0001_foundation"


# What stood in the clear until now, and is sealed from here on.
SEALED_NOW = {
    "audit": ("title", "commentary", "design"),
    "issue": ("title", "summary", "body"),
    "issue_step": ("comment",),
    "lesson": ("title", "seen", "matters", "differently"),
    "lesson_step": ("comment",),
    "passed_point": ("wording",),
    "recommendation": ("to_whom", "lead"),
}


def upgrade():
    op.create_table(
        "audit_standard",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.Column("set_by_id", sa.String(length=22), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "target BETWEEN 1 AND 100", name=op.f("ck_audit_standard_target_in_per_cent")
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_audit_standard_panel_id_panel")
        ),
        sa.ForeignKeyConstraint(
            ["set_by_id"],
            ["user_account.id"],
            name=op.f("fk_audit_standard_set_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_standard")),
        sa.UniqueConstraint("panel_id", "code", name=op.f("uq_audit_standard_panel_id_code")),
    )
    op.create_table(
        "briefing",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), server_default="", nullable=False),
        sa.Column("checksum", sa.Text(), server_default="", nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("author_id", sa.String(length=22), nullable=False),
        sa.Column("last_editor_id", sa.String(length=22), nullable=False),
        sa.Column("writer_ids", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'open', 'closed')",
            name=op.f("ck_briefing_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user_account.id"], name=op.f("fk_briefing_author_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["last_editor_id"],
            ["user_account.id"],
            name=op.f("fk_briefing_last_editor_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_briefing_panel_id_panel")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_briefing")),
    )
    with op.batch_alter_table("briefing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_briefing_panel_id"), ["panel_id"], unique=False)

    op.create_table(
        "cited_figure",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("year", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("lower", sa.Text(), nullable=False),
        sa.Column("upper", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("published", sa.Text(), nullable=False),
        sa.Column("mark", sa.String(40), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("changed_by_id", sa.String(length=22), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.String(length=22), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("mark IN ('C', 'P', 'U')", name=op.f("ck_cited_figure_mark_known")),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by_id IS NULL)",
            name=op.f("ck_cited_figure_ended_at_and_by_together"),
        ),
        sa.ForeignKeyConstraint(
            ["changed_by_id"],
            ["user_account.id"],
            name=op.f("fk_cited_figure_changed_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"],
            ["user_account.id"],
            name=op.f("fk_cited_figure_ended_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cited_figure")),
    )
    with op.batch_alter_table("cited_figure", schema=None) as batch_op:
        batch_op.create_index(
            "uq_cited_figure_holds",
            ["code"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "digest",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_digest_panel_id_panel")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
        sa.UniqueConstraint("panel_id", "month", name=op.f("uq_digest_panel_id_month")),
    )
    op.create_table(
        "embedding_site",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("added_by_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"],
            ["user_account.id"],
            name=op.f("fk_embedding_site_added_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_embedding_site_panel_id_panel")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_embedding_site")),
        sa.UniqueConstraint("panel_id", "origin", name=op.f("uq_embedding_site_panel_id_origin")),
    )
    with op.batch_alter_table("embedding_site", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_embedding_site_panel_id"), ["panel_id"], unique=False)

    op.create_table(
        "external_figure",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(40), nullable=False),
        sa.Column("sudi", sa.Boolean(), nullable=False),
        sa.Column("years", sa.JSON(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("entered_by_id", sa.String(length=22), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "basis IN ('death', 'review')", name=op.f("ck_external_figure_basis_known")
        ),
        sa.CheckConstraint("value >= 0", name=op.f("ck_external_figure_not_negative")),
        sa.ForeignKeyConstraint(
            ["entered_by_id"],
            ["user_account.id"],
            name=op.f("fk_external_figure_entered_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_external_figure_panel_id_panel")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_figure")),
    )
    with op.batch_alter_table("external_figure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_external_figure_panel_id"), ["panel_id"], unique=False)

    op.create_table(
        "identity_dismissal",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("subject_id", sa.String(length=22), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_identity_dismissal_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_identity_dismissal_panel_id_panel")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_dismissal")),
        sa.UniqueConstraint(
            "subject_id", "mark", name=op.f("uq_identity_dismissal_subject_id_mark")
        ),
    )
    with op.batch_alter_table("identity_dismissal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_identity_dismissal_panel_id"), ["panel_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_identity_dismissal_subject_id"), ["subject_id"], unique=False
        )

    op.create_table(
        "identity_kept",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("subject_id", sa.String(length=22), nullable=False),
        sa.Column("passage", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_identity_kept_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_identity_kept_panel_id_panel")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_kept")),
        sa.UniqueConstraint(
            "subject_id", "passage", name=op.f("uq_identity_kept_subject_id_passage")
        ),
    )
    with op.batch_alter_table("identity_kept", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_kept_panel_id"), ["panel_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_identity_kept_subject_id"), ["subject_id"], unique=False
        )

    op.create_table(
        "learning_code",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retired_by_id", sa.String(length=22), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(retired_at IS NULL) = (retired_by_id IS NULL)",
            name=op.f("ck_learning_code_retired_at_and_by_together"),
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_learning_code_panel_id_panel")
        ),
        sa.ForeignKeyConstraint(
            ["retired_by_id"],
            ["user_account.id"],
            name=op.f("fk_learning_code_retired_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_code")),
        sa.UniqueConstraint("panel_id", "code", name=op.f("uq_learning_code_panel_id_code")),
    )
    op.create_table(
        "mail_picture",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_id", sa.String(length=22), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mime", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_id"],
            ["mail_content.id"],
            name=op.f("fk_mail_picture_content_id_mail_content"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_picture")),
    )
    with op.batch_alter_table("mail_picture", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_mail_picture_content_id"), ["content_id"], unique=False
        )

    op.create_table(
        "page",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("owner_id", sa.String(length=22), nullable=False),
        sa.Column("review_by", sa.Date(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.String(length=22), nullable=True),
        sa.Column("last_editor_id", sa.String(length=22), nullable=False),
        sa.Column("writer_ids", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('about', 'notify', 'families', 'staff', 'safer-sleep', 'privacy', 'accessibility', 'partners')",
            name=op.f("ck_page_kind_known"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'open', 'closed')", name=op.f("ck_page_state_known")
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)",
            name=op.f("ck_page_withdrawn_at_and_by_together"),
        ),
        sa.ForeignKeyConstraint(
            ["last_editor_id"],
            ["user_account.id"],
            name=op.f("fk_page_last_editor_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user_account.id"], name=op.f("fk_page_owner_id_user_account")
        ),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_page_panel_id_panel")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"],
            ["user_account.id"],
            name=op.f("fk_page_withdrawn_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page")),
        sa.UniqueConstraint(
            "panel_id", "kind", "language", name=op.f("uq_page_panel_id_kind_language")
        ),
    )
    with op.batch_alter_table("page", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_page_panel_id"), ["panel_id"], unique=False)

    op.create_table(
        "picture",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("credit", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_picture_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_picture_panel_id_panel")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture")),
        sa.UniqueConstraint("panel_id", "number", name=op.f("uq_picture_panel_id_number")),
    )
    with op.batch_alter_table("picture", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_picture_panel_id"), ["panel_id"], unique=False)

    op.create_table(
        "population_load",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("loaded_by_id", sa.String(length=22), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("unused", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["loaded_by_id"],
            ["user_account.id"],
            name=op.f("fk_population_load_loaded_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_population_load_panel_id_panel")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_population_load")),
    )
    with op.batch_alter_table("population_load", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_population_load_panel_id"), ["panel_id"], unique=False)

    op.create_table(
        "reader_agency",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_reader_agency_panel_id_panel")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reader_agency")),
        sa.UniqueConstraint("panel_id", "name", name=op.f("uq_reader_agency_panel_id_name")),
    )
    op.create_table(
        "subscriber_import",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("to_come", sa.Text(), nullable=True),
        sa.Column("number_of_lines", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.String(length=22), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_subscriber_import_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["job_id"], ["job.id"], name=op.f("fk_subscriber_import_job_id_job")
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_subscriber_import_panel_id_panel")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriber_import")),
    )
    with op.batch_alter_table("subscriber_import", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_subscriber_import_panel_id"), ["panel_id"], unique=False
        )

    op.create_table(
        "theme",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retired_by_id", sa.String(length=22), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(retired_at IS NULL) = (retired_by_id IS NULL)",
            name=op.f("ck_theme_retired_at_and_by_together"),
        ),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_theme_panel_id_panel")),
        sa.ForeignKeyConstraint(
            ["retired_by_id"], ["user_account.id"], name=op.f("fk_theme_retired_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
    )
    with op.batch_alter_table("theme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_theme_panel_id"), ["panel_id"], unique=False)

    op.create_table(
        "training_need",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("profession", sa.Text(), nullable=False),
        sa.Column("tier", sa.String(40), nullable=False),
        sa.Column("staff", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=False),
        sa.CheckConstraint("tier IN ('1', '2', '3')", name=op.f("ck_training_need_tier_known")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_training_need_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_training_need_panel_id_panel")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_need")),
    )
    with op.batch_alter_table("training_need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_need_panel_id"), ["panel_id"], unique=False)

    op.create_table(
        "training_subject",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("refresh_months", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_training_subject_panel_id_panel")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_subject")),
        sa.UniqueConstraint("panel_id", "name", name=op.f("uq_training_subject_panel_id_name")),
    )
    op.create_table(
        "audit_recommendation",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("audit_id", sa.String(length=22), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("drafted_for", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("progress", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audit_id"], ["audit.id"], name=op.f("fk_audit_recommendation_audit_id_audit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_recommendation")),
    )
    with op.batch_alter_table("audit_recommendation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_audit_recommendation_audit_id"), ["audit_id"], unique=False
        )

    op.create_table(
        "audit_section_words",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("audit_id", sa.String(length=22), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["audit_id"], ["audit.id"], name=op.f("fk_audit_section_words_audit_id_audit")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"],
            ["user_account.id"],
            name=op.f("fk_audit_section_words_written_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_section_words")),
    )
    with op.batch_alter_table("audit_section_words", schema=None) as batch_op:
        batch_op.create_index("ix_audit_section_words_of", ["audit_id", "section"], unique=False)

    op.create_table(
        "briefing_copy",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("briefing_id", sa.String(length=22), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawal_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("staff", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["briefing_id"], ["briefing.id"], name=op.f("fk_briefing_copy_briefing_id_briefing")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_briefing_copy")),
        sa.UniqueConstraint("briefing_id", "team", name=op.f("uq_briefing_copy_briefing_id_team")),
    )
    with op.batch_alter_table("briefing_copy", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_briefing_copy_briefing_id"), ["briefing_id"], unique=False
        )

    op.create_table(
        "digest_delivery",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest_id", sa.String(length=22), nullable=False),
        sa.Column("subscriber_id", sa.String(length=22), nullable=False),
        sa.Column("mail_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["digest_id"], ["digest.id"], name=op.f("fk_digest_delivery_digest_id_digest")
        ),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["outbox_mail.id"], name=op.f("fk_digest_delivery_mail_id_outbox_mail")
        ),
        sa.ForeignKeyConstraint(
            ["subscriber_id"],
            ["subscriber.id"],
            name=op.f("fk_digest_delivery_subscriber_id_subscriber"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_delivery")),
        sa.UniqueConstraint(
            "digest_id", "subscriber_id", name=op.f("uq_digest_delivery_digest_id_subscriber_id")
        ),
    )
    with op.batch_alter_table("digest_delivery", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_digest_delivery_mail_id"), ["mail_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_digest_delivery_subscriber_id"), ["subscriber_id"], unique=False
        )

    op.create_table(
        "issue_comment",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issue_id", sa.String(length=22), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.String(length=22), nullable=True),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (settled_by_id IS NULL)",
            name=op.f("ck_issue_comment_settled_at_and_by_together"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_issue_comment_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issue.id"], name=op.f("fk_issue_comment_issue_id_issue")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_id"],
            ["user_account.id"],
            name=op.f("fk_issue_comment_settled_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_comment")),
    )
    with op.batch_alter_table("issue_comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issue_comment_issue_id"), ["issue_id"], unique=False)

    op.create_table(
        "issue_translation",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issue_id", sa.String(length=22), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("correction_note", sa.Text(), nullable=False),
        sa.Column("checked_by", sa.Text(), nullable=False),
        sa.Column("made_from", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("publish_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("publish_order", sa.String(length=22), nullable=True),
        sa.Column("author_id", sa.String(length=22), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.String(length=22), nullable=True),
        sa.Column("last_editor_id", sa.String(length=22), nullable=False),
        sa.Column("writer_ids", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'open', 'closed')",
            name=op.f("ck_issue_translation_state_known"),
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)",
            name=op.f("ck_issue_translation_withdrawn_at_and_by_together"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["user_account.id"],
            name=op.f("fk_issue_translation_author_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issue.id"], name=op.f("fk_issue_translation_issue_id_issue")
        ),
        sa.ForeignKeyConstraint(
            ["last_editor_id"],
            ["user_account.id"],
            name=op.f("fk_issue_translation_last_editor_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"],
            ["user_account.id"],
            name=op.f("fk_issue_translation_withdrawn_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_translation")),
        sa.UniqueConstraint(
            "issue_id", "language", name=op.f("uq_issue_translation_issue_id_language")
        ),
    )
    with op.batch_alter_table("issue_translation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_issue_translation_issue_id"), ["issue_id"], unique=False
        )

    op.create_table(
        "issue_version",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issue_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("message_code", sa.Text(), nullable=False),
        sa.Column("correction_note", sa.Text(), server_default="", nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_issue_version_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issue.id"], name=op.f("fk_issue_version_issue_id_issue")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_version")),
        sa.UniqueConstraint("issue_id", "number", name=op.f("uq_issue_version_issue_id_number")),
    )
    with op.batch_alter_table("issue_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issue_version_issue_id"), ["issue_id"], unique=False)

    op.create_table(
        "page_edition",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("page_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("checksum", sa.Text(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("review_by", sa.Date(), nullable=False),
        sa.Column("of_original", sa.Integer(), nullable=True),
        sa.Column("written_by_id", sa.String(length=22), nullable=False),
        sa.Column("approved_by_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["approved_by_id"],
            ["user_account.id"],
            name=op.f("fk_page_edition_approved_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["page_id"], ["page.id"], name=op.f("fk_page_edition_page_id_page")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"],
            ["user_account.id"],
            name=op.f("fk_page_edition_written_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_edition")),
        sa.UniqueConstraint("page_id", "number", name=op.f("uq_page_edition_page_id_number")),
    )
    with op.batch_alter_table("page_edition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_page_edition_page_id"), ["page_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_page_edition_review_by"), ["review_by"], unique=False)

    op.create_table(
        "page_step",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("page_id", sa.String(length=22), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("to_state", sa.String(40), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("kept_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_page_step_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name=op.f("fk_page_step_page_id_page")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_step")),
    )
    with op.batch_alter_table("page_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_page_step_page_id"), ["page_id"], unique=False)

    op.create_table(
        "population",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("measure", sa.String(40), nullable=False),
        sa.Column("year", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("age", sa.Text(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=False),
        sa.Column("ethnic_group", sa.Text(), nullable=False),
        sa.Column("deprivation", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("loaded_by_id", sa.String(length=22), nullable=False),
        sa.Column("load_id", sa.String(length=22), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.String(length=22), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "measure IN ('live_births', 'children')", name=op.f("ck_population_measure_known")
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by_id IS NULL)",
            name=op.f("ck_population_ended_at_and_by_together"),
        ),
        sa.CheckConstraint("count >= 0", name=op.f("ck_population_count_not_negative")),
        sa.ForeignKeyConstraint(
            ["ended_by_id"],
            ["user_account.id"],
            name=op.f("fk_population_ended_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["load_id"], ["population_load.id"], name=op.f("fk_population_load_id_population_load")
        ),
        sa.ForeignKeyConstraint(
            ["loaded_by_id"],
            ["user_account.id"],
            name=op.f("fk_population_loaded_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_population_panel_id_panel")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_population")),
    )
    with op.batch_alter_table("population", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_population_load_id"), ["load_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_population_panel_id"), ["panel_id"], unique=False)
        batch_op.create_index(
            "uq_population_holds",
            ["panel_id", "measure", "year", "area", "age", "sex", "ethnic_group", "deprivation"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "shared_lesson",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("lesson_id", sa.String(length=22), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("factor_codes", sa.JSON(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("matters", sa.Text(), nullable=False),
        sa.Column("differently", sa.Text(), nullable=False),
        sa.Column("audiences", sa.JSON(), nullable=False),
        sa.Column("strength", sa.Text(), nullable=False),
        sa.Column("offered_by_id", sa.String(length=22), nullable=False),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.String(length=22), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)",
            name=op.f("ck_shared_lesson_withdrawn_at_and_by_together"),
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lesson.id"], name=op.f("fk_shared_lesson_lesson_id_lesson")
        ),
        sa.ForeignKeyConstraint(
            ["offered_by_id"],
            ["user_account.id"],
            name=op.f("fk_shared_lesson_offered_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_shared_lesson_panel_id_panel")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"],
            ["user_account.id"],
            name=op.f("fk_shared_lesson_withdrawn_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_lesson")),
        sa.UniqueConstraint("lesson_id", name=op.f("uq_shared_lesson_lesson_id")),
    )
    with op.batch_alter_table("shared_lesson", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shared_lesson_panel_id"), ["panel_id"], unique=False)

    op.create_table(
        "theme_version",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("theme_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["user_account.id"],
            name=op.f("fk_theme_version_made_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_theme_version_theme_id_theme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_version")),
        sa.UniqueConstraint("theme_id", "number", name=op.f("uq_theme_version_theme_id_number")),
    )
    op.create_table(
        "training_question",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("subject_id", sa.String(length=22), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subject_id"],
            ["training_subject.id"],
            name=op.f("fk_training_question_subject_id_training_subject"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_question")),
    )
    with op.batch_alter_table("training_question", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_question_subject_id"), ["subject_id"], unique=False
        )

    op.create_table(
        "training_session",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("subject_id", sa.String(length=22), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("tier", sa.String(40), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("trainer", sa.Text(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("author_id", sa.String(length=22), nullable=False),
        sa.Column("last_editor_id", sa.String(length=22), nullable=False),
        sa.Column("writer_ids", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'open', 'closed')",
            name=op.f("ck_training_session_state_known"),
        ),
        sa.CheckConstraint("tier IN ('1', '2', '3')", name=op.f("ck_training_session_tier_known")),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["user_account.id"],
            name=op.f("fk_training_session_author_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["last_editor_id"],
            ["user_account.id"],
            name=op.f("fk_training_session_last_editor_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_training_session_panel_id_panel")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"],
            ["training_subject.id"],
            name=op.f("fk_training_session_subject_id_training_subject"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_session")),
    )
    with op.batch_alter_table("training_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_session_panel_id"), ["panel_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_training_session_starts_at"), ["starts_at"], unique=False
        )

    op.create_table(
        "daily_downloads",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("publication_id", sa.String(length=22), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_daily_downloads_publication_id_publication"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_daily_downloads")),
        sa.UniqueConstraint(
            "publication_id", "day", name=op.f("uq_daily_downloads_publication_id_day")
        ),
    )
    op.create_table(
        "digest_entry",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_id", sa.String(length=22), nullable=False),
        sa.Column("publication_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_id"],
            ["mail_content.id"],
            name=op.f("fk_digest_entry_content_id_mail_content"),
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_digest_entry_publication_id_publication"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_entry")),
        sa.UniqueConstraint(
            "content_id", "publication_id", name=op.f("uq_digest_entry_content_id_publication_id")
        ),
    )
    with op.batch_alter_table("digest_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_digest_entry_publication_id"), ["publication_id"], unique=False
        )

    op.create_table(
        "issue_translation_step",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("translation_id", sa.String(length=22), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("to_state", sa.String(40), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("kept_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["user_account.id"],
            name=op.f("fk_issue_translation_step_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["translation_id"],
            ["issue_translation.id"],
            name=op.f("fk_issue_translation_step_translation_id_issue_translation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_translation_step")),
    )
    with op.batch_alter_table("issue_translation_step", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_issue_translation_step_translation_id"), ["translation_id"], unique=False
        )

    op.create_table(
        "issue_translation_version",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("translation_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("correction_note", sa.Text(), nullable=False),
        sa.Column("made_from", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["user_account.id"],
            name=op.f("fk_issue_translation_version_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["translation_id"],
            ["issue_translation.id"],
            name=op.f("fk_issue_translation_version_translation_id_issue_translation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_translation_version")),
        sa.UniqueConstraint(
            "translation_id",
            "number",
            name=op.f("uq_issue_translation_version_translation_id_number"),
        ),
    )
    with op.batch_alter_table("issue_translation_version", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_issue_translation_version_translation_id"),
            ["translation_id"],
            unique=False,
        )

    op.create_table(
        "lesson_adoption",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lesson_id", sa.String(length=22), nullable=False),
        sa.Column("shared_lesson_id", sa.String(length=22), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=False),
        sa.Column("taken", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_lesson_adoption_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lesson.id"], name=op.f("fk_lesson_adoption_lesson_id_lesson")
        ),
        sa.ForeignKeyConstraint(
            ["shared_lesson_id"],
            ["shared_lesson.id"],
            name=op.f("fk_lesson_adoption_shared_lesson_id_shared_lesson"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_adoption")),
        sa.UniqueConstraint("lesson_id", name=op.f("uq_lesson_adoption_lesson_id")),
    )
    with op.batch_alter_table("lesson_adoption", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_lesson_adoption_shared_lesson_id"), ["shared_lesson_id"], unique=False
        )

    op.create_table(
        "publication_file",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("publication_id", sa.String(length=22), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind IN ('pdf', 'card')", name=op.f("ck_publication_file_kind_known")),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_publication_file_publication_id_publication"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_file")),
        sa.UniqueConstraint(
            "publication_id", "kind", name=op.f("uq_publication_file_publication_id_kind")
        ),
    )
    with op.batch_alter_table("publication_file", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_publication_file_publication_id"), ["publication_id"], unique=False
        )

    op.create_table(
        "publication_picture",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("publication_id", sa.String(length=22), nullable=False),
        sa.Column("picture_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["picture.id"], name=op.f("fk_publication_picture_picture_id_picture")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_publication_picture_publication_id_publication"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_picture")),
        sa.UniqueConstraint(
            "publication_id",
            "picture_id",
            name=op.f("uq_publication_picture_publication_id_picture_id"),
        ),
    )
    with op.batch_alter_table("publication_picture", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_publication_picture_picture_id"), ["picture_id"], unique=False
        )

    op.create_table(
        "reach_confirmation",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("publication_id", sa.String(length=22), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("agency_key", sa.Text(), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "what IN ('shared', 'discussed')", name=op.f("ck_reach_confirmation_what_known")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_reach_confirmation_publication_id_publication"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reach_confirmation")),
        sa.UniqueConstraint(
            "publication_id",
            "agency_key",
            "what",
            name=op.f("uq_reach_confirmation_publication_id_agency_key_what"),
        ),
    )
    with op.batch_alter_table("reach_confirmation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reach_confirmation_publication_id"), ["publication_id"], unique=False
        )

    op.create_table(
        "reader_answer",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("publication_id", sa.String(length=22), nullable=False),
        sa.Column("profession", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("moderated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moderated_by_id", sa.String(length=22), nullable=True),
        sa.CheckConstraint(
            "state IN ('new', 'shown', 'hidden')", name=op.f("ck_reader_answer_state_known")
        ),
        sa.CheckConstraint(
            "(moderated_at IS NULL) = (moderated_by_id IS NULL)",
            name=op.f("ck_reader_answer_moderated_at_and_by_together"),
        ),
        sa.ForeignKeyConstraint(
            ["moderated_by_id"],
            ["user_account.id"],
            name=op.f("fk_reader_answer_moderated_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_reader_answer_publication_id_publication"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reader_answer")),
    )
    with op.batch_alter_table("reader_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reader_answer_publication_id"), ["publication_id"], unique=False
        )

    op.create_table(
        "training_answer",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("session_id", sa.String(length=22), nullable=False),
        sa.Column("question_id", sa.String(length=22), nullable=False),
        sa.Column("phase", sa.String(40), nullable=False),
        sa.Column("is_right", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "phase IN ('before', 'after')", name=op.f("ck_training_answer_phase_known")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["training_question.id"],
            name=op.f("fk_training_answer_question_id_training_question"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_training_answer_session_id_training_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_answer")),
    )
    with op.batch_alter_table("training_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_answer_session_id"), ["session_id"], unique=False
        )

    op.create_table(
        "training_booking",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("session_id", sa.String(length=22), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("email_mark", sa.Text(), nullable=False),
        sa.Column("person_mark", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("profession", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attended", sa.Boolean(), nullable=True),
        sa.Column("certificate_code", sa.Text(), nullable=True),
        sa.Column("before_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("after_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("evaluated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('asked', 'booked', 'waiting', 'cancelled')",
            name=op.f("ck_training_booking_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_training_booking_session_id_training_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_booking")),
        sa.UniqueConstraint("certificate_code", name=op.f("uq_training_booking_certificate_code")),
        sa.UniqueConstraint(
            "session_id", "email_mark", name=op.f("uq_training_booking_session_id_email_mark")
        ),
    )
    with op.batch_alter_table("training_booking", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_booking_session_id"), ["session_id"], unique=False
        )

    op.create_table(
        "training_evaluation",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("session_id", sa.String(length=22), nullable=False),
        sa.Column("useful", sa.Integer(), nullable=False),
        sa.Column("confident", sa.Integer(), nullable=False),
        sa.Column("differently", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_training_evaluation_session_id_training_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_evaluation")),
    )
    with op.batch_alter_table("training_evaluation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_evaluation_session_id"), ["session_id"], unique=False
        )

    op.create_table(
        "training_session_lesson",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("session_id", sa.String(length=22), nullable=False),
        sa.Column("lesson_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lesson.id"], name=op.f("fk_training_session_lesson_lesson_id_lesson")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_training_session_lesson_session_id_training_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_session_lesson")),
        sa.UniqueConstraint(
            "session_id", "lesson_id", name=op.f("uq_training_session_lesson_session_id_lesson_id")
        ),
    )
    op.create_table(
        "training_step",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("session_id", sa.String(length=22), nullable=True),
        sa.Column("briefing_id", sa.String(length=22), nullable=True),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("to_state", sa.String(40), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("kept_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(session_id IS NULL) <> (briefing_id IS NULL)", name=op.f("ck_training_step_of_one")
        ),
        sa.ForeignKeyConstraint(
            ["briefing_id"], ["briefing.id"], name=op.f("fk_training_step_briefing_id_briefing")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_training_step_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["training_session.id"],
            name=op.f("fk_training_step_session_id_training_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_step")),
    )
    with op.batch_alter_table("training_step", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_step_briefing_id"), ["briefing_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_training_step_session_id"), ["session_id"], unique=False
        )

    op.create_table(
        "translated_edition",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("translation_id", sa.String(length=22), nullable=False),
        sa.Column("publication_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("correction_note", sa.Text(), nullable=False),
        sa.Column("checksum", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.String(length=22), nullable=False),
        sa.Column("approved_by_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["approved_by_id"],
            ["user_account.id"],
            name=op.f("fk_translated_edition_approved_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_translated_edition_publication_id_publication"),
        ),
        sa.ForeignKeyConstraint(
            ["translation_id"],
            ["issue_translation.id"],
            name=op.f("fk_translated_edition_translation_id_issue_translation"),
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"],
            ["user_account.id"],
            name=op.f("fk_translated_edition_written_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translated_edition")),
        sa.UniqueConstraint(
            "translation_id", "number", name=op.f("uq_translated_edition_translation_id_number")
        ),
    )
    with op.batch_alter_table("translated_edition", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_translated_edition_publication_id"), ["publication_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_translated_edition_translation_id"), ["translation_id"], unique=False
        )

    op.create_table(
        "translation_file",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edition_id", sa.String(length=22), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind IN ('pdf', 'card')", name=op.f("ck_translation_file_kind_known")),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["translated_edition.id"],
            name=op.f("fk_translation_file_edition_id_translated_edition"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_file")),
        sa.UniqueConstraint("edition_id", "kind", name=op.f("uq_translation_file_edition_id_kind")),
    )
    with op.batch_alter_table("translation_file", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_translation_file_edition_id"), ["edition_id"], unique=False
        )

    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(40), server_default="sudi", nullable=False))
        batch_op.add_column(sa.Column("design", sa.Text(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("writer_ids", sa.JSON(), nullable=True))

    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("themes", sa.JSON(), server_default=sa.text("'[]'"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("audience", sa.JSON(), server_default=sa.text("'[]'"), nullable=False)
        )
        batch_op.add_column(sa.Column("corrects_id", sa.String(length=22), nullable=True))
        batch_op.add_column(
            sa.Column("correction_note", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("publish_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("publish_asked_by_id", sa.String(length=22), nullable=True))
        batch_op.add_column(sa.Column("publish_order", sa.String(length=22), nullable=True))
        batch_op.add_column(sa.Column("writer_ids", sa.JSON(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_issue_publish_asked_by_id_user_account"),
            "user_account",
            ["publish_asked_by_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_issue_corrects_id_issue"), "issue", ["corrects_id"], ["id"]
        )

    with op.batch_alter_table("issue_step", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kept_reason", sa.Text(), nullable=True))

    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("attempts_before", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("learning_point", schema=None) as batch_op:
        batch_op.add_column(sa.Column("learning_code", sa.Text(), nullable=True))

    with op.batch_alter_table("lesson", schema=None) as batch_op:
        batch_op.add_column(sa.Column("strength", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(
            sa.Column("panel_checked_at", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(sa.Column("panel_checked_by_id", sa.String(length=22), nullable=True))
        batch_op.add_column(
            sa.Column("identity_checked_at", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(sa.Column("writer_ids", sa.JSON(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_lesson_panel_checked_by_id_user_account"),
            "user_account",
            ["panel_checked_by_id"],
            ["id"],
        )

    with op.batch_alter_table("lesson_step", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kept_reason", sa.Text(), nullable=True))

    with op.batch_alter_table("mail_content", schema=None) as batch_op:
        batch_op.add_column(sa.Column("headers", sa.JSON(), nullable=True))

    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("recipient_mark", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("bounced_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("bounce", sa.Text(), nullable=True))
        batch_op.create_index("ix_outbox_mail_mark", ["recipient_mark", "created_at"], unique=False)

    with op.batch_alter_table("passed_point", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kept_reason", sa.Text(), nullable=True))

    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("themes", sa.JSON(), server_default=sa.text("'[]'"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("audience", sa.JSON(), server_default=sa.text("'[]'"), nullable=False)
        )
        batch_op.add_column(sa.Column("corrects_id", sa.String(length=22), nullable=True))
        batch_op.add_column(
            sa.Column("correction_note", sa.Text(), server_default="", nullable=False)
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_publication_corrects_id_publication"),
            "publication",
            ["corrects_id"],
            ["id"],
        )

    with op.batch_alter_table("subscriber", schema=None) as batch_op:
        batch_op.add_column(sa.Column("agency", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("area", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(
            sa.Column("topics", sa.JSON(), server_default=sa.text("'[]'"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("rhythm", sa.String(40), server_default="each", nullable=False)
        )
        batch_op.add_column(sa.Column("language", sa.Text(), server_default="en", nullable=False))
        batch_op.add_column(sa.Column("unreachable_at", sa.DateTime(timezone=True), nullable=True))

    seal_standing(op.get_bind(), SEALED_NOW)


def downgrade():
    open_standing(op.get_bind(), SEALED_NOW)

    with op.batch_alter_table("subscriber", schema=None) as batch_op:
        batch_op.drop_column("unreachable_at")
        batch_op.drop_column("language")
        batch_op.drop_column("rhythm")
        batch_op.drop_column("topics")
        batch_op.drop_column("area")
        batch_op.drop_column("agency")

    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_publication_corrects_id_publication"), type_="foreignkey"
        )
        batch_op.drop_column("correction_note")
        batch_op.drop_column("corrects_id")
        batch_op.drop_column("audience")
        batch_op.drop_column("themes")

    with op.batch_alter_table("passed_point", schema=None) as batch_op:
        batch_op.drop_column("kept_reason")

    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_mail_mark")
        batch_op.drop_column("bounce")
        batch_op.drop_column("bounced_at")
        batch_op.drop_column("recipient_mark")

    with op.batch_alter_table("mail_content", schema=None) as batch_op:
        batch_op.drop_column("headers")

    with op.batch_alter_table("lesson_step", schema=None) as batch_op:
        batch_op.drop_column("kept_reason")

    with op.batch_alter_table("lesson", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_lesson_panel_checked_by_id_user_account"), type_="foreignkey"
        )
        batch_op.drop_column("writer_ids")
        batch_op.drop_column("identity_checked_at")
        batch_op.drop_column("panel_checked_by_id")
        batch_op.drop_column("panel_checked_at")
        batch_op.drop_column("strength")

    with op.batch_alter_table("learning_point", schema=None) as batch_op:
        batch_op.drop_column("learning_code")

    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_column("left_at")
        batch_op.drop_column("attempts_before")

    with op.batch_alter_table("issue_step", schema=None) as batch_op:
        batch_op.drop_column("kept_reason")

    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_issue_corrects_id_issue"), type_="foreignkey")
        batch_op.drop_constraint(
            batch_op.f("fk_issue_publish_asked_by_id_user_account"), type_="foreignkey"
        )
        batch_op.drop_column("writer_ids")
        batch_op.drop_column("publish_order")
        batch_op.drop_column("publish_asked_by_id")
        batch_op.drop_column("publish_at")
        batch_op.drop_column("correction_note")
        batch_op.drop_column("corrects_id")
        batch_op.drop_column("audience")
        batch_op.drop_column("themes")

    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_column("writer_ids")
        batch_op.drop_column("design")
        batch_op.drop_column("kind")

    with op.batch_alter_table("translation_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_translation_file_edition_id"))

    op.drop_table("translation_file")
    with op.batch_alter_table("translated_edition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_translated_edition_translation_id"))
        batch_op.drop_index(batch_op.f("ix_translated_edition_publication_id"))

    op.drop_table("translated_edition")
    with op.batch_alter_table("training_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_step_session_id"))
        batch_op.drop_index(batch_op.f("ix_training_step_briefing_id"))

    op.drop_table("training_step")
    op.drop_table("training_session_lesson")
    with op.batch_alter_table("training_evaluation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_evaluation_session_id"))

    op.drop_table("training_evaluation")
    with op.batch_alter_table("training_booking", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_booking_session_id"))

    op.drop_table("training_booking")
    with op.batch_alter_table("training_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_answer_session_id"))

    op.drop_table("training_answer")
    with op.batch_alter_table("reader_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reader_answer_publication_id"))

    op.drop_table("reader_answer")
    with op.batch_alter_table("reach_confirmation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reach_confirmation_publication_id"))

    op.drop_table("reach_confirmation")
    with op.batch_alter_table("publication_picture", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_publication_picture_picture_id"))

    op.drop_table("publication_picture")
    with op.batch_alter_table("publication_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_publication_file_publication_id"))

    op.drop_table("publication_file")
    with op.batch_alter_table("lesson_adoption", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lesson_adoption_shared_lesson_id"))

    op.drop_table("lesson_adoption")
    with op.batch_alter_table("issue_translation_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issue_translation_version_translation_id"))

    op.drop_table("issue_translation_version")
    with op.batch_alter_table("issue_translation_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issue_translation_step_translation_id"))

    op.drop_table("issue_translation_step")
    with op.batch_alter_table("digest_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_digest_entry_publication_id"))

    op.drop_table("digest_entry")
    op.drop_table("daily_downloads")
    with op.batch_alter_table("training_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_session_starts_at"))
        batch_op.drop_index(batch_op.f("ix_training_session_panel_id"))

    op.drop_table("training_session")
    with op.batch_alter_table("training_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_question_subject_id"))

    op.drop_table("training_question")
    op.drop_table("theme_version")
    with op.batch_alter_table("shared_lesson", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shared_lesson_panel_id"))

    op.drop_table("shared_lesson")
    with op.batch_alter_table("population", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_population_holds",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_population_panel_id"))
        batch_op.drop_index(batch_op.f("ix_population_load_id"))

    op.drop_table("population")
    with op.batch_alter_table("page_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_page_step_page_id"))

    op.drop_table("page_step")
    with op.batch_alter_table("page_edition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_page_edition_review_by"))
        batch_op.drop_index(batch_op.f("ix_page_edition_page_id"))

    op.drop_table("page_edition")
    with op.batch_alter_table("issue_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issue_version_issue_id"))

    op.drop_table("issue_version")
    with op.batch_alter_table("issue_translation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issue_translation_issue_id"))

    op.drop_table("issue_translation")
    with op.batch_alter_table("issue_comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issue_comment_issue_id"))

    op.drop_table("issue_comment")
    with op.batch_alter_table("digest_delivery", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_digest_delivery_subscriber_id"))
        batch_op.drop_index(batch_op.f("ix_digest_delivery_mail_id"))

    op.drop_table("digest_delivery")
    with op.batch_alter_table("briefing_copy", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_briefing_copy_briefing_id"))

    op.drop_table("briefing_copy")
    with op.batch_alter_table("audit_section_words", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_section_words_of")

    op.drop_table("audit_section_words")
    with op.batch_alter_table("audit_recommendation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_recommendation_audit_id"))

    op.drop_table("audit_recommendation")
    op.drop_table("training_subject")
    with op.batch_alter_table("training_need", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_need_panel_id"))

    op.drop_table("training_need")
    with op.batch_alter_table("theme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_theme_panel_id"))

    op.drop_table("theme")
    with op.batch_alter_table("subscriber_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_subscriber_import_panel_id"))

    op.drop_table("subscriber_import")
    op.drop_table("reader_agency")
    with op.batch_alter_table("population_load", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_population_load_panel_id"))

    op.drop_table("population_load")
    with op.batch_alter_table("picture", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_picture_panel_id"))

    op.drop_table("picture")
    with op.batch_alter_table("page", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_page_panel_id"))

    op.drop_table("page")
    with op.batch_alter_table("mail_picture", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mail_picture_content_id"))

    op.drop_table("mail_picture")
    op.drop_table("learning_code")
    with op.batch_alter_table("identity_kept", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_identity_kept_subject_id"))
        batch_op.drop_index(batch_op.f("ix_identity_kept_panel_id"))

    op.drop_table("identity_kept")
    with op.batch_alter_table("identity_dismissal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_identity_dismissal_subject_id"))
        batch_op.drop_index(batch_op.f("ix_identity_dismissal_panel_id"))

    op.drop_table("identity_dismissal")
    with op.batch_alter_table("external_figure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_external_figure_panel_id"))

    op.drop_table("external_figure")
    with op.batch_alter_table("embedding_site", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_embedding_site_panel_id"))

    op.drop_table("embedding_site")
    op.drop_table("digest")
    with op.batch_alter_table("cited_figure", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_cited_figure_holds",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.drop_table("cited_figure")
    with op.batch_alter_table("briefing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_briefing_panel_id"))

    op.drop_table("briefing")
    op.drop_table("audit_standard")
