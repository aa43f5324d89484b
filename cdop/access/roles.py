"""The nine roles, each with the sentence by which a manager would know it."""

from enum import StrEnum


class Role(StrEnum):
    COORDINATOR = "coordinator"
    MEMBER = "member"
    CHAIR = "chair"
    EDITOR = "editor"
    REPORTER = "reporter"
    ACTION_OWNER = "action_owner"
    GOVERNANCE = "governance"
    ADMINISTRATOR = "administrator"
    PUBLIC = "public"

    @property
    def label(self) -> str:
        return LABELS[self][0]

    @property
    def sentence(self) -> str:
        return LABELS[self][1]


LABELS = {
    Role.COORDINATOR: (
        "Coordinator",
        "Runs the panel's work and sees everything on the panel, identities included.",
    ),
    Role.MEMBER: (
        "Panel member",
        "Reviews the panel's anonymised cases, except where a conflict is declared.",
    ),
    Role.CHAIR: (
        "Chair",
        "As a member, and ratifies analyses, builds audits and signs off what is published.",
    ),
    Role.EDITOR: (
        "Editor",
        "Writes lessons and newsletters from what was passed on; opens no case.",
    ),
    Role.REPORTER: ("Agency reporter", "Answers one request for a report, by a secure link."),
    Role.ACTION_OWNER: (
        "Action owner",
        "Reports progress on the recommendations that were given to them.",
    ),
    Role.GOVERNANCE: (
        "Governance lead",
        "Reads and verifies the trail of who did what; opens no case.",
    ),
    Role.ADMINISTRATOR: (
        "Administrator",
        "Looks after people, panels and settings; opens no case.",
    ),
    Role.PUBLIC: ("Public", "Reads what is published, and subscribes."),
}

# Roles that a person can be given an account for. A reporter comes by a link, the public by none.
ACCOUNT_ROLES = tuple(role for role in Role if role not in (Role.REPORTER, Role.PUBLIC))
INSTALLATION_ROLES = (Role.ADMINISTRATOR,)
