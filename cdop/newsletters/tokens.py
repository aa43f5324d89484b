"""Signed links for subscribers: each is good for one purpose, and names nobody."""

from functools import cache

from flask import current_app
from itsdangerous import URLSafeSerializer, URLSafeTimedSerializer

from cdop.web.signed import read_signed

CONFIRM_DAYS = 7
CONFIRM = "newsletters.confirm"
UNSUBSCRIBE = "newsletters.unsubscribe"
PREFERENCES = "newsletters.preferences"
REACH = "newsletters.reach"


def confirm_token(subscriber_id: str) -> str:
    return _timed().dumps(subscriber_id)


def read_confirm_token(token: str) -> str | None:
    """The subscriber's id, or None where the link is forged or older than a week."""
    return read_signed(_timed(), token, max_age=CONFIRM_DAYS * 86_400)


def unsubscribe_token(subscriber_id: str) -> str:
    """It never ends: the link in the oldest mail still works."""
    return _lasting(UNSUBSCRIBE).dumps(subscriber_id)


def read_unsubscribe_token(token: str) -> str | None:
    return _read(UNSUBSCRIBE, token)


def preferences_token(subscriber_id: str) -> str:
    """It lasts as long; it shows no address, and mails what is kept only to its owner."""
    return _lasting(PREFERENCES).dumps(subscriber_id)


def read_preferences_token(token: str) -> str | None:
    return _read(PREFERENCES, token)


def reach_token(publication_id: str) -> str:
    """The same in every reader's mail, so that an answer tells nothing of who gave it."""
    return _lasting(REACH).dumps(publication_id)


def read_reach_token(token: str) -> str | None:
    return _read(REACH, token)


def _read(purpose: str, token: str) -> str | None:
    return read_signed(_lasting(purpose), token)


def _timed() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=CONFIRM)


def _lasting(purpose: str) -> URLSafeSerializer:
    return _serializer(current_app.config["SECRET_KEY"], purpose)


@cache
def _serializer(secret: str, purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=purpose)
