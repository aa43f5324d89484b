"""Settings, read once from the environment: a default here is right for production.

Secrets have no default. In production a missing one stops the app from starting; elsewhere
they are made on first use and kept in the data folder, readable by its owner only.
"""

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

ROOT = Path(__file__).resolve().parent
SECRETS = ("SECRET_KEY", "SEALING_KEYS", "INDEX_KEY", "TRAIL_KEY")


class ConfigError(RuntimeError):
    """A setting is missing or unsafe; the message says which, and how to put it right."""


def load(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Every setting of the app, by its Flask configuration name."""
    production = environ.get("CDOP_ENV", "production") == "production"
    data = Path(environ.get("CDOP_DATA") or ROOT / "instance").resolve()
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    return {
        "PRODUCTION": production,
        "DATA": data,
        **_secrets(environ, data, production),
        **_database(environ, data),
        **_sessions(environ, production),
        **_mail(environ, data, production),
        **_limits(environ),
        "NEWSLETTER_HOLD_MINUTES": _hold_minutes(environ),
        "BASE_URL": _base_url(environ, production),
        "THREADS": int(environ.get("CDOP_THREADS", "8")),
        "TRUSTED_PROXIES": int(environ.get("CDOP_TRUSTED_PROXIES", "0")),
        "REQUIRE_SECOND_FACTOR": _flag(environ, "CDOP_REQUIRE_SECOND_FACTOR", production),
        "NHS_LOZENGE": _flag(environ, "CDOP_NHS_LOZENGE", False),
        "SERVICE_NAME": environ.get("CDOP_SERVICE_NAME", "Child death review"),
        "ORGANISATION": environ.get("CDOP_ORGANISATION", "Child Death Overview Panel"),
        "CONTACT_EMAIL": environ.get("CDOP_CONTACT_EMAIL", "cdop@example.org"),
    }


def _flag(environ: Mapping[str, str], name: str, default: bool) -> bool:
    value = environ.get(name)
    return default if value is None else value.lower() in ("1", "true", "yes", "on")


def _secrets(environ: Mapping[str, str], data: Path, production: bool) -> dict[str, Any]:
    given = {name: environ.get(f"CDOP_{name}", "") for name in SECRETS}
    key_file = Path(environ.get("CDOP_KEY_FILE") or data / "keys.json")
    if not all(given.values()) and key_file.exists():
        kept = read_keys(key_file)
        given = {name: given[name] or kept.get(name, "") for name in SECRETS}
    missing = [name for name in SECRETS if not given[name]]
    if missing and production:
        raise ConfigError(
            "These secrets are not set: "
            + ", ".join(f"CDOP_{name}" for name in missing)
            + ". Set them in the environment or name a file with CDOP_KEY_FILE;"
            " `flask new-keys` prints a fresh set. See docs/running.md."
        )
    if missing:
        given = {**new_secrets(), **{k: v for k, v in given.items() if v}}
        write_keys(key_file, given)
    keys = [key.strip() for key in given["SEALING_KEYS"].split(",") if key.strip()]
    return {**given, "SEALING_KEYS": keys, "KEY_FILE": key_file}


def new_secrets() -> dict[str, str]:
    """A fresh value for every secret; sealing keys are a comma-separated ring, newest first."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "SEALING_KEYS": Fernet.generate_key().decode(),
        "INDEX_KEY": secrets.token_urlsafe(48),
        "TRAIL_KEY": secrets.token_urlsafe(48),
    }


