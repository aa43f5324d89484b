"""Fixtures for public pages and their desk in a real browser."""

from tests.newsletters.conftest import address, open_as

__all__ = ("address", "open_as")
