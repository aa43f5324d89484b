"""Absolute addresses for mails: from our own settings, never from what a request claims."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, has_request_context, request

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def base_url() -> str:
    """CDOP_BASE_URL; without it (never in production) this machine, at the port that answered."""
    if current_app.config["BASE_URL"]:
        return current_app.config["BASE_URL"]
    if not has_request_context():
        return _where_it_runs()
    host = urlsplit(f"//{request.host}").hostname
    if host in LOOPBACK:
        return f"{request.scheme}://{request.host}"
    return f"{request.scheme}://127.0.0.1:{request.environ.get('SERVER_PORT', '8000')}"


def remember_port(port: int) -> None:
    """Keep the port of the running service, for links made by a job or a command."""
    _port_file().write_text(str(port))


def _where_it_runs() -> str:
    port = _port_file().read_text() if _port_file().exists() else "8000"
    return f"http://127.0.0.1:{port}"


def _port_file() -> Path:
    return Path(current_app.config["DATA"]) / "port"


def path_to(endpoint: str, **values: Any) -> str:
    """The path of a page of ours, in a request or out of one."""
    return current_app.url_map.bind("localhost").build(endpoint, values)


def external_url(endpoint: str, **values: Any) -> str:
    """The address of a page of ours as it may stand in a mail."""
    return base_url() + path_to(endpoint, **values)
