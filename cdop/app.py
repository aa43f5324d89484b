"""The app factory: plugs every package together, and refuses to start where that is unsafe."""

import os
from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter
from whitenoise import WhiteNoise

import config
from cdop.access import guard
from cdop.accounts import sessions
from cdop.db import keys
from cdop.db.base import ID_LENGTH
from cdop.extensions import csrf, db, limiter, login_manager, migrate
from cdop.registry import BLUEPRINTS, COMMANDS
from cdop.web import (
    compression,
    errors,
    filters,
    headers,
    nhs,
    once,
    sign_off,
    transactions,
)
from cdop.web.logs import set_up_logging


class OpaqueConverter(BaseConverter):
    """An opaque id in an address."""

    regex = f"[0-9A-Za-z]{{{ID_LENGTH}}}"
    part_isolating = True


class SlugConverter(BaseConverter):
    """A panel's short public name in an address."""

    regex = "[a-z0-9-]{1,60}"
    part_isolating = True


class TokenConverter(BaseConverter):
    """A signed or random token in an address."""

    regex = "[0-9A-Za-z_.-]{20,200}"
    part_isolating = True


def create_app(
    overrides: dict[str, Any] | None = None, environ: Mapping[str, str] = os.environ
) -> Flask:
    """The app, configured from the environment and, in tests, from `overrides`."""
    root = config.ROOT
    app = Flask(
        "cdop",
        root_path=str(root / "cdop"),
        template_folder=str(root / "templates"),
        static_folder=str(root / "static"),
        instance_path=str(root / "instance"),
    )
    app.config.from_mapping({**config.load(environ), **(overrides or {})})
    app.url_map.converters |= {
        "opaque": OpaqueConverter,
        "slug": SlugConverter,
        "token": TokenConverter,
    }
    _init_extensions(app)
    # What is registered first runs last on the way out: the commit comes after every other step.
    parts = (transactions, compression, headers, errors, filters, nhs, sessions, once)
    for part in (*parts, sign_off, guard):
        part.init_app(app)
    set_up_logging(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)
    guard.declared(app)
    _serve_static_files(app)
    return app


def _init_extensions(app: Flask) -> None:
    keys.init_app(app)
    db.init_app(app)
    migrate.init_app(
        app, db, directory=str(config.ROOT / "migrations"), render_as_batch=True, compare_type=True
    )
    csrf.init_app(app)
    login_manager.init_app(app)
    limiter.init_app(app)


def _serve_static_files(app: Flask) -> None:
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(config.ROOT / "static"),
        prefix="static/",
        max_age=3600,
        add_headers_function=headers.add_static_headers,
    )
    if app.config["TRUSTED_PROXIES"]:
        count = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, count, count, count)  # type: ignore[method-assign]
