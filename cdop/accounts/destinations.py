"""Where to go after sign-in: to a page of ours by its path, and nowhere else."""

import re
from urllib.parse import urlsplit

from flask import current_app, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

PLAIN = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f-\xff]*")
LONGEST = 1000


def safe_destination(asked: str | None) -> str:
    """The path that was asked for, if it is a page of ours; else the start page."""
    return asked if asked and _is_ours(asked) else url_for("home.dashboard")


def _is_ours(asked: str) -> bool:
    if len(asked) > LONGEST or not PLAIN.fullmatch(asked):
        return False
    parts = urlsplit(asked)
    if parts.scheme or parts.netloc:
        return False
    try:
        current_app.url_map.bind("localhost").match(parts.path, method="GET")
    except (HTTPException, RequestRedirect):
        return False
    return True
