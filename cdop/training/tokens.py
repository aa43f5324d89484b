"""Signed links of training: each is good for one booking or one team's copy, and names nobody."""

from flask import current_app
from itsdangerous import URLSafeSerializer

from cdop.web.signed import read_signed

BOOKING, COPY = "training.booking", "training.copy"


def booking_token(booking_id: str) -> str:
    return _signer(BOOKING).dumps(booking_id)


def read_booking_token(token: str) -> str | None:
    return _read(BOOKING, token)


def copy_token(copy_id: str) -> str:
    return _signer(COPY).dumps(copy_id)


def read_copy_token(token: str) -> str | None:
    return _read(COPY, token)


def _read(salt: str, token: str) -> str | None:
    return read_signed(_signer(salt), token)


def _signer(salt: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=salt)
