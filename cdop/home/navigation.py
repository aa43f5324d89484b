"""The menu: what the person may open, in the order in which a case travels."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app, request, url_for
from flask_login import current_user

from cdop.access.permissions import Permission
from cdop.access.policy import allowed


@dataclass(frozen=True)
class Item:
    """One entry of the menu; it is the current one on every page of its section."""

    label: str
    endpoint: str
    permission: Permission | None
    section: str  # how the paths of its pages begin


@dataclass(frozen=True)
class Group:
    """Entries that belong together; with one that may be opened, that one stands for it."""

    label: str
    items: tuple[Item, ...]


PRIVATE = (
    Group("Home", (Item("Home", "home.dashboard", None, "/home"),)),
    Group(
        "Cases",
        (
            Item("Cases", "cases.work_list", Permission.CASE_LIST, "/cases"),
            Item("Import", "exchange.imports", Permission.IMPORT_RUN, "/imports"),
        ),
    ),
    Group(
        "Figures",
        (
            Item("Audits", "audits.audits", Permission.AUDIT_READ, "/audits"),
            Item("Themes", "audits.theme_panels", Permission.AUDIT_READ, "/themes"),
            Item("Releases", "audits.releases", Permission.RELEASE_READ, "/releases"),
            Item(
                "Births and children",
                "populations.panels",
                Permission.POPULATION_READ,
                "/populations",
            ),
            Item(
                "Cited figures",
                "populations.cited_figures",
                Permission.CITED_READ,
                "/cited-figures",
            ),
        ),
    ),
    Group(
        "Learning",
        (
            Item("Learning points", "learning.points", Permission.POINT_READ, "/learning-points"),
            Item("Lessons", "learning.lessons", Permission.LESSON_READ, "/lessons"),
            Item("Library", "learning.library", Permission.LIBRARY_READ, "/lesson-library"),
        ),
    ),
    Group(
        "Publishing",
        (
            Item("Newsletters", "newsletters.issues", Permission.ISSUE_READ, "/newsletters"),
            Item(
                "Subscribers",
                "newsletters.subscribers",
                Permission.SUBSCRIBERS_READ,
                "/subscribers",
            ),
            Item("Training", "training.sessions", Permission.TRAINING_READ, "/training"),
            Item("Briefings", "training.briefings", Permission.TRAINING_READ, "/briefings"),
            Item("Public pages", "site.pages", Permission.PAGE_READ, "/pages"),
        ),
    ),
    Group("Trail", (Item("Trail", "oversight.trail", Permission.TRAIL_READ, "/trail"),)),
    Group(
        "Installation",
        (
            Item("People", "accounts.people", Permission.PEOPLE_MANAGE, "/people"),
            Item("Panels", "accounts.panels", Permission.PANEL_SETTINGS, "/panels"),
            Item("Mail", "oversight.outbox", Permission.MAIL_READ, "/outbox"),
        ),
    ),
)
PUBLIC = (
    Group("Newsletters", (Item("Newsletters", "public.archive", None, "/news"),)),
    Group("Safer sleep", (Item("Safer sleep", "public.safer_sleep", None, "/safer-sleep"),)),
    Group("Support", (Item("Support", "public.support", None, "/support"),)),
    Group("About", (Item("About", "public.about", None, "/about"),)),
)


def navigation() -> list[dict[str, Any]]:
    """The groups that the person may open something of, each with `label`, `href`, `current`.

    `links` are its entries, in the same form.
    """
    groups = PRIVATE if current_user.is_authenticated else PUBLIC
    found = []
    for group in groups:
        links = [_link(item) for item in group.items if _may_open(item)]
        if links:
            found.append(
                {
                    "label": group.label if len(links) > 1 else links[0]["label"],
                    "href": links[0]["href"],
                    "current": any(link["current"] for link in links),
                    "links": links,
                }
            )
    return found


def _link(item: Item) -> dict[str, Any]:
    current = request.path == item.section or request.path.startswith(item.section + "/")
    return {"label": item.label, "href": url_for(item.endpoint), "current": current}


def _may_open(item: Item) -> bool:
    if item.endpoint not in current_app.view_functions:
        return False
    return item.permission is None or allowed(current_user, item.permission)


def context() -> dict[str, Callable[[], list[dict[str, Any]]]]:
    return {"navigation": navigation}
