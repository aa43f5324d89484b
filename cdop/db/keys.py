"""The key ring: seals and opens column values, and makes the keyed marks that look-ups compare."""

import hashlib
import hmac
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from flask import Flask, current_app


class UnreadableSeal(RuntimeError):
    """A sealed value does not open: the key is missing, or the value was altered."""


class KeyRing:
    """Seals with the newest key, opens with any of them, so that keys can be rotated."""

    def __init__(self, sealing_keys: Sequence[str], index_key: str) -> None:
        self._sealer = MultiFernet([Fernet(key) for key in sealing_keys])
        self._index_key = index_key.encode()

    def seal(self, text: str) -> str:
        return self._sealer.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        try:
            return self._sealer.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise UnreadableSeal("A sealed value cannot be opened with the present keys") from error

    def seal_bytes(self, content: bytes) -> bytes:
        return self._sealer.encrypt(content)

    def open_bytes(self, sealed: bytes) -> bytes:
        try:
            return self._sealer.decrypt(sealed)
        except InvalidToken as error:
            raise UnreadableSeal("A sealed file cannot be opened with the present keys") from error

    def reseal(self, sealed: str) -> str:
        """The same value under the newest key."""
        return self._sealer.rotate(sealed.encode()).decode()

    def mark(self, purpose: str, value: str) -> str:
        """A blind index: equal for equal values of one purpose, and meaningless without the key."""
        message = f"{purpose}\x00{value}".encode()
        return hmac.new(self._index_key, message, hashlib.sha256).hexdigest()


def init_app(app: Flask) -> None:
    app.extensions["cdop-keys"] = KeyRing(app.config["SEALING_KEYS"], app.config["INDEX_KEY"])


def ring() -> KeyRing:
    return current_app.extensions["cdop-keys"]
