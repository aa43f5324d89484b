"""Words for devices and accounts, and panels as their form shows them."""

import re
from typing import Any

from cdop.accounts.models import Panel, User, UserSession

BROWSERS = (
    (r"Edg/", "Edge"),
    (r"OPR/", "Opera"),
    (r"Firefox/", "Firefox"),
    (r"Chrome/|Chromium/|CriOS/", "Chrome"),
    (r"Safari/", "Safari"),
)
SYSTEMS = (
    (r"Windows", "Windows"),
    (r"iPhone|iPad", "an iPhone or iPad"),
    (r"Android", "Android"),
    (r"Mac OS X|Macintosh", "a Mac"),
    (r"CrOS", "a Chromebook"),
    (r"Linux", "Linux"),
)


def device_words(row: UserSession) -> str:
    """Firefox on Windows."""
    browser = _first(BROWSERS, row.device) or "A browser"
    system = _first(SYSTEMS, row.device)
    return f"{browser} on {system}" if system else browser


def _first(table: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for pattern, name in table if re.search(pattern, text)), "")


def state_of(user: User) -> tuple[str, str]:
    """How an account stands, and the colour of its tag."""
    if not user.is_active:
        return "Disabled", "grey"
    if user.password_hash is None:
        return "Invited", "yellow"
    return "Active", "green"


def panel_values(panel: Panel) -> dict[str, Any]:
    """A panel as its form shows it: local authorities one on each line."""
    return {
        "name": panel.name,
        "area": panel.area,
        "local_authorities": "\n".join(panel.local_authorities),
        "reference_prefix": panel.reference_prefix,
        "support_text": panel.support_text,
    }
