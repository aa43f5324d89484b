"""Words for devices, accounts and clocks."""

import re

from cdop.accounts.models import User, UserSession

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
