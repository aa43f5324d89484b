"""Starts the service: makes the data ready, says where it is, and serves until told to stop."""

import argparse
import atexit
import errno
import json
import logging
import os
import select
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import flask_migrate
from flask import Flask
from sqlalchemy.exc import OperationalError
from waitress import create_server, wasyncore

from cdop import worker
from cdop.app import create_app
from cdop.demo.load import ensure_demo
from cdop.mail.links import remember_port
from config import ConfigError

GRACE_SECONDS = 8.0  # with what follows, ended within 10
MOST_CONNECTIONS = 1000


def main() -> None:
    options = _options()
    listener = claim_port(options.host, options.port)
    app = make_ready()
    at_work = worker.start(app)
    # At the end both stop side by side, so neither waits for the other.
    atexit.unregister(at_work.stop)
    worker_stops = threading.Thread(target=at_work.stop)
    serve(app, listener, when_told_to_stop=worker_stops.start)
    worker_stops.join()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py run", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--port", default=8000, type=_port, help="the port to listen on")
    return parser.parse_args()


def _port(text: str) -> int:
    if not (text.isdecimal() and int(text) < 65536):
        raise argparse.ArgumentTypeError("a port is a whole number from 0 to 65535")
    return int(text)


def claim_port(host: str, port: int) -> socket.socket:
    """A socket bound to the address; nobody can connect until the server listens on it."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind)
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        stop(_why_not(host, port, error))
    return listener


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. Choose another: --port {port + 1}"
    if error.errno == errno.EACCES:
        return f"Port {port} may not be used by this account. Choose one above 1023: --port 8000"
    return f"The service cannot listen on {host}, port {port}: {error}"


def make_ready() -> Flask:
    """The app, on a data folder it can write to and a database of its own version."""
    try:
        app = create_app()
    except ConfigError as error:
        stop(str(error))
    except OSError as error:
        stop(f"The data folder cannot be used: {error.strerror}: {error.filename}")
    if not os.access(app.config["DATA"], os.W_OK):
        stop(f"The data folder may not be written to: {app.config['DATA']}")
    try:
        with app.app_context():
            flask_migrate.upgrade()
    except OperationalError as error:
        stop(f"The database cannot be used: {error.orig}")
    if not app.config["PRODUCTION"]:
        ensure_demo(app)
    return app


def serve(app: Flask, listener: socket.socket, when_told_to_stop: Callable[[], None]) -> None:
    """Answer requests until SIGTERM or Ctrl+C, then finish those in flight and return."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    channels: dict[int, Any] = {}
    server = create_server(
        app,
        map=channels,
        sockets=[listener],
        threads=app.config["THREADS"],
        connection_limit=MOST_CONNECTIONS,
        # Above the app's own limit, so that its page, not a bare line, says what is too big.
        max_request_body_size=2 * app.config["MAX_CONTENT_LENGTH"],
        # Behind a proxy that we trust the app reads them, and knows how many to believe.
        clear_untrusted_proxy_headers=not app.config["TRUSTED_PROXIES"],
        ident=None,
    )
    told_to_stop = threading.Event()

    def on_signal(*_: object) -> None:
        told_to_stop.set()
        server.pull_trigger()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    announce(app, listener)
    while not told_to_stop.is_set():
        _turn(channels)
    when_told_to_stop()
    _finish(server, channels)


def _turn(channels: dict[int, Any]) -> None:
    wasyncore.loop(timeout=0.5, use_poll=hasattr(select, "poll"), map=channels, count=1)


def _finish(server: Any, channels: dict[int, Any]) -> None:
    """Take no new connection, close the idle ones, and wait a little for the others."""
    wasyncore.dispatcher.close(server)  # the listening socket only: the server's own close
    deadline = time.monotonic() + GRACE_SECONDS  # also cuts the line its threads wake us by
    while server.active_channels and time.monotonic() < deadline:
        for channel in list(server.active_channels.values()):
            if not (channel.requests or channel.request or channel.total_outbufs_len):
                channel.will_close = True
        _turn(channels)
    server.task_dispatcher.shutdown(timeout=1)


def announce(app: Flask, listener: socket.socket) -> None:
    host, port = listener.getsockname()[:2]
    host = f"[{host}]" if ":" in host else host
    with app.app_context():
        remember_port(port)
    print(f"\n{app.config['SERVICE_NAME']}: http://{host}:{port}/")
    print(f"Process id: {os.getpid()}")
    print(f"Data folder: {app.config['DATA']}")
    demo = Path(app.config["DATA"]) / "demo.json"
    if demo.exists() and not app.config["PRODUCTION"]:
        print("\nMade-up people to sign in as (e-mail, password, roles, panel):")
        for person in json.loads(demo.read_text())["people"]:
            print("  " + _sign_in_line(person))
    print("\nStop with Ctrl+C.", flush=True)


def _sign_in_line(person: dict[str, Any]) -> str:
    words = [person["email"], person["password"], ", ".join(person["roles"])]
    if person["panel"]:
        words.append(person["panel"])
    if person["totp_secret"]:
        words.append(f"authenticator key {person['totp_secret']}")
    return "  ".join(words)


def stop(message: str) -> NoReturn:
    print(message, file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    main()
