"""What each event of the trail is called; one without words of its own still reads plainly."""

from collections.abc import Mapping

GROUPS: Mapping[str, Mapping[str, str]] = {
    "Opened": {
        "case.viewed": "Opened a case",
        "identity.viewed": "Opened who the child was",
        "account.viewed": "Opened the accounts of a case",
        "analysis.viewed": "Opened an analysis",
        "analysis.read": "Opened an analysis",
        "facts.viewed": "Opened the facts of a sudden death",
        "factors.viewed": "Opened the factors of an analysis",
        "category.viewed": "Opened the category of an analysis",
        "outcome.viewed": "Opened the outcome of an analysis",
        "recommendations.viewed": "Opened the recommendations of an analysis",
        "identity.searched": "Searched for a child by name or NHS number",
        "case.exported": "Exported a whole case",
        "import.viewed": "Opened the lines of an import",
        "import.downloaded": "Downloaded the lines of an import",
        "access.denied": "Was refused",
    },
    "Cases": {
        "case.notified": "Notified a death",
        "cases.notified": "Notified several deaths",
        "case.edited": "Changed the facts of a case",
        "case.moved": "Moved a case to another stage",
        "case.dated": "Changed the dates of a case",
        "case.merged": "Merged a case into another",
        "account.edited": "Changed the accounts of a case",
        "identity.edited": "Changed who the child was",
        "conflict.declared": "Declared a conflict of interest",
        "conflict.lifted": "Lifted a conflict of interest",
        "clock.paused": "Paused the clocks of a case",
        "clock.resumed": "Resumed the clocks of a case",
        "transfer.offered": "Offered a case to another panel",
        "transfer.accepted": "Accepted a case from another panel",
        "transfer.declined": "Declined a case from another panel",
        "transfer.withdrawn": "Took back the offer of a case",
    },
    "Analyses": {
        "analysis.started": "Began an analysis",
        "analysis.written": "Wrote in an analysis",
        "analysis.ratified": "Ratified an analysis",
        "analysis.reopened": "Reopened an analysis",
        "facts.recorded": "Recorded facts of a sudden death",
        "factor.scored": "Scored a factor",
        "factor.rescored": "Scored a factor anew",
        "factor.removed": "Removed a factor",
        "category.recorded": "Recorded possible categories",
        "category.confirmed": "Confirmed the category",
        "outcome.overridden": "Set another outcome than the factors imply",
        "outcome.restored": "Returned to the outcome that the factors imply",
        "recommendation.added": "Added a recommendation",
        "recommendation.edited": "Changed a recommendation",
        "advice.added": "Added advice that was given",
        "advice.edited": "Changed advice that was given",
    },
    "Imports": {
        "import.uploaded": "Uploaded a spreadsheet",
        "import.read": "Had a spreadsheet read",
        "import.confirmed": "Confirmed an import",
        "import.completed": "Imported a spreadsheet",
        "import.undone": "Undid an import",
        "import.discarded": "Threw an upload away",
        "cases.removed": "Removed cases of an import",
        "analyses.recorded": "Recorded several analyses",
        "analyses.removed": "Removed analyses of an import",
    },
    "Audits and releases": {
        "audit.built": "Built an audit",
        "audit.offered": "Offered an audit for release",
        "audit.released": "Released an audit",
        "release.withdrawn": "Withdrew a release",
    },
    "Learning": {
        "point.passed-on": "Passed a learning point on",
        "point.withdrawn": "Took a learning point back",
        "lesson.written": "Began a lesson",
        "lesson.edited": "Changed a lesson",
        "lesson.submitted": "Submitted a lesson",
        "lesson.returned": "Returned a lesson",
        "lesson.approved": "Approved a lesson",
        "lesson.retired": "Retired a lesson",
        "issue.started": "Began a newsletter",
        "issue.edited": "Changed a newsletter",
        "issue.submitted": "Submitted a newsletter",
        "issue.returned": "Returned a newsletter",
        "issue.approved": "Approved a newsletter",
        "issue.published": "Published a newsletter",
        "issue.withdrawn": "Withdrew a newsletter",
        "newsletter.queued": "Queued a newsletter for its subscribers",
        "subscriber.asked": "Asked for newsletters",
        "subscriber.confirmed": "Confirmed a subscription",
        "subscriber.left": "Unsubscribed",
        "subscriber.erased": "Erased a subscriber",
    },
    "People": {
        "account.signed-in": "Signed in",
        "account.sign-in-failed": "Failed to sign in",
        "account.signed-out": "Signed out",
        "account.signed-out-everywhere": "Signed out everywhere",
        "account.confirmed": "Confirmed who they are",
        "account.password-changed": "Changed their password",
        "account.password-chosen": "Chose a password by a link",
        "account.reset-asked": "Asked for a new password",
        "account.second-factor-set": "Set up sign-in codes",
        "account.second-factor-removed": "Removed their sign-in codes",
        "person.added": "Added a person",
        "person.invited": "Invited a person",
        "person.edited": "Changed a person’s details",
        "person.disabled": "Disabled an account",
        "person.enabled": "Enabled an account",
        "person.reset-started": "Had a link for a new password sent",
        "person.second-factor-removed": "Removed a person’s sign-in codes",
        "role.given": "Gave a role",
        "role.ended": "Took a role away",
    },
    "The service": {
        "panel.added": "Added a panel",
        "panel.edited": "Changed a panel",
        "setting.changed": "Changed a setting",
        "trail.exported": "Downloaded the trail",
        "trail.verified": "Verified the trail",
        "access.reported": "Opened the report of who opened what",
        "mail.read": "Read a mail of the outbox",
        "mail.retried": "Had a mail sent again",
        "backup.taken": "Took a backup",
        "keys.rotated": "Rotated the keys",
    },
}
LABELS = {event: label for group in GROUPS.values() for event, label in group.items()}
KINDS = {
    "child_case": "Case",
    "child_identity": "Case",
    "case_account": "Case",
    "analysis": "Analysis",
    "user_account": "Person",
    "membership": "Role",
    "panel": "Panel",
    "audit": "Audit",
    "release": "Release",
    "lesson": "Lesson",
    "passed_point": "Learning point",
    "learning_point": "Learning point",
    "issue": "Newsletter",
    "publication": "Newsletter",
    "subscriber": "Subscriber",
    "outbox_mail": "Mail",
    "import_batch": "Import",
}


def label_of(event: str) -> str:
    """The words for an event; `report.sent-back` without words becomes "Report: sent back"."""
    if event in LABELS:
        return LABELS[event]
    noun, _, verb = event.partition(".")
    return f"{noun.replace('-', ' ').capitalize()}: {verb.replace('-', ' ')}" if verb else noun


def kind_label(kind: str | None) -> str:
    return KINDS.get(kind or "", (kind or "").replace("_", " ").capitalize())


def is_opening(event: str) -> bool:
    """Whether the event tells that somebody had a confidential page before them."""
    return event in OPENINGS


OPENINGS = tuple(GROUPS["Opened"].keys() - {"access.denied", "identity.searched"})
