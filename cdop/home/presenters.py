"""The start page as lists of tasks, one list for each role, in the words of that role."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import current_app, url_for

from cdop.access.roles import Role


@dataclass(frozen=True)
class Task:
    """One line: what there is, where it is done, and the colour of its count while any waits."""

    key: str
    label: str
    endpoint: str
    colour: str = "blue"
    done: str = "None"
    arguments: Mapping[str, Any] = field(default_factory=dict)


TASKS: Mapping[Role, tuple[str, tuple[Task, ...]]] = {
    Role.COORDINATOR: (
        "Cases",
        (
            Task(
                "cases_overdue",
                "Cases with an overdue step",
                "cases.work_list",
                "red",
                arguments={"overdue": "yes"},
            ),
            Task("cases_due_soon", "Cases with a step due in 14 days", "cases.work_list", "orange"),
            Task("transfers_offered", "Cases offered by another panel", "cases.transfers"),
            Task("cases_open", "Open cases", "cases.work_list", "grey"),
        ),
    ),
    Role.MEMBER: (
        "For the panel",
        (
            Task(
                "cases_at_panel",
                "Cases at panel, to read before the meeting",
                "cases.work_list",
                arguments={"stage": "at_panel"},
            ),
        ),
    ),
    Role.CHAIR: (
        "To decide",
        (
            Task(
                "analyses_to_ratify",
                "Analyses to ratify",
                "cases.work_list",
                "orange",
                arguments={"stage": "at_panel"},
            ),
            Task("audits_offered", "Audits offered for release", "audits.audits", "orange"),
            Task(
                "lessons_submitted",
                "Lessons to approve",
                "learning.lessons",
                "orange",
                arguments={"state": "submitted"},
            ),
            Task(
                "issues_submitted",
                "Newsletters to sign off",
                "newsletters.issues",
                "orange",
                arguments={"state": "submitted"},
            ),
            Task(
                "translations_submitted",
                "Translations of newsletters to sign off",
                "newsletters.issues",
                "orange",
            ),
            Task("pages_submitted", "Public pages to sign off", "site.pages", "orange"),
            Task("sessions_submitted", "Training to sign off", "training.sessions", "orange"),
            Task("briefings_submitted", "Briefings to sign off", "training.briefings", "orange"),
        ),
    ),
    Role.EDITOR: (
        "Lessons and newsletters",
        (
            Task("points_passed_on", "Learning points not yet in a lesson", "learning.points"),
            Task(
                "lessons_returned",
                "Lessons returned to you",
                "learning.lessons",
                "orange",
                arguments={"state": "returned"},
            ),
            Task(
                "lessons_drafts",
                "Lessons in draft",
                "learning.lessons",
                "grey",
                arguments={"state": "draft"},
            ),
            Task(
                "issues_returned",
                "Newsletters returned to you",
                "newsletters.issues",
                "orange",
                arguments={"state": "returned"},
            ),
            Task(
                "issues_approved",
                "Newsletters ready to publish",
                "newsletters.issues",
                "green",
                arguments={"state": "approved"},
            ),
            Task(
                "issues_drafts",
                "Newsletters in draft",
                "newsletters.issues",
                "grey",
                arguments={"state": "draft"},
            ),
            Task("pages_overdue", "Public pages to look through by now", "site.pages", "red"),
        ),
    ),
    Role.GOVERNANCE: (
        "Oversight, in the last 7 days",
        (
            Task(
                "refusals",
                "Refused attempts to open something",
                "oversight.trail",
                "orange",
                arguments={"event": "access.denied"},
            ),
            Task("roles_changed", "Roles given or taken away", "oversight.trail"),
        ),
    ),
    Role.ADMINISTRATOR: (
        "The service",
        (
            Task("mail_failed", "Mails that could not be sent", "oversight.outbox", "red"),
            Task("mail_waiting", "Mails waiting for 10 minutes or more", "oversight.outbox", "red"),
            Task("work_given_up", "Work that was given up", "oversight.outbox", "red"),
            Task(
                "people_invited",
                "People who have not chosen a password",
                "accounts.people",
                arguments={"state": "invited"},
            ),
        ),
    ),
}


@dataclass(frozen=True)
class Line:
    label: str
    href: str
    count: int
    colour: str
    done: str


@dataclass(frozen=True)
class TaskList:
    title: str
    lines: tuple[Line, ...]


def task_lists(user: Any, counts: Mapping[str, int]) -> list[TaskList]:
    """The person's lists, in the order of the roles."""
    return [
        TaskList(title, tuple(_line(task, counts) for task in tasks if _has_page(task)))
        for role, (title, tasks) in TASKS.items()
        if user.holds(role)
    ]


def _line(task: Task, counts: Mapping[str, int]) -> Line:
    count = counts.get(task.key, 0)
    colour = task.colour if count else "green"
    href = url_for(task.endpoint, **task.arguments)
    return Line(task.label, href, count, colour, task.done)


def _has_page(task: Task) -> bool:
    return task.endpoint in current_app.view_functions