def write_keys(path: Path, values: Mapping[str, str]) -> None:
    """Replace the key file in one step, readable by its owner only."""
    fresh = path.with_suffix(".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as out:
        json.dump(dict(values), out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(path)


def read_keys(path: Path) -> dict[str, str]:
    return json.loads(path.read_text())


def _database(environ: Mapping[str, str], data: Path) -> dict[str, Any]:
    url = environ.get("DATABASE_URL") or f"sqlite:///{data / 'cdop.sqlite'}"
    if url.startswith(("postgres://", "postgresql://")):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
    options: dict[str, Any] = {"hide_parameters": True}  # no value of a row in any error message
    if url.startswith("postgresql"):
        options |= {"pool_pre_ping": True, "pool_size": 10, "max_overflow": 10}
    return {"SQLALCHEMY_DATABASE_URI": url, "SQLALCHEMY_ENGINE_OPTIONS": options}


def _sessions(environ: Mapping[str, str], production: bool) -> dict[str, Any]:
    return {
        "IDLE_MINUTES": int(environ.get("CDOP_IDLE_MINUTES", "30")),
        "SESSION_HOURS": int(environ.get("CDOP_SESSION_HOURS", "12")),
        "SESSION_COOKIE_NAME": "__Host-cdop" if production else "cdop",
        "SESSION_COOKIE_SECURE": production,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": production,
    }


def _mail(environ: Mapping[str, str], data: Path, production: bool) -> dict[str, Any]:
    url, key = environ.get("CDOP_SMTP_URL", ""), environ.get("CDOP_NOTIFY_KEY", "")
    if key and not environ.get("CDOP_NOTIFY_TEMPLATE"):
        raise ConfigError(
            "CDOP_NOTIFY_KEY needs CDOP_NOTIFY_TEMPLATE: the id of an e-mail template in GOV.UK"
            " Notify with the places ((subject)) and ((body))."
        )
    if production and not (url or key or _flag(environ, "CDOP_MAIL_TO_FOLDER", False)):
        raise ConfigError(
            "No way to send mail: set CDOP_SMTP_URL (smtp://user:password@host:587),"
            " or CDOP_MAIL_TO_FOLDER=1 to write mail to a folder. See docs/running.md."
        )
    return {
        "SMTP_URL": url,
        "MAIL_BOUNCES": environ.get("CDOP_MAIL_BOUNCES", ""),
        "NOTIFY_URL": environ.get("CDOP_NOTIFY_URL", "https://api.notifications.service.gov.uk"),
        "NOTIFY_KEY": key,
        "NOTIFY_TEMPLATE": environ.get("CDOP_NOTIFY_TEMPLATE", ""),
        "MAIL_FOLDER": data / "mail",
        "MAIL_FROM": environ.get("CDOP_MAIL_FROM", "Child death review <cdop@example.org>"),
    }


def _hold_minutes(environ: Mapping[str, str]) -> float:
    """How long a newsletter can be stopped after it was asked to go out."""
    usual = {"production": "30", "test": "0"}.get(environ.get("CDOP_ENV", "production"), "2")
    return float(environ.get("CDOP_NEWSLETTER_HOLD_MINUTES", usual))


def _limits(environ: Mapping[str, str]) -> dict[str, Any]:
    return {
        "MAX_CONTENT_LENGTH": int(environ.get("CDOP_MAX_UPLOAD_MB", "20")) * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "MAX_FORM_PARTS": 2000,
        "RATELIMIT_DEFAULT": environ.get("CDOP_RATE_LIMIT", "6000 per minute"),
        "RATELIMIT_STORAGE_URI": environ.get("CDOP_RATE_LIMIT_STORAGE", "memory://"),
        "RATELIMIT_ENABLED": _flag(environ, "CDOP_RATE_LIMITS", True),
        "SIGN_IN_LIMIT": int(environ.get("CDOP_SIGN_IN_LIMIT", "10")),
        "SIGN_IN_ADDRESS_LIMIT": int(environ.get("CDOP_SIGN_IN_ADDRESS_LIMIT", "300")),
        "SIGN_IN_WINDOW_MINUTES": 5,
        "ARGON2_MEMORY_KIB": int(environ.get("CDOP_ARGON2_MEMORY_KIB", "19456")),
    }


def _base_url(environ: Mapping[str, str], production: bool) -> str:
    url = environ.get("CDOP_BASE_URL", "")
    if production and not url.startswith("https://"):
        raise ConfigError(
            "CDOP_BASE_URL must be the https:// address that people use, for the links in mail."
        )
    return url.rstrip("/")
