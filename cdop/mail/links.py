"""Absolute addresses for mails: from our own settings, never from what a request claims."""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app, has_request_context, request

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def base_url() -> str:
    """CDOP_BASE_URL; without it (never in production) this machine, at the port that answered."""
    if current_app.config["BASE_URL"]:
        return current_app.config["BASE_URL"]
    if not has_request_context():
        return "http://127.0.0.1:8000"
    host = urlsplit(f"//{request.host}").hostname
    if host in LOOPBACK:
        return f"{request.scheme}://{request.host}"
    return f"{request.scheme}://127.0.0.1:{request.environ.get('SERVER_PORT', '8000')}"


def path_to(endpoint: str, **values: Any) -> str:
    """The path of a page of ours, in a request or out of one."""
    return current_app.url_map.bind("localhost").build(endpoint, values)


def external_url(endpoint: str, **values: Any) -> str:
    """The address of a page of ours as it may stand in a mail."""
    return base_url() + path_to(endpoint, **values)
