"""The log: ids and codes in one line each, in the data folder; never a form, a name or a text."""

import logging
import os
from logging.handlers import WatchedFileHandler
from pathlib import Path

from flask import Flask, Response, g, request
from flask.logging import default_handler
from flask_login import current_user

from cdop.web.errors import without_content

FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
access_log = logging.getLogger("cdop.access")


def set_up_logging(app: Flask) -> None:
    """Write to `log/cdop.log`, readable by its owner only, once per process and folder."""
    folder = Path(app.config["DATA"]) / "log"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / "cdop.log"
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    root = logging.getLogger("cdop")
    root.removeHandler(default_handler)  # Flask's own, which repeats every line on the terminal
    for handler in [h for h in root.handlers if isinstance(h, WatchedFileHandler)]:
        root.removeHandler(handler)
        handler.close()
    handler = WatchedFileHandler(path)
    handler.setFormatter(logging.Formatter(FORMAT))
    root.addHandler(handler)
    for each in root.handlers:  # a logger's filter would not see what its children say
        each.addFilter(without_content)
    root.setLevel(logging.INFO)
    app.after_request(_log_request)


def _log_request(response: Response) -> Response:
    # The endpoint, not the address: an address may carry a token or what somebody searched for.
    user = getattr(current_user, "id", None) if "user_session" in g else None
    access_log.info(
        "%s %s %s user=%s", request.method, request.endpoint, response.status_code, user or "-"
    )
    return response
