"""The first landing: every table, and the trail's guard."""

import sqlalchemy as sa
from alembic import op

revision = "0001_foundation"
down_revision = None

SQLITE_GUARD = (
    "CREATE TRIGGER trail_entry_no_update BEFORE UPDATE ON trail_entry"
    " BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END",
    "CREATE TRIGGER trail_entry_no_delete BEFORE DELETE ON trail_entry"
    " BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END",
)
POSTGRESQL_GUARD = (
    "CREATE FUNCTION refuse_trail_change() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'the trail is append-only'; END $$",
    "CREATE TRIGGER trail_entry_no_change BEFORE UPDATE OR DELETE ON trail_entry"
    " FOR EACH ROW EXECUTE FUNCTION refuse_trail_change()",
    "CREATE TRIGGER trail_entry_no_truncate BEFORE TRUNCATE ON trail_entry"
    " FOR EACH STATEMENT EXECUTE FUNCTION refuse_trail_change()",
)


def upgrade():
    op.create_table(
        "job",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("done_steps", sa.Integer(), nullable=False),
        sa.Column("all_steps", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.String(length=22), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heartbeat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'done', 'failed')", name=op.f("ck_job_state_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_due", ["state", "due_at"], unique=False)

    op.create_table(
        "mail_content",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_content")),
    )
    op.create_table(
        "panel",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("local_authorities", sa.JSON(), nullable=False),
        sa.Column("reference_prefix", sa.Text(), nullable=False),
        sa.Column("support_text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel")),
        sa.UniqueConstraint("slug", name=op.f("uq_panel_slug")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_mark", sa.Text(), nullable=False),
        sa.Column("address_mark", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sign_in_attempt_account_mark"), ["account_mark"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sign_in_attempt_address_mark"), ["address_mark"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_sign_in_attempt_at"), ["at"], unique=False)

    op.create_table(
        "spent_key",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("spent_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spent_key")),
        sa.UniqueConstraint("key", name=op.f("uq_spent_key_key")),
    )
    op.create_table(
        "trail_entry",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(length=22), nullable=True),
        sa.Column("actor_kind", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=True),
        sa.Column("subject_id", sa.String(length=22), nullable=True),
        sa.Column("panel_id", sa.String(length=22), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("previous_mac", sa.Text(), nullable=False),
        sa.Column("mac", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail_entry")),
        sa.UniqueConstraint("mac", name=op.f("uq_trail_entry_mac")),
        sa.UniqueConstraint("sequence", name=op.f("uq_trail_entry_sequence")),
    )
    with op.batch_alter_table("trail_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trail_entry_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_trail_entry_event"), ["event"], unique=False)
        batch_op.create_index(batch_op.f("ix_trail_entry_panel_id"), ["panel_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_trail_entry_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "user_account",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("profession", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("password_set_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("totp_secret", sa.Text(), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disabled_by", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(disabled_at IS NULL) = (disabled_by IS NULL)",
            name=op.f("ck_user_account_disabled_at_and_by_together"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("email", name=op.f("uq_user_account_email")),
    )
    op.create_table(
        "account_link",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("user_id", sa.String(length=22), nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('invitation', 'reset')", name=op.f("ck_account_link_purpose_known")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_account_link_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_account_link_token_hash")),
    )
    with op.batch_alter_table("account_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_link_user_id"), ["user_id"], unique=False)

    op.create_table(
        "audit",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("basis", sa.String(40), nullable=False),
        sa.Column("from_month", sa.Date(), nullable=False),
        sa.Column("to_month", sa.Date(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("built_by_id", sa.String(length=22), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code_version", sa.Text(), nullable=False),
        sa.Column("results", sa.Text(), nullable=False),
        sa.Column("commentary", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("basis IN ('death', 'review')", name=op.f("ck_audit_basis_known")),
        sa.CheckConstraint(
            "state IN ('building', 'draft', 'offered', 'released')",
            name=op.f("ck_audit_state_known"),
        ),
        sa.CheckConstraint("from_month <= to_month", name=op.f("ck_audit_period_in_order")),
        sa.ForeignKeyConstraint(
            ["built_by_id"], ["user_account.id"], name=op.f("fk_audit_built_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_audit_panel_id_panel")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_panel_id"), ["panel_id"], unique=False)

    op.create_table(
        "child_case",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(40), nullable=False),
        sa.Column("sex", sa.String(40), nullable=True),
        sa.Column("age_days", sa.Integer(), nullable=False),
        sa.Column("death_month", sa.Date(), nullable=False),
        sa.Column("ethnic_group", sa.String(40), nullable=True),
        sa.Column("residence_area", sa.Text(), nullable=False),
        sa.Column("deprivation_quintile", sa.Integer(), nullable=True),
        sa.Column("place_of_death", sa.String(40), nullable=True),
        sa.Column("expected", sa.String(40), nullable=True),
        sa.Column("joint_response", sa.String(40), nullable=True),
        sa.Column("joint_response_criteria", sa.JSON(), nullable=False),
        sa.Column("sudden_unexpected", sa.String(40), nullable=True),
        sa.Column("gestation_weeks", sa.Integer(), nullable=True),
        sa.Column("birth_weight_g", sa.Integer(), nullable=True),
        sa.Column("mother_age", sa.Integer(), nullable=True),
        sa.Column("mother_bmi", sa.Float(), nullable=True),
        sa.Column("notified_on", sa.Date(), nullable=False),
        sa.Column("ncmd_notified_on", sa.Date(), nullable=True),
        sa.Column("reports_requested_on", sa.Date(), nullable=True),
        sa.Column("reports_returned_on", sa.Date(), nullable=True),
        sa.Column("review_meeting_on", sa.Date(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("next_due_on", sa.Date(), nullable=True),
        sa.Column("next_due_step", sa.Text(), nullable=True),
        sa.Column("merged_into_id", sa.String(length=22), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "expected IN ('Y', 'N', 'NK', 'NA')", name=op.f("ck_child_case_expected_known")
        ),
        sa.CheckConstraint(
            "joint_response IN ('Y', 'N', 'NK', 'NA')",
            name=op.f("ck_child_case_joint_response_known"),
        ),
        sa.CheckConstraint(
            "stage IN ('notified', 'gathering', 'review_meeting', 'ready_for_panel', 'at_panel', 'ratified', 'closed', 'void', 'merged')",
            name=op.f("ck_child_case_stage_known"),
        ),
        sa.CheckConstraint(
            "sudden_unexpected IN ('Y', 'N', 'NK', 'NA')",
            name=op.f("ck_child_case_sudden_unexpected_known"),
        ),
        sa.CheckConstraint(
            "age_days >= 0 AND age_days < 6580", name=op.f("ck_child_case_age_of_a_child")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["child_case.id"],
            name=op.f("fk_child_case_merged_into_id_child_case"),
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_child_case_panel_id_panel")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child_case")),
        sa.UniqueConstraint("panel_id", "reference", name=op.f("uq_child_case_panel_id_reference")),
    )
    with op.batch_alter_table("child_case", schema=None) as batch_op:
        batch_op.create_index("ix_child_case_by_death", ["panel_id", "death_month"], unique=False)
        batch_op.create_index("ix_child_case_by_review", ["panel_id", "reviewed_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_child_case_reviewed_on"), ["reviewed_on"], unique=False
        )
        batch_op.create_index(
            "ix_child_case_work_list",
            ["panel_id", "stage", "next_due_on", "reference", "id"],
            unique=False,
        )

    op.create_table(
        "import_batch",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_hash", sa.Text(), nullable=False),
        sa.Column("stored_as", sa.Text(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("uploaded_by_id", sa.String(length=22), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.String(length=22), nullable=True),
        sa.Column("job_id", sa.String(length=22), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('uploaded', 'importing', 'imported', 'failed', 'undone')",
            name=op.f("ck_import_batch_state_known"),
        ),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_by_id IS NULL)",
            name=op.f("ck_import_batch_undone_at_and_by_together"),
        ),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_import_batch_job_id_job")),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_import_batch_panel_id_panel")
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"],
            ["user_account.id"],
            name=op.f("fk_import_batch_undone_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"],
            ["user_account.id"],
            name=op.f("fk_import_batch_uploaded_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_batch_panel_id"), ["panel_id"], unique=False)

    op.create_table(
        "issue",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("message_code", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("author_id", sa.String(length=22), nullable=False),
        sa.Column("last_editor_id", sa.String(length=22), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'approved', 'published', 'withdrawn')",
            name=op.f("ck_issue_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user_account.id"], name=op.f("fk_issue_author_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["last_editor_id"],
            ["user_account.id"],
            name=op.f("fk_issue_last_editor_id_user_account"),
        ),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_issue_panel_id_panel")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue")),
    )
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issue_panel_id"), ["panel_id"], unique=False)

    op.create_table(
        "lesson",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("factor_codes", sa.JSON(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("matters", sa.Text(), nullable=False),
        sa.Column("differently", sa.Text(), nullable=False),
        sa.Column("audiences", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("author_id", sa.String(length=22), nullable=False),
        sa.Column("last_editor_id", sa.String(length=22), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.String(length=22), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'approved', 'retired')",
            name=op.f("ck_lesson_state_known"),
        ),
        sa.CheckConstraint(
            "(approved_at IS NULL) = (approved_by_id IS NULL)",
            name=op.f("ck_lesson_approved_at_and_by_together"),
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"],
            ["user_account.id"],
            name=op.f("fk_lesson_approved_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user_account.id"], name=op.f("fk_lesson_author_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["last_editor_id"],
            ["user_account.id"],
            name=op.f("fk_lesson_last_editor_id_user_account"),
        ),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_lesson_panel_id_panel")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
    )
    with op.batch_alter_table("lesson", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lesson_panel_id"), ["panel_id"], unique=False)

    op.create_table(
        "membership",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.String(length=22), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=True),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("deputy", sa.Boolean(), nullable=False),
        sa.Column("discipline", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "role IN ('coordinator', 'member', 'chair', 'editor', 'reporter', 'action_owner', 'governance', 'administrator', 'public')",
            name=op.f("ck_membership_role_known"),
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by IS NULL)",
            name=op.f("ck_membership_ended_at_and_by_together"),
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_membership_panel_id_panel")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_membership_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_panel_id"), ["panel_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_membership_user_id"), ["user_id"], unique=False)
        batch_op.create_index(
            "uq_membership_current",
            ["user_id", "panel_id", "role"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "outbox_mail",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("html", sa.Text(), nullable=True),
        sa.Column("content_id", sa.String(length=22), nullable=True),
        sa.Column("values", sa.Text(), nullable=True),
        sa.Column("headers", sa.Text(), nullable=True),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("batch_id", sa.String(length=22), nullable=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('queued', 'sent', 'failed', 'cancelled')",
            name=op.f("ck_outbox_mail_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["content_id"], ["mail_content.id"], name=op.f("fk_outbox_mail_content_id_mail_content")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_mail")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_mail_message_id")),
    )
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_mail_batch", ["batch_id", "state"], unique=False)
        batch_op.create_index("ix_outbox_mail_due", ["state", "next_attempt_at"], unique=False)

    op.create_table(
        "setting",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_setting_panel_id_panel")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint(
            "panel_id",
            "code",
            "effective_from",
            name=op.f("uq_setting_panel_id_code_effective_from"),
        ),
    )
    op.create_table(
        "subscriber",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("email_mark", sa.Text(), nullable=False),
        sa.Column("profession", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("consent", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unsubscribed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('pending', 'confirmed', 'unsubscribed')",
            name=op.f("ck_subscriber_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_subscriber_panel_id_panel")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriber")),
        sa.UniqueConstraint(
            "panel_id", "email_mark", name=op.f("uq_subscriber_panel_id_email_mark")
        ),
    )
    with op.batch_alter_table("subscriber", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subscriber_panel_id"), ["panel_id"], unique=False)

    op.create_table(
        "user_session",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("user_id", sa.String(length=22), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_user_session_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_user_session_token_hash")),
    )
    with op.batch_alter_table("user_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_user_session_user_id"), ["user_id"], unique=False)

    op.create_table(
        "analysis",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("case_summary", sa.Text(), nullable=False),
        sa.Column("cause_understood", sa.Text(), nullable=False),
        sa.Column("possible_categories", sa.JSON(), nullable=False),
        sa.Column("category", sa.String(40), nullable=True),
        sa.Column("sub_category", sa.Text(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by_id", sa.String(length=22), nullable=True),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.Column("outcome_reason", sa.Text(), nullable=False),
        sa.Column("issues", sa.Text(), nullable=False),
        sa.Column("good_practice", sa.Text(), nullable=False),
        sa.Column("family_follow_up", sa.Text(), nullable=False),
        sa.Column("refer_to", sa.JSON(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("ratified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ratified_by_id", sa.String(length=22), nullable=True),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "category IN ('1', '2', '3', '4', '5', '6', '7', '8', '9', '10')",
            name=op.f("ck_analysis_category_known"),
        ),
        sa.CheckConstraint(
            "outcome IN ('MF', 'NMF', 'INADEQ')", name=op.f("ck_analysis_outcome_known")
        ),
        sa.CheckConstraint(
            "(confirmed_at IS NULL) = (confirmed_by_id IS NULL)",
            name=op.f("ck_analysis_confirmed_at_and_by_together"),
        ),
        sa.CheckConstraint(
            "(ratified_at IS NULL) = (ratified_by_id IS NULL)",
            name=op.f("ck_analysis_ratified_at_and_by_together"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["child_case.id"], name=op.f("fk_analysis_case_id_child_case")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"],
            ["user_account.id"],
            name=op.f("fk_analysis_confirmed_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["ratified_by_id"],
            ["user_account.id"],
            name=op.f("fk_analysis_ratified_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_analysis")),
        sa.UniqueConstraint("case_id", name=op.f("uq_analysis_case_id")),
    )
    op.create_table(
        "case_account",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("referrer", sa.Text(), nullable=False),
        sa.Column("circumstances", sa.Text(), nullable=False),
        sa.Column("suspected_cause", sa.Text(), nullable=False),
        sa.Column("certified_cause", sa.Text(), nullable=False),
        sa.Column("other_reviews", sa.JSON(), nullable=False),
        sa.Column("alert_to_ncmd", sa.String(40), nullable=True),
        sa.Column("coroner_informed", sa.String(40), nullable=True),
        sa.Column("post_mortem", sa.String(40), nullable=True),
        sa.Column("anonymised_summary", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["child_case.id"], name=op.f("fk_case_account_case_id_child_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_account")),
        sa.UniqueConstraint("case_id", name=op.f("uq_case_account_case_id")),
    )
    op.create_table(
        "case_export",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_case_export_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["child_case.id"], name=op.f("fk_case_export_case_id_child_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_export")),
    )
    with op.batch_alter_table("case_export", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_export_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_transfer",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("from_panel_id", sa.String(length=22), nullable=False),
        sa.Column("to_panel_id", sa.String(length=22), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("old_reference", sa.Text(), nullable=False),
        sa.Column("offered_by_id", sa.String(length=22), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.String(length=22), nullable=True),
        sa.CheckConstraint(
            "state IN ('offered', 'accepted', 'declined', 'withdrawn')",
            name=op.f("ck_case_transfer_state_known"),
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by_id IS NULL)",
            name=op.f("ck_case_transfer_decided_at_and_by_together"),
        ),
        sa.CheckConstraint(
            "from_panel_id <> to_panel_id", name=op.f("ck_case_transfer_to_another_panel")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["child_case.id"], name=op.f("fk_case_transfer_case_id_child_case")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["user_account.id"],
            name=op.f("fk_case_transfer_decided_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["from_panel_id"], ["panel.id"], name=op.f("fk_case_transfer_from_panel_id_panel")
        ),
        sa.ForeignKeyConstraint(
            ["offered_by_id"],
            ["user_account.id"],
            name=op.f("fk_case_transfer_offered_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["to_panel_id"], ["panel.id"], name=op.f("fk_case_transfer_to_panel_id_panel")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_transfer")),
    )
    with op.batch_alter_table("case_transfer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_transfer_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_case_transfer_from_panel_id"), ["from_panel_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_case_transfer_to_panel_id"), ["to_panel_id"], unique=False
        )
        batch_op.create_index(
            "uq_case_transfer_open",
            ["case_id"],
            unique=True,
            sqlite_where=sa.text("state = 'offered'"),
            postgresql_where=sa.text("state = 'offered'"),
        )

    op.create_table(
        "child_identity",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("other_names", sa.Text(), nullable=False),
        sa.Column("nhs_number", sa.Text(), nullable=True),
        sa.Column("nhs_number_absent", sa.Text(), nullable=False),
        sa.Column("born_on", sa.Text(), nullable=True),
        sa.Column("died_on", sa.Text(), nullable=False),
        sa.Column("died_at_time", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("professionals", sa.Text(), nullable=False),
        sa.Column("nhs_mark", sa.Text(), nullable=True),
        sa.Column("name_mark", sa.Text(), nullable=False),
        sa.Column("last_name_mark", sa.Text(), nullable=False),
        sa.Column("death_mark", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["child_case.id"], name=op.f("fk_child_identity_case_id_child_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child_identity")),
        sa.UniqueConstraint("case_id", name=op.f("uq_child_identity_case_id")),
    )
    with op.batch_alter_table("child_identity", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_child_identity_death_mark"), ["death_mark"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_child_identity_last_name_mark"), ["last_name_mark"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_child_identity_name_mark"), ["name_mark"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_child_identity_nhs_mark"), ["nhs_mark"], unique=False)

    op.create_table(
        "clock_pause",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "reason IN ('inquest', 'criminal', 'cspr', 'post_mortem', 'themed_panel', 'family')",
            name=op.f("ck_clock_pause_reason_known"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_clock_pause_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["child_case.id"], name=op.f("fk_clock_pause_case_id_child_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_pause")),
    )
    with op.batch_alter_table("clock_pause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clock_pause_case_id"), ["case_id"], unique=False)

    op.create_table(
        "conflict",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("user_id", sa.String(length=22), nullable=False),
        sa.Column("declared_by_id", sa.String(length=22), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by_id", sa.String(length=22), nullable=True),
        sa.Column("lift_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(lifted_at IS NULL) = (lifted_by_id IS NULL)",
            name=op.f("ck_conflict_lifted_at_and_by_together"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["child_case.id"], name=op.f("fk_conflict_case_id_child_case")
        ),
        sa.ForeignKeyConstraint(
            ["declared_by_id"],
            ["user_account.id"],
            name=op.f("fk_conflict_declared_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["lifted_by_id"],
            ["user_account.id"],
            name=op.f("fk_conflict_lifted_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_conflict_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
    )
    with op.batch_alter_table("conflict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conflict_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conflict_user_id"), ["user_id"], unique=False)
        batch_op.create_index(
            "uq_conflict_current",
            ["case_id", "user_id"],
            unique=True,
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        )

    op.create_table(
        "import_line",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("batch_id", sa.String(length=22), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("column_name", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=True),
        sa.CheckConstraint(
            "status IN ('imported', 'duplicate', 'rejected', 'ignored')",
            name=op.f("ck_import_line_status_known"),
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_line_batch_id_import_batch")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["child_case.id"], name=op.f("fk_import_line_case_id_child_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_line")),
        sa.UniqueConstraint("batch_id", "position", name=op.f("uq_import_line_batch_id_position")),
    )
    with op.batch_alter_table("import_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_line_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_import_line_case_id"), ["case_id"], unique=False)

    op.create_table(
        "issue_step",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issue_id", sa.String(length=22), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("to_state", sa.String(40), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("issue_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_issue_step_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issue.id"], name=op.f("fk_issue_step_issue_id_issue")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_step")),
    )
    with op.batch_alter_table("issue_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issue_step_issue_id"), ["issue_id"], unique=False)

    op.create_table(
        "lesson_step",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lesson_id", sa.String(length=22), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("to_state", sa.String(40), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_lesson_step_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lesson.id"], name=op.f("fk_lesson_step_lesson_id_lesson")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_step")),
    )
    with op.batch_alter_table("lesson_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lesson_step_lesson_id"), ["lesson_id"], unique=False)

    op.create_table(
        "publication",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issue_id", sa.String(length=22), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("message_code", sa.Text(), nullable=False),
        sa.Column("table_numbers", sa.JSON(), nullable=False),
        sa.Column("checksum", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.String(length=22), nullable=False),
        sa.Column("approved_by_id", sa.String(length=22), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.String(length=22), nullable=True),
        sa.Column("withdrawal_notice", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)",
            name=op.f("ck_publication_withdrawn_at_and_by_together"),
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"],
            ["user_account.id"],
            name=op.f("fk_publication_approved_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issue.id"], name=op.f("fk_publication_issue_id_issue")
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_publication_panel_id_panel")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"],
            ["user_account.id"],
            name=op.f("fk_publication_published_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"],
            ["user_account.id"],
            name=op.f("fk_publication_withdrawn_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("issue_id", name=op.f("uq_publication_issue_id")),
        sa.UniqueConstraint("panel_id", "number", name=op.f("uq_publication_panel_id_number")),
    )
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_publication_published_at"), ["published_at"], unique=False
        )

    op.create_table(
        "release",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("audit_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("profile", sa.String(40), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("commentary_html", sa.Text(), nullable=False),
        sa.Column("protection", sa.Text(), nullable=False),
        sa.Column("checksum", sa.Text(), nullable=False),
        sa.Column("released_by_id", sa.String(length=22), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.String(length=22), nullable=True),
        sa.Column("withdrawal_notice", sa.Text(), nullable=False),
        sa.Column("replaced_by_id", sa.String(length=22), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "profile IN ('public', 'partner', 'panel')", name=op.f("ck_release_profile_known")
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)",
            name=op.f("ck_release_withdrawn_at_and_by_together"),
        ),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name=op.f("fk_release_audit_id_audit")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_release_panel_id_panel")),
        sa.ForeignKeyConstraint(
            ["released_by_id"],
            ["user_account.id"],
            name=op.f("fk_release_released_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["release.id"], name=op.f("fk_release_replaced_by_id_release")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"],
            ["user_account.id"],
            name=op.f("fk_release_withdrawn_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("panel_id", "number", name=op.f("uq_release_panel_id_number")),
    )
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_release_audit_id"), ["audit_id"], unique=False)

    op.create_table(
        "stage_move",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("from_stage", sa.String(40), nullable=True),
        sa.Column("to_stage", sa.String(40), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user_account.id"], name=op.f("fk_stage_move_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["child_case.id"], name=op.f("fk_stage_move_case_id_child_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_move")),
    )
    with op.batch_alter_table("stage_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stage_move_case_id"), ["case_id"], unique=False)

    op.create_table(
        "advice_given",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("analysis_id", sa.String(length=22), nullable=False),
        sa.Column("contact", sa.String(40), nullable=False),
        sa.Column("profession", sa.String(40), nullable=False),
        sa.Column("method", sa.String(40), nullable=True),
        sa.Column("messages", sa.JSON(), nullable=False),
        sa.Column("recorded", sa.String(40), nullable=True),
        sa.Column("understood", sa.String(40), nullable=True),
        sa.Column("others_included", sa.String(40), nullable=True),
        sa.Column("sleep_space_seen", sa.String(40), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["analysis_id"], ["analysis.id"], name=op.f("fk_advice_given_analysis_id_analysis")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_given")),
    )
    with op.batch_alter_table("advice_given", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_advice_given_analysis_id"), ["analysis_id"], unique=False
        )

    op.create_table(
        "delivery",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("publication_id", sa.String(length=22), nullable=False),
        sa.Column("subscriber_id", sa.String(length=22), nullable=False),
        sa.Column("mail_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["outbox_mail.id"], name=op.f("fk_delivery_mail_id_outbox_mail")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_delivery_publication_id_publication"),
        ),
        sa.ForeignKeyConstraint(
            ["subscriber_id"], ["subscriber.id"], name=op.f("fk_delivery_subscriber_id_subscriber")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint(
            "publication_id", "subscriber_id", name=op.f("uq_delivery_publication_id_subscriber_id")
        ),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_mail_id"), ["mail_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_delivery_publication_id"), ["publication_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_delivery_subscriber_id"), ["subscriber_id"], unique=False
        )

    op.create_table(
        "factor_score",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("analysis_id", sa.String(length=22), nullable=False),
        sa.Column("factor_code", sa.Text(), nullable=False),
        sa.Column("domain", sa.String(40), nullable=False),
        sa.Column("influence", sa.String(40), nullable=False),
        sa.Column("modifiable", sa.Boolean(), nullable=False),
        sa.Column("scale_version", sa.String(40), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("scored_by_id", sa.String(length=22), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "domain IN ('A', 'B', 'C', 'D')", name=op.f("ck_factor_score_domain_known")
        ),
        sa.CheckConstraint(
            "influence IN ('0', '1', '2')", name=op.f("ck_factor_score_influence_known")
        ),
        sa.ForeignKeyConstraint(
            ["analysis_id"], ["analysis.id"], name=op.f("fk_factor_score_analysis_id_analysis")
        ),
        sa.ForeignKeyConstraint(
            ["scored_by_id"],
            ["user_account.id"],
            name=op.f("fk_factor_score_scored_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factor_score")),
        sa.UniqueConstraint(
            "analysis_id", "factor_code", name=op.f("uq_factor_score_analysis_id_factor_code")
        ),
    )
    op.create_table(
        "learning_point",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("analysis_id", sa.String(length=22), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("factor_codes", sa.JSON(), nullable=False),
        sa.Column("written_by_id", sa.String(length=22), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["analysis_id"], ["analysis.id"], name=op.f("fk_learning_point_analysis_id_analysis")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"],
            ["user_account.id"],
            name=op.f("fk_learning_point_written_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_point")),
    )
    with op.batch_alter_table("learning_point", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_learning_point_analysis_id"), ["analysis_id"], unique=False
        )

    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("release_id", sa.String(length=22), nullable=False),
        sa.Column("population", sa.Text(), nullable=False),
        sa.Column("cell", sa.Text(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_ledger_entry_panel_id_panel")
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_ledger_entry_release_id_release")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entry")),
        sa.UniqueConstraint("release_id", "cell", name=op.f("uq_ledger_entry_release_id_cell")),
    )
    with op.batch_alter_table("ledger_entry", schema=None) as batch_op:
        batch_op.create_index(
            "ix_ledger_entry_population", ["panel_id", "population"], unique=False
        )

    op.create_table(
        "ratification",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("analysis_id", sa.String(length=22), nullable=False),
        sa.Column("ratified_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ratified_by_id", sa.String(length=22), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_by_id", sa.String(length=22), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(reopened_at IS NULL) = (reopened_by_id IS NULL)",
            name=op.f("ck_ratification_reopened_at_and_by_together"),
        ),
        sa.ForeignKeyConstraint(
            ["analysis_id"], ["analysis.id"], name=op.f("fk_ratification_analysis_id_analysis")
        ),
        sa.ForeignKeyConstraint(
            ["ratified_by_id"],
            ["user_account.id"],
            name=op.f("fk_ratification_ratified_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["reopened_by_id"],
            ["user_account.id"],
            name=op.f("fk_ratification_reopened_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ratification")),
    )
    with op.batch_alter_table("ratification", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ratification_analysis_id"), ["analysis_id"], unique=False
        )

    op.create_table(
        "recommendation",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("analysis_id", sa.String(length=22), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("to_whom", sa.Text(), nullable=False),
        sa.Column("level", sa.String(40), nullable=False),
        sa.Column("lead", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "level IN ('local', 'regional', 'national')", name=op.f("ck_recommendation_level_known")
        ),
        sa.ForeignKeyConstraint(
            ["analysis_id"], ["analysis.id"], name=op.f("fk_recommendation_analysis_id_analysis")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
    )
    with op.batch_alter_table("recommendation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recommendation_analysis_id"), ["analysis_id"], unique=False
        )

    op.create_table(
        "released_table",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("release_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("chart_svg", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_released_table_release_id_release")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_released_table")),
        sa.UniqueConstraint(
            "release_id", "number", name=op.f("uq_released_table_release_id_number")
        ),
    )
    with op.batch_alter_table("released_table", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_released_table_release_id"), ["release_id"], unique=False
        )

    op.create_table(
        "sudden_death_facts",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("analysis_id", sa.String(length=22), nullable=False),
        sa.Column("asleep", sa.String(40), nullable=True),
        sa.Column("position_put_down", sa.String(40), nullable=True),
        sa.Column("position_found", sa.String(40), nullable=True),
        sa.Column("surface", sa.String(40), nullable=True),
        sa.Column("surface_found", sa.String(40), nullable=True),
        sa.Column("shared_surface", sa.String(40), nullable=True),
        sa.Column("shared_with", sa.String(40), nullable=True),
        sa.Column("sharer_smokes", sa.String(40), nullable=True),
        sa.Column("sharer_alcohol", sa.String(40), nullable=True),
        sa.Column("sharer_drugs", sa.String(40), nullable=True),
        sa.Column("sharer_medicine", sa.String(40), nullable=True),
        sa.Column("sharer_tired", sa.String(40), nullable=True),
        sa.Column("room_with_carer", sa.String(40), nullable=True),
        sa.Column("head_covered", sa.String(40), nullable=True),
        sa.Column("loose_bedding", sa.String(40), nullable=True),
        sa.Column("clutter", sa.String(40), nullable=True),
        sa.Column("overheated", sa.String(40), nullable=True),
        sa.Column("swaddled", sa.String(40), nullable=True),
        sa.Column("wedged_or_overlaid", sa.String(40), nullable=True),
        sa.Column("dummy_usual", sa.String(40), nullable=True),
        sa.Column("dummy_used", sa.String(40), nullable=True),
        sa.Column("out_of_routine", sa.String(40), nullable=True),
        sa.Column("safe_space_available", sa.String(40), nullable=True),
        sa.Column("smoked_in_pregnancy", sa.String(40), nullable=True),
        sa.Column("mother_smokes", sa.String(40), nullable=True),
        sa.Column("partner_smokes", sa.String(40), nullable=True),
        sa.Column("household_smoker", sa.String(40), nullable=True),
        sa.Column("vaping", sa.String(40), nullable=True),
        sa.Column("carer_alcohol_24h", sa.String(40), nullable=True),
        sa.Column("carer_drugs_24h", sa.String(40), nullable=True),
        sa.Column("alcohol_misuse", sa.String(40), nullable=True),
        sa.Column("drug_misuse", sa.String(40), nullable=True),
        sa.Column("breastfed", sa.String(40), nullable=True),
        sa.Column("immunised", sa.String(40), nullable=True),
        sa.Column("ill_last_24h", sa.String(40), nullable=True),
        sa.Column("growth_concern", sa.String(40), nullable=True),
        sa.Column("neonatal_unit", sa.String(40), nullable=True),
        sa.Column("multiple_birth", sa.String(40), nullable=True),
        sa.Column("previous_sudi", sa.String(40), nullable=True),
        sa.Column("advice_midwife", sa.String(40), nullable=True),
        sa.Column("advice_health_visitor", sa.String(40), nullable=True),
        sa.Column("advice_consistent", sa.String(40), nullable=True),
        sa.Column("advice_smoking", sa.String(40), nullable=True),
        sa.Column("history_taken", sa.String(40), nullable=True),
        sa.Column("scene_visit", sa.String(40), nullable=True),
        sa.Column("post_mortem", sa.String(40), nullable=True),
        sa.Column("joint_response_in_time", sa.String(40), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["analysis_id"],
            ["analysis.id"],
            name=op.f("fk_sudden_death_facts_analysis_id_analysis"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sudden_death_facts")),
        sa.UniqueConstraint("analysis_id", name=op.f("uq_sudden_death_facts_analysis_id")),
    )
    op.create_table(
        "passed_point",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("panel_id", sa.String(length=22), nullable=False),
        sa.Column("learning_point_id", sa.String(length=22), nullable=True),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("factor_codes", sa.JSON(), nullable=False),
        sa.Column("passed_by_id", sa.String(length=22), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.String(length=22), nullable=True),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)",
            name=op.f("ck_passed_point_withdrawn_at_and_by_together"),
        ),
        sa.ForeignKeyConstraint(
            ["learning_point_id"],
            ["learning_point.id"],
            name=op.f("fk_passed_point_learning_point_id_learning_point"),
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_passed_point_panel_id_panel")
        ),
        sa.ForeignKeyConstraint(
            ["passed_by_id"],
            ["user_account.id"],
            name=op.f("fk_passed_point_passed_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"],
            ["user_account.id"],
            name=op.f("fk_passed_point_withdrawn_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passed_point")),
    )
    with op.batch_alter_table("passed_point", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_passed_point_learning_point_id"), ["learning_point_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_passed_point_panel_id"), ["panel_id"], unique=False)

    op.create_table(
        "lesson_source",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lesson_id", sa.String(length=22), nullable=False),
        sa.Column("passed_point_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lesson.id"], name=op.f("fk_lesson_source_lesson_id_lesson")
        ),
        sa.ForeignKeyConstraint(
            ["passed_point_id"],
            ["passed_point.id"],
            name=op.f("fk_lesson_source_passed_point_id_passed_point"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_source")),
        sa.UniqueConstraint(
            "lesson_id", "passed_point_id", name=op.f("uq_lesson_source_lesson_id_passed_point_id")
        ),
    )
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_GUARD if sqlite else POSTGRESQL_GUARD:
        op.execute(statement)


def downgrade():
    op.drop_table("lesson_source")
    with op.batch_alter_table("passed_point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_passed_point_panel_id"))
        batch_op.drop_index(batch_op.f("ix_passed_point_learning_point_id"))

    op.drop_table("passed_point")
    op.drop_table("sudden_death_facts")
    with op.batch_alter_table("released_table", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_released_table_release_id"))

    op.drop_table("released_table")
    with op.batch_alter_table("recommendation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recommendation_analysis_id"))

    op.drop_table("recommendation")
    with op.batch_alter_table("ratification", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ratification_analysis_id"))

    op.drop_table("ratification")
    with op.batch_alter_table("ledger_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_ledger_entry_population")

    op.drop_table("ledger_entry")
    with op.batch_alter_table("learning_point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learning_point_analysis_id"))

    op.drop_table("learning_point")
    op.drop_table("factor_score")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_subscriber_id"))
        batch_op.drop_index(batch_op.f("ix_delivery_publication_id"))
        batch_op.drop_index(batch_op.f("ix_delivery_mail_id"))

    op.drop_table("delivery")
    with op.batch_alter_table("advice_given", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_advice_given_analysis_id"))

    op.drop_table("advice_given")
    with op.batch_alter_table("stage_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stage_move_case_id"))

    op.drop_table("stage_move")
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_release_audit_id"))

    op.drop_table("release")
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_publication_published_at"))

    op.drop_table("publication")
    with op.batch_alter_table("lesson_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lesson_step_lesson_id"))

    op.drop_table("lesson_step")
    with op.batch_alter_table("issue_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issue_step_issue_id"))

    op.drop_table("issue_step")
    with op.batch_alter_table("import_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_line_case_id"))
        batch_op.drop_index(batch_op.f("ix_import_line_batch_id"))

    op.drop_table("import_line")
    with op.batch_alter_table("conflict", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_conflict_current",
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_conflict_user_id"))
        batch_op.drop_index(batch_op.f("ix_conflict_case_id"))

    op.drop_table("conflict")
    with op.batch_alter_table("clock_pause", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clock_pause_case_id"))

    op.drop_table("clock_pause")
    with op.batch_alter_table("child_identity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_child_identity_nhs_mark"))
        batch_op.drop_index(batch_op.f("ix_child_identity_name_mark"))
        batch_op.drop_index(batch_op.f("ix_child_identity_last_name_mark"))
        batch_op.drop_index(batch_op.f("ix_child_identity_death_mark"))

    op.drop_table("child_identity")
    with op.batch_alter_table("case_transfer", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_case_transfer_open",
            sqlite_where=sa.text("state = 'offered'"),
            postgresql_where=sa.text("state = 'offered'"),
        )
        batch_op.drop_index(batch_op.f("ix_case_transfer_to_panel_id"))
        batch_op.drop_index(batch_op.f("ix_case_transfer_from_panel_id"))
        batch_op.drop_index(batch_op.f("ix_case_transfer_case_id"))

    op.drop_table("case_transfer")
    with op.batch_alter_table("case_export", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_export_case_id"))

    op.drop_table("case_export")
    op.drop_table("case_account")
    op.drop_table("analysis")
    with op.batch_alter_table("user_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_user_session_user_id"))

    op.drop_table("user_session")
    with op.batch_alter_table("subscriber", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_subscriber_panel_id"))

    op.drop_table("subscriber")
    op.drop_table("setting")
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_mail_due")
        batch_op.drop_index("ix_outbox_mail_batch")

    op.drop_table("outbox_mail")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_membership_current",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_membership_user_id"))
        batch_op.drop_index(batch_op.f("ix_membership_panel_id"))

    op.drop_table("membership")
    with op.batch_alter_table("lesson", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lesson_panel_id"))

    op.drop_table("lesson")
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issue_panel_id"))

    op.drop_table("issue")
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_batch_panel_id"))

    op.drop_table("import_batch")
    with op.batch_alter_table("child_case", schema=None) as batch_op:
        batch_op.drop_index("ix_child_case_work_list")
        batch_op.drop_index(batch_op.f("ix_child_case_reviewed_on"))
        batch_op.drop_index("ix_child_case_by_review")
        batch_op.drop_index("ix_child_case_by_death")

    op.drop_table("child_case")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_panel_id"))

    op.drop_table("audit")
    with op.batch_alter_table("account_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_link_user_id"))

    op.drop_table("account_link")
    op.drop_table("user_account")
    with op.batch_alter_table("trail_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trail_entry_subject_id"))
        batch_op.drop_index(batch_op.f("ix_trail_entry_panel_id"))
        batch_op.drop_index(batch_op.f("ix_trail_entry_event"))
        batch_op.drop_index(batch_op.f("ix_trail_entry_actor_id"))

    op.drop_table("trail_entry")
    op.drop_table("spent_key")
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_attempt_at"))
        batch_op.drop_index(batch_op.f("ix_sign_in_attempt_address_mark"))
        batch_op.drop_index(batch_op.f("ix_sign_in_attempt_account_mark"))

    op.drop_table("sign_in_attempt")
    op.drop_table("panel")
    op.drop_table("mail_content")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_due")

    op.drop_table("job")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_trail_change()")
