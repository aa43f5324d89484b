"""Security headers on every response: nothing from other hosts, nothing inline, nothing cached.

A view of a published page may allow caching with `allow_caching(seconds)`; everything else is
not stored by browser or proxy.
"""

import re
from typing import Any

from flask import Flask, Response, current_app, g, request, session

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
        " magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
TWO_YEARS = 63_072_000
ONE_YEAR = 31_536_000
TEN_MINUTES = 600
VERSIONED = re.compile(r"-\d+\.\d+\.\d+(\.min)?\.(css|js)$")


def allow_caching(seconds: int) -> None:
    """Let browsers and proxies keep this page, which anyone may read, for some time."""
    g.public_cache = seconds


def allow_framing() -> None:
    """The page's own policy lists who may frame it; the older header knows no such list."""
    g.may_be_framed = True


def init_app(app: Flask) -> None:
    app.after_request(add_headers)


def add_headers(response: Response) -> Response:
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    if g.get("may_be_framed"):
        del response.headers["X-Frame-Options"]
    if current_app.config.get("PRODUCTION"):
        response.headers["Strict-Transport-Security"] = f"max-age={TWO_YEARS}; includeSubDomains"
    _set_caching(response)
    return response


def _set_caching(response: Response) -> None:
    seconds = g.get("public_cache")
    if request.endpoint == "static":
        response.headers["Cache-Control"] = static_caching(request.path)
    elif seconds and response.status_code < 400 and not _is_for_one_person():
        response.headers["Cache-Control"] = f"public, max-age={seconds}"
    elif "Cache-Control" not in response.headers or not response.cache_control.public:
        response.headers["Cache-Control"] = "no-store"


def _is_for_one_person() -> bool:
    return session.modified or "user_session" in g


def static_caching(path: str) -> str:
    """For ever where the name holds a version, ten minutes otherwise."""
    if VERSIONED.search(path):
        return f"public, max-age={ONE_YEAR}, immutable"
    return f"public, max-age={TEN_MINUTES}"


def add_static_headers(headers: Any, path: str, url: str) -> None:
    """For WhiteNoise, whose files do not pass through `add_headers`."""
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Content-Security-Policy"] = "default-src 'none'"
    headers["Cache-Control"] = static_caching(path)
