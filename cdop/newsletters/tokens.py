"""Signed links for subscribers: each is good for one purpose, and names nobody."""

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer

CONFIRM_DAYS = 7
CONFIRM = "newsletters.confirm"
UNSUBSCRIBE = "newsletters.unsubscribe"


def confirm_token(subscriber_id: str) -> str:
    return _timed().dumps(subscriber_id)


def read_confirm_token(token: str) -> str | None:
    """The subscriber's id, or None where the link is forged or older than a week."""
    try:
        return str(_timed().loads(token, max_age=CONFIRM_DAYS * 86_400))
    except BadData:
        return None


def unsubscribe_token(subscriber_id: str) -> str:
    """It never ends: the link in the oldest mail still works."""
    return _lasting().dumps(subscriber_id)


def read_unsubscribe_token(token: str) -> str | None:
    try:
        return str(_lasting().loads(token))
    except BadData:
        return None


def _timed() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=CONFIRM)


def _lasting() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=UNSUBSCRIBE)
