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


PRIVATE = (
    Item("Home", "home.dashboard", None, "/home"),
    Item("Cases", "cases.work_list", Permission.CASE_LIST, "/cases"),
    Item("Import", "exchange.imports", Permission.IMPORT_RUN, "/imports"),
    Item("Audits", "audits.audits", Permission.AUDIT_READ, "/audits"),
    Item("Themes", "audits.theme_panels", Permission.AUDIT_READ, "/themes"),
    Item("Releases", "audits.releases", Permission.RELEASE_READ, "/releases"),
    Item("Births and children", "populations.panels", Permission.POPULATION_READ, "/populations"),
    Item("Cited figures", "populations.cited_figures", Permission.CITED_READ, "/cited-figures"),
    Item("Learning points", "learning.points", Permission.POINT_READ, "/learning-points"),
    Item("Lessons", "learning.lessons", Permission.LESSON_READ, "/lessons"),
    Item("Newsletters", "newsletters.issues", Permission.ISSUE_READ, "/newsletters"),
    Item("Subscribers", "newsletters.subscribers", Permission.SUBSCRIBERS_READ, "/subscribers"),
    Item("Training", "training.sessions", Permission.TRAINING_READ, "/training"),
    Item("Public pages", "site.pages", Permission.PAGE_READ, "/pages"),
    Item("Trail", "oversight.trail", Permission.TRAIL_READ, "/trail"),
    Item("People", "accounts.people", Permission.PEOPLE_MANAGE, "/people"),
    Item("Panels", "accounts.panels", Permission.PANEL_SETTINGS, "/panels"),
    Item("Mail", "oversight.outbox", Permission.MAIL_READ, "/outbox"),
)
PUBLIC = (
    Item("News", "public.archive", None, "/news"),
    Item("Safer sleep", "public.safer_sleep", None, "/safer-sleep"),
    Item("Support", "public.support", None, "/support"),
    Item("About", "public.about", None, "/about"),
)


def navigation() -> list[dict[str, Any]]:
    """The entries for whoever asks, each with `label`, `href` and whether it is `current`."""
    items = PRIVATE if current_user.is_authenticated else PUBLIC
    return [
        {
            "label": item.label,
            "href": url_for(item.endpoint),
            "current": request.path == item.section or request.path.startswith(item.section + "/"),
        }
        for item in items
        if item.endpoint in current_app.view_functions
        and (item.permission is None or allowed(current_user, item.permission))
    ]


def context() -> dict[str, Callable[[], list[dict[str, Any]]]]:
    return {"navigation": navigation}
