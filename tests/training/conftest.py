"""Fixtures for the pages of training in a real browser."""

from tests.newsletters.conftest import address, open_as

__all__ = ("address", "open_as")
